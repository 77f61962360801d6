"""A catalogue: what the site says in one language, beside its pages (`translations/<lang>.yml`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbook.yaml_source import YamlSource


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: the word to use, and words not to use for it."""

    term: str
    avoid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
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
    register: dict[str, str]
    quotes: tuple[str, str]
    own_numbers: tuple[str, ...]
    sources: dict[str, str]
    source: YamlSource

    def placeholder_id(self, word: str) -> str | None:
        """Which placeholder a word in brackets stands for in this language."""
        return next((key for key, value in self.placeholders.items() if value == word), None)


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
        glossary={key: Term(entry["term"], tuple(entry["avoid"])) for key, entry in data["glossary"].items()},
        register=data["register"],
        quotes=(data["typography"]["quotes"][0], data["typography"]["quotes"][1]),
        own_numbers=tuple(data.get("own_numbers", ())),
        sources=data["sources"],
        source=source,
    )
