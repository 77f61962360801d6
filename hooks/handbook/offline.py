"""What a browser keeps of the site, so that a language works without a network.

service-worker.js    the theme's, with a line for each language; its bytes differ with every edition of the site
offline/<lang>.json  an edition of one language: all that its pages and its search load, each file with its SHA-256
    shown   a hash of `files`: two editions that have it in common look the same to a reader
    files   {address from the site's root: hash}: what the reader sees
    others  {address: hash}: the other languages' indexes, which the search asks for words that it does not know

The worker fetches a list, verifies it, and then verifies every file by it; so it takes an edition whole or not at all.
Nothing here depends on the time: the same site has the same editions.
"""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from handbook.files import write_whole
from handbook.hashed_names import NAMES_IN
from handbook.load import Handbook
from handbook.processes import side_by_side
from handbook.search.site_files import index_for_others, kept_files
from handbook.site import catalogue_of, home_folder

WORKER_FILE = "service-worker.js"
LISTS_FOLDER = "offline"
PAGE_FILE = "index.html"

_TO_FILL_IN = "TO_BE_FILLED_IN"
_WORDS = ("not_kept", "again", "retry", "kept")

# What a page loads is named by an attribute of one of these: a tag is parsed as HTML, but once only, for it stands on
# every page. What a file loads in its turn is named in other ways.
_LOADING_TAG = re.compile(r"""<(?:link|script|img)\b(?:"[^"]*"|'[^']*'|[^'">])*>""")
_UP = re.compile(r"(?:\.\./)*")
_LOADING_RELATIONS = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload"}


def write_offline(handbook: Handbook, site: Path) -> None:
    """Write the list of every language, and fill in the worker, in a site that is finished otherwise."""
    languages = {}
    for language, (files, others) in zip(handbook.languages, _editions(handbook, site), strict=True):
        shown = _digest(json.dumps(files).encode())
        edition = {"shown": shown, "files": files, "others": others}
        content = json.dumps(edition, separators=(",", ":")).encode()
        write_whole(site / LISTS_FOLDER / f"{language}.json", content)
        catalogue = catalogue_of(handbook, language)
        languages[language] = {
            "root": home_folder(handbook, language),
            "edition": _digest(content),
            "shown": shown,
            "name": handbook.languages[language].name,
            "direction": catalogue.direction,
            "words": {key: catalogue.labels[f"offline_{key}"] for key in _WORDS},
        }
    _fill_in_worker(site, languages)


def write_retirement(site: Path) -> None:
    """Fill in a worker that takes itself away from browsers which have kept a site at the same address."""
    _fill_in_worker(site, {})


def _fill_in_worker(site: Path, languages: dict[str, Any]) -> None:
    worker = site / WORKER_FILE
    template = worker.read_text(encoding="utf-8")
    if _TO_FILL_IN not in template:
        raise ValueError(f"{WORKER_FILE} has no “{_TO_FILL_IN}” to fill in")
    filled = template.replace(_TO_FILL_IN, json.dumps(languages, ensure_ascii=False))
    write_whole(worker, filled.encode("utf-8"))


def _editions(handbook: Handbook, site: Path) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Each language's own files and the others' that it uses, with their hashes by address."""
    pages = _pages(handbook, site)
    indexes = {name for language in handbook.languages for name in index_for_others(handbook, language)}
    needed = [({*pages[language], *kept_files(handbook, site, language)}, indexes) for language in handbook.languages]
    return side_by_side(_edition, site, needed, sum(map(len, pages.values())))


def _edition(site: Path, needed: set[str], indexes: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What is needed with what that loads in its turn, and the indexes that are not among it."""
    is_file = cache(lambda name: (site / name).is_file())
    digests: dict[str, str] = {}
    to_read = needed
    while to_read:
        named: set[str] = set()
        for name in to_read:
            content = (site / name).read_bytes()  # of thousands of pages, each is read once
            digests[name] = _digest(content)
            named.update(_names_in(name, content, is_file))
        to_read = named - digests.keys()
    others = {name: _digest((site / name).read_bytes()) for name in indexes - digests.keys()}
    return _by_address(digests), _by_address(others)


def _by_address(digests: Mapping[str, str]) -> dict[str, str]:
    return {_address(name): digests[name] for name in sorted(digests)}


def _pages(handbook: Handbook, site: Path) -> dict[str, list[str]]:
    """The files of each language's pages. A language may stand within another, as all do within that at the root."""
    roots = {language: home_folder(handbook, language) for language in handbook.languages}
    pages: dict[str, list[str]] = {language: [] for language in roots}
    for file in site.rglob(PAGE_FILE):
        name = file.relative_to(site).as_posix()
        around = [language for language, root in roots.items() if name.startswith(root)]
        pages[max(around, key=lambda language: len(roots[language]))].append(name)
    return pages


def _address(name: str) -> str:
    """The address of a file from the site's root; that of a page is its folder."""
    return quote(name.removesuffix(PAGE_FILE) if posixpath.basename(name) == PAGE_FILE else name)


def _names_in(name: str, content: bytes, is_file: Callable[[str], bool]) -> Iterator[str]:
    """The files of the site that a file loads, other than pages and the worker, which no worker keeps."""
    suffix = posixpath.splitext(name)[1]
    if suffix not in (".html", *NAMES_IN):
        return
    text = content.decode("utf-8")
    if suffix == ".html":
        values: Iterable[str] = {value for tag in _LOADING_TAG.findall(text) for value in _values(tag)}
    else:
        values = NAMES_IN[suffix].findall(text)
    folders = name.split("/")[:-1]
    for value in values:
        up, rest = _local(value) or (len(folders) + 1, "")
        found = _found_at("/".join(folders[: len(folders) - up]), rest) if up <= len(folders) else ""
        if found and is_file(found):
            yield found


@cache
def _found_at(folder: str, path: str) -> str:
    """The file of the site that a path names in a folder of it, "" where it can be none that is meant here."""
    found = posixpath.normpath(posixpath.join(folder, path))
    return "" if found.startswith("..") or found.endswith(".html") or found == WORKER_FILE else found


@cache
def _values(tag: str) -> tuple[str, ...]:
    """The values of a tag's attributes, where it loads something."""
    if tag.startswith("<link") and not any(relation in tag for relation in _LOADING_RELATIONS):
        return ()  # each page has its own addresses there, so it is not parsed for nothing
    parser = _Tag()
    parser.feed(tag)
    return tuple(parser.values)


class _Tag(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        relations = set((dict(attrs).get("rel") or "").split())
        if tag != "link" or relations & _LOADING_RELATIONS:
            self.values += [value for _, value in attrs if value]


@cache
def _local(value: str) -> tuple[int, str] | None:
    """How many folders up a relative address leads, and on to what; None where it is no such address."""
    try:
        parts = urlsplit(value)
    except ValueError:  # the attribute holds words
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    up = len(_UP.match(path)[0]) // 3  # type: ignore[index]
    return up, path[3 * up :]


def _digest(content: Any) -> str:
    """The SHA-256 of a content as browsers write it in integrity attributes, without the algorithm's name."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode("ascii")
