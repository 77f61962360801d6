"""The command `terms`: the glossary of one language beside the reference's, or of all languages side by side."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from handbook.catalogue import Catalogue, Term
from handbook.findings import CannotRunError
from handbook.load import Handbook, load
from handbook.project import must_be_language, project_root

if TYPE_CHECKING:
    from rich.table import Table

_NOTHING = Term("", ())
_WIDEST = 100_000  # columns; wider than any table


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `terms` to the commands."""
    command = subparsers.add_parser("terms", help="show the words to use and to avoid, beside the reference language's")
    command.add_argument("language", metavar="LANG", nargs="?", help="one language; all, side by side, without it")
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="a table, or data (default: %(default)s)"
    )
    command.set_defaults(run=_terms)


def _terms(options: argparse.Namespace) -> int:
    handbook = load(project_root(options.root))
    catalogues = _catalogues(handbook, options.language)
    if options.format == "json":
        print(json.dumps(_data(handbook, catalogues), ensure_ascii=False, indent=2))
    elif options.language:
        [catalogue] = catalogues
        _print_table(_table_of_one(handbook, catalogue))
        print()
        for line in _ways_of_writing(catalogue):
            print(line)
    else:
        _print_table(_table_of_all(handbook, catalogues))
        for catalogue in catalogues:
            print()
            print(f"{catalogue.language} {catalogue.name}")
            for line in _ways_of_writing(catalogue):
                print(f"  {line}")
    return 0


def _catalogues(handbook: Handbook, language: str | None) -> list[Catalogue]:
    """The catalogue of a language, or those of all that can be read."""
    if language is None:
        return list(handbook.catalogues.values())
    must_be_language(handbook, language)
    if language not in handbook.catalogues:
        raise CannotRunError(f"The catalogue of “{language}” cannot be read - “handbook check” says why")
    return [handbook.catalogues[language]]


def _reference_terms(handbook: Handbook) -> dict[str, Term]:
    return handbook.catalogues[handbook.reference].glossary


def _data(handbook: Handbook, catalogues: list[Catalogue]) -> dict[str, Any]:
    """What the tables show, as data."""
    return {
        "reference": handbook.reference,
        "terms": [
            {
                "id": key,
                "reference": reference.term,
                "languages": {
                    catalogue.language: {"term": term.term, "avoid": list(term.avoid), "note": term.note}
                    for catalogue in catalogues
                    if (term := catalogue.glossary.get(key))
                },
            }
            for key, reference in _reference_terms(handbook).items()
        ],
        "languages": {
            catalogue.language: {
                "name": catalogue.name,
                "agent": catalogue.register.agent,
                "customer": catalogue.register.customer,
                "note": catalogue.register.note,
                "quotes": list(catalogue.quotes),
            }
            for catalogue in catalogues
        },
    }


def _ways_of_writing(catalogue: Catalogue) -> list[str]:
    """The forms of address and the quotation marks of a language."""
    register = catalogue.register
    opening, closing = catalogue.quotes
    return [
        f"To the agent: {register.agent}",
        f"To the customer: {register.customer}",
        f"Tone: {register.note}",
        f"Quotation marks: {opening} {closing}",
    ]


def _table_of_one(handbook: Handbook, catalogue: Catalogue) -> Table:
    """The terms of a language beside the reference's, which stand alone where it is the reference itself."""
    beside = catalogue.language != handbook.reference
    names = [handbook.languages[handbook.reference].name] if beside else []
    table = _table([*names, catalogue.name, "not", "note"])
    for key, reference in _reference_terms(handbook).items():
        term = catalogue.glossary.get(key, _NOTHING)
        _add_row(table, [*([reference.term] if beside else []), term.term, ", ".join(term.avoid), term.note])
    return table


def _table_of_all(handbook: Handbook, catalogues: list[Catalogue]) -> Table:
    """The terms of all languages, a column each."""
    table = _table([catalogue.name for catalogue in catalogues])
    for key in _reference_terms(handbook):
        _add_row(table, [catalogue.glossary.get(key, _NOTHING).term for catalogue in catalogues])
    return table


def _table(names: list[str]) -> Table:
    from rich.table import Table  # what draws tables takes a tenth of a second to load

    table = Table()
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def _add_row(table: Table, texts: list[str]) -> None:
    from rich.text import Text

    table.add_row(*(Text(text or "-") for text in texts))  # not markup, whatever brackets stand in it


def _print_table(table: Table) -> None:
    """Print a table as wide as the terminal; piped, as wide as its texts are."""
    from rich.console import Console

    table.show_lines = sys.stdout.isatty()  # lines keep apart what wraps
    Console(width=None if sys.stdout.isatty() else _WIDEST, highlight=False).print(table)
