"""How strict the check is in this project (`translations/check.yml`): severities, and findings that are let pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from handbook.findings import Finding, Severity
from handbook.yaml_source import YamlSource


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings of one rule in one file, or in all that a pattern matches, are let pass for a reason."""

    rule: str
    path: str
    reason: str
    line: int

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is let pass."""
        return finding.code == self.rule and fnmatchcase(finding.path, self.path)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """The severity of rules by code, where it is not the rule's own, with its line; and the ignores."""

    severities: dict[str, Severity] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)


def build_check_settings(source: YamlSource) -> CheckSettings:
    """The settings from their file, which has passed its schema."""
    data: dict[str, Any] = source.data or {}
    severities = data.get("severity") or {}
    return CheckSettings(
        severities={code: Severity(severity) for code, severity in severities.items()},
        ignores=tuple(
            Ignore(entry["rule"], entry["path"], entry["reason"], source.line("ignore", place))
            for place, entry in enumerate(data.get("ignore") or ())
        ),
        lines={code: source.line("severity", code) for code in severities},
    )
