"""The YAML files in `translations/`: read as text, taken apart when that is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handbook.findings import Finding, UnreadableError
from handbook.schema import faults
from handbook.search.settings import SearchSettings, build_settings
from handbook.texts import Text, lower_case
from handbook.yaml_source import YamlSource, parse_yaml, texts_of


@dataclass(frozen=True)
class DataFile:
    """One YAML file. `path` is relative to the project's root; `language` is "" for a file of no language."""

    path: str
    language: str
    source: str

    @cached_property
    def yaml(self) -> YamlSource:
        """The file's values. Raises `UnreadableError`, whose finding is of the file's language."""
        try:
            return parse_yaml(self.source, self.path)
        except UnreadableError as error:
            raise error.of_language(self.language) from None

    @property
    def as_written(self) -> Iterator[Text]:
        """The file as it stands, comments included, and the texts that stand there in another way."""
        yield Text(self.source, 1)
        if "\\" in self.source:
            yield from (passage for passage in self.passages if passage.text not in self.source)

    @cached_property
    def written(self) -> str:
        """Every text that the file holds, a line each; nothing where it cannot be read."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def lowered(self) -> str:
        """The same in lower case after an empty line, to see quickly whether something stands in it."""
        return lower_case(f"\n{self.written}")

    @property
    def passages(self) -> Iterator[Text]:
        """Every text that the file holds, with its line; nothing where it cannot be read."""
        try:
            yield from texts_of(self.yaml)
        except UnreadableError:
            return

    def finding(self, line: int, code: str, message: str, advice: str) -> Finding:
        """Something wrong on a line of this file."""
        return Finding(self.language, self.path, line, 1, code, message, advice)


class Vocabularies(Mapping[str, SearchSettings]):
    """What the search knows of each language, read when it is first asked for; nothing for a file that is unsound."""

    def __init__(self, files: Mapping[str, DataFile], schema: dict[str, Any]) -> None:
        self.files = files
        self._schema = schema
        self._settings: dict[str, SearchSettings] = {}
        self._faults: dict[str, tuple[Finding, ...]] = {}

    def __getitem__(self, language: str) -> SearchSettings:
        """A language's settings; KeyError for a language without a file."""
        if language not in self._settings:
            file = self.files[language]
            self._settings[language] = SearchSettings() if self.faults(language) else build_settings(file.yaml)
        return self._settings[language]

    def __iter__(self) -> Iterator[str]:
        """The languages that have a file."""
        return iter(self.files)

    def __len__(self) -> int:
        """How many languages have a file."""
        return len(self.files)

    def faults(self, language: str) -> tuple[Finding, ...]:
        """Why a language's file cannot be read, or is not as its schema says."""
        if language not in self._faults:
            file = self.files[language]
            try:
                self._faults[language] = tuple(faults(file.yaml, self._schema, file.path, language))
            except UnreadableError as error:
                self._faults[language] = error.findings
        return self._faults[language]

    @property
    def stemmers(self) -> tuple[str, ...]:
        """The names that a stemmer may have, as the schema says."""
        return tuple(self._schema["properties"]["stemmer"]["enum"])

    def only(self, languages: set[str]) -> Vocabularies:
        """The vocabularies of some languages."""
        return Vocabularies({key: file for key, file in self.files.items() if key in languages}, self._schema)
