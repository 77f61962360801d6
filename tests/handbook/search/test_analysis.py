"""Words are made comparable by each language's own rules."""

from __future__ import annotations

import pytest
from handbook import Handbook
from handbook.search.analysis import fold, words
from handbook.search.lemmas import beginnings, lemma_of
from search_cases import WORDS


@pytest.mark.parametrize(("language", "text", "expected"), WORDS)
def test_words_are_folded(real: Handbook, language: str, text: str, expected: list[str]) -> None:
    """Capitals, marks and apostrophes are gone, letters of another script are kept."""
    assert expected == [fold(word) for word in words(text, real.search[language])]


def test_lemma_comes_from_the_library() -> None:
    """A form leads to its dictionary form; an unknown word, or one of an unknown language, stays as it is."""
    assert (lemma_of("tužbom", "hbs"), lemma_of("hotte", "hbs"), lemma_of("wort", "")) == ("tužba", "hotte", "wort")


def test_beginnings_tell_lemmas_apart() -> None:
    """Forms that the handbook does not have are recognised by what they have in common; ambiguous ones are not."""
    found = beginnings(["tužba", "tužiti"], "hbs", {"tuzba": "tužba"})

    def lemma(form: str) -> str | None:
        known = {"tuzba": "tužba", **found}
        return next((known[form[:end]] for end in range(len(form), 2, -1) if form[:end] in known), None)

    assert lemma(fold("tužbama")) == "tužba"
    assert lemma(fold("tužimo")) == "tužiti"
    assert "tuz" not in found


def test_language_without_lemmas_has_no_beginnings() -> None:
    """A language that the library does not know is searched by its words as they stand."""
    assert beginnings(["ord"], "", {"ord": "ord"}) == {}
