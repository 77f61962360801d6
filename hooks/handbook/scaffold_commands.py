"""The commands that begin something with all that belongs to it: `handbook new`, `handbook rename`."""

from __future__ import annotations

import argparse
from typing import Any

from handbook.file_changes import FileChanges, make
from handbook.load import Handbook, load
from handbook.new_language import new_language
from handbook.new_page import missing_pages, new_page
from handbook.new_topic import new_topic
from handbook.project import project_root
from handbook.rename_topic import rename_topic


def add_commands(subparsers: Any) -> None:
    """Add the commands to those of `handbook`."""
    command = subparsers.add_parser("new", help="begin a topic, a language or a page, with all that belongs to it")
    things = command.add_subparsers(title="what to begin", required=True, metavar="WHAT")

    thing = things.add_parser(
        "topic", help="a topic: its entry in the contract, and the reference's page to be written"
    )
    thing.add_argument("topic", metavar="ID", help="its id and address: English, lower case, with hyphens")
    thing.add_argument("--kind", required=True, help="the kind of page, such as scenario")
    thing.add_argument("--group", required=True, help="its group, one of those of the kind in translations/topics.yml")
    thing.add_argument("--what", metavar="TEXT", help="the situation or the principle, in one sentence")
    thing.add_argument("--urgency", help="how soon it must be dealt with (default: the soonest)")
    thing.set_defaults(run=_new_topic)

    thing = things.add_parser("language", help="a language, as a draft: its catalogue to be translated")
    thing.add_argument("locale", metavar="CODE", help="its code, such as de or pt-BR")
    thing.add_argument("--name", help="what it calls itself (default: as Unicode's CLDR has it)")
    thing.add_argument("--pages", action="store_true", help="begin all its pages as well, over the reference's text")
    thing.set_defaults(run=_new_language)

    thing = things.add_parser(
        "page", help="a page of a language, or all it lacks, with its headings and the reference's text"
    )
    thing.add_argument("language", metavar="LANG", help="the language's code")
    thing.add_argument(
        "name",
        metavar="TOPIC",
        nargs="?",
        help="the topic's id, or the name of another page, such as index (default: every page that is missing)",
    )
    thing.set_defaults(run=_new_page)

    command = subparsers.add_parser("rename", help="give a topic another id; pages, links and reviews follow")
    things = command.add_subparsers(title="what to rename", required=True, metavar="WHAT")
    thing = things.add_parser("topic", help="a topic; its old address leads on to the new one")
    thing.add_argument("old", metavar="OLD", help="its id")
    thing.add_argument("new", metavar="NEW", help="its id from now on")
    thing.set_defaults(run=_rename_topic)


def _new_topic(options: argparse.Namespace) -> int:
    handbook = _handbook(options)
    changes = new_topic(handbook, options.topic, options.kind, options.group, options.what, options.urgency)
    return _make(handbook, changes, "handbook check")


def _new_language(options: argparse.Namespace) -> int:
    handbook = _handbook(options)
    then = f"handbook check --language {options.locale}"
    changes = new_language(handbook, options.locale, options.name)
    if not options.pages:
        return _make(handbook, changes, then)
    _make(handbook, changes, "")
    handbook = _handbook(options)  # which has the language now
    return _make(handbook, missing_pages(handbook, options.locale), then)


def _new_page(options: argparse.Namespace) -> int:
    handbook = _handbook(options)
    if options.name:
        changes = new_page(handbook, options.language, options.name)
    else:
        changes = missing_pages(handbook, options.language)
    return _make(handbook, changes, f"handbook check --language {options.language}")


def _rename_topic(options: argparse.Namespace) -> int:
    handbook = _handbook(options)
    return _make(handbook, rename_topic(handbook, options.old, options.new), "")


def _handbook(options: argparse.Namespace) -> Handbook:
    return load(project_root(options.root))


def _make(handbook: Handbook, changes: FileChanges, then: str) -> int:
    """Make the changes, and say which, and what tells the rest."""
    existed = {path for path in changes if (handbook.root / path).exists()}
    make(handbook.root, changes)
    for path, text in changes.items():
        print(f"{'removed' if text is None else 'changed' if path in existed else 'written'} {path}")
    if then:
        print(f"“{then}” says what is left to write.")
    return 0
