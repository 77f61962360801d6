"""simplemma's dictionaries in a form that is read in a tenth of the time.

The library decodes a million entries each time it loads a language. Here they are decoded once for each version of the
library, and kept beside the project as sorted lines; the files may be deleted at any time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from handbook.files import write_whole
from handbook.search.cache import FOLDER as CACHE

LONGEST = 8  # letters of a form that are kept; by then nearly every lemma is told apart
LIBRARY = f"simplemma-{simplemma.__version__}"
_FOLDER = Path(__file__).parents[3] / CACHE / f"{LIBRARY}-{LONGEST}"


class Dictionary:
    """A language's forms and lemmas, from sorted lines `form TAB lemma` and `lemma TAB beginning SPACE ...`."""

    def __init__(self, forms: bytes, lemmas: bytes) -> None:
        self._forms = forms.split(b"\n")
        self._lemmas = lemmas.split(b"\n")

    def lemma(self, form: str) -> str | None:
        """The lemma of a form, or None for one that is not in the dictionary."""
        return _find(self._forms, form)

    def beginnings(self, lemma: str) -> list[str]:
        """The first `LONGEST` letters of all forms of a lemma; none for one that is not in the dictionary."""
        found = _find(self._lemmas, lemma)
        return found.split(" ") if found else []


def _find(lines: list[bytes], key: str) -> str | None:
    start = key.encode() + b"\t"
    place = bisect_left(lines, start)
    if place < len(lines) and lines[place].startswith(start):
        return lines[place][len(start) :].decode()
    return None


@lru_cache(maxsize=16)
def dictionary(code: str) -> Dictionary:
    """The dictionary of a language by simplemma's code; an empty one where the library has none."""
    files = [_FOLDER / f"{code}.{name}" for name in ("forms", "lemmas")]
    with suppress(OSError):
        return Dictionary(*(file.read_bytes() for file in files))
    try:
        tables = _decoded(code)
    except ValueError:  # the library does not have the language
        return Dictionary(b"", b"")
    with suppress(OSError):  # a folder that cannot be written to costs time, no more
        for file, table in zip(files, tables, strict=True):
            write_whole(file, table)
    return Dictionary(*tables)


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
