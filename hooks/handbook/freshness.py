"""How the translations stand to the reference, section by section: which texts have moved since the last review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from handbook.findings import Finding
from handbook.load import Handbook
from handbook.pages import LEAD, Page, SectionFacts
from handbook.reviews import Record

REFERENCE_MOVED = ("HB801", "HB802")  # the rules that find a reference to have changed since the last review


class Freshness(StrEnum):
    """How a translated section stands to the reference's, the most urgent first."""

    MISSING = "missing"
    DIVERGED = "diverged"
    OUTDATED = "outdated"
    UNREVIEWED = "unreviewed"
    AHEAD = "ahead"
    CURRENT = "current"


class SectionState(NamedTuple):
    """How one section of a translation stands. `page` is the topic, or the name of a page beside the topics."""

    language: str
    page: str
    section: str
    freshness: Freshness
    path: str
    line: int


def page_name(page: Page) -> str:
    """A page's name in the records: its topic, or its place below the language without the ending."""
    return page.topic or page.name.removesuffix(".md").replace("/", "-")


def section_states(handbook: Handbook, language: str) -> Iterator[SectionState]:
    """How every section of a translation stands, in the order of the reference's pages; nothing for the reference."""
    if language == handbook.reference:
        return
    translated = {page_name(page): page for page in handbook.all_pages(language)}
    records = handbook.reviews[language].records if language in handbook.reviews else {}
    for page in _in_order(handbook):
        name = page_name(page)
        twin = translated.get(name)
        path = twin.path if twin else page.path.replace(f"/{page.language}/", f"/{language}/", 1)
        here = twin.facts.sections_by_id if twin else {}
        for section, facts in page.facts.sections_by_id.items():
            line = here[section].line if section in here else 1
            freshness = _freshness(facts, here.get(section), records.get((name, section)))
            yield SectionState(language, name, section, freshness, path, line)


def _in_order(handbook: Handbook) -> Iterable[Page]:
    reference = handbook.reference
    topics = (handbook.page(reference, topic) for topic in handbook.contract.topics)
    return (*(page for page in topics if page), *handbook.other_pages.get(reference, ()))


def _freshness(reference: SectionFacts, translation: SectionFacts | None, kept: Record | None) -> Freshness:
    if translation is None:
        return Freshness.MISSING
    if kept is None:
        return Freshness.UNREVIEWED
    if reference.fingerprint == kept.reference:
        return Freshness.CURRENT if translation.fingerprint == kept.translation else Freshness.AHEAD
    return Freshness.OUTDATED if translation.fingerprint == kept.translation else Freshness.DIVERGED


def moved_sections(handbook: Handbook, path: str) -> dict[Freshness, list[str]]:
    """The sections of a page that have moved, by how they stand: their headings, and the page's title for the lead."""
    page = next((page for page in handbook.all_pages() if page.path == path), None)
    found: dict[Freshness, list[str]] = {}
    if page is None or page.language == handbook.reference:
        return found
    headings = {section.id: section.heading for section in reversed(page.sections)} | {LEAD: page.title}
    for state in section_states(handbook, page.language):
        if state.path == path and state.freshness not in (Freshness.CURRENT, Freshness.MISSING):
            found.setdefault(state.freshness, []).append(headings[state.section])
    return found


def is_fault(finding: Finding) -> bool:
    """Whether a finding is about something wrong, rather than about a text that has moved."""
    return not finding.code.startswith("HB8")


def obsolete(handbook: Handbook, language: str) -> dict[tuple[str, str], Record]:
    """The records of sections that the reference no longer has."""
    known = {
        (page_name(page), section)
        for page in handbook.all_pages(handbook.reference)
        for section in page.facts.sections_by_id
    }
    records = handbook.reviews[language].records if language in handbook.reviews else {}
    return {place: kept for place, kept in records.items() if place not in known}


def after_review(handbook: Handbook, language: str, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Record]:
    """The records of a language once some sections have been reviewed; those that are obsolete are gone."""
    gone = obsolete(handbook, language)
    records = handbook.reviews[language].records if language in handbook.reviews else {}
    kept = {place: record for place, record in records.items() if place not in gone}
    pages = {
        (page.language, page_name(page)): page.facts.sections_by_id
        for page in handbook.all_pages()
        if page.language in (language, handbook.reference)
    }
    for name, section in places:
        reference = pages[handbook.reference, name][section]
        kept[name, section] = Record(reference.fingerprint, pages[language, name][section].fingerprint, 0)
    return kept
