"""What has changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Change(StrEnum):
    """What has become of some words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words that stand together, and what has become of them."""

    change: Change
    text: str


def changed_words(before: str, after: str) -> Iterator[Words]:
    """What is kept, gone and new between two texts, in order; together the kept and the new are `after`.

    Longest matching runs of words (Ratcliff and Metzener 1988, as Python's difflib has it).
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for change, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            yield Words(Change.KEPT, "".join(new[begin:stop]))
            continue
        if gone := "".join(old[start:end]):
            yield Words(Change.GONE, gone)
        if added := "".join(new[begin:stop]):
            yield Words(Change.NEW, added)
