"""The files of the search in the built site, for each language below its home.

search_index.json   what the theme hands to the worker: where the index is, where the others' are, what the worker says
index.json          see `index`
texts.json
    languages   the names of the other languages, in this one
    groups      [name, [topic, ...]] of the first kind, for when nothing is found
    topics      [title, summary, [[section id, heading, [text, ...]], ...]]; the worker makes the body's pieces of these
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from handbook.load import Handbook
from handbook.own_code import own_code
from handbook.search.analysis import fold, words
from handbook.search.cache import cached
from handbook.search.index import build_index, indexed_pages
from handbook.search.pieces import pieces_of, texts_of
from handbook.search.settings import SearchSettings
from handbook.site import catalogue_of, home_folder, language_name

FOLDER = "search/"
CONFIG_FILE = "search_index.json"
INDEX_FILE = "index.json"
TEXTS_FILE = "texts.json"
DATA_FILES = (CONFIG_FILE, INDEX_FILE, TEXTS_FILE)
_COMMON = 90  # words; enough for nearly every sentence to have one


def search_folder(handbook: Handbook, language: str) -> str:
    """The folder of a language's search, from the site's root."""
    return home_folder(handbook, language) + FOLDER


def write_search(handbook: Handbook, site: Path, languages: Iterable[str]) -> None:
    """Write the search of some languages below their homes: what the theme hands to the worker, index and texts."""
    folders = {language: search_folder(handbook, language) for language in handbook.languages}
    common = cache(lambda language: _common_words(handbook, language))
    for language in languages:
        folder = folders[language]
        labels = catalogue_of(handbook, language).labels
        config = {
            "lang": [language],
            "separator": r"[\s\-]+",  # the theme marks words on the page that a result leads to
            "index": folder,
            "others": [
                {"locale": other, "index": path, "common": common(other)}
                for other, path in folders.items()
                if other != language
            ],
            "labels": {key: labels[f"search_{key}"] for key in ("understood", "nothing", "broken")},
        }
        target = site / folder
        target.mkdir(parents=True, exist_ok=True)
        for name, data in (
            (CONFIG_FILE, {"config": config, "docs": []}),
            (INDEX_FILE, build_index(handbook, language)),
            (TEXTS_FILE, build_texts(handbook, language)),
        ):
            text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            (target / name).write_text(text, encoding="utf-8")


def _common_words(handbook: Handbook, language: str) -> str:
    """The commonest words of a language, folded, by which a query in it is recognised without its index."""
    pages = [page for page in handbook.pages.values() if page.language == language]
    vocabulary = handbook.search.files.get(language)

    def count() -> str:
        settings = handbook.search.get(language, SearchSettings())
        counts = Counter(
            fold(word)
            for page in pages
            for field in pieces_of(page, settings)
            for text in field
            for word in words(text, settings)
        )
        return " ".join(word for word, _ in counts.most_common(_COMMON) if not word.isdecimal())

    content = [own_code(), vocabulary.source if vocabulary else "", [page.source for page in pages]]
    return str(cached(handbook.root, f"common-{language}", content, count))


def build_texts(handbook: Handbook, language: str) -> dict[str, Any]:
    """What results show in one language; topics in the order of its index."""
    pages = indexed_pages(handbook, language)
    catalogue = catalogue_of(handbook, language)
    places = {page.topic: place for place, page in enumerate(pages)}
    kind = next(iter(handbook.contract.kinds))
    groups = []
    for group in handbook.contract.groups[kind]:
        topics = [places[topic.id] for topic in handbook.contract.topics_of(kind, group) if topic.id in places]
        if topics:
            groups.append([catalogue.groups[kind][group], topics])
    return {
        "languages": {other: language_name(other, language) for other in handbook.languages},
        "groups": groups,
        "topics": [
            [
                page.title,
                page.summary,
                [[section.id, section.heading, list(texts_of(section))] for section in page.sections],
            ]
            for page in pages
        ],
    }
