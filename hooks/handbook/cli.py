"""The command `handbook`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook import (
    commands,
    exchange_commands,
    review_commands,
    scaffold_commands,
    search_engine_commands,
    terms_commands,
)
from handbook.checking import check
from handbook.findings import CannotRunError, Finding, UnreadableError
from handbook.load import load
from handbook.project import must_be_language, project_root
from handbook.reports import REPORTS, fails
from handbook.rule_list import rule_list
from handbook.rules import RULES

CLEAN, FOUND, CANNOT_RUN = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 clean, 1 findings, 2 cannot run."""
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # whoever reads has seen enough, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return FOUND
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
    command.add_argument(
        "--strict", action="store_true", help="let no warning pass either, such as an outdated section"
    )
    command.add_argument("--no-cache", action="store_true", help="look at everything anew, and keep nothing")
    command.set_defaults(run=_check)

    command = subparsers.add_parser("explain", help="say what a rule is about")
    command.add_argument("code", metavar="CODE", nargs="?", help="the rule's code, such as HB301; all rules without it")
    command.add_argument("--markdown", action="store_true", help="all rules as a page, for RULES.md")
    command.set_defaults(run=_explain)

    review_commands.add_commands(subparsers)
    terms_commands.add_commands(subparsers)
    exchange_commands.add_commands(subparsers)
    scaffold_commands.add_commands(subparsers)
    search_engine_commands.add_commands(subparsers)

    command = subparsers.add_parser("prepare", help="decode the languages' dictionaries, as set-up does")
    command.set_defaults(run=_prepare)

    command = subparsers.add_parser("build", help="build the site into site/, strictly")
    command.add_argument("--language", metavar="LANG", help="only this language's part of it, into parts/LANG/")
    command.add_argument("--jobs", type=_number, metavar="N", help="languages to build at a time (default: the cores)")
    command.set_defaults(run=_build)

    command = subparsers.add_parser("assemble", help="put the parts of all languages together as site/")
    command.add_argument(
        "parts", nargs="*", type=Path, metavar="PART", help="what “build --language” made (default: all in parts/)"
    )
    command.set_defaults(run=_assemble)

    command = subparsers.add_parser("serve", help="build the site and serve it on this machine")
    command.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="default: %(default)s")
    command.set_defaults(run=_serve)
    return parser


def _check(options: argparse.Namespace) -> int:
    root = project_root(options.root)
    selected, ignored = _codes(options.select), _codes(options.ignore)
    gc.disable()  # looking for garbage costs a fifth of the time, and there is hardly any
    try:
        found = _found(root, options)
    finally:
        gc.enable()
    findings = [
        finding
        for finding in found
        if options.language in (None, finding.language)
        and (not selected or finding.code.startswith(selected))
        and not (ignored and finding.code.startswith(ignored))
    ]
    report = REPORTS[options.format](findings)
    if report:
        print(report)
    return FOUND if fails(findings, strict=options.strict) else CLEAN


def _found(root: Path, options: argparse.Namespace) -> list[Finding]:
    """What is wrong with the handbook; where its very contract cannot be used, that and nothing else."""
    try:
        handbook = load(root)
    except UnreadableError as error:
        return sorted(error.findings)
    if options.language:
        must_be_language(handbook, options.language)
    return check(handbook, keep=not options.no_cache)


def _codes(given: str | None) -> tuple[str, ...]:
    """The beginnings of codes in a list with commas; one that no rule has is an error, not a silent nothing."""
    codes = tuple(code.strip().upper() for code in (given or "").split(",") if code.strip())
    for code in codes:
        if not any(rule.code.startswith(code) for rule in RULES):
            raise CannotRunError(f"There is no rule “{code}” - “handbook explain” lists them all")
    return codes


def _explain(options: argparse.Namespace) -> int:
    if options.markdown:
        print(rule_list(), end="")
        return CLEAN
    wanted = _codes(options.code)
    for rule in RULES:
        if not wanted or rule.code.startswith(wanted):
            print(f"{rule.code} {rule.name} ({rule.severity})\n    {rule.documentation}")
    return CLEAN


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of processes")
    return int(text)


def _prepare(options: argparse.Namespace) -> int:
    commands.prepare(load(project_root(options.root)))
    return CLEAN


def _build(options: argparse.Namespace) -> int:
    root = project_root(options.root)
    language = must_be_language(load(root), options.language) if options.language else None
    return CLEAN if commands.build(root, language, options.jobs) else FOUND


def _assemble(options: argparse.Namespace) -> int:
    root = project_root(options.root)
    commands.assemble(root, load(root), options.parts)
    return CLEAN


def _serve(options: argparse.Namespace) -> int:
    return commands.serve(project_root(options.root), options.address)
