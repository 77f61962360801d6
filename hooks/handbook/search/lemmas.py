"""What simplemma knows of a language: the lemma of a word, and the beginnings that tell lemmas apart.

A browser has no room for a dictionary. For the lemmas that the handbook uses, all their forms are looked up, and of
each group of forms only the common beginning is kept: *tužbom*, *tužbama*, *tužbe* are all recognised by *tužb*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import chain

from handbook.search.dictionaries import LONGEST, dictionary

_SHORTEST = 3  # letters; what is shorter tells nothing apart
_SEVERAL = ""  # instead of a lemma: forms of more than one begin so


def lemma_of(word: str, code: str) -> str:
    """The lemma of a lower-case word, or the word itself where the dictionary does not have it."""
    known = dictionary(code)
    found = known.lemma(word) or known.lemma(word.capitalize())
    return found.lower() if found else word


def beginnings(lemmas: Iterable[str], code: str, known: Mapping[str, str]) -> dict[str, str]:
    """The beginnings by which folded forms of some lemmas are told apart, each with its lemma.

    `known` are the folded words that the index has itself, with their lemmas: they are beginnings too.
    A beginning is the longest that all forms below it share, so it is never shorter than their stem; one that says
    the same as a shorter one is left out.
    """
    owners: dict[str, str] = {}
    library = dictionary(code)
    own = ((lemma, [word[:LONGEST]]) for word, lemma in known.items())
    others = ((lemma, library.beginnings(lemma)) for lemma in lemmas)
    for lemma, starts in chain(own, others):
        fresh = dict.fromkeys(starts, lemma)
        for start in fresh.keys() & owners.keys():
            fresh[start] = lemma if owners[start] == lemma else _SEVERAL
        owners |= fresh
    found = _Apart(sorted(owners.items())).beginnings()
    return _without_repetition({start: lemma for start, lemma in found.items() if lemma != _SEVERAL}, known)


def _without_repetition(found: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Leave out every beginning whose next shorter one, among these and the known words, has the same lemma."""
    kept = dict(known)
    fresh: dict[str, str] = {}
    for start in sorted(found, key=len):
        shorter = next((start[:end] for end in range(len(start), _SHORTEST - 1, -1) if start[:end] in kept), None)
        if shorter is None or kept[shorter] != found[start]:
            kept[start] = fresh[start] = found[start]
    return fresh


class _Apart:
    """Sorted forms with their lemmas, walked as a trie."""

    def __init__(self, forms: list[tuple[str, str]]) -> None:
        self._forms = forms
        # Where the forms end that follow a form and have its lemma.
        self._ends = [len(forms)] * len(forms)
        for place in range(len(forms) - 2, -1, -1):
            self._ends[place] = self._ends[place + 1] if forms[place][1] == forms[place + 1][1] else place + 1

    def beginnings(self) -> dict[str, str]:
        """Where all forms below a node have one lemma, the beginning that they share, with that lemma."""
        found: dict[str, str] = {}
        if self._forms:  # a language that has just begun has no words
            self._walk(0, len(self._forms), 0, found)
        return found

    def _walk(self, start: int, end: int, depth: int, found: dict[str, str]) -> None:
        (first, lemma), (last, _) = self._forms[start], self._forms[end - 1]
        shared = depth
        while shared < min(len(first), len(last)) and first[shared] == last[shared]:
            shared += 1
        if self._ends[start] >= end and shared >= _SHORTEST:
            found[first[:shared]] = lemma
            return
        if len(first) == shared:  # a form that is the beginning of others
            found[first] = lemma
            start += 1
        while start < end:
            form = self._forms[start][0]
            after = bisect_left(self._forms, (form[:shared] + chr(ord(form[shared]) + 1),), start, end)
            self._walk(start, after, shared + 1, found)
            start = after
