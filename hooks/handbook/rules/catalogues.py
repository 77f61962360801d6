"""Rules about the catalogues: each must name everything that the contract has, and nothing else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handbook.catalogue import Catalogue
from handbook.findings import Finding
from handbook.language_identification import english_name, identify, identify_name
from handbook.languages import text_direction
from handbook.load import CHECK_FILE, DATA_FOLDER, SEARCH_FOLDER, SITE_FILE, SOURCES_FILE, TOPICS_FILE, Handbook
from handbook.markdown_source import plain
from handbook.reviews import REVIEWS_FOLDER
from handbook.texts import lower_case, word_forms

# These describe a language, so that two languages may well have the same.
_NO_TRANSLATIONS = ("name", "direction", "typography")

_FIELD = re.compile(r"\{[^{}]*\}")


def same_names(handbook: Handbook) -> Iterator[Finding]:
    """HB201: a catalogue must have a name for every group, section, channel, placeholder and source guideline.

    What the contract does not have, the catalogue must not name; what is free (admonitions, glossary) must be the
    same as in the reference language.
    """
    contract = handbook.contract
    reference = handbook.catalogues.get(handbook.reference)
    for catalogue in handbook.catalogues.values():
        expected: dict[tuple[str, ...], tuple[Iterable[str], Iterable[str]]] = {
            ("urgencies",): (contract.urgencies, catalogue.urgencies),
            ("channels",): (contract.channels, catalogue.channels),
            ("placeholders",): (contract.placeholders, catalogue.placeholders),
            ("sources",): (
                [guideline for source in contract.sources.values() for guideline in source.guidelines],
                catalogue.sources,
            ),
        }
        for kind in contract.kinds.values():
            expected["groups", kind.id] = (contract.groups[kind.id], catalogue.groups.get(kind.id, {}))
            sections = [section.id for section in kind.sections]
            expected["sections", kind.id] = (sections, catalogue.sections.get(kind.id, {}))
        if reference:
            expected["admonitions",] = (reference.admonitions, catalogue.admonitions)
            expected["glossary",] = (reference.glossary, catalogue.glossary)
        for place, (wanted, present) in expected.items():
            yield from _compare(catalogue, place, set(wanted), set(present))


def language_names(handbook: Handbook) -> Iterator[Finding]:
    """HB202: a language has the same name in mkdocs.yml and in its catalogue."""
    for locale, catalogue in handbook.catalogues.items():
        listed = handbook.languages[locale]
        if listed.name != catalogue.name:
            message = f"“{listed.name}” is called “{catalogue.name}” in {catalogue.path}"
            yield Finding(locale, SITE_FILE, listed.line, 1, "HB202", message, "give both the same name")


def words_for_rules(handbook: Handbook) -> Iterator[Finding]:
    """HB207: a catalogue with sentences about rules has one for every rule that another catalogue speaks of."""
    rules = {code for catalogue in handbook.catalogues.values() for code in catalogue.rules}
    for catalogue in handbook.catalogues.values():
        for code in sorted(rules - catalogue.rules.keys()) if catalogue.rules else ():
            line = catalogue.source.line("rules")
            advice = f"add it; “handbook explain {code}” says what it is about"
            yield Finding(catalogue.language, catalogue.path, line, 1, "HB207", f"rules.{code} is missing", advice)


def writing_direction(handbook: Handbook) -> Iterator[Finding]:
    """HB206: a catalogue has the direction in which its language is written."""
    for locale, catalogue in handbook.catalogues.items():
        right = text_direction(locale)
        if catalogue.direction != right:
            line = catalogue.source.line("direction")
            message = f"{catalogue.name} is not written “{catalogue.direction}”"
            yield Finding(locale, catalogue.path, line, 1, "HB206", message, f"write “{right}”")


def stray_catalogues(handbook: Handbook) -> Iterator[Finding]:
    """HB203: every catalogue, and every language's search settings, belong to a language that mkdocs.yml lists."""
    shared = {Path(name).name for name in (TOPICS_FILE, SOURCES_FILE, CHECK_FILE)}
    for folder in (DATA_FOLDER, SEARCH_FOLDER, REVIEWS_FOLDER):
        for file in sorted((handbook.root / folder).glob("*.yml")):
            if file.name not in shared and file.stem not in handbook.languages:
                path = f"{folder}/{file.name}"
                message = f"“{file.stem}” is no language of the handbook"
                yield Finding("", path, 1, 1, "HB203", message, f"list it in {SITE_FILE}, or remove the file")


