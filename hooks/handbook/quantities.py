"""Amounts of time as a page says them, in any language whose catalogue has the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.catalogue import Quantities
from handbook.texts import lower_case, word_forms

# How long each unit is, so that fourteen days are two weeks; months have no fixed number of days.
_UNITS = {
    "second": (1, "seconds"),
    "minute": (60, "seconds"),
    "hour": (3_600, "seconds"),
    "day": (86_400, "seconds"),
    "week": (604_800, "seconds"),
    "month": (1, "months"),
    "year": (12, "months"),
}

# Between tens and ones: nothing (tjugofem), space or hyphen (twenty-five), or an “and” of one letter (dvadeset i pet).
_JOINT = r"(?:\s+\w\s+|[\s-]*)"
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time: so many seconds, or so many months."""

    size: float
    measure: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount and the words that say it."""

    amount: Amount
    words: str


class QuantityReader:
    """Finds the amounts of time in a language's texts: a number, in words or digits, and a unit right after it.

    `signs` are words in lower case; a text without any of them has no amount, and that is sooner seen.
    """

    def __init__(self, quantities: Quantities) -> None:
        self._numbers = {lower_case(form): number for number, forms in quantities.numerals.items() for form in forms}
        self._units = {lower_case(form): unit for unit, forms in quantities.units.items() for form in forms}
        self._phrases = {lower_case(form): amount for amount, forms in quantities.phrases.items() for form in forms}
        self.signs = frozenset(word for form in (*self._units, *self._phrases) for word in word_forms(form)[-1:])
        tens = _any(form for form, number in self._numbers.items() if number % 10 == 0)
        ones = _any(form for form, number in self._numbers.items() if number < 10)
        self._pattern = re.compile(
            rf"(?<!\w)(?:(?P<phrase>{_any(self._phrases)})|"
            rf"(?:(?P<tens>{tens}){_JOINT}(?P<ones>{ones})|(?P<number>{_any(self._numbers)})|"
            rf"(?P<digits>\d+(?:[.,]\d+)?))\s+(?P<unit>{_any(self._units)}))(?!\w)"
        )

    def read(self, text: str) -> Iterator[Quantity]:
        """The amounts of time in a text, in order."""
        for match in self._pattern.finditer(lower_case(text)):
            yield Quantity(self._amount(match), match[0])

    def _amount(self, match: re.Match[str]) -> Amount:
        if match["phrase"]:
            number, _, unit = self._phrases[_one_spaced(match["phrase"])].partition(" ")
            return _amount(float(number), unit)
        unit = self._units[_one_spaced(match["unit"])]
        if match["digits"]:
            return _amount(float(match["digits"].replace(",", ".")), unit)
        parts = (match["tens"], match["ones"], match["number"])
        return _amount(sum(self._numbers[_one_spaced(part)] for part in parts if part), unit)


def _amount(number: float, unit: str) -> Amount:
    length, measure = _UNITS[unit]
    return Amount(number * length, measure)


def _one_spaced(text: str) -> str:
    return " ".join(text.split())


def _any(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, the longest first; none for no forms."""
    longest_first = sorted(forms, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first) or _NEVER
