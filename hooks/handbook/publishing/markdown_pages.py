"""A page as Markdown for machines: its text with links to the other such files, and what its template adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from handbook.coverage import Coverage
from handbook.coverage_files import JSON_FILE, language_badge_file
from handbook.coverage_view import coverage_view
from handbook.glossary_view import Word, glossary_view
from handbook.load import Handbook
from handbook.markdown_source import retargeted, without_heading_ids
from handbook.pages import Page
from handbook.publishing.addresses import linked, relative, topic_pages, whole_address
from handbook.publishing.llms_txt import link
from handbook.site import (
    COVERAGE_PAGE,
    GLOSSARY_PAGE,
    HOME_PAGE,
    SOURCES_PAGE,
    catalogue_of,
    language_name,
    markdown_address,
    page_address,
)

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def markdown_page(handbook: Handbook, page: Page, coverage: Coverage, site_url: str) -> str:
    """A page's Markdown file: front matter, title, text, and below it what the page shows beside its text."""
    facts = _front_matter(handbook, page, site_url)
    front_matter = yaml.dump(facts, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    parts = [f"# {page.title}", _body(handbook, page), *_added(handbook, page, coverage)]
    return f"---\n{front_matter}---\n\n" + "\n\n".join(part for part in parts if part) + "\n"


def _front_matter(handbook: Handbook, page: Page, site_url: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"title": page.title, "summary": page.summary, "language": page.language}
    if page.topic:
        topic = handbook.contract.topics[page.topic]
        facts |= {
            "topic": topic.id,
            "kind": topic.kind,
            "group": topic.group,
            "urgency": topic.urgency,
            "channels": list(topic.channels),
            "aliases": list(page.aliases),
        }
    return facts | {"canonical": whole_address(site_url, page_address(handbook, page))}


def _body(handbook: Handbook, page: Page) -> str:
    """The text as written, its headings without ids, its links to Markdown files."""

    def target_of(target: str) -> str:
        found = linked(handbook, page, target)
        return relative(markdown_address(handbook, found[0]), markdown_address(handbook, page)) if found else target

    return retargeted(without_heading_ids(page.body), target_of).strip()


def _added(handbook: Handbook, page: Page, coverage: Coverage) -> Iterator[str]:
    if page.topic:
        related = handbook.contract.topics[page.topic].related
        yield _section(catalogue_of(handbook, page.language).labels["related"], _topic_links(handbook, page, related))
    elif page.name == HOME_PAGE:
        yield from _home(handbook, page)
    elif page.name == SOURCES_PAGE:
        yield from _sources(handbook, page)
    elif page.name == GLOSSARY_PAGE:
        yield from _glossary(handbook, page)
    elif page.name == COVERAGE_PAGE:
        yield from _coverage(handbook, page, coverage)


def _home(handbook: Handbook, page: Page) -> Iterator[str]:
    catalogue = catalogue_of(handbook, page.language)
    for kind, groups in handbook.contract.groups.items():
        for group in groups:
            topics = [topic.id for topic in handbook.contract.topics_of(kind, group)]
            yield _section(catalogue.groups[kind][group], _topic_links(handbook, page, topics))


def _sources(handbook: Handbook, page: Page) -> Iterator[str]:
    catalogue, pages = catalogue_of(handbook, page.language), topic_pages(handbook, page.language)
    for source in handbook.contract.sources.values():
        name = language_name(source.language, page.language)
        points = []
        for guideline in source.guidelines:
            carriers = [topic.id for topic in handbook.contract.carriers(guideline) if topic.id in pages]
            points.append(f"- {catalogue.sources[guideline]}")
            points += [f"  {point}" for point in _topic_links(handbook, page, carriers, summaries=False)]
        yield _section(catalogue.labels["source_of"].replace("{language}", name), points)


def _glossary(handbook: Handbook, page: Page) -> Iterator[str]:
    labels, view = catalogue_of(handbook, page.language).labels, glossary_view(handbook, page.language)
    points = []
    for term in view.terms:
        points.append(f"- **{term.word.text}**" + (f": {term.note}" if term.note else ""))
        if term.avoid:
            points.append(f"  - {labels['glossary_avoid']}: {', '.join(term.avoid)}")
        points += _elsewhere(term.elsewhere)
    yield _section(labels["glossary_terms"], points)
    points = [labels["glossary_brackets"], ""]
    for placeholder in view.placeholders:
        points += [f"- \\[{placeholder.word.text}\\]", *_elsewhere(placeholder.elsewhere)]
    yield _section(labels["glossary_placeholders"], points)


def _coverage(handbook: Handbook, page: Page, coverage: Coverage) -> Iterator[str]:
    labels, view = catalogue_of(handbook, page.language).labels, coverage_view(handbook, coverage, page.language)
    points = [f"- {row.name}: {row.percent_text} – {row.topics_text}" for row in view.languages]
    yield _section(labels["coverage_languages"], points)
    missing = [f"- `{gap.file.path}` – {labels[f'state_{gap.file.state}']}" for gap in view.missing]
    yield _section(labels["coverage_missing"], missing or [labels["coverage_nothing"]])
    files = ", ".join(f"[{file}]({file})" for file in (JSON_FILE, language_badge_file(page.language)))
    yield f"{labels['coverage_data']}: {files}"


def _elsewhere(words: Iterable[Word]) -> list[str]:
    return [f"  - {word.language_name}: {word.text}" for word in words]


def _topic_links(handbook: Handbook, page: Page, topics: Iterable[str], summaries: bool = True) -> list[str]:
    """Links to the topics that the page's language has."""
    pages, here = topic_pages(handbook, page.language), markdown_address(handbook, page)
    found = (pages[topic] for topic in topics if topic in pages)
    return [
        link(other.title, relative(markdown_address(handbook, other), here), other.summary if summaries else "")
        for other in found
    ]


def _section(heading: str, lines: list[str]) -> str:
    return f"## {heading}\n\n" + "\n".join(lines) if lines else ""
