"""A language's search index: what the worker in the browser reads.

It holds words, and which topic uses them in which field; what a result shows stands in a file of its own, so that
another language's index can be asked about a topic without its texts. Its shape:

    locale      the language
    analysis    the tables that make a typed word comparable (see `analysis`)
    topics      the address of each topic's page, from the language's home, and whether it is of the first kind
    forms       folded words, sorted, front-coded
    lemma_of_form       the lemma of each form: 0 for the next new number, n for the number n - 1 before the newest
    beginnings  folded beginnings of words, sorted, front-coded
    lemma_of_beginning  the lemma of each beginning, as the step from the one before
    units       for each topic and each `Field` but the body its pieces of text, separated by spaces; a piece is a
                character for each word: the place of its form, counted from `FIRST_CHARACTER`
    synonyms    groups of expressions that mean the same, each written like a piece of text
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields as fields_of
from typing import Any

from handbook.load import Handbook
from handbook.own_code import own_code
from handbook.pages import Page
from handbook.search.analysis import INSEPARABLE, fold, words
from handbook.search.cache import cached
from handbook.search.dictionaries import LIBRARY
from handbook.search.lemmas import beginnings, lemma_of
from handbook.search.pieces import Field, pieces_of
from handbook.search.settings import SearchSettings

VERSION = 1

# Words are written as characters: beyond the controls and marks of ASCII and Latin-1, leaving out the surrogates.
FIRST_CHARACTER = 0xA1
_SURROGATES = range(0xD800, 0xE000)


class _Lemmas:
    """The folded words of a language's texts, each with the lemma that it has most often."""

    def __init__(self, settings: SearchSettings, texts: Iterable[str]) -> None:
        self._settings = settings
        counts = Counter(word for text in texts for word in words(text, settings))
        self._folded = {word: fold(word) for word in counts}
        lemmas: dict[str, Counter[str]] = {}
        for word, count in counts.items():
            lemmas.setdefault(self._folded[word], Counter())[lemma_of(word, settings.lemmas)] += count
        self.of_form = {form: min(found, key=lambda lemma: (-found[lemma], lemma)) for form, found in lemmas.items()}
        self.forms = sorted(self.of_form)
        self.places = {form: place for place, form in enumerate(self.forms)}
        self.numbers: dict[str, int] = {}
        for form in self.forms:
            self.numbers.setdefault(self.of_form[form], len(self.numbers))

    def encode(self, text: str) -> str:
        """A text as a character for each word."""
        return "".join(_character(self.places[self._folded[word]]) for word in words(text, self._settings))

    def form_numbers(self) -> list[int]:
        """The lemma of each form, counted back from the newest."""
        found, newest = [], -1
        for form in self.forms:
            number = self.numbers[self.of_form[form]]
            found.append(0 if number > newest else newest - number + 1)
            newest = max(newest, number)
        return found


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


def _steps(numbers: Iterable[int]) -> list[int]:
    """Numbers as the steps between them: small where neighbours are near."""
    listed = list(numbers)
    return [number - before for before, number in zip([0, *listed], listed, strict=False)]


def _character(number: int) -> str:
    code = FIRST_CHARACTER + number
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


def indexed_pages(handbook: Handbook, language: str) -> list[Page]:
    """The topics' pages of a language, in the contract's order."""
    return [page for topic in handbook.contract.topics if (page := handbook.page(language, topic))]


def build_index(handbook: Handbook, language: str) -> dict[str, Any]:
    """The index of one language; topics that have no page in it are left out."""
    settings = handbook.search.get(language, SearchSettings())
    pages = indexed_pages(handbook, language)
    texts = [pieces_of(page, settings) for page in pages]
    first_kind = next(iter(handbook.contract.kinds))
    folders = {kind.id: kind.folder for kind in handbook.contract.kinds.values()}
    known = {name.name: getattr(settings, name.name) for name in fields_of(settings) if name.compare}
    content = [own_code(), LIBRARY, known, texts]
    return {
        "version": VERSION,
        "locale": language,
        "analysis": _analysis(settings),
        "topics": [[f"{folders[page.kind]}/{page.topic}/", int(page.kind == first_kind)] for page in pages],
        **cached(handbook.root, f"search-{language}", content, lambda: _word_tables(texts, settings)),
    }


def _word_tables(texts: list[list[list[str]]], settings: SearchSettings) -> dict[str, Any]:
    """The parts of an index that need the language's dictionary, and so take time."""
    synonyms = [list(group) for group in settings.synonyms]
    groups = (*(field for fields in texts for field in fields), *synonyms)
    lemmas = _Lemmas(settings, (text for group in groups for text in group))
    starts = beginnings(lemmas.numbers, settings.lemmas, fold, lemmas.of_form)
    return {
        "forms": front_coded(lemmas.forms),
        "lemma_of_form": lemmas.form_numbers(),
        "beginnings": front_coded(sorted(starts)),
        "lemma_of_beginning": _steps(lemmas.numbers[starts[start]] for start in sorted(starts)),
        "units": [[" ".join(map(lemmas.encode, field)) for field in fields[: Field.BODY]] for fields in texts],
        "synonyms": [[lemmas.encode(expression) for expression in group] for group in synonyms],
    }


def _analysis(settings: SearchSettings) -> dict[str, Any]:
    return {
        "casing": settings.casing,
        "apostrophe": settings.apostrophe,
        "inseparable": INSEPARABLE,
        "compounds": list(settings.compounds),
        "transliteration": [[latin, list(letters)] for latin, letters in settings.transliteration],
    }
