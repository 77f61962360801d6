"""How the engine makes words comparable: the analysis chains of a language, from what its search settings say.

All of it is built into both engines; nothing has to be installed on a server. Every chain folds letters to ASCII, so
that what is typed without the right keyboard is found; what is folded on one side is folded on the other.
"""

from __future__ import annotations

from typing import Any

from handbook.search.settings import SearchSettings

# The chains, by what they make of a word; those of what is typed begin with `asked`.
FORM, ASKED_FORM = "form", "asked_form"  # the very word, which tells more than its stem, and for typing errors
STEM, ASKED_STEM = (
    "stem",
    "asked_stem",
)  # its stem, where the language has a stemmer; of what is typed, its synonyms too
BEGINNING = "beginning"  # its first letters, for what is not finished yet
TYPED, ASKED_TYPED = "typed", "asked_typed"  # for another script: Latin letters as what they most likely stand for

LONGEST_QUESTION = 24  # words; the rest of a longer one is passed over, for engines count what a search has to look up

_SHORTEST_BEGINNING, _LONGEST_BEGINNING = 2, 12  # letters
_APOSTROPHES = "'’ʼ‘`´"

Data = dict[str, Any]


def build_analysis(settings: SearchSettings) -> Data:
    """The part `analysis` of an index’s settings."""
    char_filters: Data = {"letters": {"type": "mapping", "mappings": _letters(settings)}}
    filters: Data = {
        "beginnings": {"type": "edge_ngram", "min_gram": _SHORTEST_BEGINNING, "max_gram": _LONGEST_BEGINNING},
        "longest": {"type": "limit", "max_token_count": LONGEST_QUESTION},
    }
    form = ["lowercase", *(["apostrophe"] if settings.apostrophe == "cut" else []), "asciifolding"]
    stem, synonyms = list(form), []
    if settings.stemmer:
        filters["stemmer"] = {"type": "stemmer", "language": settings.stemmer}
        stem.append("stemmer")
    if settings.synonyms:
        groups = [", ".join(map(_expression, group)) for group in settings.synonyms]
        # Lenient: a group that the chain leaves nothing of is passed over, where it would stop the whole index.
        filters["synonyms"] = {"type": "synonym_graph", "synonyms": groups, "lenient": True}
        synonyms.append("synonyms")  # last, so that any form of a word finds what any form of another means
    analyzers = {
        FORM: _chain(["letters"], form),
        ASKED_FORM: _chain(["letters"], [*form, "longest"]),
        STEM: _chain(["letters"], stem),
        ASKED_STEM: _chain(["letters"], [*stem, "longest", *synonyms]),
        BEGINNING: _chain(["letters"], [*form, "beginnings"]),
    }
    if settings.transliteration:
        char_filters["transliteration"] = {"type": "mapping", "mappings": _transliteration(settings)}
        analyzers[TYPED] = _chain(["letters", "transliteration"], stem)
        analyzers[ASKED_TYPED] = _chain(["letters", "transliteration"], [*stem, "longest"])
    return {"char_filter": char_filters, "filter": filters, "analyzer": analyzers}


def _chain(char_filters: list[str], filters: list[str]) -> Data:
    return {"type": "custom", "char_filter": char_filters, "tokenizer": "standard", "filter": filters}


def _expression(text: str) -> str:
    """An expression in a list of synonyms, without the signs that have a meaning there."""
    for sign in ("\\", ",", "=>", "#"):
        text = text.replace(sign, " ")
    return " ".join(text.split())


def _letters(settings: SearchSettings) -> list[str]:
    """What every chain changes first: letters whose small letter is not the usual one, and apostrophes."""
    one = "'" if settings.apostrophe == "cut" else ""
    apostrophes = [f"{sign} => {one}".rstrip() for sign in _APOSTROPHES if sign != one]
    return [*(f"{upper} => {small}" for upper, small in settings.casing.items()), *apostrophes]


def _transliteration(settings: SearchSettings) -> list[str]:
    """Latin letters as the likeliest others, and a letter that is never the likeliest as the one that is.

    Where `a` may be а or ъ, both are read as а, in what is typed and in the texts: so they find each other.
    """
    likeliest = {latin: letters[0] for latin, letters in settings.transliteration}
    read = dict(likeliest)
    for _, letters in settings.transliteration:
        for letter in letters[1:]:
            if len(letter) == 1 and letter not in likeliest.values():
                read.setdefault(letter, letters[0])
    # Capital letters too: a chain's character filters come before its lower case.
    cases = {form: small for given, small in read.items() for form in (given, given.upper(), given.capitalize())}
    return [f"{given} => {small}" for given, small in cases.items()]
