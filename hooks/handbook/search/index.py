"""A language's search index: what the worker in the browser reads.

It holds words, and which topic uses them in which field; what a result shows stands in files of its own, so that
another language's index can be asked about a topic without its texts. The index of up to `WHOLE` topics is one file;
that of more comes in parts, of which a query needs a few (see `parts`). What `index.js` holds:

    locale      the language
    analysis    the tables that make a typed word comparable (see `analysis`)
    topics      the address of each topic's page, from the language's home, and whether it is of the first kind
    synonyms    groups of expressions that mean the same, separated by spaces; a character for each word: its lemma

Numbers are written as a character each (see `tables`).
Where it is whole, it goes on:

    forms       folded words, sorted, front-coded
    lemma_of_form       the lemma of each form: 0 for the next new number, n for the number n - 1 before the newest
    beginnings  folded beginnings of words, sorted, front-coded
    lemma_of_beginning  the lemma of each beginning, as the step from that of the next form
    units       for each topic and each `Field` but the body its pieces of text, separated by spaces; a piece is a
                character for each word: its form. The worker makes the body's of its texts
"""

from __future__ import annotations

from dataclasses import fields as fields_of
from typing import Any

from handbook.load import Handbook
from handbook.own_code import own_code
from handbook.pages import Page
from handbook.search.analysis import INSEPARABLE
from handbook.search.cache import cached
from handbook.search.dictionaries import LIBRARY
from handbook.search.parts import word_entries, written_in_parts
from handbook.search.pieces import Field, pieces_of
from handbook.search.settings import SearchSettings
from handbook.search.tables import WordTables, characters

VERSION = 2
WHOLE = 40  # topics; so many still weigh less than what a query needs of an index in parts


def indexed_pages(handbook: Handbook, language: str) -> list[Page]:
    """The topics' pages of a language, in the contract's order."""
    return [page for topic in handbook.contract.topics if (page := handbook.page(language, topic))]


def build_index(handbook: Handbook, language: str, whole: int = WHOLE) -> dict[str, dict[str, Any]]:
    """The index of one language: what its files hold, by their names; topics without a page are left out.

    Of each topic's file in an index in parts it has only what comes from the words. `whole` is the number of topics up
    to which there are no parts.
    """
    settings = handbook.search.get(language, SearchSettings())
    pages = indexed_pages(handbook, language)
    texts = [pieces_of(page, settings) for page in pages]
    first_kind = next(iter(handbook.contract.kinds))
    folders = {kind.id: kind.folder for kind in handbook.contract.kinds.values()}
    known = {name.name: getattr(settings, name.name) for name in fields_of(settings) if name.compare}
    content = [own_code(), LIBRARY, known, texts, whole]
    files: dict[str, dict[str, Any]] = cached(
        handbook.root, f"search-{language}", content, lambda: _files(texts, settings, whole)
    )
    about = {
        "version": VERSION,
        "locale": language,
        "analysis": _analysis(settings),
        "topics": [[f"{folders[page.kind]}/{page.topic}/", int(page.kind == first_kind)] for page in pages],
    }
    return {**files, "index": {**about, **files["index"]}}


def _files(texts: list[list[list[str]]], settings: SearchSettings, whole: int) -> dict[str, dict[str, Any]]:
    """What needs the language's dictionary, and so takes time."""
    tables = WordTables(settings, texts, settings.synonyms)
    synonyms = [
        " ".join(characters(tables.lemma_of_form[form] for form in expression) for expression in group)
        for group in tables.synonyms
    ]
    if len(texts) > whole:
        files = written_in_parts(tables)
    else:
        units = [[" ".join(map(characters, field)) for field in fields[: Field.BODY]] for fields in tables.units]
        everything = word_entries(tables.forms, tables.lemma_of_form, tables.beginnings)
        files = {"index": {**everything, "units": units}}
    files["index"]["synonyms"] = synonyms
    return files


def _analysis(settings: SearchSettings) -> dict[str, Any]:
    return {
        "casing": settings.casing,
        "apostrophe": settings.apostrophe,
        "inseparable": INSEPARABLE,
        "compounds": list(settings.compounds),
        "transliteration": [[latin, list(letters)] for latin, letters in settings.transliteration],
    }
