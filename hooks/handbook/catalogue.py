"""A catalogue: what the site says in one language, beside its pages (`translations/<lang>.yml`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from handbook.yaml_source import YamlSource


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: the word to use, words not to use for it, and where need be when it is the right one."""

    term: str
    avoid: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The form of address: in words for writers, and the words that betray a wrong one.

    `avoid` are wrong wherever the handbook speaks, `avoid_to_customer` in sentences to say; `polite_capitals` have
    their capital in sentences to say and nowhere else.
    """

    agent: str
    customer: str
    note: str
    avoid: tuple[str, ...]
    avoid_to_customer: tuple[str, ...]
    polite_capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantities:
    """Amounts of time in words. `numerals`, `units` and `phrases` lead from a number, unit or both to their forms."""

    numerals: dict[int, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)  # each is itself, so that what is made of it can be kept
class Catalogue:
    """One language's words. Each field is described in `translations/catalogue.schema.json`."""

    language: str
    path: str
    name: str
    direction: str
    site: dict[str, str]
    groups: dict[str, dict[str, str]]
    sections: dict[str, dict[str, str]]
    pairs: dict[str, str]
    labels: dict[str, str]
    urgencies: dict[str, str]
    channels: dict[str, str]
    placeholders: dict[str, str]
    admonitions: dict[str, str]
    glossary: dict[str, Term]
    rules: dict[str, str]
    register: Register
    quotes: tuple[str, str]
    own_numbers: tuple[str, ...]
    quantities: Quantities | None
    same_as_elsewhere: tuple[str, ...]
    sources: dict[str, str]
    source: YamlSource

    def placeholder_id(self, word: str) -> str | None:
        """Which placeholder a word in brackets stands for in this language."""
        return next((key for key, value in self.placeholders.items() if value == word), None)


@lru_cache(maxsize=64)
def completed(catalogue: Catalogue, reference: Catalogue) -> Catalogue:
    """A catalogue with the reference's words where it has none: what a draft shows until it is written."""
    return replace(
        catalogue,
        groups=_by_kind(catalogue.groups, reference.groups),
        sections=_by_kind(catalogue.sections, reference.sections),
        urgencies=reference.urgencies | catalogue.urgencies,
        channels=reference.channels | catalogue.channels,
        placeholders=reference.placeholders | catalogue.placeholders,
        admonitions=reference.admonitions | catalogue.admonitions,
        glossary=reference.glossary | catalogue.glossary,
        sources=reference.sources | catalogue.sources,
    )


def _by_kind(own: dict[str, dict[str, str]], reference: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {kind: texts | own.get(kind, {}) for kind, texts in reference.items()}


def build_catalogue(language: str, path: str, source: YamlSource) -> Catalogue:
    """The catalogue from its file, which has passed the schema."""
    data: dict[str, Any] = source.data
    return Catalogue(
        language=language,
        path=path,
        name=data["name"],
        direction=data["direction"],
        site=data["site"],
        groups=data["groups"],
        sections=data["sections"],
        pairs=data["pairs"],
        labels=data["labels"],
        urgencies=data["urgencies"],
        channels=data["channels"],
        placeholders=data["placeholders"],
        admonitions=data["admonitions"],
        glossary={
            key: Term(entry["term"], tuple(entry["avoid"]), entry.get("note", ""))
            for key, entry in data["glossary"].items()
        },
        rules=dict(data.get("rules", {})),
        register=_register(data["register"]),
        quotes=(data["typography"]["quotes"][0], data["typography"]["quotes"][1]),
        own_numbers=tuple(data.get("own_numbers", ())),
        quantities=_quantities(data["quantities"]) if "quantities" in data else None,
        same_as_elsewhere=tuple(data.get("same_as_elsewhere", ())),
        sources=data["sources"],
        source=source,
    )


def _register(data: dict[str, Any]) -> Register:
    return Register(
        agent=data["agent"],
        customer=data["customer"],
        note=data["note"],
        avoid=tuple(data.get("avoid", ())),
        avoid_to_customer=tuple(data.get("avoid_to_customer", ())),
        polite_capitals=tuple(data.get("polite_capitals", ())),
    )


def _quantities(data: dict[str, Any]) -> Quantities:
    return Quantities(
        numerals={int(number): tuple(forms) for number, forms in data.get("numerals", {}).items()},
        units={unit: tuple(forms) for unit, forms in data.get("units", {}).items()},
        phrases={amount: tuple(forms) for amount, forms in data.get("phrases", {}).items()},
    )
