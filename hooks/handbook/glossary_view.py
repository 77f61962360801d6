"""What the glossary page of a language shows: its terms and placeholders, beside those of the other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.load import Handbook
from handbook.site import catalogue_of, language_name


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a language, with the name that this language has in the reader's, and the direction of its script."""

    text: str
    language: str
    language_name: str
    direction: str


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term. `avoid` and `note` are in the same language as `word`: in a draft, that may be the reference's."""

    id: str
    word: Word
    avoid: tuple[str, ...]
    note: str
    elsewhere: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class PlaceholderEntry:
    """A placeholder, without its brackets."""

    id: str
    word: Word
    elsewhere: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The words that a language has agreed on. `path` is its catalogue's, where they are written."""

    path: str
    terms: tuple[TermEntry, ...]
    placeholders: tuple[PlaceholderEntry, ...]


def glossary_view(handbook: Handbook, language: str) -> GlossaryView:
    """The glossary as a reader of a language sees it, in the order of its catalogue."""
    catalogue = catalogue_of(handbook, language)
    catalogues = handbook.catalogues
    terms = {locale: {key: term.term for key, term in found.glossary.items()} for locale, found in catalogues.items()}
    placeholders = {locale: found.placeholders for locale, found in catalogues.items()}
    entries = []
    for key, term in catalogue.glossary.items():
        word, elsewhere = _here_and_elsewhere(handbook, language, key, terms)
        entries.append(TermEntry(key, word, term.avoid, term.note, elsewhere))
    slots = [
        PlaceholderEntry(key, *_here_and_elsewhere(handbook, language, key, placeholders))
        for key in catalogue.placeholders
    ]
    return GlossaryView(catalogue.path, tuple(entries), tuple(slots))


def _here_and_elsewhere(
    handbook: Handbook, reader: str, key: str, texts: Mapping[str, Mapping[str, str]]
) -> tuple[Word, tuple[Word, ...]]:
    """What something is called in the reader's language, or else in the reference's, and what in the others.

    `texts` are those of each language, by their ids. A draft may lack some, a file that cannot be read has none.
    """
    here = reader if key in texts.get(reader, {}) else handbook.reference
    words = {
        language: Word(
            found[key], language, language_name(language, reader), catalogue_of(handbook, language).direction
        )
        for language, found in texts.items()
        if key in found
    }
    return words[here], tuple(word for language, word in words.items() if language not in (here, reader))
