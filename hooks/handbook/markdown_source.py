"""Markdown read as blocks with their lines: what stands on a page, before anything is rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from handbook.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_HEADING_ID = re.compile(r"\s*\{:?\s*#([^\s{}]+)\s*\}\s*$")
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^\s)>]+)>?[^)]*\)")
_PLACEHOLDER = re.compile(r"\[([^\[\]]+)\](?![(\[:])")
_MARKUP = re.compile(r"\]\([^)]*\)|[*_`\[\]|\\]")
_PLAIN = re.compile(r"(?<!!)\[([^\[\]]*)\]\([^)]*\)|[*_`\\]")
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


class BlockKind(StrEnum):
    """What a block of Markdown is."""

    PARAGRAPH = "paragraph"
    STEPS = "numbered list"
    BULLETS = "bullet list"
    QUOTE = "block quote"
    TABLE = "table"
    HEADING = "heading"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top level of a page.

    `items` holds a list's points, a quote's paragraphs or a paragraph itself; `rows` a table's rows with the
    header first. `level` and `id` are those of a heading. `end` is the line after the block's last.
    """

    kind: BlockKind
    line: int
    end: int
    items: tuple[Text, ...] = ()
    rows: tuple[tuple[Text, ...], ...] = ()
    level: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link's address as written, and its line."""

    target: str
    line: int


_blocks_only = MarkdownIt("commonmark").enable("table")
_blocks_only.core.ruler.enableOnly(["normalize", "block"])


def parse_blocks(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of Markdown text that begins on line `first_line` of its file, in order."""
    return tuple(_blocks(_blocks_only.parse(text), first_line))


def links(texts: Sequence[Text]) -> Iterator[Link]:
    """The inline links in some texts, images left out."""
    for piece in texts:
        if "](" in piece.text:
            for match in _LINK.finditer(piece.text):
                yield Link(match[1], piece.line + piece.text.count("\n", 0, match.start()))


def placeholders(text: str) -> list[str]:
    """The words in `[brackets]` that are no links, in order."""
    return _PLACEHOLDER.findall(text) if "[" in text else []


def split_at_placeholders(text: str) -> list[tuple[str, bool]]:
    """A text in its pieces, each with whether it is the word of a placeholder; empty pieces are left out."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(_PLACEHOLDER.split(text)) if piece]


def plain(text: str) -> str:
    """Markdown without its marks, on one line; links leave their words, placeholders their brackets."""
    return " ".join(_PLAIN.sub(lambda match: match[1] or "", text).split())


def count_words(text: str) -> int:
    """The words in a piece of Markdown, addresses and markup left out; a hyphen or apostrophe joins."""
    return len(_WORD.findall(_MARKUP.sub(" ", text)))


def _blocks(tokens: Sequence[Token], first_line: int) -> Iterator[Block]:
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting == 1:
            start = index
        elif token.level == 0 and token.nesting == -1:
            yield _block(tokens[start : index + 1], first_line)
        elif token.level == 0:
            begin, end = token.map or (0, 0)
            yield Block(
                BlockKind.OTHER, first_line + begin, first_line + end, (Text(token.content, first_line + begin),)
            )


def _block(tokens: Sequence[Token], first_line: int) -> Block:
    opening = tokens[0]
    begin, end = opening.map or (0, 0)
    line, after = first_line + begin, first_line + end
    match opening.type:
        case "heading_open":
            content = next((t.content for t in tokens if t.type == "inline"), "")
            found = _HEADING_ID.search(content)
            text = content[: found.start()] if found else content
            return Block(
                BlockKind.HEADING,
                line,
                after,
                (Text(text.strip(), line),),
                level=int(opening.tag[1:]),
                id=found[1] if found else "",
            )
        case "paragraph_open":
            return Block(BlockKind.PARAGRAPH, line, after, tuple(_inlines(tokens, first_line)))
        case "blockquote_open":
            return Block(BlockKind.QUOTE, line, after, tuple(_inlines(tokens, first_line)))
        case "ordered_list_open":
            return Block(BlockKind.STEPS, line, after, tuple(_points(tokens, first_line)))
        case "bullet_list_open":
            return Block(BlockKind.BULLETS, line, after, tuple(_points(tokens, first_line)))
        case "table_open":
            return Block(BlockKind.TABLE, line, after, rows=tuple(_rows(tokens, first_line)))
        case _:
            return Block(BlockKind.OTHER, line, after, tuple(_inlines(tokens, first_line)))


def _inlines(tokens: Sequence[Token], first_line: int) -> Iterator[Text]:
    for token in tokens:
        if token.type == "inline":
            yield Text(token.content, first_line + (token.map or [0])[0])


def _points(tokens: Sequence[Token], first_line: int) -> Iterator[Text]:
    """The points of a list, each with all that stands under it."""
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 1 and token.type == "list_item_open":
            start = index
        elif token.level == 1 and token.type == "list_item_close":
            parts = list(_inlines(tokens[start:index], first_line))
            line = first_line + (tokens[start].map or [0])[0]
            yield Text("\n".join(part.text for part in parts), line)


def _rows(tokens: Sequence[Token], first_line: int) -> Iterator[tuple[Text, ...]]:
    row: list[Text] = []
    line = first_line
    for token in tokens:
        if token.type == "tr_open":
            row, line = [], first_line + (token.map or [0])[0]
        elif token.type == "inline":
            row.append(Text(token.content, line))
        elif token.type == "tr_close":
            yield tuple(row)
