"""The files for the engine: for each language a folder with its index, its documents and the search request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.files import write_whole
from handbook.load import Handbook
from handbook.search.settings import SearchSettings
from handbook.search_engine.documents import build_documents, bulk_parts
from handbook.search_engine.requests import build_index, build_search

INDEX_FILE = "index.json"
SEARCH_FILE = "search.json"
_PART_FILE = "bulk-{:03}.ndjson"
_PART_NAME = re.compile(r"bulk-\d{3,}\.ndjson")

PART_BYTES = 10_000_000  # engines advise parts of 5 to 15 MB, and refuse 100 MB


@dataclass(frozen=True, slots=True)
class Exported:
    """What has been written for a language. `stemmer` is "" where it has none, `size` the bytes of its documents."""

    language: str
    topics: int
    parts: int
    size: int
    stemmer: str
    synonyms: int


def export_search(
    handbook: Handbook, languages: list[str], folder: Path, site_url: str, limit: int = PART_BYTES
) -> Iterator[Exported]:
    """Write the files of some languages, each into a folder of its own, one language after the other.

    Parts that an earlier export has left and this one does not need are removed: whoever loads all that is there would
    load them too. Raises OSError when something cannot be written; what has been written by then is whole.
    """
    for language in languages:
        settings = handbook.search.get(language, SearchSettings())
        target = folder / language
        documents = list(build_documents(handbook, language, site_url))
        parts = {_PART_FILE.format(number): part for number, part in enumerate(bulk_parts(documents, limit), 1)}
        write_whole(target / INDEX_FILE, _json(build_index(settings)))
        for name, part in parts.items():
            write_whole(target / name, part)
        write_whole(target / SEARCH_FILE, _json(build_search(settings)))
        for file in sorted(target.iterdir()):
            if _PART_NAME.fullmatch(file.name) and file.name not in parts:
                file.unlink()
        size = sum(map(len, parts.values()))
        yield Exported(language, len(documents), len(parts), size, settings.stemmer, len(settings.synonyms))


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
