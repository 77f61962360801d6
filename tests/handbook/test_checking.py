"""What is kept between checks is never wrong; severities and ignores are the project's to set, in one place."""

from __future__ import annotations

import json

import pytest
from handbook import checking
from handbook.checking import CACHE_FILE, check
from handbook.cli import main
from handbook.findings import Severity
from handbook.reports import REPORTS
from tiny_handbook import Tiny

Capture = pytest.CaptureFixture[str]

SHOUTING = "docs/sv/scenarios/shouting.md"
SETTINGS = "translations/check.yml"


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parts that are looked at."""
    names: list[str] = []
    examine = checking._examine

    def noting(handbook: object, part: object) -> object:
        names.append(part.name)
        return examine(handbook, part)

    monkeypatch.setattr(checking, "_examine", noting)
    return names


def test_only_what_has_changed_is_looked_at_again(tiny: Tiny, examined: list[str]) -> None:
    """A topic is judged in all its languages when one of its pages changes; nothing when nothing does."""
    first = check(tiny.load())
    examined.clear()
    assert check(tiny.load()) == first
    assert examined == []

    tiny.replace(SHOUTING, "[tid]", "[time]")
    assert [finding.code for finding in tiny.findings()] == ["HB405"]
    assert examined == ["topic shouting"]

    tiny.replace(SHOUTING, "[time]", "[tid]")
    assert check(tiny.load()) == first


def test_another_catalogue_changes_everything(tiny: Tiny, examined: list[str]) -> None:
    """What every page is compared with is part of what is kept."""
    check(tiny.load())
    tiny.replace("translations/sv.yml", "customer: namn", "customer: kundens namn")

    assert "HB405" in {finding.code for finding in check(tiny.load())}
    assert examined.count("topic shouting") == 2


def test_what_is_kept_is_as_a_fresh_look(tiny: Tiny) -> None:
    """What a finding says of a language's name, and whether an image is there, follow what has changed elsewhere."""
    tiny.replace(SHOUTING, "title: Kunden skriker", "title: Shouting customer")
    tiny.replace(SHOUTING, "Ilska måste", "![arg](angry.png) Ilska måste")
    check(tiny.load())
    tiny.replace("mkdocs.yml", "name: English", "name: Plain English")
    tiny.write("docs/sv/scenarios/angry.png", "an image")

    assert check(tiny.load()) == check(tiny.load(), keep=False)


def test_facts_that_are_kept_are_those_of_the_page(tiny: Tiny) -> None:
    """A link to a section that another page loses is found though the page with the link has not changed."""
    tiny.replace(SHOUTING, "](leaving.md)", "](leaving.md#why)")
    tiny.replace("docs/en/scenarios/shouting.md", "](leaving.md)", "](leaving.md#why)")
    tiny.replace("docs/bg/scenarios/shouting.md", "](leaving.md)", "](leaving.md#why)")
    assert check(tiny.load()) == []

    tiny.replace("docs/sv/scenarios/leaving.md", "{ #why }", "{ #whyever }")

    assert (SHOUTING, "HB407") in {(finding.path, finding.code) for finding in check(tiny.load())}


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '{"topic shouting": 1}', '{"topic shouting": ["x"]}', "\x00"]
)
def test_damaged_cache_is_made_anew(tiny: Tiny, damage: str) -> None:
    """Half written or foreign, the file is replaced, and nothing is missed."""
    tiny.replace(SHOUTING, "[tid]", "[time]")
    right = check(tiny.load())
    entries = json.loads(tiny.read(CACHE_FILE))
    entries["topic shouting"][1:] = [[["too", "short"]], {}]

    for content in (damage, json.dumps(entries)):
        tiny.write(CACHE_FILE, content)
        assert check(tiny.load()) == right


