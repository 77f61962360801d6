"""Findings in the forms that people and forges read. A report renders findings; it decides nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from urllib.parse import quote
from xml.etree import ElementTree

from handbook.findings import Finding, Severity
from handbook.rules import RULES


def as_text(findings: Sequence[Finding]) -> str:
    """Findings a line each, grouped by language, with what is let pass and a summary at the end."""
    lines: list[str] = []
    counts: Counter[str] = Counter()
    for finding in findings:
        if finding.ignored:
            continue
        group = finding.language or "project"
        if group not in counts:
            lines.append(f"{group}:")
        counts[group] += 1
        warning = "warning: " if finding.severity is Severity.WARNING else ""
        lines.append(f"  {warning}{_printable(str(finding))}")
    ignored = [finding for finding in findings if finding.ignored]
    if ignored:
        lines.append("ignored:")
        lines += [f"  {_place(finding)} {finding.code} - {finding.ignored}" for finding in ignored]
    total = counts.total()
    if not total:
        return "\n".join([*lines, "No findings."])
    parts = ", ".join(f"{group} {count}" for group, count in counts.items())
    warnings = sum(finding.severity is Severity.WARNING and not finding.ignored for finding in findings)
    let_pass = f"; {'all' if warnings == total else warnings} of them only warn" if warnings else ""
    return "\n".join([*lines, f"{total} {'finding' if total == 1 else 'findings'} ({parts}){let_pass}."])


def as_json(findings: Sequence[Finding]) -> str:
    """Findings as a JSON list of objects, with the fields of `Finding`; those let pass have a reason in `ignored`."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)


def as_github(findings: Sequence[Finding]) -> str:
    """Findings as workflow commands of GitHub, which shows them on the changed lines."""
    return "\n".join(
        f"::{'notice' if finding.ignored else finding.severity} file={_property(finding.path)},line={finding.line},"
        f"col={finding.column},title={finding.code}::{_escaped(_message(finding))}"
        for finding in findings
    )


def as_junit(findings: Sequence[Finding]) -> str:
    """Findings as a JUnit report: a failed case for each, a skipped one for what is let pass, a passed one for none."""
    counts = {
        "tests": str(len(findings) or 1),
        "failures": str(sum(not finding.ignored for finding in findings)),
        "skipped": str(sum(bool(finding.ignored) for finding in findings)),
        "errors": "0",
        "time": "0",
    }
    suites = ElementTree.Element("testsuites", {"name": "handbook", **counts})
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "handbook", **counts})
    for finding in findings:
        name = _printable(f"{finding.code} {finding.path}:{finding.line}")
        group = finding.language or "project"
        case = ElementTree.SubElement(suite, "testcase", classname=group, name=name, time="0")
        if finding.ignored:
            ElementTree.SubElement(case, "skipped", message=_printable(finding.ignored))
        else:
            message = _printable(finding.message)
            failure = ElementTree.SubElement(case, "failure", message=message, type=finding.code)
            failure.text = _printable(str(finding))
    if not findings:
        ElementTree.SubElement(suite, "testcase", classname="handbook", name="no findings", time="0")
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)


def as_sarif(findings: Sequence[Finding]) -> str:
    """Findings as SARIF 2.1.0, which forges and editors read."""
    codes = {finding.code for finding in findings}
    rules = [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.documentation},
            "defaultConfiguration": {"level": str(rule.severity)},
        }
        for rule in RULES
        if rule.code in codes
    ]
    driver = {"name": "handbook", "version": version("difficult-customer-handbook"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "the handbook's folder"}}},
        "results": [_sarif_result(finding) for finding in findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


REPORTS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "junit": as_junit,
    "sarif": as_sarif,
}


def fails(findings: Sequence[Finding], *, strict: bool = False) -> bool:
    """Whether any finding that is not let pass is an error, or a warning where the check is strict: that fails it."""
    return any((strict or finding.severity is Severity.ERROR) and not finding.ignored for finding in findings)


def _sarif_result(finding: Finding) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": quote(finding.path), "uriBaseId": "SRCROOT"},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": str(finding.severity),
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": place}],
    }
    if finding.ignored:
        result["suppressions"] = [{"kind": "external", "justification": finding.ignored}]
    return result


def _message(finding: Finding) -> str:
    said = f"{finding.message} - {finding.advice}"
    return f"{said} (ignored: {finding.ignored})" if finding.ignored else said


def _place(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}:{finding.column}"


def _printable(text: str) -> str:
    """A text without the characters that XML cannot hold, and that a terminal would obey."""
    return "".join(
        letter if letter.isprintable() or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
