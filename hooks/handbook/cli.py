"""The command `handbook`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook import commands
from handbook.findings import CannotRunError
from handbook.load import SITE_FILE, load
from handbook.reports import REPORTS, has_errors
from handbook.rules import RULES, check, code_of

CLEAN, FOUND, CANNOT_RUN = 0, 1, 2

# What is found while files are read, before any rule.
READING = {
    "HB001": "a file can be read: it exists, is UTF-8, and its YAML is sound.",
    "HB002": "a data file is as its schema in translations/ says.",
}


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
    command.add_argument(
        "--format", choices=REPORTS, default="text", help="the form of the report (default: %(default)s)"
    )
    command.add_argument("--select", metavar="CODES", help="only rules whose code begins like this: HB4,HB701")
    command.add_argument("--ignore", metavar="CODES", help="all rules but those whose code begins like this")
    command.set_defaults(run=_check)

    command = subparsers.add_parser("explain", help="say what a rule is about")
    command.add_argument("code", metavar="CODE", nargs="?", help="the rule's code, such as HB301; all rules without it")
    command.set_defaults(run=_explain)

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
    selected, ignored = _codes(options.select), _codes(options.ignore)
    findings = [
        finding
        for finding in check(handbook)
        if options.language in (None, finding.language)
        and (not selected or finding.code.startswith(selected))
        and not (ignored and finding.code.startswith(ignored))
    ]
    report = REPORTS[options.format](findings)
    if report:
        print(report)
    return FOUND if has_errors(findings) else CLEAN


def _codes(given: str | None) -> tuple[str, ...]:
    """The beginnings of codes in a list with commas; one that no rule has is an error, not a silent nothing."""
    codes = tuple(code.strip().upper() for code in (given or "").split(",") if code.strip())
    known = {*map(code_of, RULES), *READING}
    for code in codes:
        if not any(one.startswith(code) for one in known):
            raise CannotRunError(f"There is no rule “{code}” - “handbook explain” lists them all")
    return codes


def _explain(options: argparse.Namespace) -> int:
    texts = {**READING, **{code_of(rule): " ".join((rule.__doc__ or "").split()[1:]) for rule in RULES}}
    wanted = _codes(options.code)
    for code in sorted(code for code in texts if not wanted or code.startswith(wanted)):
        print(f"{code}  {texts[code]}")
    return CLEAN


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
