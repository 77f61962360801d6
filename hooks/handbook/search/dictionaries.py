"""simplemma's dictionaries in a form that need not be loaded.

The library decodes a million entries each time it loads a language. Here they are decoded once for each version of the
library, and kept as sorted lines: in the virtual environment, where set-up puts them, or else in the project's
`.cache/`. The files may be deleted at any time.
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from mmap import ACCESS_READ, mmap
from pathlib import Path

from handbook.files import write_whole
from handbook.search.analysis import fold
from handbook.search.cache import FOLDER as CACHE

LONGEST = 8  # letters of a form that are kept; by then nearly every lemma is told apart
LIBRARY = f"simplemma-{version('simplemma')}"  # loaded only to decode: it compiles the rules of many languages
_FORM = 2  # of the files, to be counted on when it changes
_BLOCK = 2048  # bytes


def _folder() -> Path:
    own = sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK)
    place = Path(sys.prefix) / "share" / "handbook" if own else Path(__file__).parents[3] / CACHE
    return place / f"{LIBRARY}-{LONGEST}-{_FORM}"


_FOLDER = _folder()


class _Table:
    """Sorted lines `key TAB value`, looked up where they stand: a run needs a few thousand of a million.

    Where each block of lines begins is noted; one comparison of those leads to the only block that can have a key.
    """

    def __init__(self, data: bytes | mmap) -> None:
        self._data = data
        begins = {data.find(b"\n", place) + 1 for place in range(_BLOCK, len(data), _BLOCK)}
        self._begins = sorted({0, *begins})
        self._firsts = [data[begin : data.find(b"\t", begin) + 1] for begin in self._begins]

    def value(self, key: str) -> str | None:
        """What stands after a key, or None where it is not in the table."""
        start = key.encode() + b"\t"
        place = bisect_right(self._firsts, start)
        if place == 0:
            return None
        end = self._begins[place] if place < len(self._begins) else len(self._data)
        found = self._begins[place - 1]
        if self._firsts[place - 1] != start:
            found = self._data.find(b"\n" + start, found, end) + 1
            if not found:
                return None
        line = self._data[found + len(start) : end]
        return line.split(b"\n", 1)[0].decode()


class Dictionary:
    """A language's forms and lemmas, from tables that lead from forms to lemmas and from lemmas to their beginnings."""

    def __init__(self, forms: _Table, lemmas: _Table) -> None:
        self._forms = forms
        self._lemmas = lemmas
        self._found: dict[str, str | None] = {}
        self._known: set[str] = set()

    def lemma(self, form: str) -> str | None:
        """The lemma of a form, or None for one that is not in the dictionary."""
        try:
            return self._found[form]
        except KeyError:
            found = self._found[form] = self._forms.value(form)
            return found

    def unknown(self, forms: Iterable[str]) -> frozenset[str]:
        """Those of some forms that are not in the dictionary."""
        unknown = frozenset(forms) - self._known
        found = {form for form in unknown if self.lemma(form) is not None}
        self._known |= found
        return unknown - found

    def beginnings(self, lemma: str) -> list[str]:
        """The first `LONGEST` letters of all forms of a lemma, folded; none for one that is not in the dictionary."""
        found = self._lemmas.value(lemma)
        return found.split(" ") if found else []


def has_dictionary(code: str) -> bool:
    """Whether the library has a dictionary of a language, by its own code."""
    return code in _codes(_FOLDER / "codes")


@lru_cache(maxsize=1)
def _codes(kept: Path) -> frozenset[str]:
    """The codes of all languages that the library has, noted beside the dictionaries."""
    with suppress(OSError):
        return frozenset(kept.read_text(encoding="utf-8").split())
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    with suppress(OSError):
        write_whole(kept, " ".join(sorted(SUPPORTED_LANGUAGES)).encode())
    return SUPPORTED_LANGUAGES


def is_kept(code: str) -> bool:
    """Whether a dictionary has been decoded already; to do that takes a second or two."""
    return all(file.is_file() for file in _files(code))


@lru_cache(maxsize=16)
def dictionary(code: str) -> Dictionary:
    """The dictionary of a language by simplemma's code; an empty one where the library has none."""
    files = _files(code)
    with suppress(OSError, ValueError):  # nothing can be mapped from an empty file
        return Dictionary(*(_Table(_mapped(file)) for file in files))
    try:
        tables = _decoded(code)
    except ValueError:  # the library does not have the language
        return Dictionary(_Table(b""), _Table(b""))
    with suppress(OSError):  # a folder that cannot be written to costs time, no more
        for file, table in zip(files, tables, strict=True):
            write_whole(file, table)
    return Dictionary(*map(_Table, tables))


def keep_dictionary(_shared: None, code: str) -> None:
    """Decode a dictionary, unless it is kept already."""
    if not is_kept(code):
        dictionary(code)


def _files(code: str) -> list[Path]:
    return [_FOLDER / f"{code}.{name}" for name in ("forms", "lemmas")]


def _mapped(file: Path) -> mmap:
    with file.open("rb") as opened:
        return mmap(opened.fileno(), 0, access=ACCESS_READ)


def _decoded(code: str) -> tuple[bytes, bytes]:
    """The two tables of a language as the library has it; ValueError when it has none."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    entries = DefaultDictionaryFactory(cache_max_size=0).get_dictionary(code)
    # The library keeps bytes and decodes each entry as it is read; a million of them is a second that can be saved.
    raw: dict[bytes, bytes] | None = getattr(entries, "_dict", None)
    if raw is None:
        raw = {form.encode(): lemma.encode() for form, lemma in entries.items()}
    beginnings: dict[bytes, set[str]] = defaultdict(set)
    for form, lemma in raw.items():
        beginnings[lemma].add(form.decode()[:LONGEST])
    forms = sorted(b"%s\t%s" % entry for entry in raw.items())
    lemmas = sorted(b"%s\t%s" % (lemma, _folded(starts).encode()) for lemma, starts in beginnings.items())
    return b"\n".join(forms), b"\n".join(lemmas)


def _folded(starts: Iterable[str]) -> str:
    """The beginnings of forms in the order of the alphabet, folded; folding may have made them longer."""
    folded = fold(" ".join(starts).lower()).split()
    return " ".join(sorted({start[:LONGEST] for start in folded}))