def untranslated_names(handbook: Handbook) -> Iterator[Finding]:
    """HB204: a text of a catalogue is not the same as in the reference language, or as in any other.

    Where two languages rightly have the same word, a catalogue names the text under `same_as_elsewhere`; what stands
    there must still be the same as somewhere. Lists are not judged.
    """
    speakers = _speakers(handbook)
    for language, catalogue in handbook.catalogues.items():
        if language == handbook.reference:
            continue
        same: set[str] = set()
        for name, text in _texts(catalogue.source.data):
            others = [other for other in speakers[name, _comparable(text)] if other != language]
            if others:
                same.add(name)
            if language not in handbook.drafts:  # a draft may borrow from anybody for a while, and is told so itself
                others = [other for other in others if other not in handbook.drafts]
            if others and name not in catalogue.same_as_elsewhere:
                names = ", ".join(handbook.catalogues[other].name for other in others)
                line = catalogue.source.line(*name.split("."))
                advice = "put it into this language, or name it under “same_as_elsewhere” where it is rightly so"
                yield Finding(language, catalogue.path, line, 1, "HB204", f"{name} is the same as in {names}", advice)
        if handbook.catalogues.keys() == handbook.languages.keys():  # else one that is missing may have the same
            yield from _no_longer_same(catalogue, same)


def own_names(handbook: Handbook) -> Iterator[Finding]:
    """HB208: a text of a catalogue is in the catalogue's language, even where it is a single word.

    A word or two are foreign when neither the dictionary of the language nor another text of the catalogue has any of
    them, and that of exactly one other language of the handbook has all. What another catalogue says in the same place
    is HB204's business. Lists are not judged.
    """
    for language, catalogue in handbook.catalogues.items():
        if catalogue.path not in handbook.data_files:
            continue
        speakers = _speakers(handbook)
        texts = [(name, text, _FIELD.sub(" ", text)) for name, text in _texts(catalogue.source.data)]
        uses = Counter(form for _, _, bare in texts for form in set(word_forms(lower_case(bare))))
        others = [other for other in handbook.languages if other != language]
        for name, text, bare in texts:
            if len(speakers[name, _comparable(text)]) > 1:
                continue
            familiar = [form for form in word_forms(lower_case(bare)) if uses[form] > 1]
            if other := identify(plain(bare), language, handbook.languages) or identify_name(
                bare, language, others, familiar
            ):
                line = catalogue.source.line(*name.split("."))
                message = f"{name} seems to be in {english_name(other)}"
                yield Finding(language, catalogue.path, line, 1, "HB208", message, "put it into this language")


def same_fields(handbook: Handbook) -> Iterator[Finding]:
    """HB205: a text of a catalogue has the same {fields} as in the reference language: the site fills them in."""
    reference = handbook.catalogues.get(handbook.reference)
    wanted = dict(_texts(reference.source.data)) if reference else {}
    for language, catalogue in handbook.catalogues.items():
        for name, text in _texts(catalogue.source.data):
            here, there = (sorted(_FIELD.findall(each)) for each in (text, wanted.get(name, text)))
            if here != there:
                line = catalogue.source.line(*name.split("."))
                message = f"{name} has other fields than in the reference language"
                advice = f"write it with {' and '.join(there) or 'none'}"
                yield Finding(language, catalogue.path, line, 1, "HB205", message, advice)


def _no_longer_same(catalogue: Catalogue, same: set[str]) -> Iterator[Finding]:
    for index, name in enumerate(catalogue.same_as_elsewhere):
        if name not in same:
            line = catalogue.source.line("same_as_elsewhere", index)
            message = f"no other language has the same at “{name}”"
            yield Finding(catalogue.language, catalogue.path, line, 1, "HB204", message, "remove it from this list")


def _speakers(handbook: Handbook) -> dict[tuple[str, str], list[str]]:
    """Which languages say a text in a place of their catalogues."""
    speakers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for language, catalogue in handbook.catalogues.items():
        for name, text in _texts(catalogue.source.data):
            speakers[name, _comparable(text)].append(language)
    return speakers


def _texts(data: dict[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a catalogue that is a translation, with the names that lead to it, joined by dots."""
    for key, value in data.items():
        if not place and key in _NO_TRANSLATIONS:
            continue
        name = f"{place}.{key}" if place else key
        if isinstance(value, dict):
            yield from _texts(value, name)
        elif isinstance(value, str):
            yield name, value


def _comparable(text: str) -> str:
    return " ".join(text.split()).casefold()


def _contract(name: str) -> str:
    """The file that says what a part of the catalogues holds."""
    if name in ("admonitions", "glossary"):
        return "the reference language's catalogue"
    return SOURCES_FILE if name == "sources" else TOPICS_FILE


def _compare(catalogue: Catalogue, place: tuple[str, ...], wanted: set[str], present: set[str]) -> Iterator[Finding]:
    name = ".".join(place)
    for key in sorted(wanted - present):
        line = catalogue.source.line(*place)
        message = f"{name}.{key}: “{key}” is missing"
        yield Finding(
            catalogue.language, catalogue.path, line, 1, "HB201", message, f"add it, as {_contract(name)} has it"
        )
    for key in sorted(present - wanted):
        line = catalogue.source.line(*place, key)
        message = f"{name}.{key}: nothing of this name is expected here"
        yield Finding(
            catalogue.language,
            catalogue.path,
            line,
            1,
            "HB201",
            message,
            f"correct its spelling, remove it, or add it to {_contract(name)}",
        )
