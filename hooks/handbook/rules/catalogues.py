"""Rules about the catalogues: each must name everything that the contract has, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook.catalogue import Catalogue
from handbook.findings import Finding
from handbook.load import SITE_FILE, Handbook


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
