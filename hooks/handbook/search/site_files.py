"""The files of the search in the built site, for each language below its home.

search_index.json   what the theme hands to the worker: where the language's files are, and what it says without them
search_index.js     the same for a page on a disk, as the variable that the theme looks for there
index.js            see `index`, and `parts` for the files that come beside it where there are many topics
texts.js            what is shown and said
    languages   the names of the other languages, in this one
    others      the other languages, where their files are, and their commonest words
    understood, nothing     what the worker says
    groups      [name, [topic, ...]] of the first kind, for when nothing is found
    topics      [title, summary, [[section id, heading, [text, ...]], ...]]; of an index in parts this is `texts` in
                each topic's own file, and here are only their `titles`; of each group a few topics

All but the theme's are calls of `searchData` with JSON: a page on a disk may run a script, but fetch nothing; the
worker takes the JSON out of it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handbook.load import Handbook
from handbook.own_code import own_code
from handbook.search.analysis import fold, words
from handbook.search.cache import cached
from handbook.search.index import WHOLE, build_index, indexed_pages
from handbook.search.pieces import texts_of
from handbook.search.settings import SearchSettings
from handbook.site import catalogue_of, home_folder, language_name

FOLDER = "search/"
CONFIG_FILE = "search_index.json"
DISK_CONFIG_FILE = "search_index.js"
INDEX_FILE = "index.js"
_COMMON = 90  # words; enough for nearly every sentence to have one
_ENOUGH_OF_GROUP = 5  # topics, of those that are too many to show them all when nothing is found
_ENOUGH_PAGES = 40  # to tell which words are common
_NO_TEXT = re.compile(r"^(?:#.*|\w+:)|\]\([^)]*\)", re.MULTILINE)  # in a page's source: headings, keys, addresses


def search_folder(handbook: Handbook, language: str) -> str:
    """The folder of a language's search, from the site's root."""
    return home_folder(handbook, language) + FOLDER


def kept_files(handbook: Handbook, site: Path, language: str) -> set[str]:
    """What a browser needs to search a language of a finished site without a network, from the site's root."""
    folder = search_folder(handbook, language)
    return {f"{folder}{file.name}" for file in (site / folder).iterdir() if file.name != DISK_CONFIG_FILE}


def index_for_others(handbook: Handbook, language: str) -> set[str]:
    """The file by which the other languages' readers are understood; none where it is in parts, which are too many."""
    return (
        {search_folder(handbook, language) + INDEX_FILE} if len(indexed_pages(handbook, language)) <= WHOLE else set()
    )


def write_search(handbook: Handbook, site: Path, languages: Iterable[str], whole: int = WHOLE) -> None:
    """Write the search of some languages below their homes; `whole` as for `build_index`."""
    for language in languages:
        folder = search_folder(handbook, language)
        target = site / folder
        target.mkdir(parents=True, exist_ok=True)
        config = {
            "lang": [language],
            "separator": r"[\s\-]+",  # the theme marks words on the page that a result leads to
            "folder": folder,
            "broken": catalogue_of(handbook, language).labels["search_broken"],
        }
        setup = _json({"config": config, "docs": []})
        (target / CONFIG_FILE).write_text(setup, encoding="utf-8")
        (target / DISK_CONFIG_FILE).write_text(f"var __index = {setup};\n", encoding="utf-8")
        for name, data in build_files(handbook, language, whole).items():
            (target / f"{name}.js").write_text(f"searchData({_json(data)});\n", encoding="utf-8")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def build_files(handbook: Handbook, language: str, whole: int = WHOLE) -> dict[str, dict[str, Any]]:
    """What the files of a language's search hold, by their names; `whole` as for `build_index`."""
    index, texts = build_index(handbook, language, whole), build_texts(handbook, language)
    if len(texts["topics"]) > whole:
        for place, topic in enumerate(texts["topics"]):
            index[f"topic-{place}"]["texts"] = topic
        texts["groups"] = [[name, topics[:_ENOUGH_OF_GROUP]] for name, topics in texts["groups"]]
        texts["titles"] = [title for title, *_ in texts.pop("topics")]
    return {**index, "texts": texts}


def _common_words(handbook: Handbook, language: str) -> str:
    """The commonest words of a language, folded, by which a query in it is recognised without its index.

    They are counted in the sources of its pages, headings left out, and in what customers say: every language's files
    ask for those of all others, and to take pages apart for that would take longer than all the rest.
    """
    pages = [page for page in handbook.pages.values() if page.language == language][:_ENOUGH_PAGES]
    vocabulary = handbook.search.files.get(language)

    def count() -> str:
        settings = handbook.search.get(language, SearchSettings())
        texts = [_NO_TEXT.sub(" ", page.source) for page in pages]
        texts += [phrase for page in pages for phrase in settings.phrases.get(page.topic, ())]
        counts: Counter[str] = Counter()
        for word, times in Counter(words("\n".join(texts), settings)).items():
            counts[fold(word)] += times
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
        "others": [
            {"locale": other, "folder": search_folder(handbook, other), "common": _common_words(handbook, other)}
            for other in handbook.languages
            if other != language
        ],
        **{key: catalogue.labels[f"search_{key}"] for key in ("understood", "nothing")},
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
