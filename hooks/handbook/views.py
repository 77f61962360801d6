"""What a page's template is given: everything that the contract and the catalogue know about the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from handbook.catalogue import Catalogue
from handbook.contract import Topic
from handbook.coverage import build_coverage
from handbook.coverage_view import CoverageView, coverage_view
from handbook.findings import Finding
from handbook.load import PAGES_FOLDER, Handbook
from handbook.markdown_source import BlockKind
from handbook.pages import Page
from handbook.site import COVERAGE_PAGE, HOME_PAGE, SOURCES_PAGE, address, catalogue_of, language_name, topic_path


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic as others point to it. `heard` is what one hears when it is this, "" where the page has no signs."""

    title: str
    address: str
    summary: str
    heard: str
    kind: str


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A group with its name in the reader's language."""

    id: str
    name: str
    topics: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class SourceGuideline:
    """A source guideline in the reader's language: where it stands on the sources page, and who carries it."""

    id: str
    text: str
    address: str
    topics: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """One of the sources, by its language, with its guidelines."""

    language: str
    name: str
    guidelines: tuple[SourceGuideline, ...]


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language: its address, and what leads there, in that language."""

    locale: str
    name: str
    address: str
    offer: str
    dismiss: str
    not_found: str
    direction: str
    current: bool
    reference: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """A page for its template. Only what the page's `template` shows is filled.

    `root` is the address of the language's home page, from the site's root.
    """

    template: str
    language: str
    root: str
    title: str
    summary: str
    labels: dict[str, str]
    alternates: tuple[Alternate, ...]
    kind: str = ""
    topic: str = ""
    urgency: str = ""
    urgency_name: str = ""
    channels: tuple[str, ...] = ()
    related: tuple[TopicLink, ...] = ()
    sources: tuple[SourceGroup, ...] = ()
    groups: dict[str, tuple[TopicGroup, ...]] = field(default_factory=dict)
    coverage: CoverageView | None = None


def page_view(handbook: Handbook, path: str, findings: Iterable[Finding] = ()) -> PageView:
    """The view of the page at `path`, which begins with the language (`hr/scenarios/legal-threat.md`).

    `findings` are what the rules find in the handbook; only the coverage page shows them.
    """
    language, _, name = path.partition("/")
    catalogue = catalogue_of(handbook, language)
    page = _page_at(handbook, path)
    view = PageView(
        template="main",
        language=language,
        root=address(handbook, f"{language}/{HOME_PAGE}"),
        title=page.title if page else "",
        summary=page.summary if page else "",
        labels=catalogue.labels,
        alternates=alternates(handbook, path),
    )
    if page and page.topic:
        topic = handbook.contract.topics[page.topic]
        return replace(
            view,
            template="topic",
            kind=topic.kind,
            topic=topic.id,
            urgency=topic.urgency,
            urgency_name=catalogue.urgencies[topic.urgency],
            channels=tuple(catalogue.channels[channel] for channel in topic.channels),
            related=_links(handbook, language, topic.related),
            sources=source_groups(handbook, language, topic),
        )
    if name == HOME_PAGE:
        groups = {kind: _groups(handbook, catalogue, language, kind) for kind in handbook.contract.kinds}
        return replace(view, template="home", groups=groups)
    if name == SOURCES_PAGE:
        return replace(view, template="sources", sources=source_groups(handbook, language))
    if name == COVERAGE_PAGE:
        coverage = coverage_view(handbook, build_coverage(handbook, findings), language)
        return replace(view, template="coverage", coverage=coverage)
    return view


def source_groups(handbook: Handbook, language: str, topic: Topic | None = None) -> tuple[SourceGroup, ...]:
    """The sources with their guidelines; only those that a topic merges where one is given."""
    catalogue = catalogue_of(handbook, language)
    sources_page = address(handbook, f"{language}/{SOURCES_PAGE}")
    groups = []
    for source in handbook.contract.sources.values():
        guidelines = tuple(
            SourceGuideline(
                id=guideline,
                text=catalogue.sources[guideline],
                address=f"{sources_page}#{guideline}",
                topics=_links(handbook, language, [t.id for t in handbook.contract.carriers(guideline)]),
            )
            for guideline in source.guidelines
            if topic is None or guideline in topic.merges
        )
        if guidelines:
            name = catalogue.labels["source_of"].replace("{language}", language_name(source.language, language))
            groups.append(SourceGroup(source.language, name, guidelines))
    return tuple(groups)


def alternates(handbook: Handbook, path: str) -> tuple[Alternate, ...]:
    """The page at `path` in every language that has it, in the order of the languages."""
    here, _, name = path.partition("/")
    found = []
    for language in handbook.languages.values():
        twin = f"{language.locale}/{name}"
        if _page_at(handbook, twin) is None:
            twin = f"{language.locale}/{HOME_PAGE}"
        catalogue = catalogue_of(handbook, language.locale)
        found.append(
            Alternate(
                locale=language.locale,
                name=language.name,
                address=address(handbook, twin),
                offer=catalogue.labels["read_in"],
                dismiss=catalogue.labels["dismiss"],
                not_found=catalogue.labels["not_found"],
                direction=catalogue.direction,
                current=language.locale == here,
                reference=language.reference,
            )
        )
    return tuple(found)


def _page_at(handbook: Handbook, path: str) -> Page | None:
    """The page at a path that begins with the language."""
    language, _, name = path.partition("/")
    topic = name.rsplit("/", 1)[-1].removesuffix(".md")
    page = handbook.page(language, topic)
    if page and page.path == f"{PAGES_FOLDER}/{path}":
        return page
    others = handbook.other_pages.get(language, ())
    return next((other for other in others if other.path == f"{PAGES_FOLDER}/{path}"), None)


def _groups(handbook: Handbook, catalogue: Catalogue, language: str, kind: str) -> tuple[TopicGroup, ...]:
    return tuple(
        TopicGroup(
            group,
            catalogue.groups[kind][group],
            _links(handbook, language, [topic.id for topic in handbook.contract.topics_of(kind, group)]),
        )
        for group in handbook.contract.groups[kind]
    )


def _links(handbook: Handbook, language: str, topics: list[str] | tuple[str, ...]) -> tuple[TopicLink, ...]:
    """Links to the topics that have a page in this language."""
    found = []
    for topic_id in topics:
        page = handbook.page(language, topic_id)
        if page is None:
            continue
        topic = handbook.contract.topics[topic_id]
        heard = _first_sign(handbook, page)
        where = address(handbook, topic_path(handbook, language, topic_id))
        found.append(TopicLink(page.title, where, page.summary, heard, topic.kind))
    return tuple(found)


def _first_sign(handbook: Handbook, page: Page) -> str:
    """The first bullet of the section that tells a topic from its neighbours: what one hears when it is this."""
    for rule in handbook.contract.kinds[page.kind].sections:
        section = page.section(rule.id) if rule.neighbours else None
        if section and (bullets := section.items(BlockKind.BULLETS)):
            return bullets[0].text
    return ""
