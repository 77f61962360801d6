"""Pieces of text and where they stand, and a quick look at the words in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_FORM = re.compile(r"\w+")


class Text(NamedTuple):
    """A piece of text and the line that it begins on."""

    text: str
    line: int


def lower_case(text: str) -> str:
    """A text in lower case; the Turkish İ becomes one letter as well, not an i and a dot."""
    return text.replace("İ", "i").lower()


def each_lower_case(texts: Sequence[str]) -> list[str]:
    """Some texts of one line in lower case; together, which is quicker than one after the other."""
    return lower_case("\n".join(texts)).split("\n") if texts else []


def word_forms(text: str) -> list[str]:
    """The runs of letters and digits in a text, for a quick look at whether a word may stand in it."""
    return _FORM.findall(text)
