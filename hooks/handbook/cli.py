"""The command `handbook`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook import commands
from handbook.findings import CannotRunError, Severity, as_text
from handbook.load import SITE_FILE, load
from handbook.rules import check

CLEAN, FOUND, CANNOT_RUN = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 clean, 1 findings, 2 cannot run."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CannotRunError as error:
        print(error, file=sys.stderr)
        return CANNOT_RUN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="handbook", description="Check, build and serve the handbook.")
    parser.add_argument("--root", type=Path, default=None, help="the handbook's folder (default: the one you are in)")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    command = subparsers.add_parser("check", help="say what is missing or wrong, in which file and line")
    command.add_argument("--language", metavar="LANG", help="only what the writers of this language can mend")
    command.set_defaults(run=_check)

    command = subparsers.add_parser("build", help="build the site into site/, strictly")
    command.set_defaults(run=_build)

    command = subparsers.add_parser("serve", help="build the site and serve it on this machine")
    command.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="default: %(default)s")
    command.set_defaults(run=_serve)
    return parser


def _check(options: argparse.Namespace) -> int:
    handbook = load(_root(options.root))
    if options.language and options.language not in handbook.languages:
        known = ", ".join(handbook.languages)
        print(f"There is no language “{options.language}” here - use one of: {known}", file=sys.stderr)
        return CANNOT_RUN
    findings = [f for f in check(handbook) if options.language in (None, f.language)]
    print(as_text(findings))
    return FOUND if any(finding.severity is Severity.ERROR for finding in findings) else CLEAN


def _build(options: argparse.Namespace) -> int:
    root = _root(options.root)
    return CLEAN if commands.build(root, load(root)) else FOUND


def _serve(options: argparse.Namespace) -> int:
    return commands.serve(_root(options.root), options.address)


def _root(given: Path | None) -> Path:
    """The handbook's folder: the one given, else this one or the nearest above it with a mkdocs.yml."""
    here = (given or Path.cwd()).resolve()
    for folder in (here,) if given else (here, *here.parents):
        if (folder / SITE_FILE).is_file():
            return folder
    raise CannotRunError(f"There is no {SITE_FILE} in {here} - run this inside the handbook's folder")
