"""Rules about the links between pages."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from handbook.contract import Kind
from handbook.findings import Finding
from handbook.load import Handbook
from handbook.markdown_source import BlockKind, Link
from handbook.pages import Page, Section


def links_lead_somewhere(handbook: Handbook) -> Iterator[Finding]:
    """HB407: a link leads to a page of the same language, and to a section that it has."""
    for language in handbook.languages:
        pages = {page.path: page for page in handbook.all_pages(language)}
        expected = {handbook.page_path(language, topic) for topic in handbook.contract.topics}
        for page in pages.values():
            for link in page.facts.links:
                yield from _broken(page, link, pages, expected)


def same_links(handbook: Handbook) -> Iterator[Finding]:
    """HB409: a page links to the same topics and sections as in the reference language."""
    for page in handbook.pages.values():
        reference = handbook.twin(page)
        if reference is None:
            continue
        here, there = (Counter(_address(link) for link in twin.links) for twin in (page, reference))
        for target in sorted((there - here).elements()):
            message = f"the page has no link to {target}, {reference.path} has"
            yield page.finding(1, "HB409", message, "add the link in the same section")
        surplus = here - there
        for link in page.links:
            if _address(link) in surplus:
                message = f"{reference.path} has no link to {link.target}, or fewer of them"
                yield page.finding(link.line, "HB409", message, "remove it, or add it in the reference language")


def neighbours(handbook: Handbook) -> Iterator[Finding]:
    """HB410: the section that tells a topic from its neighbours names some of them, as links."""
    for page in handbook.pages.values():
        for section in _telling_sections(page, handbook.contract.kinds[page.kind]):
            lines = {line for block in section.of_kind(BlockKind.PARAGRAPH) for line in range(block.line, block.end)}
            if not any(link.line in lines for link in page.links):
                message = f"the section “{section.id}” names no neighbouring topic"
                yield page.finding(
                    section.line, "HB410", message, "end it with “If instead ..., see [title](topic.md).”"
                )


def _address(link: Link) -> str:
    """A link's target in one way of writing it: topic.md and ./topic.md are the same."""
    return posixpath.normpath(link.target)


def _telling_sections(page: Page, kind: Kind) -> list[Section]:
    rules = {rule.id for rule in kind.sections if rule.neighbours}
    return [section for section in page.sections if section.id in rules]


def _broken(page: Page, link: Link, pages: dict[str, Page], expected: set[str]) -> Iterator[Finding]:
    if "://" in link.target:
        return  # that it leads outside is a finding of its own
    name, _, anchor = link.target.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), name)) if name else page.path
    if path not in pages:
        if path in expected:
            return  # that the page is missing is a finding of its own
        message = f"the link to {link.target} leads to no page of this language"
        yield page.finding(link.line, "HB407", message, "correct it: topic.md, or ../folder/topic.md")
    elif anchor and not pages[path].facts.fault and anchor not in pages[path].facts.sections_by_id:
        message = f"{path} has no section “{anchor}”"
        yield page.finding(link.line, "HB407", message, "correct the part after “#”")
