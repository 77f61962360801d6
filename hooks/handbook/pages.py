"""A page as plain values: its front matter, its lead, its sections."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from handbook.findings import Finding, UnreadableError, unreadable
from handbook.markdown_source import Block, BlockKind, Link, count_words, links, parse_blocks, plain
from handbook.texts import Text, each_lower_case, lower_case, word_forms
from handbook.yaml_source import YamlSource, parse_yaml, texts_of

LEAD = "lead"  # stands for what a page says before its first section, title and summary included

_OPENED = re.compile(r"---[ \t]*\n")
_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:.*\n)*?)---[ \t]*(?:\n|\Z)")


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


class SectionFacts(NamedTuple):
    """A section's id, its line, and the fingerprint of its text: what changes no word changes nothing in it.

    `phrases` are its sentences to say, without marks.
    """

    id: str
    line: int
    fingerprint: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageFacts:
    """What other pages must know of a page: enough for the rules about all pages at once, without reading it again.

    `names` are the title and the aliases; `sections` begin with `LEAD`, which is title, summary and lead together;
    `fault` says why the page cannot be read (line, message, advice), and then the rest is empty.
    """

    names: tuple[Text, ...] = ()
    links: tuple[Link, ...] = ()
    sections: tuple[SectionFacts, ...] = ()
    fault: tuple[int, str, str] | None = None

    @cached_property
    def sections_by_id(self) -> dict[str, SectionFacts]:
        """The sections by id, the first of each."""
        found: dict[str, SectionFacts] = {}
        for section in self.sections:
            found.setdefault(section.id, section)
        return found


@dataclass(frozen=True, slots=True)
class _Halves:
    """A page's front matter, and its body with the line that it begins on."""

    front_matter: YamlSource
    body: str = ""
    body_line: int = 1
    fault: Finding | None = None


