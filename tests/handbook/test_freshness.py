"""What has moved since the last review is known section by section, in both directions, by words and not by dates."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from handbook import files
from handbook.checking import check
from handbook.cli import main
from handbook.findings import Severity
from handbook.freshness import Freshness, section_states
from tiny_handbook import Tiny

Capture = pytest.CaptureFixture[str]

ENGLISH = "docs/en/scenarios/shouting.md"
SWEDISH = "docs/sv/scenarios/shouting.md"
RECORDS = "translations/reviewed/sv.yml"


def run(tiny: Tiny, *arguments: str) -> int:
    """Run a command in the tiny handbook."""
    return main(["--root", str(tiny.root), *arguments])


def freshness(tiny: Tiny, page: str = "shouting", section: str = "why") -> Freshness:
    """How a section stands."""
    states = {(state.page, state.section): state for state in section_states(tiny.load(), "sv")}
    return states[page, section].freshness


@pytest.fixture
def reviewed(tiny: Tiny, capsys: Capture) -> Tiny:
    """The tiny handbook, all of whose translations have just been reviewed."""
    for language in ("sv", "bg"):
        assert run(tiny, "reviewed", language) == 0
    capsys.readouterr()
    return tiny


def test_everything_is_current_after_a_review(reviewed: Tiny) -> None:
    """No finding is left, and every section is current."""
    assert check(reviewed.load()) == []
    assert {state.freshness for state in section_states(reviewed.load(), "sv")} == {Freshness.CURRENT}


@pytest.mark.parametrize(
    ("english", "swedish", "expected", "code"),
    [
        ("Rage needs to be heard first.", None, Freshness.OUTDATED, "HB801"),
        (None, "Ilska måste få höras först.", Freshness.AHEAD, "HB803"),
        ("Rage needs to be heard first.", "Ilska måste få höras först.", Freshness.DIVERGED, "HB802"),
        ("Anger  needs\nto be\theard first.", "Ilska måste\nhöras först.", Freshness.CURRENT, None),
        ("**Anger** needs to be heard first.", "*Ilska* måste höras först.", Freshness.CURRENT, None),
    ],
)
def test_section_knows_who_has_moved(
    reviewed: Tiny, english: str | None, swedish: str | None, expected: Freshness, code: str | None
) -> None:
    """The reference, the translation, both, or neither: white space and emphasis are no change."""
    if english:
        reviewed.replace(ENGLISH, "Anger needs to be heard first.", english)
    if swedish:
        reviewed.replace(SWEDISH, "Ilska måste höras först.", swedish)

    found = [finding for finding in check(reviewed.load()) if finding.path == SWEDISH]

    assert freshness(reviewed) is expected
    assert freshness(reviewed, section="do") is Freshness.CURRENT
    assert [(finding.code, finding.severity) for finding in found] == ([(code, Severity.WARNING)] if code else [])


def test_title_and_summary_are_part_of_the_lead(reviewed: Tiny) -> None:
    """What an agent reads first counts; aliases are each language's own."""
    reviewed.replace(ENGLISH, "title: Shouting customer", "title: Yelling customer")
    assert freshness(reviewed, section="lead") is Freshness.OUTDATED

    reviewed.replace(ENGLISH, "title: Yelling customer", "title: Shouting customer")
    reviewed.replace(SWEDISH, "hög röst", "högljudd")
    assert freshness(reviewed, section="lead") is Freshness.CURRENT


def test_missing_section_and_page_are_missing(reviewed: Tiny) -> None:
    """What is not there is the most urgent, and no warning of freshness beside its error."""
    reviewed.replace(SWEDISH, "## Varför { #why }\n\nIlska måste höras först.\n", "")
    reviewed.path("docs/sv/scenarios/leaving.md").unlink()

    assert freshness(reviewed) is Freshness.MISSING
    assert freshness(reviewed, page="leaving", section="do") is Freshness.MISSING
    assert not [finding for finding in check(reviewed.load()) if finding.code.startswith("HB8")]


def test_warnings_pass_unless_the_check_is_strict(reviewed: Tiny) -> None:
    """Outdated is work to do; CI may ask for more."""
    reviewed.replace(ENGLISH, "Anger needs", "Rage needs")

    assert run(reviewed, "check") == 0
    assert run(reviewed, "check", "--strict") == 1


def test_page_that_was_never_reviewed_is_one_finding(tiny: Tiny) -> None:
    """Not a finding for each of its sections."""
    tiny.path(RECORDS).unlink()
    found = [finding for finding in check(tiny.load()) if finding.path == SWEDISH]

    assert [(finding.code, finding.severity) for finding in found] == [("HB804", Severity.WARNING)]
    assert "handbook reviewed sv shouting”" in found[0].advice


def test_one_section_is_reviewed(reviewed: Tiny) -> None:
    """A line changes in the file, no other; lines are sorted."""
    reviewed.replace(ENGLISH, "Anger needs", "Rage needs")
    reviewed.replace(ENGLISH, "Breathe out.", "Breathe out slowly.")
    before = reviewed.read(RECORDS).splitlines()

    assert run(reviewed, "reviewed", "sv", "shouting", "why") == 0

    after = reviewed.read(RECORDS).splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split(":")[0] for line in changed] == ["shouting/why"]
    assert after[2:] == sorted(after[2:])
    assert (freshness(reviewed), freshness(reviewed, section="do")) == (Freshness.CURRENT, Freshness.OUTDATED)


