"""The sentences to say as a call needs them: what goes into their brackets, and the same in other languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.catalogue import Catalogue
from handbook.contract import Holds
from handbook.load import Handbook
from handbook.markdown_source import placeholders, split_at_placeholders
from handbook.pages import Page
from handbook.site import catalogue_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence: its words, or those of a placeholder with its id."""

    text: str
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to say. `id` is its place on the page, the same in every language: `say-2`."""

    id: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CallerLanguage:
    """A language that a caller may speak, under its own name, with the page's sentences in it."""

    locale: str
    name: str
    direction: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder that the page uses, named in the reader's language; `kept` says how long its value is."""

    id: str
    name: str
    kept: str


@dataclass(frozen=True, slots=True)
class CallView:
    """What a topic's page needs while somebody is on the line.

    `words` lead from what stands in brackets on the page to the id of the placeholder; `steps` and `phrases` are the
    ids of the sections that hold them, "" where the kind of page has none.
    """

    words: dict[str, str]
    slots: tuple[Slot, ...]
    languages: tuple[CallerLanguage, ...]
    steps: str
    phrases: str


def call_view(handbook: Handbook, page: Page, reader: str) -> CallView:
    """The view of a topic's page as it is shown to a reader, whose language may be another than the page's."""
    words = _words(catalogue_of(handbook, page.language))
    used = {words.get(word) for word in placeholders(page.body)}
    names = catalogue_of(handbook, reader).placeholders
    return CallView(
        words=words,
        slots=tuple(Slot(key, names[key], kept) for key, kept in handbook.contract.placeholders.items() if key in used),
        languages=tuple(_caller_languages(handbook, page)),
        steps=next(_sections(handbook, page, Holds.STEPS), ""),
        phrases=next(_sections(handbook, page, Holds.PHRASES), ""),
    )


def _caller_languages(handbook: Handbook, page: Page) -> Iterator[CallerLanguage]:
    """The other languages that have all of the page's sentences, in the order of the languages."""
    here = _phrases(handbook, page)
    if not here:
        return
    reference = handbook.page(handbook.reference, page.topic)
    for language in handbook.languages.values():
        twin = handbook.page(language.locale, page.topic)
        if twin is None or language.locale == page.language:
            continue
        there = _phrases(handbook, twin)
        if there.keys() != here.keys() or (language.locale in handbook.drafts and _copied(handbook, twin, reference)):
            continue
        catalogue = catalogue_of(handbook, language.locale)
        words = _words(catalogue)
        sentences = tuple(Sentence(place, _pieces(text, words)) for place, text in there.items())
        yield CallerLanguage(language.locale, language.name, catalogue.direction, sentences)


def _copied(handbook: Handbook, twin: Page, reference: Page | None) -> bool:
    """Whether a page that is being written still has a sentence of the reference's, from which it was begun."""
    originals = _phrases(handbook, reference) if reference else {}
    return any(text == originals.get(place) for place, text in _phrases(handbook, twin).items())


def _phrases(handbook: Handbook, page: Page) -> dict[str, str]:
    """The sentences to say of a page by their places."""
    sections = page.facts.sections_by_id
    return {
        f"{section_id}-{number}": phrase
        for section_id in _sections(handbook, page, Holds.PHRASES)
        if section_id in sections
        for number, phrase in enumerate(sections[section_id].phrases, 1)
    }


def _sections(handbook: Handbook, page: Page, holds: Holds) -> Iterator[str]:
    """The ids of the sections of a page's kind that hold something."""
    return (rule.id for rule in handbook.contract.kinds[page.kind].sections if rule.holds is holds)


def _words(catalogue: Catalogue) -> dict[str, str]:
    """What stands in brackets in a language, and which placeholder it means; the first, should two have one word."""
    return {word: key for key, word in reversed(catalogue.placeholders.items())}


def _pieces(text: str, words: dict[str, str]) -> tuple[Piece, ...]:
    return tuple(
        Piece(f"[{piece}]", words.get(piece, "")) if is_placeholder else Piece(piece)
        for piece, is_placeholder in split_at_placeholders(text)
    )