def test_nothing_is_kept_where_that_is_not_wanted(tiny: Tiny, examined: list[str]) -> None:
    """`--no-cache` neither believes nor writes."""
    check(tiny.load())
    entries = json.loads(tiny.read(CACHE_FILE))
    tiny.replace(SHOUTING, "[tid]", "[time]")
    check(tiny.load())
    lied = json.loads(tiny.read(CACHE_FILE))
    lied["topic shouting"][1] = entries["topic shouting"][1]
    tiny.write(CACHE_FILE, json.dumps(lied))
    assert tiny.findings() == []

    assert main(["--root", str(tiny.root), "check", "--no-cache"]) == 1
    assert json.loads(tiny.read(CACHE_FILE)) == lied


def test_cache_that_cannot_be_written_is_no_error(tiny: Tiny) -> None:
    """A read-only project is checked all the same."""
    tiny.write(".cache", "a file where the folder should be")

    assert check(tiny.load()) == []


def test_several_processes_find_the_same(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether one process looks or several, the findings are the same, in the same order."""
    tiny.replace(SHOUTING, "[tid]", "[time]")
    tiny.write("docs/bg/guidelines/breathe.md", "---\ntitle: [\n---\n")
    alone = check(tiny.load(), keep=False)
    monkeypatch.setattr(checking, "_WORTH_PROCESSES", dict.fromkeys(("fork", "spawn"), 0))
    monkeypatch.setattr(checking.os, "cpu_count", lambda: 2)

    assert check(tiny.load(), keep=False) == alone


def test_severity_is_the_projects_to_set(tiny: Tiny, capsys: Capture) -> None:
    """A rule that is a warning is shown, and lets pass."""
    tiny.replace(SHOUTING, "[tid]", "[time]")
    tiny.write(SETTINGS, "severity:\n  HB405: warning\n")

    [finding] = [finding for finding in check(tiny.load()) if finding.code == "HB405"]
    assert finding.severity is Severity.WARNING
    assert main(["--root", str(tiny.root), "check"]) == 0
    assert f"warning: {SHOUTING}" in capsys.readouterr().out


@pytest.mark.parametrize("path", [SHOUTING, "docs/sv/*"])
def test_ignore_lets_pass_and_is_shown(tiny: Tiny, capsys: Capture, path: str) -> None:
    """Every form of the report says what was let pass, and why."""
    tiny.replace(SHOUTING, "[tid]", "[time]")
    tiny.write(SETTINGS, f"ignore:\n  - {{rule: HB405, path: {path}, reason: agreed with the team}}\n")

    for form in REPORTS:
        assert main(["--root", str(tiny.root), "check", "--format", form]) == 0
        said = capsys.readouterr().out
        assert "agreed with the team" in said
        assert SHOUTING in said


@pytest.mark.parametrize(
    ("settings", "line", "words"),
    [
        (
            "ignore:\n  - {rule: HB405, path: docs/sv/x.md, reason: agreed with the team}\n",
            2,
            "nothing is ignored here",
        ),
        ("ignore:\n\n  - {rule: HB999, path: docs/sv/x.md, reason: agreed with the team}\n", 3, "no rule HB999"),
        ("severity:\n  HB998: warning\n", 2, "no rule HB998"),
    ],
)
def test_setting_without_effect_is_a_finding(tiny: Tiny, settings: str, line: int, words: str) -> None:
    """An ignore that ignores nothing any more, and a rule that does not exist."""
    tiny.write(SETTINGS, settings)

    [finding] = check(tiny.load())
    assert (finding.path, finding.line, finding.code) == (SETTINGS, line, "HB003")
    assert words in finding.message


@pytest.mark.parametrize(
    "settings", ["ignore:\n  - {rule: HB405, path: x}\n", "severity:\n  HB405: none\n", "mood: good\n", "ignore: ["]
)
def test_settings_have_a_schema(tiny: Tiny, settings: str) -> None:
    """An ignore without a reason, another severity, another key: each is a finding in the file."""
    tiny.write(SETTINGS, settings)

    assert [finding.path for finding in check(tiny.load())] == [SETTINGS]
