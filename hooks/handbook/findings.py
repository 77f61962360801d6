"""A finding: one thing that is wrong, where it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error fails the check and the strict build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong, in words that a translator understands.

    `path` is relative to the project's root, with forward slashes; `line` and `column` count from 1.
    `language` is the locale whose writers can mend it, or "" where it concerns the whole project.
    `ignored` is the reason why the project lets it pass, or "". `draft` is set where it would be an error, were its
    language not a draft.
    """

    language: str
    path: str
    line: int
    column: int
    code: str
    message: str
    advice: str
    severity: Severity = field(default=Severity.ERROR, compare=False)
    ignored: str = field(default="", compare=False)
    draft: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        """The finding in one line: where, code, what, and what to do."""
        return f"{self.path}:{self.line}:{self.column} {self.code} {self.message} - {self.advice}"


class CannotRunError(Exception):
    """A command cannot do its work. The text says why, and what to do."""


class UnreadableError(Exception):
    """Files cannot be used: `findings` say which, in which line, and what to do."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings

    def of_language(self, language: str) -> UnreadableError:
        """The same error, for the writers of a language."""
        return UnreadableError(*(replace(finding, language=language) for finding in self.findings))


def unreadable(path: str, line: int, message: str, advice: str) -> UnreadableError:
    """The error that one file cannot be used."""
    return UnreadableError(Finding("", path, line, 1, "HB001", message, advice))
