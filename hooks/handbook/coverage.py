"""How complete the handbook is: the state of every topic in every language, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handbook.findings import Finding, Severity
from handbook.freshness import REFERENCE_MOVED
from handbook.load import PAGES_FOLDER, Handbook


class State(StrEnum):
    """The state of a file. Each is named in the catalogues (`state_...`) and has its mark in the style."""

    COMPLETE = "complete"
    OUTDATED = "outdated"
    FAULTY = "faulty"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FileState:
    """A source file with the errors found in it. `topic` is "" where the file is no topic's page."""

    path: str
    topic: str
    state: State
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class LanguageCoverage:
    """One language: the page of every topic, in the contract's order, and other files that something is wrong with."""

    language: str
    topics: tuple[FileState, ...]
    others: tuple[FileState, ...]

    @property
    def complete(self) -> int:
        """How many topics are complete."""
        return sum(file.state is State.COMPLETE for file in self.topics)

    @property
    def percent(self) -> int:
        """The topics that are complete, in a hundred."""
        return _percent([self])

    @property
    def missing(self) -> tuple[FileState, ...]:
        """Every file that is to be written or mended, the topics' first."""
        return *(file for file in self.topics if file.state is not State.COMPLETE), *self.others


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole handbook, by language."""

    languages: dict[str, LanguageCoverage]

    @property
    def percent(self) -> int:
        """The topics that are complete in a language, in a hundred of those that all languages have together."""
        return _percent(self.languages.values())


def build_coverage(handbook: Handbook, findings: Iterable[Finding]) -> Coverage:
    """How complete a handbook is, given what the rules find in it.

    Only errors count, in a draft what will be an error, and that a page's reference has moved. An error that concerns
    the whole project stands against every language.
    """
    errors: dict[str, list[Finding]] = defaultdict(list)
    moved: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings):
        if finding.ignored:
            continue
        if finding.code in REFERENCE_MOVED:
            moved[finding.path].append(finding)
        elif finding.severity is Severity.ERROR or finding.draft:
            errors[finding.path].append(finding)
    # What cannot be read is there all the same: it is to be mended, not written.
    present = {page.path for page in handbook.all_pages()} | {finding.path for finding in handbook.load_findings}
    topics = {
        (language, topic): handbook.page_path(language, topic)
        for language in handbook.languages
        for topic in handbook.contract.topics
    }
    others = sorted(errors.keys() - set(topics.values()))

    def file_state(path: str, topic: str, findings: Sequence[Finding]) -> FileState:
        found = (*findings, *moved.get(path, ()))
        state = State.FAULTY if findings else State.OUTDATED if found else State.COMPLETE
        if path.startswith(f"{PAGES_FOLDER}/") and path not in present:
            state = State.MISSING
        return FileState(path, topic, state, found)

    languages = {}
    for language in handbook.languages:
        pages = [(topics[language, topic], topic) for topic in handbook.contract.topics]
        own = {path: [finding for finding in errors[path] if finding.language in (language, "")] for path in others}
        languages[language] = LanguageCoverage(
            language,
            tuple(file_state(path, topic, errors.get(path, ())) for path, topic in pages),
            tuple(file_state(path, "", found) for path, found in own.items() if found),
        )
    return Coverage(languages)


def _percent(languages: Iterable[LanguageCoverage]) -> int:
    """Whole per cent, rounded down, and never 100 while anything is missing or faulty, be it no topic's page."""
    languages = list(languages)
    complete = sum(language.complete for language in languages)
    topics = sum(len(language.topics) for language in languages)
    percent = 100 * complete // max(topics, 1)
    return min(percent, 99) if any(language.others for language in languages) else percent
