"""simplemma's dictionaries in a form that need not be loaded.

The library decodes a million entries each time it loads a language. Here they are decoded once for each version of the
library, and kept beside the project as sorted lines; the files may be deleted at any time.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from handbook.files import write_whole
from handbook.search.cache import FOLDER as CACHE

LONGEST = 8  # letters of a form that are kept; by then nearly every lemma is told apart
LIBRARY = f"simplemma-{simplemma.__version__}"
_Lines = bytes | mmap
_FOLDER = Path(__file__).parents[3] / CACHE / f"{LIBRARY}-{LONGEST}"


class Dictionary:
    """A language's forms and lemmas, from sorted lines `form TAB lemma` and `lemma TAB beginning SPACE ...`.

    They are looked up where they stand: a run needs a few thousand words of a million.
    """

    def __init__(self, forms: _Lines, lemmas: _Lines) -> None:
        self._forms = forms
        self._lemmas = lemmas
        self._found: dict[str, str | None] = {}
        self._beginnings: dict[str, list[str]] = {}

    def lemma(self, form: str) -> str | None:
        """The lemma of a form, or None for one that is not in the dictionary."""
        try:
            return self._found[form]
        except KeyError:
            found = self._found[form] = _find(self._forms, form)
            return found

    def beginnings(self, lemma: str) -> list[str]:
        """The first `LONGEST` letters of all forms of a lemma; none for one that is not in the dictionary."""
        if lemma not in self._beginnings:
            found = _find(self._lemmas, lemma)
            self._beginnings[lemma] = found.split(" ") if found else []
        return self._beginnings[lemma]


def _find(lines: _Lines, key: str) -> str | None:
    """What stands after a key, by bisection; `low` and `high` are always where a line begins, or the end."""
    start = key.encode() + b"\t"
    low, high = 0, len(lines)
    while low < high:
        line = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if lines[line : line + len(start)] < start:
            low = lines.find(b"\n", line, high) + 1 or high
        else:
            high = line
    if lines[low : low + len(start)] != start:
        return None
    end = lines.find(b"\n", low)
    return lines[low + len(start) : end if end >= 0 else len(lines)].decode()


def is_kept(code: str) -> bool:
    """Whether a dictionary has been decoded already; to do that takes a second or two."""
    return all(file.is_file() for file in _files(code))


@lru_cache(maxsize=16)
def dictionary(code: str) -> Dictionary:
    """The dictionary of a language by simplemma's code; an empty one where the library has none."""
    files = _files(code)
    with suppress(OSError, ValueError):  # nothing can be mapped from an empty file
        return Dictionary(*map(_mapped, files))
    try:
        tables = _decoded(code)
    except ValueError:  # the library does not have the language
        return Dictionary(b"", b"")
    with suppress(OSError):  # a folder that cannot be written to costs time, no more
        for file, table in zip(files, tables, strict=True):
            write_whole(file, table)
    return Dictionary(*tables)


def _files(code: str) -> list[Path]:
    return [_FOLDER / f"{code}.{name}" for name in ("forms", "lemmas")]


def _mapped(file: Path) -> mmap:
    with file.open("rb") as opened:
        return mmap(opened.fileno(), 0, access=ACCESS_READ)


def _decoded(code: str) -> tuple[bytes, bytes]:
    """The two tables of a language as the library has it; ValueError when it has none."""
    entries = DefaultDictionaryFactory(cache_max_size=0).get_dictionary(code)
    # The library keeps bytes and decodes each entry as it is read; a million of them is a second that can be saved.
    raw: dict[bytes, bytes] | None = getattr(entries, "_dict", None)
    if raw is None:
        raw = {form.encode(): lemma.encode() for form, lemma in entries.items()}
    beginnings: dict[bytes, set[str]] = defaultdict(set)
    for form, lemma in raw.items():
        beginnings[lemma].add(form.decode()[:LONGEST])
    forms = sorted(b"%s\t%s" % entry for entry in raw.items())
    lemmas = sorted(b"%s\t%s" % (lemma, " ".join(sorted(starts)).encode()) for lemma, starts in beginnings.items())
    return b"\n".join(forms), b"\n".join(lemmas)
