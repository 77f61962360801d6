"""Rules about the sections of a page: which there are, in which order, under which headings."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.load import TOPICS_FILE, Handbook
from handbook.markdown_source import BlockKind
from handbook.pages import Page

CODE = "HB402"


def sections_in_order(handbook: Handbook) -> Iterator[Finding]:
    """HB402: a topic's page has a lead, then the sections of its kind, each once, in order, with heading and id."""
    for page in handbook.pages.values():
        wanted = [section.id for section in handbook.contract.kinds[page.kind].sections]
        catalogue = handbook.catalogues.get(page.language)
        headings = catalogue.sections.get(page.kind, {}) if catalogue else {}
        yield from _lead(page)
        yield from _headings(page, wanted, headings, catalogue.path if catalogue else "")
        yield from _missing(page, wanted, headings)
        yield from _repeated(page)
        yield from _order(page, wanted)


def _lead(page: Page) -> Iterator[Finding]:
    if not any(block.kind is BlockKind.PARAGRAPH for block in page.lead):
        yield page.finding(1, CODE, "the page has no lead", "begin it with one or two sentences")
    for block in page.lead:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            message = f"a {block.kind.value} does not belong before the first section"
            yield page.finding(block.line, CODE, message, "begin the page with one or two sentences only")
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            message = f"a heading of level {block.level} stands here"
            yield page.finding(block.line, CODE, message, "use only the headings of the sections, with two “#”")


def _headings(page: Page, wanted: list[str], headings: dict[str, str], catalogue: str) -> Iterator[Finding]:
    for section in page.sections:
        if not section.id:
            guess = next((key for key, text in headings.items() if text == section.heading), wanted[0])
            message = f"the heading “{section.heading}” has no id"
            yield page.finding(section.line, CODE, message, f"write its id behind it, such as {{ #{guess} }}")
        elif section.id not in wanted:
            message = f"{page.topic} in {page.language} has a section “{section.id}”, which a {page.kind} has not"
            yield page.finding(section.line, CODE, message, f"use one of those in {TOPICS_FILE}: {', '.join(wanted)}")
        elif headings and section.heading != headings.get(section.id):
            message = f"the heading of “{section.id}” is “{section.heading}”"
            advice = f"write “{headings.get(section.id)}”, as in {catalogue}"
            yield page.finding(section.line, CODE, message, advice)


def _missing(page: Page, wanted: list[str], headings: dict[str, str]) -> Iterator[Finding]:
    present = {section.id for section in page.sections}
    for place, section_id in enumerate(wanted):
        if section_id in present:
            continue
        following = [section.line for section in page.sections if section.id in wanted[place + 1 :]]
        last = page.sections[-1].line if page.sections else 1
        message = f"{page.topic} in {page.language} has no section “{section_id}”"
        advice = f"add it, as {TOPICS_FILE} says: ## {headings.get(section_id, section_id)} {{ #{section_id} }}"
        yield page.finding(following[0] if following else last, CODE, message, advice)


def _repeated(page: Page) -> Iterator[Finding]:
    seen: set[str] = set()
    for section in page.sections:
        if section.id in seen:
            message = f"the section “{section.id}” stands here a second time"
            yield page.finding(section.line, CODE, message, "remove one of the two")
        seen.add(section.id)


def _order(page: Page, wanted: list[str]) -> Iterator[Finding]:
    known = {section.id: section for section in reversed(page.sections) if section.id in wanted}
    found = sorted(known.values(), key=lambda section: section.line)
    right = [section_id for section_id in wanted if section_id in known]
    for section, section_id in zip(found, right, strict=True):
        if section.id != section_id:
            message = f"the section “{section.id}” stands where “{section_id}” should"
            yield page.finding(
                section.line, CODE, message, f"put them in the order of {TOPICS_FILE}: {', '.join(wanted)}"
            )
            return
