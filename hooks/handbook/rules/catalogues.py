"""Rules about the catalogues: each must name everything that the contract has, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handbook.catalogue import Catalogue
from handbook.findings import Finding
from handbook.load import DATA_FOLDER, SEARCH_FOLDER, SITE_FILE, SOURCES_FILE, TOPICS_FILE, Handbook


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


def stray_catalogues(handbook: Handbook) -> Iterator[Finding]:
    """HB203: every catalogue, and every language's search settings, belong to a language that mkdocs.yml lists."""
    shared = {Path(name).name for name in (TOPICS_FILE, SOURCES_FILE)}
    for folder in (DATA_FOLDER, SEARCH_FOLDER):
        for file in sorted((handbook.root / folder).glob("*.yml")):
            if file.name not in shared and file.stem not in handbook.languages:
                path = f"{folder}/{file.name}"
                message = f"“{file.stem}” is no language of the handbook"
                yield Finding("", path, 1, 1, "HB203", message, f"list it in {SITE_FILE}, or remove the file")


def untranslated_names(handbook: Handbook) -> Iterator[Finding]:
    """HB204: a catalogue's texts of three words or more are not the same as in the reference language."""
    reference = handbook.catalogues.get(handbook.reference)
    for catalogue in handbook.catalogues.values():
        if reference is None or catalogue is reference:
            continue
        for place, text in _texts(catalogue.source.data):
            same = _at(reference.source.data, place) == text
            if same and len(text.split()) > 2:
                line = catalogue.source.line(*place)
                message = f"{'.'.join(place)} is the same as in {reference.name}"
                yield Finding(
                    catalogue.language, catalogue.path, line, 1, "HB204", message, "put it into this language"
                )


def _texts(data: dict[str, Any], place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a catalogue with the names that lead to it."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _texts(value, (*place, key))
        elif isinstance(value, str):
            yield (*place, key), value


def _at(data: Any, place: tuple[str, ...]) -> Any:
    for key in place:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _compare(catalogue: Catalogue, place: tuple[str, ...], wanted: set[str], present: set[str]) -> Iterator[Finding]:
    name = ".".join(place)
    for key in sorted(wanted - present):
        line = catalogue.source.line(*place)
        message = f"{name}.{key}: “{key}” is missing"
        yield Finding(catalogue.language, catalogue.path, line, 1, "HB201", message, "add it, as the contract has it")
    for key in sorted(present - wanted):
        line = catalogue.source.line(*place, key)
        message = f"{name}.{key}: nothing of this name is expected here"
        yield Finding(
            catalogue.language, catalogue.path, line, 1, "HB201", message, "remove it, or correct its spelling"
        )
