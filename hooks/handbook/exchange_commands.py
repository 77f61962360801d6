"""The commands for CAT tools: `export` and `import`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from handbook.checking import check
from handbook.exchange import Outcome, bytes_of, export, known_language, plan_import
from handbook.files import write_whole
from handbook.findings import CannotRunError
from handbook.load import DATA_FOLDER, PAGES_FOLDER, Handbook, load
from handbook.project import must_be_language, project_root

DONE, LEFT = 0, 1

STANDARD_OUTPUT = "-"
ENDINGS = {"po": "po", "xliff": "xlf"}


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `export` and `import` to the commands."""
    command = subparsers.add_parser("export", help="write the pages of a language into one file for CAT tools")
    command.add_argument("language", metavar="LANG", help="the language; the reference gives an empty template")
    command.add_argument("--format", choices=ENDINGS, default="po", help="the kind of file (default: %(default)s)")
    command.add_argument(
        "--output", metavar="FILE", help="the file to write (default: handbook-LANG.po or .xlf, here); - for the screen"
    )
    command.add_argument("--overwrite", action="store_true", help="write the file even where there is one already")
    command.set_defaults(run=_export)

    command = subparsers.add_parser("import", help="take over what has been translated in such a file")
    command.add_argument("file", type=Path, metavar="FILE", help="a PO or XLIFF file that “export” has begun")
    command.add_argument("--partial", action="store_true", help="the file is meant to hold some of the pieces only")
    command.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    command.set_defaults(run=_import)


def _export(options: argparse.Namespace) -> int:
    from handbook.exchange_files import WRITERS  # a tenth of a second, which the other commands do without

    handbook = load(project_root(options.root))
    must_be_language(handbook, options.language)
    found = export(handbook, options.language)
    is_template = options.language == handbook.reference
    written_language = "" if is_template else options.language
    note = _note(handbook, options.language)
    content = WRITERS[options.format](found.units, handbook.reference, written_language, note)
    name = options.output or _default_name(options.language, options.format, is_template)
    if name == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        _write_new(Path(name), content, options.overwrite)
    said = sys.stderr if name == STANDARD_OUTPUT else sys.stdout
    print(f"{name}: {len(found.units)} pieces, {found.translated} of them translated.", file=said)
    for line in found.left_out:
        print(f"{line} - left out", file=sys.stderr)
    return LEFT if found.left_out else DONE


def _default_name(language: str, form: str, is_template: bool) -> str:
    if is_template and form == "po":
        return "handbook.pot"  # what tools expect a template to be called
    return f"handbook-{language}.{ENDINGS[form]}"


def _note(handbook: Handbook, language: str) -> str:
    """What a translator should know who opens the file; on one line, as both kinds of file want it."""
    note = (
        "The pages of the handbook, a piece each. Leave Markdown marks (**, [..](..)) and the addresses of links as"
        " they are; take placeholders in [brackets] from the notes. Headings and aliases are not in here: headings"
        f" come from the catalogue in {DATA_FOLDER}/, aliases are written for each language by hand."
    )
    catalogue = handbook.catalogues.get(language)
    if catalogue is None or language == handbook.reference:
        return note
    register = catalogue.register
    opening, closing = catalogue.quotes
    return (
        f"{note} Quotation marks: {opening}…{closing}. Form of address, to the agent: {register.agent};"
        f" to the customer, in sentences to say: {register.customer}."
    )


def _write_new(file: Path, content: bytes, overwrite: bool) -> None:
    """Write an exported file; one that somebody may be translating in is not lost by mistake."""
    if file.exists() and not overwrite:
        raise CannotRunError(f"{file} is there already - import it first, name another --output, or add --overwrite")
    _write(file, content, str(file))


def _write(file: Path, content: bytes, name: str) -> None:
    try:
        write_whole(file, content)
    except OSError as error:
        raise CannotRunError(f"{name} cannot be written ({error.strerror or error}); it is as it was") from None


def _import(options: argparse.Namespace) -> int:
    from handbook.exchange_files import read_sheet

    root = project_root(options.root)
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise CannotRunError(f"{options.file} cannot be read ({error.strerror or error})") from None
    sheet = read_sheet(content, str(options.file), options.partial)
    handbook = load(root)
    language = known_language(handbook, sheet.language)
    if language == handbook.reference:
        name = handbook.languages[language].name
        raise CannotRunError(f"{options.file} is in {name}, which the others are translated from - change its pages")
    outcome = plan_import(handbook, language, sheet.units, check)
    if not options.dry_run:
        _write_pages(root, outcome)
    _say(outcome, options.dry_run)
    return DONE if outcome.complete else LEFT


def _write_pages(root: Path, outcome: Outcome) -> None:
    """Write all pages, once it is known that all of them can be what they should be."""
    pages = (root / PAGES_FOLDER).resolve()
    contents: dict[str, bytes] = {}
    for draft in outcome.drafts.values():
        file = root / draft.page.path
        if not file.parent.resolve().is_relative_to(pages) or file.is_symlink():
            raise CannotRunError(f"{draft.page.path} leads out of {PAGES_FOLDER}/ - put a folder and a file there")
        try:
            on_disk = file.read_bytes() if file.exists() else None
        except OSError as error:
            raise CannotRunError(f"{draft.page.path} cannot be read ({error.strerror or error})") from None
        contents[draft.page.path] = bytes_of(draft, on_disk)
    for written, (path, page) in enumerate(contents.items()):
        try:
            _write(root / path, page, path)
        except CannotRunError as error:
            done = f"{written} of {len(contents)} pages have been written; import the file again to write the rest"
            raise CannotRunError(f"{error}. {done}") from None


def _say(outcome: Outcome, dry_run: bool) -> None:
    for refusal in outcome.refused:
        where = f"{refusal.place}: " if refusal.place else ""
        many = f" ({refusal.pieces} pieces)" if refusal.pieces > 1 else ""
        print(f"{where}refused, {refusal.unit}{many}: {refusal.reason}")
    for path, count in outcome.untranslated.items():
        print(f"{path}: not translated: {_pieces(count)}")
    for path, count in outcome.unfinished.items():
        print(f"{path}: marked as unfinished: {_pieces(count)}")
    for line in outcome.to_do:
        print(f"{line}")
    if outcome.absent:
        print(f"Not in the file: {_pieces(outcome.absent)}.")
    refused = sum(refusal.pieces for refusal in outcome.refused)
    left = sum(outcome.untranslated.values()) + sum(outcome.unfinished.values())
    pages = len(outcome.drafts)
    done = "To import" if dry_run else "Imported"
    print(
        f"{done}: {_pieces(outcome.imported)} into {pages} {'page' if pages == 1 else 'pages'}."
        f" As before: {outcome.unchanged}. Not translated or unfinished: {left}. Refused: {refused}."
    )


def _pieces(count: int) -> str:
    return f"{count} {'piece' if count == 1 else 'pieces'}"
