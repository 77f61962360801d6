"""What a page's template is given: everything that the contract and the catalogue know about the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape

from handbook.cards_view import CardsView, cards_view
from handbook.contract import Topic
from handbook.coverage import build_coverage
from handbook.coverage_view import CoverageView, coverage_view
from handbook.findings import Finding
from handbook.glossary_view import GlossaryView, glossary_view
from handbook.load import PAGES_FOLDER, Handbook
from handbook.markdown_source import BlockKind
from handbook.pages import Page
from handbook.phrases import CallView, call_view
from handbook.site import (
    CARDS_PAGE,
    COVERAGE_PAGE,
    GLOSSARY_PAGE,
    HOME_PAGE,
    SOURCES_PAGE,
    address,
    catalogue_of,
    language_name,
    markdown_address,
    page_at,
    shown_at,
    shown_page,
    topic_path,
)


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic as others point to it. `heard` is what one hears when it is this, "" where the page has no signs.

    `language` is that of these texts: in a draft it may be the reference's.
    """

    id: str
    language: str
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
    """The same page in another language: its address, and what leads there, in that language.

    `stand_in` is set where that language is a draft and shows the reference's page there.
    """

    locale: str
    name: str
    address: str
    offer: str
    dismiss: str
    not_found: str
    direction: str
    current: bool
    reference: bool
    stand_in: bool


@dataclass(frozen=True, slots=True)
class StandIn:
    """The reference's page, shown in a draft that has none.

    `address` is where it stands itself; `notice` the words that say what this is, in `notice_language`.
    """

    language: str
    direction: str
    address: str
    notice: str
    notice_language: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page for its template. Only what the page's `template` shows is filled.

    Addresses are from the site's root: `root` is that of the language's home page, `cards_address` that of all its
    cards, `markdown` that of the page as Markdown.
    """

    template: str
    language: str
    root: str
    title: str
    summary: str
    labels: dict[str, str]
    alternates: tuple[Alternate, ...]
    cards_address: str
    markdown: str = ""
    stand_in: StandIn | None = None
    kind: str = ""
    topic: str = ""
    urgency: str = ""
    urgency_name: str = ""
    channels: tuple[str, ...] = ()
    related: tuple[TopicLink, ...] = ()
    sources: tuple[SourceGroup, ...] = ()
    groups: dict[str, tuple[TopicGroup, ...]] = field(default_factory=dict)
    call: CallView | None = None
    glossary: GlossaryView | None = None
    coverage: CoverageView | None = None
    cards: CardsView | None = None


def page_view(handbook: Handbook, path: str, findings: Iterable[Finding] = ()) -> PageView:
    """The view of the page at `path`, which begins with the language (`hr/scenarios/legal-threat.md`).

    `findings` are what the rules find in the handbook; only the coverage page shows them.
    """
    language, _, name = path.partition("/")
    catalogue = catalogue_of(handbook, language)
    page = shown_at(handbook, path)
    view = PageView(
        template="main",
        language=language,
        root=address(handbook, f"{language}/{HOME_PAGE}"),
        title=page.title if page else "",
        summary=page.summary if page else "",
        labels=catalogue.labels,
        alternates=alternates(handbook, path),
        cards_address=address(handbook, f"{language}/{CARDS_PAGE}"),
        markdown=markdown_address(handbook, page) if page else "",
        stand_in=_stand_in(handbook, language, page) if page and page.language != language else None,
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
            call=call_view(handbook, page, language),
        )
    if name == HOME_PAGE:
        groups = {kind: topic_groups(handbook, language, kind) for kind in handbook.contract.kinds}
        return replace(view, template="home", groups=groups)
    if name == SOURCES_PAGE:
        return replace(view, template="sources", sources=source_groups(handbook, language))
    if name == GLOSSARY_PAGE:
        return replace(view, template="glossary", glossary=glossary_view(handbook, language))
    if name == CARDS_PAGE:
        return replace(view, template="cards", cards=cards_view(handbook, language))
    if name == COVERAGE_PAGE:
        coverage = coverage_view(handbook, build_coverage(handbook, findings), language)
        return replace(view, template="coverage", coverage=coverage)
    return view


def title_markup(view: PageView) -> str:
    """The title as markup, for a theme that puts titles into pages as they are."""
    title = escape(view.title)
    foreign = view.stand_in
    return f'<span lang="{foreign.language}" dir="{foreign.direction}">{title}</span>' if foreign else title


def source_groups(handbook: Handbook, language: str, topic: Topic | None = None) -> tuple[SourceGroup, ...]:
    """The sources with their guidelines and who carries these; only what a topic merges where one is given."""
    catalogue = catalogue_of(handbook, language)
    sources_page = address(handbook, f"{language}/{SOURCES_PAGE}")
    groups = []
    for source in handbook.contract.sources.values():
        guidelines = tuple(
            SourceGuideline(
                id=guideline,
                text=catalogue.sources[guideline],
                address=f"{sources_page}#{guideline}",
                topics=() if topic else _carriers(handbook, language, guideline),
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
        if shown_at(handbook, twin) is None:
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
                stand_in=page_at(handbook, twin) is None,
            )
        )
    return tuple(found)


def _stand_in(handbook: Handbook, language: str, page: Page) -> StandIn:
    """How a draft shows a page of the reference language."""
    reference = catalogue_of(handbook, page.language)
    notice = catalogue_of(handbook, language).labels["stands_in"]
    speaks = page.language if notice == reference.labels["stands_in"] else language  # not translated yet itself
    return StandIn(
        language=page.language,
        direction=reference.direction,
        address=address(handbook, page.path.removeprefix(f"{PAGES_FOLDER}/")),
        notice=notice.replace("{language}", language_name(page.language, speaks)),
        notice_language=speaks,
    )


def topic_groups(handbook: Handbook, language: str, kind: str) -> tuple[TopicGroup, ...]:
    """The groups of a kind with the topics that are shown in a language; a group may have none."""
    names = catalogue_of(handbook, language).groups[kind]
    return tuple(
        TopicGroup(
            group,
            names[group],
            _links(handbook, language, [topic.id for topic in handbook.contract.topics_of(kind, group)]),
        )
        for group in handbook.contract.groups[kind]
    )


def _carriers(handbook: Handbook, language: str, guideline: str) -> tuple[TopicLink, ...]:
    return _links(handbook, language, [topic.id for topic in handbook.contract.carriers(guideline)])


def _links(handbook: Handbook, language: str, topics: Iterable[str]) -> tuple[TopicLink, ...]:
    """Links to the topics that a page is shown for in this language."""
    known = topic_links(handbook, language)
    return tuple(known[topic] for topic in topics if topic in known)


@lru_cache(maxsize=16)  # page after page asks for the same few languages
def topic_links(handbook: Handbook, language: str) -> dict[str, TopicLink]:
    """Links to all topics that a page is shown for in a language, by id."""
    found = {}
    for topic in handbook.contract.topics.values():
        page = shown_page(handbook, language, topic.id)
        if page is not None:
            where = address(handbook, topic_path(handbook, language, topic.id))
            heard = _first_sign(handbook, page)
            found[topic.id] = TopicLink(topic.id, page.language, page.title, where, page.summary, heard, topic.kind)
    return found


def _first_sign(handbook: Handbook, page: Page) -> str:
    """The first bullet of the section that tells a topic from its neighbours: what one hears when it is this."""
    for rule in handbook.contract.kinds[page.kind].sections:
        section = page.section(rule.id) if rule.neighbours else None
        if section and (bullets := section.items(BlockKind.BULLETS)):
            return bullets[0].text
    return ""