def test_review_is_refused_while_the_page_has_errors(reviewed: Tiny, capsys: Capture) -> None:
    """The errors are shown, and nothing is recorded of that page."""
    reviewed.replace(SWEDISH, "[tid]", "[time]")
    before = reviewed.read(RECORDS)

    assert run(reviewed, "reviewed", "sv", "shouting") == 1
    said = capsys.readouterr()
    assert f"{SWEDISH}:24:1 HB405" in said.err
    assert reviewed.read(RECORDS) == before

    assert run(reviewed, "reviewed", "sv") == 1
    assert "Not recorded, because they have errors: shouting." in capsys.readouterr().err
    assert freshness(reviewed, section="say") is Freshness.AHEAD


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["reviewed", "xx"], "There is no language “xx” here - use one of: en, sv, bg"),
        (["reviewed", "en"], "“en” is what the others are compared with"),
        (["reviewed", "sv", "nothing"], "There is no topic “nothing”"),
        (
            ["reviewed", "sv", "shouting", "nothing"],
            "There is no section “nothing” on this page - use one of: lead",
        ),
        (["diff", "sv", "nothing"], "There is no topic “nothing”"),
        (["status", "xx"], "There is no language “xx” here"),
    ],
)
def test_wrong_name_is_told(reviewed: Tiny, capsys: Capture, arguments: list[str], words: str) -> None:
    """A wrong language, page or section is one plain line, with those there are."""
    assert run(reviewed, *arguments) == 2
    assert words in capsys.readouterr().err


def test_page_that_is_missing_cannot_be_reviewed(reviewed: Tiny, capsys: Capture) -> None:
    """The writer is told where to write it, after which page."""
    reviewed.path(SWEDISH).unlink()

    assert run(reviewed, "reviewed", "sv", "shouting") == 2
    assert f"{SWEDISH} is missing - write it, after {ENGLISH}" in capsys.readouterr().err


def test_interrupted_review_leaves_the_old_records(
    reviewed: Tiny, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full costs the new records, not the old ones."""
    reviewed.replace(ENGLISH, "Anger needs", "Rage needs")
    before = reviewed.read(RECORDS)

    def full(self: Path, content: bytes) -> int:
        Path.write_text(self, "half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.Path, "write_bytes", full)
    assert run(reviewed, "reviewed", "sv") == 2
    monkeypatch.undo()

    assert "cannot be written (No space left on device)" in capsys.readouterr().err
    assert reviewed.read(RECORDS) == before
    assert [file.name for file in reviewed.path(RECORDS).parent.iterdir() if "sv" in file.name] == ["sv.yml"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("<<<<<<< HEAD", "is no record of a review"),
        ("shouting/why: 0123456789ab", "is no record of a review"),
        ("shouting/why: 0123456789ab 0123456789ab", "stands here a second time"),
        ("nothing/why: 0123456789ab 0123456789ab", "there is no section “why” on a page “nothing”"),
    ],
)
def test_unsound_records_are_found_and_mended(reviewed: Tiny, line: str, words: str) -> None:
    """A merge that went wrong is an error with its line; the command that writes the file mends it."""
    reviewed.write(RECORDS, f"{reviewed.read(RECORDS)}{line}\n")
    number = len(reviewed.read(RECORDS).splitlines())

    [finding] = [finding for finding in check(reviewed.load()) if finding.code == "HB805"]
    assert (finding.path, finding.line, finding.severity) == (RECORDS, number, Severity.ERROR)
    assert words in finding.message

    assert run(reviewed, "reviewed", "sv") == 0
    assert check(reviewed.load()) == []


def test_status_names_the_most_urgent_first(reviewed: Tiny, capsys: Capture) -> None:
    """Counts for all languages, sections for one, everything as data."""
    reviewed.path("docs/sv/scenarios/leaving.md").unlink()
    reviewed.replace(ENGLISH, "Anger needs", "Rage needs")
    reviewed.replace(SWEDISH, "Lyssna.", "Lyssna noga.")

    assert run(reviewed, "status") == 0
    table = capsys.readouterr().out
    assert table.index("missing") < table.index("diverged") < table.index("outdated")
    assert run(reviewed, "status", "sv") == 0
    lines = capsys.readouterr().out
    assert lines.index("leaving") < lines.index(f"{SWEDISH}:")
    assert "1 outdated, 1 ahead" in lines
    assert run(reviewed, "status", "sv", "--json") == 0
    states = json.loads(capsys.readouterr().out)
    assert states[0] == {
        "language": "sv",
        "page": "leaving",
        "section": "lead",
        "freshness": "missing",
        "path": "docs/sv/scenarios/leaving.md",
        "line": 1,
    }


def git(root: Path, *arguments: str) -> None:
    """Run git in a folder, whatever the machine's settings are."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    subprocess.run(
        ["git", *identity, *arguments],
        cwd=root,
        check=True,
        capture_output=True,
        env={**clean, "GIT_CONFIG_GLOBAL": os.devnull},
    )


