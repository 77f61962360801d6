"""The command `export-search`: the handbook for a search engine that runs on servers."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from handbook.findings import CannotRunError, UnreadableError
from handbook.load import SEARCH_FOLDER, load
from handbook.project import must_be_language, project_root
from handbook.search_engine.export import Exported, export_search

_FOLDER = "search-engine"


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `export-search` to the commands."""
    command = subparsers.add_parser(
        "export-search", help="write the handbook's search for OpenSearch or Elasticsearch: indices, documents, a query"
    )
    command.add_argument("--language", metavar="LANG", help="one language; all without it")
    command.add_argument(
        "--output", type=Path, metavar="FOLDER", default=Path(_FOLDER), help="where to (default: %(default)s, here)"
    )
    command.set_defaults(run=_export_search)


def _export_search(options: argparse.Namespace) -> int:
    handbook = load(project_root(options.root))
    languages = [must_be_language(handbook, options.language)] if options.language else list(handbook.languages)
    if faults := [
        fault for language in handbook.search if language in languages for fault in handbook.search.faults(language)
    ]:
        raise UnreadableError(*faults)  # without its words a language would be exported, and found by few
    try:
        for done in export_search(handbook, languages, options.output, os.environ.get("SITE_URL", "")):
            print(_said(done, options.output))
    except OSError as error:
        name = error.filename or options.output
        raise CannotRunError(f"{name} cannot be written ({error.strerror or error}) - name another --output") from None
    return 0


def _said(done: Exported, folder: Path) -> str:
    parts = f"{done.parts} {'part' if done.parts == 1 else 'parts'}"
    stemmer = f"stemmer {done.stemmer}"
    if not done.stemmer:
        name = f"{SEARCH_FOLDER}/{done.language}.yml"
        stemmer = f"no stemmer: words in another form are found by their letters only, unless {name} names one"
    return (
        f"{folder / done.language}: {done.topics} topics in {parts} ({done.size / 1000:.0f} kB),"
        f" {done.synonyms} groups of synonyms, {stemmer}."
    )
