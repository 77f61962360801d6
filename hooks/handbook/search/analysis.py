"""Words made comparable: the same for what stands on a page and, in the worker, for what is typed.

`theme/assets/javascripts/search/engine.js` does the same, step by step, with the tables that the index carries;
the tests hold both to the same cases.
"""

from __future__ import annotations

import re
import unicodedata

from handbook.search.settings import SearchSettings

# Letters of the Latin script that Unicode does not take apart into a letter and a mark.
INSEPARABLE = {"ı": "i", "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"}

_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ‘`´](?=\w)")
_APOSTROPHE_MARKS = frozenset("'’ʼ‘`´")
_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile(r"([A-Za-zıđłøæœßðþ])[\u0300-\u036f]+")


class _FoldedLetters(dict[int, str]):
    """Each letter folded, found out once."""

    def __missing__(self, code: int) -> str:
        apart = _MARKED.sub(r"\1", unicodedata.normalize("NFKD", chr(code)))
        whole = unicodedata.normalize("NFC", apart)
        self[code] = "".join(INSEPARABLE.get(letter, letter) for letter in whole)
        return self[code]


_folded_letters = _FoldedLetters()


def lower(text: str, settings: SearchSettings) -> str:
    """Lower case by the language's own rules: Turkish I is ı, not i."""
    for upper, small in settings.casing.items():
        text = text.replace(upper, small)
    return text.lower()


def fold(text: str) -> str:
    """Lower-case text without the marks and letters that a foreign keyboard lacks.

    Only Latin letters lose their marks: Cyrillic й is a letter of its own.
    """
    folded = unicodedata.normalize("NFC", text).translate(_folded_letters)
    return folded if folded.isascii() else _MARKED.sub(r"\1", folded)


def words(text: str, settings: SearchSettings) -> list[str]:
    """The words of a text in lower case, not folded; what follows an apostrophe is joined or left out."""
    joined = lower(unicodedata.normalize("NFC", text), settings)
    if _APOSTROPHE_MARKS.isdisjoint(joined):
        return _WORD.findall(joined)
    if settings.apostrophe == "join":
        joined = _APOSTROPHES.sub("", joined)
    else:
        joined = re.sub(r"(?<=\w)['’ʼ‘`´]\w+", "", joined)
    return _WORD.findall(joined)
