"""The pieces of a page that are translated one by one, each with the place in the file where it stands.

A piece can be taken out and another put in its place without touching anything around it. What has no such place (a
list within a list, a point on two lines) is left out and named, so that nobody thinks it has been translated.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import yaml

from handbook.markdown_source import Block, BlockKind
from handbook.pages import LEAD, Page
from handbook.texts import Text
from handbook.yaml_text import Edit, YamlText

_POINT = re.compile(r" {0,3}(?:\d{1,9}[.)]|[-+*])[ \t]+(.*?)[ \t]*")
_QUOTED = re.compile(r" {0,3}>[ \t]?[ \t]*(.*?)[ \t]*")
_LONE_PIPE = re.compile(r"(?<!\\)\|")


class Form(StrEnum):
    """How a piece stands on the page: that decides what may stand in it, and how it is written."""

    FIELD = "field"
    PARAGRAPH = "paragraph"
    LINE = "line"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text. `id` says where on the page it stands, such as `say/phrase-2`; `line` counts from 1.

    `start` and `end` enclose it in the page's source. `beside` is what stands with it and explains it: the moment for a
    sentence to say, the head of the column for a cell.
    """

    id: str
    text: str
    line: int
    start: int
    end: int
    form: Form
    beside: str = ""

    @property
    def section(self) -> str:
        """The id of the section that it stands in, `lead` before the first; "" in the front matter."""
        return self.id.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces of a page by their ids, in order, and what stands there and cannot be one."""

    all: dict[str, Piece]
    left_out: tuple[Text, ...]


def pieces_of(page: Page) -> Pieces:
    """The pieces of a page; none where its front matter cannot be read."""
    if page.facts.fault:
        return Pieces({}, ())
    return _Reader(page).read()


def replacing(piece: Piece, text: str) -> Edit | None:
    """The change that puts a text in the place of a piece, so that it is read back as it is; None where none does."""
    match piece.form:
        case Form.FIELD:
            scalar = _scalar(text)
            return None if scalar is None else (piece.start, piece.end, scalar)
        case Form.CELL:
            escaped = _LONE_PIPE.sub(r"\\|", text)
            return piece.start, piece.end, escaped if piece.text else f" {escaped} "
        case _:
            return piece.start, piece.end, text


def as_read(piece: Piece, text: str) -> str:
    """A text as it will be found when it stands in the place of a piece."""
    return _LONE_PIPE.sub(r"\\|", text) if piece.form is Form.CELL else text


def head_cells(page: Page, table: Block) -> list[tuple[Text, tuple[int, int]]]:
    """The cells of a table's head, each with where it begins and ends; none where they cannot be told apart."""
    reader = _Reader(page)
    spans = reader.cells(table.line)
    if len(spans) != len(table.rows[0]):
        return []
    return list(zip(table.rows[0], spans, strict=True))


def line_edit(page: Page, line: int, text: str) -> Edit:
    """The change that puts a text in the place of a whole line."""
    offsets = _offsets(page.source)
    return offsets[line - 1], offsets[line] - 1, text


def emptied_list(page: Page, key: str) -> Edit | None:
    """The change that leaves a list of the front matter empty; None where there is no such key."""
    start, fields = _front_matter(page)
    if (key,) not in fields.values:
        return None
    return start + fields.keys[key,][1], start + fields.values[key,][1], ": []"


