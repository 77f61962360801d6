"""Markdown read as blocks with their lines: what stands on a page, before anything is rendered."""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pyromark import Markdown, Options

from handbook.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_HEADING_ID = re.compile(r"\{:?\s*#([^\s{}]+)\s*\}$")
_HEADING_LINE_ID = re.compile(r"(?m)(?<=\S)[ \t]*\{:?[ \t]*#[^\s{}]+[ \t]*\}[ \t]*$")
_LINK = re.compile(r"(?<!!)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<target>[^\s)>]+)>?[^)]*\)")
_PLACEHOLDER = re.compile(r"\[([^\[\]]+)\](?![(\[:])")
_ADDRESS = re.compile(r"\]\([^)]*\)")
_MARK = re.compile(r"[*_`\[\]|\\]")
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


class Block(NamedTuple):
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


class Link(NamedTuple):
    """A link's address as written, and its line."""

    target: str
    line: int


_parser = Markdown(options=Options.ENABLE_TABLES)
_BREAK = re.compile(rb"\n")
_INLINE = {"Text", "Code", "InlineHtml", "SoftBreak", "HardBreak", "Emphasis", "Strong", "Link", "Image"}


def parse_blocks(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of Markdown text that begins on line `first_line` of its file, in order."""
    source = _Source(text, first_line)
    return tuple(_block(node, source) for node in _nodes(text))


def markup(text: str) -> str:
    """The HTML of Markdown text, in which headings still show their ids."""
    return _parser.html(text)


def heading_id(content: str) -> tuple[str, str]:
    """What stands in a heading as its words and the id behind them, "" for none."""
    found = _HEADING_ID.match(content, max(content.rfind("{"), 0))
    return (content[: found.start()].strip(), found[1]) if found else (content.strip(), "")


def links(texts: Sequence[Text]) -> Iterator[Link]:
    """The inline links in some texts, images left out."""
    for piece in texts:
        if "](" in piece.text:
            for match in _LINK.finditer(piece.text):
                yield Link(match["target"], piece.line + piece.text.count("\n", 0, match.start()))


def links_with_words(text: str) -> list[tuple[str, str]]:
    """The inline links in a text, images left out: the words of each, without marks, and its address as written."""
    return [(plain(match["words"]), match["target"]) for match in _LINK.finditer(text)]


def retargeted(text: str, target_of: Callable[[str], str]) -> str:
    """A text whose inline links lead to what `target_of` says for their addresses; all else stays as written."""

    def again(match: re.Match[str]) -> str:
        before, after = text[match.start() : match.start("target")], text[match.end("target") : match.end()]
        return f"{before}{target_of(match['target'])}{after}"

    return _LINK.sub(again, text)


def without_heading_ids(text: str) -> str:
    """Markdown whose headings are plain CommonMark: without the ids that an extension reads behind them."""
    return _HEADING_LINE_ID.sub("", text)


def placeholders(text: str) -> list[str]:
    """The words in `[brackets]` that are no links, in order."""
    return _PLACEHOLDER.findall(text) if "[" in text else []


def split_at_placeholders(text: str) -> list[tuple[str, bool]]:
    """A text in its pieces, each with whether it is the word of a placeholder; empty pieces are left out."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(_PLACEHOLDER.split(text)) if piece]


def plain(text: str) -> str:
    """Markdown without its marks, on one line; links leave their words, placeholders their brackets."""
    # Most texts are plain as they stand, and a look at that is quicker than taking them apart.
    if "](" in text or "*" in text or "_" in text or "`" in text or "\\" in text:
        text = _PLAIN.sub(lambda match: match[1] or "", text)
    single_spaced = text.isprintable() and "  " not in text  # no other white space is printable
    return text.strip() if single_spaced else " ".join(text.split())


def count_words(text: str) -> int:
    """The words in a piece of Markdown, addresses and markup left out; a hyphen or apostrophe joins."""
    if "](" in text:
        text = _ADDRESS.sub(" ", text)
    return len(_WORD.findall(_MARK.sub(" ", text)))


class _Source:
    """Markdown text in bytes, as the parser counts it, and which line each of them is on."""

    def __init__(self, text: str, first_line: int) -> None:
        self._bytes = text.encode("utf-8")
        self._breaks = [found.start() for found in _BREAK.finditer(self._bytes)]
        self._first_line = first_line

    def line(self, place: int) -> int:
        """The line that a byte stands on."""
        return self._first_line + bisect_left(self._breaks, place)

    def line_after(self, start: int, end: int) -> int:
        """The line after the last that has text between two bytes."""
        return self.line(start + len(self._bytes[start:end].rstrip()) - 1) + 1

    def text(self, start: int, end: int, quotes: int = 0) -> Text:
        """What stands between two bytes, each line without its indent and the marks of so many block quotes."""
        found = self._bytes[start:end].decode("utf-8").strip()
        if "\n" in found:
            first, *others = found.split("\n")
            marks = _marks(quotes)
            found = "\n".join([first.rstrip(), *(marks.sub("", line).strip() for line in others)])
        return Text(found, self.line(start))


@lru_cache(maxsize=8)
def _marks(quotes: int) -> re.Pattern[str]:
    """What may stand before a line in so many block quotes."""
    return re.compile(rf"^[ \t]*(?:>[ \t]*){{0,{quotes}}}")


class _Node(NamedTuple):
    """An element as the parser finds it: its name, the bytes that it takes up, and what stands in it."""

    name: str
    value: Any
    start: int
    end: int
    children: list[_Node]


def _nodes(text: str) -> list[_Node]:
    """The elements at the top, each with those in it; of paragraphs and cells, which are text, only where they are."""
    path: list[list[_Node]] = [[]]
    text_element = ""
    for event, span in _parser.events_with_range(text):
        if text_element:
            if isinstance(event, dict) and event.get("End") == text_element:
                text_element = ""
            continue
        if isinstance(event, str):  # a rule, or where a line ends within a paragraph
            path[-1].append(_Node(event, None, span["start"], span["end"], []))
            continue
        ((what, value),) = cast("dict[str, Any]", event).items()
        if what == "Start":
            if isinstance(value, str):
                name, inner = value, None
            else:
                ((name, inner),) = value.items()
            children: list[_Node] = []
            path[-1].append(_Node(name, inner, span["start"], span["end"], children))
            if name in ("Paragraph", "TableCell"):
                text_element = name
            else:
                path.append(children)
        elif what == "End":
            path.pop()
        else:
            path[-1].append(_Node(what, None, span["start"], span["end"], []))
    return path[0]


def _block(node: _Node, source: _Source) -> Block:
    line, after = source.line(node.start), source.line_after(node.start, node.end)
    match node.name:
        case "Paragraph":
            return Block(BlockKind.PARAGRAPH, line, after, (source.text(node.start, node.end),))
        case "Heading":
            content = source.text(node.children[0].start, node.children[-1].end).text if node.children else ""
            (text, id_), level = heading_id(content), int(node.value["level"][1])
            return Block(BlockKind.HEADING, line, after, (Text(text, line),), level=level, id=id_)
        case "BlockQuote":
            return Block(BlockKind.QUOTE, line, after, tuple(_texts(node, source)))
        case "List":
            kind = BlockKind.BULLETS if node.value is None else BlockKind.STEPS
            return Block(kind, line, after, tuple(_point(item, source) for item in node.children))
        case "Table":
            return Block(BlockKind.TABLE, line, after, rows=tuple(_row(row, source) for row in node.children))
        case "Rule":
            return Block(BlockKind.OTHER, line, after, (Text("", line),))
        case _:
            return Block(BlockKind.OTHER, line, after, (source.text(node.start, node.end),))


def _texts(node: _Node, source: _Source, quotes: int = 0) -> Iterator[Text]:
    """The texts in an element, in order: paragraphs, headings, cells, and points that are no more than a line."""
    quotes += node.name == "BlockQuote"
    start = end = -1
    for child in node.children:
        if child.name in _INLINE:
            start, end = (start if start >= 0 else child.start), child.end
            continue
        if start >= 0:
            yield source.text(start, end, quotes)
            start = -1
        if child.name == "Paragraph":
            yield source.text(child.start, child.end, quotes)
        else:
            yield from _texts(child, source, quotes)
    if start >= 0:
        yield source.text(start, end, quotes)


def _point(item: _Node, source: _Source) -> Text:
    """A point of a list, with all that stands under it."""
    return Text("\n".join(part.text for part in _texts(item, source)), source.line(item.start))


def _row(row: _Node, source: _Source) -> tuple[Text, ...]:
    """The cells of a row; where one is left out at the end, the parser puts in an empty one."""
    line = source.line(row.start)
    return tuple(Text(source.text(cell.start, cell.end).text.replace("\\|", "|"), line) for cell in row.children)
