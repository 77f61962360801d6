"""Which languages a change concerns, so that whoever writes sees it without waiting for the others."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from handbook.load import DATA_FOLDER, PAGES_FOLDER, SITE_FILE

_WATCHED = (PAGES_FOLDER, DATA_FOLDER, "hooks", "theme")
_SCRATCH = re.compile(r"^[.#]|~$|^4913$")  # what editors put beside a file while it is open, and programs hide
_SETTLED = 2_000_000_000  # nanoseconds; file systems keep times with two seconds between them at most

_digests: dict[Path, tuple[tuple[int, int], bytes]] = {}  # of files that have settled, with their times and sizes


def snapshot(root: Path) -> dict[str, bytes]:
    """What everything that a site is made of holds now: a digest for each file, by its path in the project."""
    return {path: digest for path in _files(root) if (digest := _digest(root / path))}


def _digest(file: Path) -> bytes:
    """The digest of a file, worked out anew where it may have changed since the last time; b"" where it has gone.

    A file that was changed a moment ago may change again without its time telling (Git's racy problem).
    """
    try:
        about = file.stat()
        state = about.st_mtime_ns, about.st_size
        known = _digests.get(file)
        if known is None or known[0] != state:
            known = state, hashlib.blake2b(file.read_bytes(), digest_size=16).digest()
        if time.time_ns() - about.st_mtime_ns > _SETTLED:
            _digests[file] = known
    except OSError:
        return b""
    return known[1]


def languages_concerned(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str] | None:
    """The languages whose own files have changed between two snapshots; None where something of all has.

    Their own are the pages, the catalogue, the vocabulary of the search and the records of reviews. A page that is new
    or gone concerns all: others lead to it.
    """
    if before.keys() != after.keys():
        return None
    changed = {language_of(path) for path, digest in after.items() if before[path] != digest}
    return None if "" in changed else changed


def changed_pages(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """The pages that differ between two snapshots, where nothing else does; else none."""
    if before.keys() != after.keys():
        return set()
    changed = {path for path, digest in after.items() if before[path] != digest}
    are_pages = all(path.startswith(f"{PAGES_FOLDER}/") and path.endswith(".md") for path in changed)
    return changed if are_pages else set()


def language_of(path: str) -> str:
    """The language that a file belongs to, by its path in the project; "" for what is of all."""
    parts = path.split("/")
    if parts[0] == PAGES_FOLDER and len(parts) > 2:
        return parts[1]
    stem = parts[-1].removesuffix(".yml")
    shared = ("topics", "sources", "check")
    return stem if parts[0] == DATA_FOLDER and parts[-1].endswith(".yml") and stem not in shared else ""


def _files(root: Path) -> Iterator[str]:
    yield SITE_FILE
    for folder in _WATCHED:
        for place, folders, names in os.walk(root / folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            start = Path(place).relative_to(root).as_posix()
            yield from (f"{start}/{name}" for name in sorted(names) if not _SCRATCH.search(name))
