"""Findings in the forms that people and forges read. A report renders findings; it decides nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from xml.etree import ElementTree

from handbook.findings import Finding, Severity


def as_text(findings: Sequence[Finding]) -> str:
    """Findings a line each, grouped by language, with a summary at the end."""
    lines: list[str] = []
    counts: dict[str, int] = {}
    for finding in findings:
        group = finding.language or "project"
        if group not in counts:
            lines.append(f"{group}:")
        counts[group] = counts.get(group, 0) + 1
        lines.append(f"  {finding}")
    if not counts:
        return "No findings."
    total = sum(counts.values())
    parts = ", ".join(f"{group} {count}" for group, count in counts.items())
    return "\n".join([*lines, f"{total} {'finding' if total == 1 else 'findings'} ({parts})."])


def as_json(findings: Sequence[Finding]) -> str:
    """Findings as a JSON list of objects, with the fields of `Finding`."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)


def as_github(findings: Sequence[Finding]) -> str:
    """Findings as workflow commands of GitHub, which shows them on the changed lines."""
    return "\n".join(
        f"::{finding.severity} file={_property(finding.path)},line={finding.line},col={finding.column},"
        f"title={finding.code}::{_escaped(f'{finding.message} - {finding.advice}')}"
        for finding in findings
    )


def as_junit(findings: Sequence[Finding]) -> str:
    """Findings as a JUnit report: a failed case for each, a passed one where there is none."""
    failures = str(len(findings))
    suites = ElementTree.Element("testsuites", name="handbook", tests=str(len(findings) or 1), failures=failures)
    suite = ElementTree.SubElement(suites, "testsuite", dict(suites.attrib))
    for finding in findings:
        name = f"{finding.code} {finding.path}:{finding.line}"
        case = ElementTree.SubElement(suite, "testcase", classname=finding.language or "project", name=name)
        failure = ElementTree.SubElement(case, "failure", message=finding.message, type=finding.code)
        failure.text = str(finding)
    if not findings:
        ElementTree.SubElement(suite, "testcase", classname="handbook", name="no findings")
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)


def as_sarif(findings: Sequence[Finding]) -> str:
    """Findings as SARIF 2.1.0, which forges and editors read."""
    results = [
        {
            "ruleId": finding.code,
            "level": str(finding.severity),
            "message": {"text": f"{finding.message} - {finding.advice}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": finding.path, "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": finding.line, "startColumn": finding.column},
                    }
                }
            ],
        }
        for finding in findings
    ]
    driver = {"name": "handbook", "rules": [{"id": code} for code in sorted({finding.code for finding in findings})]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


REPORTS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "junit": as_junit,
    "sarif": as_sarif,
}


def has_errors(findings: Sequence[Finding]) -> bool:
    """Whether any finding is an error, which fails the check."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