@dataclass(frozen=True)
class Page:
    """One Markdown file. `path` is relative to the project's root; `topic` is "" for a page of no topic.

    `source` is the whole file as it stands, but for line endings. It is taken apart when that is first asked for.
    """

    path: str
    language: str
    kind: str
    topic: str
    source: str

    @property
    def name(self) -> str:
        """The page's place below its language, the same in all: `scenarios/legal-threat.md`."""
        return self.path.split("/", 2)[2]

    @property
    def front_matter(self) -> YamlSource:
        """What stands between the dashes on top; empty where that cannot be read."""
        return self._halves.front_matter

    @property
    def body(self) -> str:
        """What stands below the front matter, as written; nothing where that cannot be read."""
        return self._halves.body

    @property
    def lead(self) -> tuple[Block, ...]:
        """What stands before the first section."""
        return self._body[0]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order."""
        return self._body[1]

    @cached_property
    def facts(self) -> PageFacts:
        """What other pages must know of this one."""
        if fault := self._halves.fault:
            return PageFacts(fault=(fault.line, fault.message, fault.advice))
        names = [Text(self.title, self.front_matter.line("title"))]
        names += [Text(alias, self.front_matter.line("aliases", place)) for place, alias in enumerate(self.aliases)]
        sections = [SectionFacts(LEAD, 1, _fingerprint(self.lead, self.title, self.summary))]
        sections += [
            SectionFacts(
                found.id,
                found.line,
                _fingerprint(found.blocks),
                tuple(plain(phrase.text) for phrase in found.phrases),
            )
            for found in self.sections
        ]
        return PageFacts(tuple(names), self.links, tuple(sections))

    @cached_property
    def passages(self) -> tuple[Text, ...]:
        """The page as it stands and, with their lines, values of its front matter that stand there in another way.

        For rules that judge what is written rather than what it means: YAML can hide any character behind an escape.
        """
        values = texts_of(self.front_matter) if "\\" in self.source else ()
        return (Text(self.source, 1), *(value for value in values if value.text not in self.source))

    @property
    def as_written(self) -> tuple[Text, ...]:
        """The same: of a page, everything is judged."""
        return self.passages

    @property
    def written(self) -> str:
        """All passages together."""
        return self.source if len(self.passages) == 1 else "\n".join(passage.text for passage in self.passages)

    @cached_property
    def lowered(self) -> str:
        """The same in lower case after an empty line, to see quickly whether something stands in it."""
        return lower_case(f"\n{self.written}")

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

    @property
    def blocks(self) -> Iterator[Block]:
        """Every block of the body in order, the headings of sections left out."""
        yield from self.lead
        for section in self.sections:
            yield from section.blocks

    def section(self, section_id: str) -> Section | None:
        """The first section with this id."""
        return next((section for section in self.sections if section.id == section_id), None)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every piece of text in the body, headings and table headers left out, in order."""
        return tuple(self._texts())

    @cached_property
    def plain_texts(self) -> tuple[str, ...]:
        """Each of `texts` without its marks, on one line."""
        return tuple(plain(text.text) for text in self.texts)

    @cached_property
    def lowered_texts(self) -> tuple[str, ...]:
        """Each of `plain_texts` in lower case."""
        return tuple(each_lower_case(self.plain_texts))

    @cached_property
    def folded_texts(self) -> tuple[str, ...]:
        """Each of `plain_texts` as it compares with others, whatever their case."""
        return tuple("\n".join(self.plain_texts).casefold().split("\n")) if self.plain_texts else ()

    @cached_property
    def forms_of_texts(self) -> tuple[list[str], ...]:
        """The words of each of `texts` in lower case, for a quick look at whether one may stand there."""
        return tuple(map(word_forms, self.lowered_texts))

    @cached_property
    def forms_in_front(self) -> tuple[list[str], ...]:
        """The same of title, summary and aliases."""
        return tuple(word_forms(lower_case(text)) for text in (self.title, self.summary, *self.aliases))

    @cached_property
    def word_forms(self) -> frozenset[str]:
        """Every word of the page in lower case, for a quick look at whether one may stand on it."""
        return frozenset().union(*self.forms_of_texts, *self.forms_in_front)

    @cached_property
    def words(self) -> int:
        """The number of words in the body, headings and table headers left out."""
        with_links = [text.text for text in self.texts if "](" in text.text]
        others = (text.text for text in self.texts if "](" not in text.text)
        return count_words("\n".join(others)) + sum(map(count_words, with_links))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link in the body, in order."""
        return tuple(links(self.texts))

    def finding(self, line: int, code: str, message: str, advice: str) -> Finding:
        """Something wrong on a line of this page."""
        return Finding(self.language, self.path, line, 1, code, message, advice)

    @cached_property
    def _halves(self) -> _Halves:
        return _split(self.source, self.path)

    @cached_property
    def _body(self) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
        return _take_apart(self._halves.body, self._halves.body_line)

    @property
    def _meta(self) -> dict[str, Any]:
        return self.front_matter.data if isinstance(self.front_matter.data, dict) else {}

    def _text(self, key: str) -> str:
        value = self._meta.get(key)
        return value if isinstance(value, str) else ""

    def _texts(self) -> Iterator[Text]:
        for block in self.blocks:
            if block.kind is BlockKind.HEADING:
                continue
            yield from block.items
            for row in block.rows[1:]:
                yield from row


def _take_apart(body: str, body_line: int) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Lead and sections of a body that begins on a line."""
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
    return tuple(lead), tuple(sections)


def _fingerprint(blocks: Sequence[Block], *before: str) -> str:
    """12 hexadecimal digits of the SHA-256 of a text, of its words and their order in blocks and pieces only."""
    pieces = [" ".join(text.split()) for text in before]
    for block in blocks:
        cells = [cell for row in block.rows for cell in row]
        pieces += [block.kind, *(plain(item.text) for item in (*block.items, *cells))]
    return hashlib.sha256("\0".join(pieces).encode()).hexdigest()[:12]


def _split(text: str, path: str) -> _Halves:
    """A page in its halves; both empty, with the fault, where the front matter cannot be read."""
    if not _OPENED.match(text):
        return _Halves(YamlSource({}, {}), text)
    try:
        found = _FRONT_MATTER.match(text)
        if found is None:
            raise unreadable(path, 1, "the front matter is not closed", "end it with a line of three dashes")
        front_matter = parse_yaml(found[1], path, first_line=2)
    except UnreadableError as error:
        return _Halves(YamlSource({}, {}), fault=error.findings[0])
    return _Halves(front_matter, text[found.end() :], text.count("\n", 0, found.end()) + 1)