def commit(tiny: Tiny) -> None:
    """Commit everything."""
    git(tiny.root, "add", "-A")
    git(tiny.root, "commit", "-q", "--allow-empty", "-m", "x")


@pytest.fixture
def repository(reviewed: Tiny) -> Tiny:
    """The reviewed handbook in git, and after that a change in the reference, committed with another before it."""
    git(reviewed.root, "init", "-q")
    reviewed.write(".gitignore", ".cache\n")
    commit(reviewed)
    reviewed.replace(ENGLISH, "Breathe out.", "Breathe out slowly.")
    commit(reviewed)
    reviewed.replace(ENGLISH, "Anger needs to be heard first.", "Rage needs to be heard at first.")
    commit(reviewed)
    return reviewed


def test_diff_shows_the_words_beside_the_translation(repository: Tiny, capsys: Capture) -> None:
    """Gone and new words are marked without colour too; the translation of today stands beside them."""
    assert run(repository, "diff", "sv", "shouting") == 0

    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "[-Anger-]{+Rage+} needs to be heard {+at +}first." in said
    assert "Breathe out{+ slowly+}." in said
    assert "Ilska måste höras först." in said
    assert "handbook reviewed sv shouting" in said


def test_diff_sees_what_is_not_committed(repository: Tiny, capsys: Capture) -> None:
    """The present text is that of the folder, in a dirty tree too."""
    repository.replace(ENGLISH, "Rage needs", "Fury needs")

    assert run(repository, "diff", "sv", "shouting") == 0
    assert "[-Anger-]{+Fury+}" in " ".join(capsys.readouterr().out.split())


def test_diff_follows_a_renaming(repository: Tiny, capsys: Capture) -> None:
    """A page that has moved with its folder is found under its old name."""
    shutil.move(repository.root / "docs/en/scenarios", repository.root / "docs/en/situations")
    for language in ("sv", "bg"):
        shutil.move(repository.root / f"docs/{language}/scenarios", repository.root / f"docs/{language}/situations")
    repository.replace("translations/topics.yml", "folder: scenarios", "folder: situations")
    repository.replace("translations/topics.yml", "\nscenarios:", "\nsituations:")
    commit(repository)

    assert run(repository, "diff", "sv", "shouting") == 0
    assert "[-Anger-]{+Rage+}" in " ".join(capsys.readouterr().out.split())


def test_diff_says_that_a_clone_is_shallow(repository: Tiny, capsys: Capture, tmp_path: Path) -> None:
    """What git does not have cannot be shown; the way to get it is said."""
    git(tmp_path, "clone", "-q", "--depth", "1", repository.root.as_uri(), "shallow")

    assert run(Tiny(tmp_path / "shallow"), "diff", "sv", "shouting") == 0
    said = " ".join(capsys.readouterr().out.replace("│", " ").replace("┃", " ").split())
    assert "git fetch --unshallow" in said
    assert "Rage needs to be heard at first." in said


def test_diff_says_that_there_is_no_git(reviewed: Tiny, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a repository, and without git itself, the present texts are shown and the reason is told."""
    reviewed.replace(ENGLISH, "Anger needs", "Rage needs")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(reviewed.root.parent))

    assert run(reviewed, "diff", "sv", "shouting") == 0
    assert "not in a git repository" in " ".join(capsys.readouterr().out.replace("┃", " ").split())
    monkeypatch.setenv("PATH", "")
    assert run(reviewed, "diff", "sv", "shouting") == 0
    assert "git is not installed here" in " ".join(capsys.readouterr().out.replace("┃", " ").split())


def test_diff_says_that_the_text_was_never_committed(repository: Tiny, capsys: Capture) -> None:
    """Reviewed in a dirty tree, then changed again before a commit: nobody has the text of the review."""
    repository.replace(ENGLISH, "Rage needs", "Wrath needs")
    assert run(repository, "reviewed", "sv") == 0
    repository.replace(ENGLISH, "Wrath needs", "Ire needs")
    capsys.readouterr()

    assert run(repository, "diff", "sv", "shouting") == 0
    assert "was never committed" in " ".join(capsys.readouterr().out.replace("┃", " ").split())


def test_diff_of_a_current_page_says_so(reviewed: Tiny, capsys: Capture) -> None:
    """Nothing to show is said in one line."""
    assert run(reviewed, "diff", "sv", "shouting") == 0
    assert capsys.readouterr().out.startswith(f"{SWEDISH} is current")


def test_two_branches_conflict_in_one_line_only(repository: Tiny) -> None:
    """Two writers who review different pages merge without a conflict."""
    for branch, page in (("one", "shouting"), ("two", "leaving")):
        git(repository.root, "checkout", "-q", "-b", branch, "main")
        repository.replace(f"docs/sv/scenarios/{page}.md", "## Varför { #why }\n\n", "## Varför { #why }\n\nJo. ")
        assert run(repository, "reviewed", "sv", page, "why") == 0
        commit(repository)

    git(repository.root, "merge", "-q", "one")
