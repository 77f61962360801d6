"""The hook before a commit judges what would be committed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_handbook import PROJECT, Tiny

PAGE = "docs/sv/scenarios/shouting.md"


@pytest.fixture
def repository(tiny: Tiny) -> Tiny:
    """The tiny handbook in a git repository of its own, with the hook on and nothing committed yet."""
    _git(tiny, "init", "--quiet")
    _git(tiny, "config", "core.hooksPath", str(PROJECT / ".githooks"))
    tiny.write(".gitignore", ".venv\n.cache\n")
    tiny.path(".venv").symlink_to(sys.prefix)
    _git(tiny, "add", ".")
    return tiny


def test_sound_handbook_is_committed(repository: Tiny) -> None:
    """Nothing is in the way of good work; what is not staged does not count."""
    repository.replace(PAGE, "[tid]", "[time]")

    assert _commit(repository).returncode == 0


def test_fault_stops_the_commit(repository: Tiny) -> None:
    """A staged fault is named with file and line, though the file has been mended since."""
    repository.replace(PAGE, "[tid]", "[time]")
    _git(repository, "add", ".")
    repository.replace(PAGE, "[time]", "[tid]")

    done = _commit(repository)

    assert done.returncode != 0
    assert f"{PAGE}:24:1 HB405" in done.stdout + done.stderr


def test_project_that_is_not_set_up_is_told(repository: Tiny) -> None:
    """Without the command there is a plain line, and the commit goes on: CI checks it again."""
    repository.path(".venv").unlink()

    done = _commit(repository)

    assert done.returncode == 0
    assert "run “make check” once" in done.stderr


def _commit(repository: Tiny) -> subprocess.CompletedProcess[str]:
    return _git(repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-m", "x", check=False)


def _git(repository: Tiny, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return subprocess.run(
        ["git", *arguments],
        cwd=Path(repository.root),
        env={**clean, "GIT_CONFIG_GLOBAL": os.devnull},
        check=check,
        capture_output=True,
        encoding="utf-8",
    )
