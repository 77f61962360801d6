"""A finding: one thing that is wrong, where it stands, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
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


def as_text(findings: Iterable[Finding]) -> str:
    """Findings a line each, grouped by language, with a summary at the end.

    Sorted, so that the same handbook always gives the same text.
    """
    lines: list[str] = []
    counts: dict[str, int] = {}
    for finding in sorted(findings):
        group = finding.language or "project"
        if group not in counts:
            lines.append(f"{group}:")
        counts[group] = counts.get(group, 0) + 1
        lines.append(f"  {finding}")
    if not counts:
        return "No findings."
    total = sum(counts.values())
    parts = ", ".join(f"{group} {count}" for group, count in counts.items())
    lines.append(f"{total} {'finding' if total == 1 else 'findings'} ({parts}).")
    return "\n".join(lines)
