"""What a file said before, as git remembers it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class NoHistoryError(Exception):
    """Git cannot say what a file said before. The text says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a file said from a day on. `date` is ISO 8601; `commit` is git's name for the change."""

    commit: str
    date: str
    text: str


def versions(root: Path, path: str) -> Iterator[Version]:
    """What a file of a project has said, the newest first, renamings followed; bytes that are no UTF-8 are replaced.

    Raises `NoHistoryError` where there is no git, no repository, or no commit of the file.
    """
    log = _git(root, "log", "--follow", "--name-only", "--format=%x00%H %cs", "--relative", "--", path)
    commits = [entry.split("\n") for entry in log.split("\0")[1:]]
    if not commits:
        raise NoHistoryError(f"git has no earlier version of {path}")
    for head, *names in commits:
        commit, date = head.split(" ")
        name = next((name for name in names if name), path)
        try:
            text = _git(root, "show", f"{commit}:./{name}")
        except NoHistoryError:
            continue  # the commit that took the file away
        yield Version(commit, date, text)


def is_shallow(root: Path) -> bool:
    """Whether only the newest commits have been fetched, as forges do."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError:
        raise NoHistoryError("git is not installed here") from None
    if done.returncode:
        said = done.stderr.strip().split("\n")[-1]
        if "not a git repository" in said:
            raise NoHistoryError("this folder is not in a git repository")
        raise NoHistoryError(f"git says: {said.removeprefix('fatal: ')}")
    return done.stdout
