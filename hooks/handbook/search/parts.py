"""The index of many topics in parts, of which a query needs a few.

    index       `words`: [letter, forms before it, lemmas before it] of each part of the words
                `counts`: the first lemma of each part of the counts
                `lengths`: for each topic five characters, how many words it has in each `Field`
                `pieces`: how many pieces of text there are
    words-N     the words that begin with a letter, as in an index that is whole (see `index`)
    counts-N    where the words of a run of lemmas stand
                    forms   the numbers of each lemma's forms: the first counted from the last lemma's first, the
                            others from the form before
                    topics  for each of these forms a character for each topic that has it, as steps
                    fields  for each of these topics a character: in how many pieces of each field
                    places  for each of these in title, aliases or phrases a character: its place among them, as steps
    topic-N     `units` as in an index that is whole, the body's too; `telling` the same, a character for each piece:
                how telling its words are together

A query takes the words that begin like its own, the counts of the lemmas that these may mean, and the pieces of the
topics that rank best by the counts.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise
from math import log
from typing import Any

from handbook.search.pieces import Field
from handbook.search.tables import WordTables, characters, from_newest, front_coded, signed

_ENOUGH = 6_000  # characters of a part of the counts: about 4 kB packed
# Of each field at most so many pieces are counted; the commonest counts make the smallest numbers.
MOST_COUNTED = {Field.BODY: 63, Field.PHRASE: 63, Field.SUMMARY: 3, Field.ALIAS: 15, Field.TITLE: 1}
_SHORT = (Field.TITLE, Field.ALIAS, Field.PHRASE)  # in these, it counts which words stand together
TELLING_SCALE = 4


def word_entries(
    forms: Sequence[str], lemmas: Sequence[int], beginnings: Sequence[tuple[str, int]], newest: int = -1
) -> dict[str, Any]:
    """The entries of an index for some neighbouring forms; `newest` is the last lemma that was numbered before them."""
    nearest = [lemmas[min(bisect_left(forms, start), len(forms) - 1)] for start, _ in beginnings]
    return {
        "forms": front_coded(forms),
        "lemma_of_form": characters(from_newest(lemmas, newest)),
        "beginnings": front_coded(start for start, _ in beginnings),
        "lemma_of_beginning": characters(
            signed(lemma - near for (_, lemma), near in zip(beginnings, nearest, strict=True))
        ),
    }


def written_in_parts(tables: WordTables) -> dict[str, dict[str, Any]]:
    """The contents of all files of an index in parts, by their names."""
    lemma_of = tables.lemma_of_form.__getitem__
    lemmas = [
        [[array("L", set(map(lemma_of, piece))) for piece in field] for field in fields] for fields in tables.units
    ]
    pieces_of_lemma = Counter(chain.from_iterable(piece for fields in lemmas for field in fields for piece in field))
    pieces = sum(len(field) for fields in tables.units for field in fields)
    telling = {lemma: _inverse_frequency(count, pieces) for lemma, count in pieces_of_lemma.items()}
    files: dict[str, dict[str, Any]] = {"index": {}}
    words = []
    for place, (about, entries) in enumerate(_words(tables)):
        words.append(about)
        files[f"words-{place}"] = entries
    counts = []
    for place, (first, entries) in enumerate(_counts(tables)):
        counts.append(first)
        files[f"counts-{place}"] = entries
    for topic, fields in enumerate(tables.units):
        files[f"topic-{topic}"] = {
            "units": [" ".join(map(characters, field)) for field in fields],
            "telling": [
                characters(round(TELLING_SCALE * sum(map(telling.__getitem__, piece))) for piece in field)
                for field in lemmas[topic]
            ],
        }
    files["index"] = {
        "words": words,
        "counts": counts,
        "lengths": characters(sum(map(len, field)) for fields in tables.units for field in fields),
        "pieces": pieces,
    }
    return files


def _inverse_frequency(count: int, pieces: int) -> float:
    """How telling a word is that stands in so many of all pieces, as in engine.js (Robertson, Spärck Jones, 1976)."""
    return log(1 + (pieces - count + 0.5) / (count + 0.5))


def _words(tables: WordTables) -> Iterator[tuple[tuple[str, int, int], dict[str, Any]]]:
    """The words of each letter: its entry in the index, and its file."""
    starts = {letter: list(found) for letter, found in groupby(tables.beginnings, key=lambda entry: entry[0][0])}
    before, newest = 0, -1
    for letter, found in groupby(tables.forms, key=lambda form: form[0]):
        forms = list(found)
        lemmas = tables.lemma_of_form[before : before + len(forms)]
        yield (letter, before, newest + 1), word_entries(forms, lemmas, starts.get(letter, []), newest)
        before += len(forms)
        newest = max(newest, *lemmas)


def _counts(tables: WordTables) -> Iterator[tuple[int, dict[str, Any]]]:
    """The first lemma of each part of the counts, and its file."""
    forms_of: list[list[int]] = [[] for _ in range(max(tables.lemma_of_form, default=-1) + 1)]
    for form, lemma in enumerate(tables.lemma_of_form):
        forms_of[lemma].append(form)
    counted = _counted(tables)
    first, size, before = 0, 0, 0
    forms: list[list[int]] = []
    written: tuple[list[str], list[str], list[str]] = ([], [], [])
    for lemma, found in enumerate(forms_of):
        forms.append([found[0] - before, *(form - last for last, form in pairwise(found))])
        before = found[0]
        for form in found:
            for texts, numbers in zip(written, counted, strict=True):
                texts.append(characters(numbers[form]))
                size += len(numbers[form]) + 2
        if size > _ENOUGH or lemma == len(forms_of) - 1:
            topics, fields, places = map(" ".join, written)
            yield first, {"forms": forms, "topics": topics, "fields": fields, "places": places}
            first, size, before, forms, written = lemma + 1, 0, 0, [], ([], [], [])


def _counted(tables: WordTables) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """For each form the topics that have it, in how many pieces of each field, and in which of the short ones.

    Topics and places are steps, the numbers of pieces one number for all fields.
    """
    units, unit = {}, 1
    for field, most in MOST_COUNTED.items():
        units[field] = unit
        unit *= most + 1
    topics: list[list[int]] = [[] for _ in tables.forms]
    pieces: list[list[int]] = [[] for _ in tables.forms]
    places: list[list[int]] = [[] for _ in tables.forms]
    newest = [0] * len(tables.forms)
    for topic, fields in enumerate(tables.units):
        found: dict[int, int] = {}
        last: dict[int, int] = {}
        place = 0
        for field in Field:
            most, counts = MOST_COUNTED[field], Counter[int]()
            if field in _SHORT:
                for piece in fields[field]:
                    for form in set(piece):
                        if (known := counts.get(form, 0)) < most:
                            counts[form] = known + 1
                            places[form].append(place - last.get(form, 0))
                            last[form] = place
                    place += 1
            else:
                counts.update(chain.from_iterable(map(set, fields[field])))
            for form, count in counts.items():
                found[form] = found.get(form, 0) + units[field] * min(count, most)
        for form, number in found.items():
            topics[form].append(topic - newest[form])
            pieces[form].append(number)
            newest[form] = topic
    return topics, pieces, places
