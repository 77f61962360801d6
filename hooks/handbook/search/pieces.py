"""The pieces of text that a topic is found by."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from handbook.markdown_source import BlockKind, plain
from handbook.pages import Page, Section
from handbook.search.settings import SearchSettings


class Field(IntEnum):
    """Where in a topic a piece of text stands; the worker gives each its weight."""

    TITLE = 0
    ALIAS = 1
    PHRASE = 2
    SUMMARY = 3
    BODY = 4


def pieces_of(page: Page, settings: SearchSettings) -> list[list[str]]:
    """The pieces of text that a topic is found by, in the order of `Field`."""
    lead = [plain(item.text) for block in page.lead for item in block.items]
    found = {
        Field.TITLE: [page.title],
        Field.ALIAS: list(page.aliases),
        Field.PHRASE: list(settings.phrases.get(page.topic, ())),
        Field.SUMMARY: [page.summary, *lead],
        Field.BODY: [text for section in page.sections for text in texts_of(section)],
    }
    return [found[field] for field in Field]


def texts_of(section: Section) -> Iterator[str]:
    """The pieces of a section as a result shows them."""
    for block in section.blocks:
        if block.kind is not BlockKind.HEADING:
            yield from (plain(item.text) for item in block.items)
            yield from (" – ".join(plain(cell.text) for cell in row) for row in block.rows[1:])
