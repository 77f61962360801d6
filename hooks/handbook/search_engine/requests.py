"""What the engine is told: how to make the index of a language, and how to search it."""

from __future__ import annotations

from typing import Any

from handbook.search.settings import SearchSettings
from handbook.search_engine.analysis import (
    ASKED_FORM,
    ASKED_STEM,
    ASKED_TYPED,
    BEGINNING,
    FORM,
    STEM,
    TYPED,
    build_analysis,
)

Data = dict[str, Any]

# How much a word counts in each field, and a single entry that is like the whole query: as in
# theme/assets/javascripts/search/engine.js.
WEIGHTS = {"title": 4, "aliases": 3, "phrases": 1.8, "summary": 1, "sections.text": 0.4}
LIKENESS = 3

_SPELLING = 3  # a word that stands in any entry, with typing errors
_UNFINISHED = 1  # an entry that has words which only begin so
_SPELLINGS = 6  # words that one with typing errors may be meant for: engines limit what a search looks up to 1024

_KEYWORDS = ("language", "topic", "former_ids", "kind", "group", "urgency", "channels")
_ONLY_SHOWN = {"type": "keyword", "index": False, "doc_values": False}

_EXAMPLE = "threat"  # for whoever tries the request as it is
_RESULTS = 5


def build_index(settings: SearchSettings) -> Data:
    """The body of the request that makes an index: its analysis and its fields, of which it takes no others."""
    text: Data = {"type": "text", "analyzer": STEM, "search_analyzer": ASKED_STEM}
    forms: Data = {
        FORM: {"type": "text", "analyzer": FORM, "search_analyzer": ASKED_FORM},
        BEGINNING: {"type": "text", "analyzer": BEGINNING, "search_analyzer": ASKED_FORM},
    }
    if settings.transliteration:
        forms[TYPED] = {"type": "text", "analyzer": TYPED, "search_analyzer": ASKED_TYPED}
    entry: Data = {"text": text | {"fields": forms}}
    section: Data = {"id": {"type": "keyword"}, "heading": _ONLY_SHOWN, "address": _ONLY_SHOWN, "text": text}
    return {
        "settings": {"analysis": build_analysis(settings)},
        "mappings": {
            "dynamic": "strict",
            "properties": {
                **{name: {"type": "keyword"} for name in _KEYWORDS},
                "address": _ONLY_SHOWN,
                **dict.fromkeys(("title", "aliases", "phrases", "summary"), text),
                "entries": {"type": "nested", "include_in_parent": True, "properties": entry},
                "sections": {"type": "nested", "include_in_parent": True, "properties": section},
            },
        },
    }


def build_search(settings: SearchSettings) -> Data:
    """The body of a search by template: what somebody has typed stands once, as its parameter `query`.

    BM25 over the weighted fields finds the topic that says most of it; the best single entry (title, alias, phrase),
    which a long list of phrases would drown, is counted again. The sections rank nothing: they say where to begin.
    """
    ways = [
        _multi_match([f"{name}^{weight}" for name, weight in WEIGHTS.items()]),
        _multi_match([f"entries.text.{FORM}^{_SPELLING}"], fuzzy=True),
        _best_entry([_multi_match(["entries.text"]), _multi_match([f"entries.text.{FORM}"], fuzzy=True)], LIKENESS),
        _best_entry([_multi_match([f"entries.text.{BEGINNING}"])], _UNFINISHED),
    ]
    if settings.transliteration:
        typed = f"entries.text.{TYPED}"
        ways += [
            _multi_match([f"{typed}^{_SPELLING}"], fuzzy=True),
            _best_entry([_multi_match([typed], fuzzy=True)], LIKENESS),
        ]
    return {
        "source": {
            "size": _RESULTS,
            "_source": {"excludes": ["aliases", "phrases", "entries", "sections"]},
            "query": {"bool": {"must": {"bool": {"should": ways}}, "should": _best_section()}},
            "highlight": _highlight("title", "summary"),
        },
        "params": {"query": _EXAMPLE},
    }


def _multi_match(fields: list[str], fuzzy: bool = False) -> Data:
    """Every field counts, not only the best one; fuzzy lets typing errors pass, more in longer words."""
    query: Data = {"query": "{{query}}", "fields": fields, "type": "most_fields"}
    return {"multi_match": query | ({"fuzziness": "AUTO", "max_expansions": _SPELLINGS} if fuzzy else {})}


def _best_entry(ways: list[Data], weight: float) -> Data:
    query = {"bool": {"should": ways}} if len(ways) > 1 else ways[0]
    return {"nested": {"path": "entries", "score_mode": "max", "boost": weight, "query": query}}


def _best_section() -> Data:
    """The section that answers best, with its address and the sentence."""
    return {
        "nested": {
            "path": "sections",
            "boost": 0,
            "query": _multi_match(["sections.text"]),
            "inner_hits": {
                "size": 1,
                "_source": ["sections.id", "sections.heading", "sections.address"],
                "highlight": _highlight("sections.text"),
            },
        }
    }


def _highlight(*fields: str) -> Data:
    """Marked words in text that is safe within HTML; a word is marked that was found in another form, too."""
    return {
        "encoder": "html",
        "pre_tags": ["<mark>"],
        "post_tags": ["</mark>"],
        "require_field_match": False,
        "fields": {field: {} for field in fields},
    }
