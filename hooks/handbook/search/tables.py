"""The words of a language's texts as tables, and how they are written: small, and quick to read in a browser."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, count

from handbook.search.analysis import fold, words
from handbook.search.lemmas import beginnings, lemma_of
from handbook.search.settings import SearchSettings

# Numbers are written as characters: beyond the space, the quotation mark and the backslash, which JSON and we need, and
# early enough that the smallest take one byte; the surrogates are left out.
FIRST_CHARACTER = 0x5D
_SURROGATES = range(0xD800, 0xE000)


class WordTables:
    """The folded words ("forms") of some texts, sorted and so numbered, each with the lemma that it has most often.

    Lemmas are numbered in the order of their first form, so that neighbours in the alphabet are near each other.
    `units` are the pieces of each topic's fields, and `synonyms` the groups, with the number of its form for each word.
    """

    def __init__(self, settings: SearchSettings, texts: list[list[list[str]]], groups: Iterable[Iterable[str]]) -> None:
        """Take the texts of each topic's fields, and the groups of synonyms."""
        places: defaultdict[str, int] = defaultdict(count().__next__)

        # A large handbook has a million words: of an array, the garbage collector need not look at what it holds.
        def read(text: str) -> array[int]:
            return array("L", map(places.__getitem__, words(text, settings)))

        read_units = [[[read(text) for text in field] for field in fields] for fields in texts]
        read_synonyms = [[read(expression) for expression in group] for group in groups]
        pieces = (piece for fields in (*read_units, read_synonyms) for field in fields for piece in field)
        counts = Counter(chain.from_iterable(pieces))
        folded = [fold(word) for word in places]
        lemmas: dict[str, dict[str, int]] = {}
        for word, place in places.items():
            lemma, known = lemma_of(word, settings.lemmas), lemmas.setdefault(folded[place], {})
            known[lemma] = known.get(lemma, 0) + counts[place]
        of_form = {form: min(found, key=lambda lemma: (-found[lemma], lemma)) for form, found in lemmas.items()}
        numbers: dict[str, int] = {}
        self.forms = sorted(of_form)
        self.lemma_of_form = [numbers.setdefault(of_form[form], len(numbers)) for form in self.forms]
        starts = beginnings(numbers, settings.lemmas, of_form)
        self.beginnings = [(start, numbers[starts[start]]) for start in sorted(starts)]
        number_of = {form: number for number, form in enumerate(self.forms)}
        number_at = [number_of[form] for form in folded].__getitem__
        self.units = [
            [[array("L", map(number_at, piece)) for piece in field] for field in fields] for fields in read_units
        ]
        self.synonyms = [[array("L", map(number_at, expression)) for expression in group] for group in read_synonyms]


def front_coded(sorted_words: Iterable[str]) -> str:
    """Sorted lower-case words in one string: each as how many letters it shares with the one before, and the rest.

    The number is a capital letter from A for none to Z for 25, which no folded word has
    (Witten, Moffat, Bell: Managing Gigabytes, 1999, 4.1).
    """
    coded, before = [], ""
    for word in sorted_words:
        shared = 0
        for letter, other in zip(word[:25], before, strict=False):
            if letter != other:
                break
            shared += 1
        coded.append(chr(ord("A") + shared) + word[shared:])
        before = word
    return "".join(coded)


def from_newest(numbers: Iterable[int], newest: int = -1) -> list[int]:
    """Numbers of which each new one is the next, as 0 for a new one, and n for the one n - 1 before the newest."""
    found = []
    for number in numbers:
        found.append(0 if number > newest else newest - number + 1)
        newest = max(newest, number)
    return found


def signed(numbers: Iterable[int]) -> Iterator[int]:
    """Numbers of both signs as positive ones: 0, -1, 1, -2, ... become 0, 1, 2, 3, ..."""
    return (2 * number if number >= 0 else -2 * number - 1 for number in numbers)


class _Characters(dict[int, str]):
    """The character of each number, found out once."""

    def __missing__(self, number: int) -> str:
        code = FIRST_CHARACTER + number
        self[number] = chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
        return self[number]


_characters = _Characters()


def characters(numbers: Iterable[int]) -> str:
    """Numbers as a character each."""
    return "".join(map(_characters.__getitem__, numbers))
