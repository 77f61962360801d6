"""A site in parts, each with the pages of one language, built by a process or a machine of its own.

A part holds nothing that another one holds too: what belongs to no language is in the reference language's part. What
is about the whole site, such as the lists of what a browser keeps, is written once the parts are together.

<part>/
    .part.json   {"language": its language, "made_of": a digest of everything that the site is made of}
    ...          the files, where they stand in the site
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from handbook.changes import snapshot
from handbook.files import write_whole
from handbook.findings import CannotRunError
from handbook.host_headers import write_headers
from handbook.load import Handbook
from handbook.offline import write_offline

PART_FILE = ".part.json"


def write_part(handbook: Handbook, language: str, site: Path) -> None:
    """Say of a built part which it is."""
    facts = {"language": language, "made_of": _made_of(handbook)}
    write_whole(site / PART_FILE, (json.dumps(facts) + "\n").encode("utf-8"))


def assemble(handbook: Handbook, parts: Iterable[Path], site: Path) -> None:
    """Put the parts of all languages, which stay as they are, together in an empty folder, and finish the site.

    Raises `CannotRunError` where a part is missing, is there twice, or was made of something else than the handbook
    as it is now.
    """
    found: dict[str, Path] = {}
    for part in parts:
        language = _language_of(handbook, part)
        if language in found:
            raise CannotRunError(f"{found[language]} and {part} both hold “{language}” - leave one of them out")
        found[language] = part
    if missing := [language for language in handbook.languages if language not in found]:
        raise CannotRunError(f"No part holds {', '.join(missing)} - build with “handbook build --language” first")
    for language, part in found.items():
        copy = site.with_name(f"{site.name}-{language}")
        try:
            shutil.copytree(part, copy, symlinks=True)
            (copy / PART_FILE).unlink()
            merge(copy, site)
        finally:
            shutil.rmtree(copy, ignore_errors=True)
    finish(handbook, site)


def merge(part: Path, site: Path) -> None:
    """Move the files of a part to where they stand in the site.

    Raises `CannotRunError` where the site has another file there: then the two are not parts of one site.
    """
    site.mkdir(parents=True, exist_ok=True)
    for entry in sorted(os.scandir(part), key=lambda entry: entry.name):
        target = site / entry.name
        if not os.path.lexists(target):
            os.rename(entry.path, target)
        elif entry.is_dir(follow_symlinks=False) and target.is_dir():
            merge(Path(entry.path), target)
        else:
            raise CannotRunError(f"two parts of the site have a file at {target}")


def finish(handbook: Handbook, site: Path) -> None:
    """Write what is about the whole site, once everything else is in its final form."""
    write_headers(site)
    write_offline(handbook, site)


def _language_of(handbook: Handbook, part: Path) -> str:
    try:
        facts = json.loads((part / PART_FILE).read_text(encoding="utf-8"))
        language, made_of = str(facts["language"]), facts["made_of"]
    except (OSError, ValueError, KeyError, TypeError):
        raise CannotRunError(f"{part} is no part of a site - name folders of “handbook build --language”") from None
    if language not in handbook.languages:
        raise CannotRunError(f"{part} holds “{language}”, which is no language here")
    if made_of != _made_of(handbook):
        raise CannotRunError(f"{part} was not made of this handbook as it is now - build it anew")
    return language


def _made_of(handbook: Handbook) -> str:
    files = snapshot(handbook.root)
    names = ("SITE_URL", "EDIT_URI")  # what mkdocs.yml takes from the machine
    facts = [[[path, digest.hex()] for path, digest in sorted(files.items())], [os.environ.get(name) for name in names]]
    return hashlib.sha256(json.dumps(facts).encode("utf-8")).hexdigest()