class _Reader:
    """Finds the pieces of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._lines = page.source.split("\n")
        self._offsets = _offsets(page.source)
        self._found: dict[str, Piece] = {}
        self._left_out: list[Text] = []
        self._numbers: Counter[str] = Counter()

    def read(self) -> Pieces:
        """All pieces."""
        self._fields()
        self._section(LEAD, self._page.lead)
        seen: Counter[str] = Counter()
        for place, section in enumerate(self._page.sections, 1):
            name = section.id or f"section-{place}"
            seen[name] += 1
            self._section(name if seen[name] == 1 else f"{name}-{seen[name]}", section.blocks)
        return Pieces(self._found, tuple(self._left_out))

    def cells(self, line: int) -> list[tuple[int, int]]:
        """Where the cells of a table's row begin and end in the source, without the space around them."""
        text, offset = self._lines[line - 1], self._offsets[line - 1]
        bounds = [-1, *(match.start() for match in _LONE_PIPE.finditer(text)), len(text)]
        spans = [(left + 1, right) for left, right in pairwise(bounds)]
        if not text[slice(*spans[0])].strip():
            spans = spans[1:]
        if spans and not text[slice(*spans[-1])].strip():
            spans = spans[:-1]
        found = []
        for left, right in spans:
            cell = text[left:right]
            if stripped := cell.strip(" \t"):
                left += cell.index(stripped)
                right = left + len(stripped)
            found.append((offset + left, offset + right))
        return found

    def _fields(self) -> None:
        offset, fields = _front_matter(self._page)
        for key, text in (("title", self._page.title), ("summary", self._page.summary)):
            if text:
                start, end = (offset + place for place in fields.values[key,])
                line = self._page.source.count("\n", 0, start) + 1
                if self._page.source[start] in "|>":  # a block of text below its key
                    self._left_out.append(Text(text, line))
                else:
                    self._found[key] = Piece(key, text, line, start, end, Form.FIELD)

    def _section(self, name: str, blocks: tuple[Block, ...]) -> None:
        self._numbers.clear()
        for place, block in enumerate(blocks):
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            before = blocks[place - 1] if place else None
            match block.kind:
                case BlockKind.PARAGRAPH:
                    is_cue = following is not None and following.kind is BlockKind.QUOTE
                    self._paragraph(name, block, "cue" if is_cue else "paragraph")
                case BlockKind.QUOTE:
                    has_cue = before is not None and before.kind is BlockKind.PARAGRAPH
                    cue = before.items[0].text if before and has_cue and before.items else ""
                    for item in block.items:
                        self._line(name, item, _QUOTED, "phrase", cue)
                case BlockKind.STEPS | BlockKind.BULLETS:
                    for item in block.items:
                        self._line(name, item, _POINT, "point", "")
                case BlockKind.TABLE:
                    self._table(name, block)
                case BlockKind.HEADING | BlockKind.OTHER:
                    self._left_out.append(Text(block.items[0].text if block.items else "", block.line))

    def _paragraph(self, section: str, block: Block, kind: str) -> None:
        start, end = self._offsets[block.line - 1], self._offsets[block.end - 1]
        source = self._page.source[start:end]
        text = source.strip(" \t\n")
        if not block.items or _lines_of(text) != _lines_of(block.items[0].text):
            self._leave_out(section, kind, Text(text, block.line))
            return
        start += source.index(text)
        self._add(section, kind, text, block.line, start, Form.PARAGRAPH, "")

    def _line(self, section: str, item: Text, pattern: re.Pattern[str], kind: str, beside: str) -> None:
        found = pattern.fullmatch(self._lines[item.line - 1])
        if found is None or not item.text or found[1] != item.text:
            self._leave_out(section, kind, item)
        else:
            start = self._offsets[item.line - 1] + found.start(1)
            self._add(section, kind, found[1], item.line, start, Form.LINE, beside)

    def _table(self, section: str, block: Block) -> None:
        for row in block.rows[1:]:
            self._numbers["row"] += 1
            kind = f"cell-{self._numbers['row']}"
            self._numbers[kind] = 0  # columns are counted in each row
            spans = self.cells(row[0].line)
            for place, cell in enumerate(row):
                start, end = spans[place] if len(spans) == len(row) else (0, 0)
                text = self._page.source[start:end]
                if len(spans) != len(row) or text.strip(" \t").replace("\\|", "|") != cell.text:
                    self._leave_out(section, kind, cell)
                    continue
                self._numbers[kind] += 1
                name = f"{section}/{kind}-{self._numbers[kind]}"
                head = block.rows[0][place].text if place < len(block.rows[0]) else ""
                self._found[name] = Piece(name, text.strip(" \t"), cell.line, start, end, Form.CELL, head)

    def _add(self, section: str, kind: str, text: str, line: int, start: int, form: Form, beside: str) -> None:
        self._numbers[kind] += 1
        name = f"{section}/{kind}-{self._numbers[kind]}"
        self._found[name] = Piece(name, text, line, start, start + len(text), form, beside)

    def _leave_out(self, section: str, kind: str, text: Text) -> None:
        """What is left out is counted all the same, so that those after it keep their twins."""
        self._numbers[kind] += 1
        self._left_out.append(text)


def _front_matter(page: Page) -> tuple[int, YamlText]:
    """The front matter, which is known to be sound, and where it begins; an empty one where there is none."""
    opening, _, rest = page.source.partition("\n")
    closing = re.search(r"^---[ \t]*$", rest, re.MULTILINE)
    if opening.rstrip(" \t") != "---" or closing is None:
        return 0, YamlText("")
    return len(opening) + 1, YamlText(rest[: closing.start()])


def _offsets(source: str) -> list[int]:
    """Where each line begins, and one more beyond the end."""
    offsets = [0]
    for line in source.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets


def _lines_of(text: str) -> list[str]:
    return [line.strip(" \t") for line in text.split("\n")]


def _scalar(text: str) -> str | None:
    """A text as a YAML value on one line, in quotation marks only where it needs them; None where it cannot be one."""
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    for written in (text, quoted):
        try:
            # After a key and before another, so that what would end the value, or go on after it, is noticed.
            read = yaml.load(f"a: {written}\nb: c\n", Loader=yaml.SafeLoader)
        except (yaml.YAMLError, ValueError):
            continue
        if read == {"a": text, "b": "c"}:
            return written
    return None
