"""What simplemma knows of a language: the lemma of a word, and the beginnings that tell lemmas apart.

A browser has no room for a dictionary. For the lemmas that the handbook uses, all their forms are looked up, and of
each group of forms only the common beginning is kept: *tužbom*, *tužbama*, *tužbe* are all recognised by *tužb*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

_SHORTEST = 3  # letters; what is shorter tells nothing apart
_LONGEST = 8  # letters; by then nearly every lemma is told apart, and Turkish has a thousand forms for some


@lru_cache(maxsize=16)
def _dictionary(code: str) -> Mapping[str, str]:
    """A language's dictionary, forms to lemmas; empty for a language that the library does not have."""
    try:
        return DefaultDictionaryFactory(cache_max_size=16).get_dictionary(code)
    except ValueError:
        return {}


def lemma_of(word: str, code: str) -> str:
    """The lemma of a lower-case word, or the word itself where the dictionary does not have it."""
    dictionary = _dictionary(code) if code else {}
    found = dictionary.get(word) or dictionary.get(word.capitalize())
    return found.lower() if found else word


def beginnings(
    lemmas: Iterable[str], code: str, fold: Callable[[str], str], known: Mapping[str, str]
) -> dict[str, str]:
    """The beginnings by which folded forms of some lemmas are told apart, each with its lemma.

    `known` are the folded words that the index has itself, with their lemmas: they are beginnings too.
    A beginning is the longest that all forms below it share, so it is never shorter than their stem; one that says
    the same as a shorter one is left out.
    """
    wanted = set(lemmas)
    owners: dict[str, set[str]] = defaultdict(set)
    for word, lemma in known.items():
        owners[word[:_LONGEST]].add(lemma)
    for start, lemma in {(form[:_LONGEST], lemma) for form, lemma in _forms_of(wanted, code)}:
        owners[fold(start.lower())[:_LONGEST]].add(lemma)
    found: dict[str, str] = {}
    _collect(sorted((form, min(names) if len(names) == 1 else "") for form, names in owners.items()), 0, found)
    return _without_repetition({start: lemma for start, lemma in found.items() if lemma}, known)


def _forms_of(lemmas: set[str], code: str) -> Iterator[tuple[str, str]]:
    """All forms of some lemmas that the dictionary has."""
    dictionary = _dictionary(code) if code else {}
    # The library keeps bytes and decodes each entry as it is read; a million of them is a second that can be saved.
    raw: Mapping[bytes, bytes] | None = getattr(dictionary, "_dict", None)
    if raw is None:
        yield from ((form, lemma) for form, lemma in dictionary.items() if lemma in lemmas)
        return
    wanted = {lemma.encode(): lemma for lemma in lemmas}
    for form, lemma in raw.items():
        if lemma in wanted:
            yield form.decode(), wanted[lemma]


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
    owners = {lemma for _, lemma in forms}
    shared = depth
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    if len(owners) == 1 and shared >= _SHORTEST:
        found[first[:shared]] = forms[0][1]
        return
    start = 0
    if len(first) == shared:  # a form that is the beginning of others
        found[first] = forms[0][1]
        start = 1
    while start < len(forms):
        end = start
        letter = forms[start][0][shared]
        while end < len(forms) and forms[end][0][shared] == letter:
            end += 1
        _collect(forms[start:end], shared + 1, found)
        start = end
