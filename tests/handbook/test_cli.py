"""The command `handbook` says what is wrong, and ends with the code that says how it went."""

from __future__ import annotations

import re
import socket
import subprocess
import sys

import pytest
from handbook.cli import main
from handbook.reports import REPORTS
from handbook.rules import RULES
from tiny_handbook import PROJECT, Tiny

Capture = pytest.CaptureFixture[str]


def test_clean_handbook_ends_with_0(tiny: Tiny, capsys: Capture) -> None:
    """Nothing to say is said in one line."""
    assert main(["--root", str(tiny.root), "check"]) == 0
    assert capsys.readouterr().out == "No findings.\n"


def test_findings_end_with_1(tiny: Tiny, capsys: Capture) -> None:
    """Findings are grouped by language and counted."""
    tiny.path("docs/sv/scenarios/leaving.md").unlink()
    tiny.path("docs/bg/index.md").unlink()

    assert main(["--root", str(tiny.root), "check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "bg:",
        "  docs/bg/index.md:1:1 HB301 the page index.md is missing in Български - write it, after docs/en/index.md",
        "sv:",
        "  docs/sv/scenarios/leaving.md:1:1 HB301 the topic leaving has no page in Svenska "
        "- write it, after docs/en/scenarios/leaving.md",
        "2 findings (bg 1, sv 1).",
    ]


def test_one_language_only(tiny: Tiny, capsys: Capture) -> None:
    """A writer sees what they can mend, and is told it is clean where it is."""
    tiny.path("docs/sv/scenarios/leaving.md").unlink()

    assert main(["--root", str(tiny.root), "check", "--language", "bg"]) == 0
    assert main(["--root", str(tiny.root), "check", "--language", "sv"]) == 1
    assert "bg" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--language", "xx"],
        ["check", "--select", "HB9"],
        ["explain", "HB999"],
        ["serve", "--address", "nowhere"],
        ["serve", "--address", "127.0.0.1:x"],
        ["serve", "--address", "127.0.0.1:99999"],
    ],
)
def test_what_cannot_run_ends_with_2(tiny: Tiny, capsys: Capture, arguments: list[str]) -> None:
    """A wrong argument is named in one line, on standard error."""
    assert main(["--root", str(tiny.root), *arguments]) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1


def test_port_in_use_is_named(tiny: Tiny, capsys: Capture) -> None:
    """A port that something else uses is said at once, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert main(["--root", str(tiny.root), "serve", "--address", f"127.0.0.1:{port}"]) == 2

    assert f"make serve ADDRESS=127.0.0.1:{port + 1}" in capsys.readouterr().err


def test_rules_can_be_selected_and_ignored(tiny: Tiny, capsys: Capture) -> None:
    """A writer can look at one kind of finding; what is ignored does not count."""
    tiny.replace("docs/sv/scenarios/shouting.md", "Lyssna.", "TODO.")
    tiny.path("docs/bg/index.md").unlink()
    root = ["--root", str(tiny.root), "check"]

    assert main([*root, "--select", "HB6"]) == 1
    assert "HB301" not in capsys.readouterr().out
    assert main([*root, "--ignore", "HB301,hb604"]) == 0


def test_rules_are_explained(capsys: Capture) -> None:
    """`explain` says what a rule is about, or lists them all."""
    assert main(["explain", "HB301"]) == 0
    assert capsys.readouterr().out.startswith("HB301 missing-pages (error)\n    every topic, and every page beside")
    assert main(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2 * len(RULES)


def test_list_of_rules_is_current(capsys: Capture) -> None:
    """`RULES.md` says what the rules say of themselves, every one of them once."""
    assert main(["explain", "--markdown"]) == 0
    made = capsys.readouterr().out
    assert (PROJECT / "RULES.md").read_text(encoding="utf-8") == made, "run “make rules”"
    assert [rule.code for rule in RULES] == re.findall(r"^\| (HB\d+)", made, re.MULTILINE)


def test_no_handbook_here_ends_with_2(tmp_path: str, capsys: Capture) -> None:
    """Outside a handbook the command says so."""
    assert main(["--root", str(tmp_path), "check"]) == 2
    assert "There is no mkdocs.yml" in capsys.readouterr().err


@pytest.mark.parametrize("form", REPORTS)
def test_broken_contract_is_a_finding(tiny: Tiny, capsys: Capture, form: str) -> None:
    """A contract that cannot be read is one finding in every form, not a traceback."""
    tiny.write("translations/topics.yml", "kinds: [")

    assert main(["--root", str(tiny.root), "check", "--format", form]) == 1
    said = capsys.readouterr().out
    assert "translations/topics.yml" in said
    assert "this is not valid YAML" in said


def test_command_is_found_from_below(tiny: Tiny) -> None:
    """The command works anywhere inside the handbook's folder."""
    below = tiny.path("docs/sv")
    done = subprocess.run([sys.executable, "-m", "handbook", "check"], cwd=below, capture_output=True, encoding="utf-8")

    assert (done.returncode, done.stdout, done.stderr) == (0, "No findings.\n", "")
