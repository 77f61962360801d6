"""Where the handbook is that a command is about."""

from __future__ import annotations

from pathlib import Path

from handbook.findings import CannotRunError
from handbook.load import SITE_FILE, Handbook


def project_root(given: Path | None) -> Path:
    """The handbook's folder: the one given, else this one or the nearest above it with a mkdocs.yml.

    Raises `CannotRunError` where there is none.
    """
    here = (given or Path.cwd()).resolve()
    for folder in (here,) if given else (here, *here.parents):
        if (folder / SITE_FILE).is_file():
            return folder
    raise CannotRunError(f"There is no {SITE_FILE} in {here} - run this inside the handbook's folder")


def must_be_language(handbook: Handbook, given: str) -> str:
    """The language that somebody has named. Raises `CannotRunError`, with those there are, where there is none."""
    if given not in handbook.languages:
        raise CannotRunError(f"There is no language “{given}” here - use one of: {', '.join(handbook.languages)}")
    return given
