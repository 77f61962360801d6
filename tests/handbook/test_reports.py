"""Findings in each form say the same, and are read by what reads that form."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import junitparser
import pytest
from handbook.findings import Finding, Severity
from handbook.reports import REPORTS, fails

FINDINGS = [
    Finding("", "translations/topics.yml", 3, 1, "HB101", "100% wrong", "mend it"),
    Finding("sv", "docs/sv/a,b.md", 7, 5, "HB701", "HTML stands here: <b>", "remove it", Severity.WARNING),
]


def test_text_is_grouped_and_counted() -> None:
    """A line each, under the language, with a summary."""
    assert REPORTS["text"](FINDINGS).splitlines() == [
        "project:",
        "  translations/topics.yml:3:1 HB101 100% wrong - mend it",
        "sv:",
        "  warning: docs/sv/a,b.md:7:5 HB701 HTML stands here: <b> - remove it",
        "2 findings (project 1, sv 1); 1 of them only warn.",
    ]


def test_json_has_every_field() -> None:
    """A list of objects; an empty one where there is nothing."""
    first, second = json.loads(REPORTS["json"](FINDINGS))

    assert (first["path"], first["line"], first["severity"]) == ("translations/topics.yml", 3, "error")
    assert (second["language"], second["column"], second["severity"]) == ("sv", 5, "warning")
    assert json.loads(REPORTS["json"]([])) == []


def test_github_commands_are_escaped() -> None:
    """What would end a command or a property is written as GitHub wants it."""
    assert REPORTS["github"](FINDINGS).splitlines() == [
        "::error file=translations/topics.yml,line=3,col=1,title=HB101::100%25 wrong - mend it",
        "::warning file=docs/sv/a%2Cb.md,line=7,col=5,title=HB701::HTML stands here: <b> - remove it",
    ]


def test_junit_counts_failures() -> None:
    """Each finding is a failed case; without any there is a passed one."""
    found, clean = (ElementTree.fromstring(REPORTS["junit"](findings)) for findings in (FINDINGS, []))

    assert (found.get("tests"), found.get("failures"), len(found.findall(".//failure"))) == ("2", "2", 2)
    assert "<b>" in (found.findall(".//failure")[1].text or "")
    assert (clean.get("tests"), clean.get("failures"), len(clean.findall(".//testcase"))) == ("1", "0", 1)


def test_forges_can_read_junit() -> None:
    """A parser that others use finds the failures, and what is let pass as skipped, with odd characters."""
    odd = Finding("sv", "docs/sv/\x07.md", 1, 1, "HB601", "bell \x07 & <b>", "delete it")
    ignored = Finding("sv", "docs/sv/a.md", 2, 1, "HB652", "a number", "correct it", ignored="agreed with the team")

    read = junitparser.JUnitXml.fromstring(REPORTS["junit"]([*FINDINGS, odd, ignored]).encode())
    cases = [case for suite in read for case in suite]

    assert (read.tests, read.failures, read.skipped, read.errors) == (4, 3, 1, 0)
    assert [type(case.result[0]) for case in cases] == [*[junitparser.Failure] * 3, junitparser.Skipped]
    assert cases[3].result[0].message == "agreed with the team"


def test_sarif_points_at_the_place() -> None:
    """A result has its rule, its level and its region."""
    [run] = json.loads(REPORTS["sarif"](FINDINGS))["runs"]
    place = run["results"][1]["locations"][0]["physicalLocation"]

    assert [result["ruleId"] for result in run["results"]] == [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert (place["artifactLocation"]["uri"], place["region"]) == (
        "docs/sv/a%2Cb.md",
        {"startLine": 7, "startColumn": 5},
    )
    assert run["results"][1]["level"] == "warning"


@pytest.mark.parametrize(("findings", "expected"), [(FINDINGS, True), (FINDINGS[1:], False), ([], False)])
def test_only_errors_fail(findings: list[Finding], expected: bool) -> None:
    """A warning is shown and lets pass."""
    assert fails(findings) is expected
