"""The theme's own styles and scripts under names that change with what is in them: `handbook.1a2b3c4d.js`.

A browser may keep such a file for ever. The digits are the first of the SHA-256 of what is published. A file that loads
another names it as it is published, so its own name changes with that one's. A style that imports others from beside it
takes them in, so that a browser asks for one file; those are not published themselves.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

FOLDER = "assets"

# How a file names those that it loads, relative to where it stands.
NAMES_IN = {
    ".css": re.compile(r"""url\(\s*["']?([^"')]+)"""),
    ".js": re.compile(r"""\bimportScripts\(["']([^"']+)"""),
    ".webmanifest": re.compile(r'"src": "([^"]+)"'),
    ".xhtml": re.compile(r'<script src="([^"]+)"'),
}

_TAKEN_IN = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)

# What stands at the end of such a name, of the theme's as well: `bundle.a5f9d56c.min.js`.
HASHED_NAME = re.compile(r"\.[0-9a-f]{8}\.(min\.)?(css|js)$")

_HASHED = (".css", ".js")
_DIGITS = 8


def is_hashed(name: str) -> bool:
    """Whether a file's name says what is in it."""
    return bool(HASHED_NAME.search(name))


def published_files(theme: Path) -> dict[str, tuple[str, bytes]]:
    """What is published of a theme's styles and scripts, and of the pages that load them in place of HTML's.

    By their paths in the theme the path in the site and the content. Raises `ValueError` where a file loads itself,
    directly or through others, for no name could say what is in it; and where a style imports what is not beside it.
    """
    paths = sorted(path for path in (theme / FOLDER).rglob("*") if path.suffix in (*_HASHED, ".xhtml"))
    sources = {path.relative_to(theme).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    waiting: list[str] = []
    taken_in: set[str] = set()

    @contextmanager
    def waits(name: str) -> Iterator[None]:
        """Finds out where a file waits for what waits for it."""
        if name in waiting:
            raise ValueError(f"{' loads '.join([*waiting, name])} - a file cannot load itself")
        waiting.append(name)
        yield
        waiting.remove(name)

    def whole(name: str) -> str:
        """A style with those that it imports; any other file as it is."""

        def imported(found: re.Match[str]) -> str:
            other = posixpath.join(posixpath.dirname(name), found[1])
            if other not in sources or "/" in found[1]:
                raise ValueError(f"{name} imports {found[1]}, which is not beside it")
            taken_in.add(other)
            with waits(other):
                return whole(other).strip()

        return _TAKEN_IN.sub(imported, sources[name]) if name.endswith(".css") else sources[name]

    @cache
    def published(name: str) -> tuple[str, bytes]:
        stem, suffix = posixpath.splitext(name)

        def renamed(found: re.Match[str]) -> str:
            loaded = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1]))
            if loaded not in sources:
                return found[0]
            address = posixpath.join(posixpath.dirname(found[1]), posixpath.basename(published(loaded)[0]))
            return found.string[found.start() : found.start(1)] + address + found.string[found.end(1) : found.end()]

        with waits(name):
            content = NAMES_IN[suffix].sub(renamed, whole(name)).encode("utf-8")
        if suffix not in _HASHED:
            return name, content
        return f"{stem}.{hashlib.sha256(content).hexdigest()[:_DIGITS]}{suffix}", content

    found = {name: published(name) for name in sources}
    return {name: entry for name, entry in found.items() if name not in taken_in}
