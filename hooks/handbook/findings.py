"""A finding: one thing that is wrong, where it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """

    language: str
    path: str
    line: int
    column: int
    code: str
    message: str
    advice: str
    severity: Severity = field(default=Severity.ERROR, compare=False)

    def __str__(self) -> str:
        """The finding in one line: where, code, what, and what to do."""
        return f"{self.path}:{self.line}:{self.column} {self.code} {self.message} - {self.advice}"


class CannotRunError(Exception):
    """A command cannot do its work. The text says why, and what to do."""


class UnreadableError(CannotRunError):
    """The handbook cannot be read at all. The text says which file, which line, and what to do."""
