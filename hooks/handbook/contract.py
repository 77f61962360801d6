"""The contract: which topics there are, and what a page of each kind must hold (`translations/topics.yml`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handbook.yaml_source import YamlSource


class Holds(StrEnum):
    """What a section is made of."""

    STEPS = "steps"
    BULLETS = "bullets"
    LIST = "list"
    PHRASES = "phrases"
    PAIRS = "pairs"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class SectionRule:
    """What one section must hold: `least` to `most` pieces, and links to neighbouring topics where `neighbours`."""

    id: str
    holds: Holds
    least: int
    most: int
    neighbours: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its folder, its range of words, and its sections in order."""

    id: str
    folder: str
    words: tuple[int, int]
    sections: tuple[SectionRule, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, the same in every language."""

    id: str
    kind: str
    what: str
    group: str
    urgency: str
    channels: tuple[str, ...]
    related: tuple[str, ...]
    merges: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """One of the texts that the handbook merges: its language, and the ids of its guidelines with their gist."""

    language: str
    guidelines: dict[str, str]


@dataclass(frozen=True, slots=True)
class Contract:
    """What every language covers. Topics stand in the order of their kind, their group, and the file.

    `placeholders` lead from their ids to how long a browser keeps what is put in: `always`, for the `call`, or for the
    `page` only. `redirects` lead from ids that topics had before to those that they have now.
    """

    kinds: dict[str, Kind]
    groups: dict[str, tuple[str, ...]]
    topics: dict[str, Topic]
    sources: dict[str, Source]
    placeholders: dict[str, str]
    urgencies: tuple[str, ...]
    channels: tuple[str, ...]
    title_characters: int
    summary_characters: int
    aliases: tuple[int, int]
    redirects: dict[str, str]

    def topics_of(self, kind: str, group: str | None = None) -> list[Topic]:
        """The topics of a kind, or of one of its groups, in order."""
        return [t for t in self.topics.values() if t.kind == kind and group in (None, t.group)]

    def carriers(self, guideline: str) -> list[Topic]:
        """The topics that merge a source guideline, in order."""
        return [topic for topic in self.topics.values() if guideline in topic.merges]


def build_contract(topics: YamlSource, sources: YamlSource) -> Contract:
    """The contract from its two files, which have passed their schemas."""
    data = topics.data
    kinds = {kind: _kind(kind, entry) for kind, entry in data["kinds"].items()}
    groups = {kind: tuple(data["groups"].get(kind, ())) for kind in kinds}
    listed = [
        Topic(
            id=topic,
            kind=kind.id,
            what=entry["what"],
            group=entry["group"],
            urgency=entry["urgency"],
            channels=tuple(entry["channels"]),
            related=tuple(entry["related"]),
            merges=tuple(entry["merges"]),
            line=topics.line(kind.folder, topic),
        )
        for kind in kinds.values()
        for topic, entry in (data[kind.folder] or {}).items()
    ]
    order = {(kind, group): place for kind in groups for place, group in enumerate(groups[kind])}
    kind_order = list(kinds)
    listed.sort(key=lambda t: (kind_order.index(t.kind), order.get((t.kind, t.group), len(order))))
    return Contract(
        kinds=kinds,
        groups=groups,
        topics={topic.id: topic for topic in listed},
        sources={language: Source(language, dict(entries)) for language, entries in sources.data.items()},
        placeholders={key: _kept(entry) for key, entry in data["placeholders"].items()},
        urgencies=tuple(data["urgencies"]),
        channels=tuple(data["channels"]),
        title_characters=data["front_matter"].get("title_characters", 60),
        summary_characters=data["front_matter"]["summary_characters"],
        aliases=(data["front_matter"]["aliases"][0], data["front_matter"]["aliases"][1]),
        redirects=data.get("redirects") or {},
    )


def _kept(placeholder: str | dict[str, str]) -> str:
    return placeholder.get("kept", "page") if isinstance(placeholder, dict) else "page"


def _kind(kind: str, entry: dict[str, Any]) -> Kind:
    sections = tuple(
        SectionRule(
            id=section,
            holds=Holds(rule["holds"]),
            least=rule.get("count", [0, 0])[0],
            most=rule.get("count", [0, 0])[1],
            neighbours=rule.get("neighbours", False),
        )
        for section, rule in entry["sections"].items()
    )
    return Kind(kind, entry["folder"], (entry["words"][0], entry["words"][1]), sections)
