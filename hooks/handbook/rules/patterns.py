"""Places that a pattern matches, in everything that somebody has written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.data_files import DataFile
from handbook.pages import Page


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, and signs, in lower case, of which a text must hold one for it to match: they are found faster."""

    regex: re.Pattern[str]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which text something stands; line and column count from 1."""

    text: Page | DataFile
    line: int
    column: int
    words: str


def places(texts: Iterable[Page | DataFile], pattern: Pattern) -> Iterator[Place]:
    """Every place of a text, front matter and data included, that a pattern matches."""
    for text in texts:
        if not any(sign in text.lowered for sign in pattern.signs):
            continue
        for passage in text.passages:
            for match in pattern.regex.finditer(passage.text):
                line = passage.line + passage.text.count("\n", 0, match.start())
                column = match.start() - passage.text.rfind("\n", 0, match.start())
                yield Place(text, line, column, match[0].strip())
