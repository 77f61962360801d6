"""A language's topics as documents for the engine, one for each topic.

Not one for each section: what is looked for is a topic, and what it is found by (title, aliases, phrases) is about all
of it. Its sections are within, so that a result can lead to the one that answers best.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from handbook.load import Handbook
from handbook.markdown_source import plain
from handbook.pages import Page
from handbook.publishing.addresses import former_ids, published_sections, topic_pages, whole_address
from handbook.search.pieces import Field, pieces_of, texts_of
from handbook.search.settings import SearchSettings
from handbook.site import page_address

Data = dict[str, Any]


def build_documents(handbook: Handbook, language: str, site_url: str) -> Iterator[tuple[str, Data]]:
    """The id and the document of each topic that a language has, in the contract's order.

    An id stays for as long as the topic has its name. `site_url` goes before the addresses, where it is known; without
    it they begin at the site's root.
    """
    settings = handbook.search.get(language, SearchSettings())
    for page in topic_pages(handbook, language).values():
        yield f"{language}:{page.topic}", _document(handbook, page, settings, site_url)


def _document(handbook: Handbook, page: Page, settings: SearchSettings, site_url: str) -> Data:
    topic = handbook.contract.topics[page.topic]
    address = whole_address(site_url, page_address(handbook, page))
    pieces = pieces_of(page, settings)
    entries = (*pieces[Field.TITLE], *pieces[Field.ALIAS], *pieces[Field.PHRASE])
    return {
        "language": page.language,
        "topic": topic.id,
        "former_ids": former_ids(handbook, topic.id),
        "kind": topic.kind,
        "group": topic.group,
        "urgency": topic.urgency,
        "channels": list(topic.channels),
        "address": address,
        "title": page.title,
        "aliases": pieces[Field.ALIAS],
        "phrases": pieces[Field.PHRASE],
        "summary": pieces[Field.SUMMARY],
        "entries": [{"text": text} for text in entries],
        "sections": [
            {
                "id": section.id,
                "heading": plain(section.heading),
                "address": f"{address}#{section.id}",
                "text": list(texts_of(section)),
            }
            for section in published_sections(handbook, page)
        ],
    }


def bulk_parts(documents: Iterable[tuple[str, Data]], limit: int) -> Iterator[bytes]:
    """The documents as bodies for `_bulk`, of at most `limit` bytes each; a document is never cut in two.

    They name no index: the address that they are sent to does.
    """
    part = b""
    for name, document in documents:
        pair = _line({"index": {"_id": name}}) + _line(document)
        if part and len(part) + len(pair) > limit:
            yield part
            part = b""
        part += pair
    if part:
        yield part


def _line(data: Data) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
