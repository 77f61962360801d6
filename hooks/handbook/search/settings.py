"""What the search must know of a language, and the words under which people look for a topic.

Read from `translations/search/<lang>.yml`; every part may be missing: then only the general rules hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from handbook.yaml_source import YamlSource


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """One language's search: each field is described in `translations/search.schema.json`."""

    lemmas: str = ""
    casing: dict[str, str] = field(default_factory=dict)
    apostrophe: str = "join"
    compounds: tuple[str, ...] = ()
    transliteration: tuple[tuple[str, tuple[str, ...]], ...] = ()
    stemmer: str = ""
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()
    source: YamlSource = field(default_factory=lambda: YamlSource({}, {}), compare=False)


def build_settings(source: YamlSource) -> SearchSettings:
    """The settings from their file, which has passed the schema."""
    data: dict[str, Any] = source.data or {}
    typed = data.get("transliteration", {})
    return SearchSettings(
        lemmas=data.get("lemmas", ""),
        casing=data.get("casing", {}),
        apostrophe=data.get("apostrophe", "join"),
        compounds=tuple(data.get("compounds", ())),
        transliteration=tuple((latin, tuple(letters.split())) for latin, letters in typed.items()),
        stemmer=data.get("stemmer", ""),
        phrases={topic: tuple(phrases) for topic, phrases in (data.get("topics") or {}).items()},
        synonyms=tuple(tuple(group) for group in data.get("synonyms") or ()),
        source=source,
    )
