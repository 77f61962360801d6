"""A page as plain values: its front matter, its lead, its sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from handbook.findings import Finding, UnreadableError
from handbook.markdown_source import Block, BlockKind, Link, Text, count_words, links, parse_blocks
from handbook.yaml_source import YamlSource, parse_yaml, read_text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to say: the moment for it (`cue`), and the sentence."""

    cue: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A second-level heading and what stands under it."""

    id: str
    heading: str
    line: int
    blocks: tuple[Block, ...]

    def of_kind(self, kind: BlockKind) -> list[Block]:
        """The section's blocks of one kind, in order."""
        return [block for block in self.blocks if block.kind is kind]

    def items(self, kind: BlockKind) -> list[Text]:
        """The points of all the section's blocks of one kind, in order."""
        return [item for block in self.of_kind(kind) for item in block.items]

    @property
    def phrases(self) -> list[Phrase]:
        """The sentences to say, each with the paragraph before it as its cue."""
        found: list[Phrase] = []
        cue = ""
        for block in self.blocks:
            if block.kind is BlockKind.QUOTE:
                found.append(Phrase(cue, " ".join(item.text for item in block.items), block.line))
                cue = ""
            elif block.kind is BlockKind.PARAGRAPH:
                cue = block.items[0].text if block.items else ""
        return found

    @property
    def pairs(self) -> list[tuple[Text, ...]]:
        """The rows of the section's tables, header left out."""
        return [row for block in self.of_kind(BlockKind.TABLE) for row in block.rows[1:]]


@dataclass(frozen=True)
class Page:
    """One Markdown file. `path` is relative to the project's root; `topic` is "" for a page of no topic.

    `source` is the whole file as it stands, but for line endings.
    """

    path: str
    language: str
    kind: str
    topic: str
    source: str
    front_matter: YamlSource
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The page's title, or "" where the front matter has none."""
        return self._text("title")

    @property
    def summary(self) -> str:
        """The page's summary, or "" where the front matter has none."""
        return self._text("summary")

    @property
    def aliases(self) -> tuple[str, ...]:
        """The phrases under which people look for the page."""
        found = self._meta.get("aliases")
        return tuple(str(alias) for alias in found) if isinstance(found, list) else ()

    def section(self, section_id: str) -> Section | None:
        """The first section with this id."""
        return next((section for section in self.sections if section.id == section_id), None)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every piece of text in the body, headings and table headers left out, in order."""
        return tuple(self._texts())

    @cached_property
    def words(self) -> int:
        """The number of words in the body, headings and table headers left out."""
        return sum(count_words(text.text) for text in self.texts)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link in the body, in order."""
        return tuple(links(self.texts))

    def finding(self, line: int, code: str, message: str, advice: str) -> Finding:
        """Something wrong on a line of this page."""
        return Finding(self.language, self.path, line, 1, code, message, advice)

    @property
    def _meta(self) -> dict[str, Any]:
        return self.front_matter.data if isinstance(self.front_matter.data, dict) else {}

    def _text(self, key: str) -> str:
        value = self._meta.get(key)
        return value if isinstance(value, str) else ""

    def _texts(self) -> Iterator[Text]:
        for block in (*self.lead, *(block for section in self.sections for block in section.blocks)):
            if block.kind is BlockKind.HEADING:
                continue
            yield from block.items
            for row in block.rows[1:]:
                yield from row


def read_page(file: Path, path: str, language: str, kind: str, topic: str) -> Page:
    """Read one page. Raises `UnreadableError` where the file is no UTF-8 or its front matter no YAML."""
    text = read_text(file, path).replace("\r\n", "\n")
    front_matter, body, body_line = _split(text, path)
    lead: list[Block] = []
    sections: list[Section] = []
    heading: Block | None = None
    under: list[Block] = lead

    def close() -> None:
        if heading is not None:
            sections.append(Section(heading.id, heading.items[0].text, heading.line, tuple(under)))

    for block in parse_blocks(body, body_line):
        if block.kind is BlockKind.HEADING and block.level == 2:
            close()
            heading, under = block, []
        else:
            under.append(block)
    close()
    return Page(path, language, kind, topic, text, front_matter, tuple(lead), tuple(sections))


def _split(text: str, path: str) -> tuple[YamlSource, str, int]:
    """Front matter, body, and the line that the body begins on."""
    if not text.startswith("---\n"):
        return YamlSource({}, {}), text, 1
    end = text.find("\n---\n", 3)
    if end < 0:
        raise UnreadableError(f"{path}:1: the front matter is not closed - end it with a line of three dashes")
    front_matter = parse_yaml(text[4 : end + 1], path, first_line=2)
    return front_matter, text[end + 5 :], text.count("\n", 0, end + 5) + 1
