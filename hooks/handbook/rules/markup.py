"""Rules about Markdown that programs understand differently: beside the site, others read the pages as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.findings import Finding
from handbook.load import Handbook
from handbook.markdown_source import Block, BlockKind
from handbook.pages import Page

_NEEDS_EMPTY_LINE = {
    BlockKind.STEPS: "a list",
    BlockKind.BULLETS: "a list",
    BlockKind.TABLE: "a table",
}
_HEADING = re.compile(r" {0,3}#{1,6}\s|\s*(?:=+|-+)\s*$")
_BRACKET_NUMBER = re.compile(r" {0,3}\d+\)")
_NESTED = re.compile(r"\s+(?:[-*+]|\d+[.)])\s")


def lists_that_show(handbook: Handbook) -> Iterator[Finding]:
    """HB411: a list or table is one everywhere: an empty line before it, steps as “1.”, one paragraph a point."""
    for page in handbook.all_pages():
        lines = page.source.split("\n")
        for block in page.blocks:
            if block.kind in _NEEDS_EMPTY_LINE:
                yield from _misread(page, block, lines)


def _misread(page: Page, block: Block, lines: list[str]) -> Iterator[Finding]:
    before = lines[block.line - 2] if block.line > 1 else ""
    if before.strip() and not _HEADING.match(before):
        message = (
            f"{_NEEDS_EMPTY_LINE[block.kind]} begins right under a text, and some programs take it for a part of that"
        )
        yield page.finding(block.line, "HB411", message, "put an empty line before it")
    for number in range(block.line, block.end):
        line = lines[number - 1]
        if block.kind is BlockKind.STEPS and _BRACKET_NUMBER.match(line):
            yield page.finding(
                number, "HB411", "some programs do not number a step with a bracket", "write “1.”, not “1)”"
            )
        if block.kind is not BlockKind.TABLE and _NESTED.match(line):
            yield page.finding(number, "HB411", "a list stands within a list", "make it one list, or a sentence")
        elif block.kind is not BlockKind.TABLE and line.startswith(" ") and not lines[number - 2].strip():
            message = "a second paragraph stands in a point"
            yield page.finding(number, "HB411", message, "make it one sentence, or begin it at the left margin")
