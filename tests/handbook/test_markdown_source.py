"""Markdown is read as blocks, with the lines on which they stand."""

from __future__ import annotations

import pytest
from handbook.markdown_source import BlockKind, count_words, links, parse_blocks, placeholders
from handbook.texts import Text

PAGE = """\
Lead.
Two lines.

## Head { #id }

1. One
2. Two
   goes on

- A

> Said.

| a | b |
|---|---|
| c | d |

---
"""


def test_blocks_with_their_lines() -> None:
    """Each block knows what it is and where it begins."""
    found = [(block.kind, block.line) for block in parse_blocks(PAGE, first_line=5)]

    assert found == [
        (BlockKind.PARAGRAPH, 5),
        (BlockKind.HEADING, 8),
        (BlockKind.STEPS, 10),
        (BlockKind.BULLETS, 14),
        (BlockKind.QUOTE, 16),
        (BlockKind.TABLE, 18),
        (BlockKind.OTHER, 22),
    ]


def test_items_and_rows() -> None:
    """Points, quotations and cells are texts with lines of their own."""
    blocks = {block.kind: block for block in parse_blocks(PAGE)}

    assert (Text("One", 6), Text("Two\ngoes on", 7)) == blocks[BlockKind.STEPS].items
    assert (Text("Said.", 12),) == blocks[BlockKind.QUOTE].items
    assert ((Text("a", 14), Text("b", 14)), (Text("c", 16), Text("d", 16))) == blocks[BlockKind.TABLE].rows


@pytest.mark.parametrize(
    ("heading", "text", "identity"),
    [("Do it { #do }", "Do it", "do"), ("Do {#do}", "Do", "do"), ("Do {: #do }", "Do", "do"), ("Do it", "Do it", "")],
)
def test_heading_ids(heading: str, text: str, identity: str) -> None:
    """The id of a heading is found in each way of writing it."""
    [block] = parse_blocks(f"## {heading}\n")

    assert (text, identity) == (block.items[0].text, block.id)


def test_links_have_targets_and_lines() -> None:
    """Links are found over several lines; images and placeholders are none."""
    text = Text('See [a](a.md) and\n[b [c]](../b.md#x "t"), ![i](i.png), [name].', 7)

    assert [(link.target, link.line) for link in links([text])] == [("a.md", 7), ("../b.md#x", 8)]


def test_placeholders_are_brackets_that_are_no_links() -> None:
    """Only words in brackets without an address behind are placeholders."""
    assert placeholders("I am [name], see [this](x.md) at [the time].") == ["name", "the time"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("“Don’t” – 20 per cent!", 4), ("see [the page](a/b.md).", 3), ("**e-mail** [name]", 2), ("Müşteri’nin çayı", 2)],
)
def test_words_are_what_a_reader_counts(text: str, count: int) -> None:
    """Addresses, markup and marks are no words; a hyphen or an apostrophe joins two parts to one."""
    assert count == count_words(text)
