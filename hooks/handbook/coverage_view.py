"""What the coverage page of a language shows. The JSON beside the page holds the same, under the same names."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.coverage import Coverage, FileState, State
from handbook.load import Handbook
from handbook.site import (
    COVERAGE_PAGE,
    HOME_PAGE,
    address,
    catalogue_of,
    language_name,
    per_cent,
    shown_at,
    shown_page,
    topic_path,
)


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """How far a language is. `name` and the texts are in the reader's language; `address` is its coverage page."""

    locale: str
    name: str
    address: str
    complete: int
    topics: int
    percent: int
    percent_text: str
    topics_text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file."""

    line: int
    column: int
    code: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A source file: its state, and what is wrong with it."""

    language: str
    path: str
    state: State
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A file that is to be written or mended. `topic` and `title` are "" where it is no topic's page."""

    topic: str
    title: str
    title_language: str
    file: FileRow


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with its page in every language. `address` is the page in the reader's language, "" where none is shown.

    `title_language` is the language of the title: the reference's stands in for one that is missing.
    """

    topic: str
    title: str
    title_language: str
    address: str
    files: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class GroupRows:
    """A group of topics with its name."""

    group: str
    name: str
    topics: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class KindRows:
    """A kind of topics with its name."""

    kind: str
    name: str
    groups: tuple[GroupRows, ...]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Every topic in every language, and the files of the reader's language that are to be written or mended.

    Paths are from the project's root, addresses from the site's. What is wrong is told in `faults_language`.
    """

    language: str
    percent: int
    languages: tuple[LanguageRow, ...]
    missing: tuple[GapRow, ...]
    kinds: tuple[KindRows, ...]
    faults_language: str


def coverage_view(handbook: Handbook, coverage: Coverage, language: str) -> CoverageView:
    """How complete the handbook is, as a reader of a language sees it."""
    return CoverageView(
        language=language,
        percent=coverage.languages[language].percent,
        languages=tuple(_language_row(handbook, coverage, locale, language) for locale in handbook.languages),
        missing=tuple(_gap_row(handbook, language, file) for file in coverage.languages[language].missing),
        kinds=_kinds(handbook, coverage, language),
        faults_language=handbook.reference,  # the rules speak it, whatever language they speak of
    )


def _language_row(handbook: Handbook, coverage: Coverage, locale: str, reader: str) -> LanguageRow:
    row = coverage.languages[locale]
    numbers = {"complete": str(row.complete), "topics": str(len(row.topics))}
    text = catalogue_of(handbook, reader).labels["coverage_of"]
    for name, number in numbers.items():
        text = text.replace(f"{{{name}}}", number)
    page = COVERAGE_PAGE if shown_at(handbook, f"{locale}/{COVERAGE_PAGE}") else HOME_PAGE
    return LanguageRow(
        locale=locale,
        name=language_name(locale, reader),
        address=address(handbook, f"{locale}/{page}"),
        complete=row.complete,
        topics=len(row.topics),
        percent=row.percent,
        percent_text=per_cent(row.percent, reader),
        topics_text=text,
    )


def _file_row(language: str, file: FileState) -> FileRow:
    faults = (Fault(found.line, found.column, found.code, found.message, found.advice) for found in file.findings)
    return FileRow(language, file.path, file.state, tuple(faults))


def _gap_row(handbook: Handbook, language: str, file: FileState) -> GapRow:
    title, title_language = _title(handbook, language, file.topic) if file.topic else ("", "")
    return GapRow(file.topic, title, title_language, _file_row(language, file))


def _kinds(handbook: Handbook, coverage: Coverage, language: str) -> tuple[KindRows, ...]:
    catalogue = catalogue_of(handbook, language)
    files: dict[str, list[FileRow]] = {topic: [] for topic in handbook.contract.topics}
    for locale, row in coverage.languages.items():
        for file in row.topics:
            files[file.topic].append(_file_row(locale, file))
    return tuple(
        KindRows(
            kind.id,
            catalogue.labels[kind.folder],
            tuple(
                GroupRows(
                    group,
                    catalogue.groups[kind.id][group],
                    tuple(
                        _topic_row(handbook, language, topic.id, tuple(files[topic.id]))
                        for topic in handbook.contract.topics_of(kind.id, group)
                    ),
                )
                for group in handbook.contract.groups[kind.id]
            ),
        )
        for kind in handbook.contract.kinds.values()
    )


def _topic_row(handbook: Handbook, language: str, topic: str, files: tuple[FileRow, ...]) -> TopicRow:
    where = address(handbook, topic_path(handbook, language, topic)) if shown_page(handbook, language, topic) else ""
    return TopicRow(topic, *_title(handbook, language, topic), where, files)


def _title(handbook: Handbook, language: str, topic: str) -> tuple[str, str]:
    """A topic's title and its language: the reader's, or the reference, or the id where it has none in either."""
    for locale in (language, handbook.reference):
        page = handbook.page(locale, topic)
        if page and page.title:
            return page.title, locale
    return topic, language
