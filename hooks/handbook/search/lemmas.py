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
        for start in starts:
            if owners.setdefault(start, lemma) != lemma:
                owners[start] = _SEVERAL
    found: dict[str, str] = {}
    if owners:  # a language that has just begun has no words
        _collect(sorted(owners.items()), 0, found)
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


def _collect(forms: list[tuple[str, str]], depth: int, found: dict[str, str]) -> None:
    """Walk the sorted forms as a trie: where all below a node have one lemma, keep the beginning they share."""
    first, last = forms[0][0], forms[-1][0]
    alone = all(lemma == forms[0][1] for _, lemma in forms)
    shared = depth
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    if alone and shared >= _SHORTEST:
        found[first[:shared]] = forms[0][1]
        return
    start = 0
    if len(first) == shared:  # a form that is the beginning of others
        found[first] = forms[0][1]
        start = 1
    while start < len(forms):
        form = forms[start][0]
        end = bisect_left(forms, (form[:shared] + chr(ord(form[shared]) + 1),), start)
        _collect(forms[start:end], shared + 1, found)
        start = end
