"""A language as data: what `handbook-1.schema.json` describes, key by key."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from handbook.catalogue import Catalogue
from handbook.load import Handbook
from handbook.markdown_source import Block, BlockKind, links_with_words, placeholders, plain
from handbook.pages import Page, Section
from handbook.publishing.addresses import (
    DATA_FILE,
    SCHEMA_ADDRESS,
    address_of_link,
    former_ids,
    linked,
    published_sections,
    relative,
    topic_pages,
)
from handbook.site import catalogue_of, home_folder, markdown_address, page_address

SCHEMA_FILE = Path(__file__).with_name("handbook-1.schema.json")

Data = dict[str, Any]


@cache
def schema() -> Data:
    """The schema of the data. What it says of the version is said nowhere else."""
    found: Data = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return found


def build_data(handbook: Handbook, language: str, site_url: str) -> Data:
    """Everything that a language has, in the contract's order."""
    catalogue, contract = catalogue_of(handbook, language), handbook.contract
    pages = topic_pages(handbook, language)
    here = home_folder(handbook, language) + DATA_FILE
    return {
        "$schema": relative(SCHEMA_ADDRESS, here),
        "version": schema()["properties"]["version"]["const"],
        "language": language,
        "name": handbook.languages[language].name,
        "direction": catalogue.direction,
        "title": catalogue.site["name"],
        "description": catalogue.site["description"],
        "draft": language in handbook.drafts,
        "root": relative(".", here) + "/",
        "site_url": site_url or None,
        "languages": [
            {
                "language": other.locale,
                "name": other.name,
                "draft": other.locale in handbook.drafts,
                "data": home_folder(handbook, other.locale) + DATA_FILE,
            }
            for other in handbook.languages.values()
        ],
        "kinds": [
            {
                "id": kind.id,
                "name": catalogue.labels[kind.folder],
                "groups": [
                    {"id": group, "name": catalogue.groups[kind.id][group]} for group in contract.groups[kind.id]
                ],
            }
            for kind in contract.kinds.values()
        ],
        "urgencies": {urgency: catalogue.urgencies[urgency] for urgency in contract.urgencies},
        "channels": {channel: catalogue.channels[channel] for channel in contract.channels},
        "placeholders": {placeholder: catalogue.placeholders[placeholder] for placeholder in contract.placeholders},
        "sources": [
            {"id": guideline, "language": source.language, "text": catalogue.sources[guideline]}
            for source in contract.sources.values()
            for guideline in source.guidelines
        ],
        "topics": [_topic(handbook, catalogue, page) for page in pages.values()],
        "missing": [topic for topic in contract.topics if topic not in pages],
    }


def _topic(handbook: Handbook, catalogue: Catalogue, page: Page) -> Data:
    topic = handbook.contract.topics[page.topic]
    return {
        "id": topic.id,
        "former_ids": former_ids(handbook, topic.id),
        "kind": topic.kind,
        "group": topic.group,
        "urgency": topic.urgency,
        "channels": list(topic.channels),
        "title": page.title,
        "summary": page.summary,
        "aliases": list(page.aliases),
        "address": page_address(handbook, page),
        "markdown": markdown_address(handbook, page),
        "lead": [_text(handbook, page, item.text) for block in page.lead for item in block.items],
        "sections": [_section(handbook, catalogue, page, section) for section in published_sections(handbook, page)],
        "related": list(topic.related),
        "sources": list(topic.merges),
    }


def _section(handbook: Handbook, catalogue: Catalogue, page: Page, section: Section) -> Data:
    return {
        "id": section.id,
        "heading": plain(section.heading),
        "content": _content(handbook, catalogue, page, section),
    }


def _content(handbook: Handbook, catalogue: Catalogue, page: Page, section: Section) -> list[Data]:
    """The section's blocks. Sentences to say that follow each other are one, their cues are with them."""
    found: list[Data] = []
    phrases = {phrase.line: phrase for phrase in section.phrases}
    number = 0
    for place, block in enumerate(section.blocks):
        following = section.blocks[place + 1] if place + 1 < len(section.blocks) else None
        match block.kind:
            case BlockKind.QUOTE:
                number += 1
                if not found or found[-1]["type"] != "phrases":
                    found.append({"type": "phrases", "items": []})
                phrase = phrases[block.line]
                words = placeholders(phrase.text)
                found[-1]["items"].append(
                    {
                        "anchor": f"{section.id}-{number}",
                        "cue": plain(phrase.cue),
                        "text": plain(phrase.text),
                        "placeholders": [key for word in words if (key := catalogue.placeholder_id(word))],
                    }
                )
            case BlockKind.PARAGRAPH if following and following.kind is BlockKind.QUOTE:
                pass  # it is that sentence's cue
            case BlockKind.STEPS | BlockKind.BULLETS:
                kind = "steps" if block.kind is BlockKind.STEPS else "bullets"
                items = [_text(handbook, page, item.text) for item in block.items]
                found.append({"type": kind, "items": items})
            case BlockKind.TABLE:
                found += _table(handbook, page, block)
            case _:
                texts = [_text(handbook, page, item.text) for item in block.items]
                found += [{"type": "paragraph", **text} for text in texts if text["text"]]
    return found


def _table(handbook: Handbook, page: Page, table: Block) -> list[Data]:
    """A table's rows as pairs; as paragraphs where they are none, on a page that is not finished."""
    if len(table.rows[0]) == 2:
        pairs = [[_text(handbook, page, cell.text) for cell in row] for row in table.rows[1:]]
        return [{"type": "pairs", "items": [{"worse": worse, "better": better} for worse, better in pairs]}]
    rows = [" – ".join(cell.text for cell in row) for row in table.rows[1:]]
    return [{"type": "paragraph", **_text(handbook, page, row)} for row in rows]


def _text(handbook: Handbook, page: Page, text: str) -> Data:
    """A text without the marks of Markdown; where its links lead stands beside it."""
    return {
        "text": plain(text),
        "links": [
            {
                "text": words,
                "topic": found[0].topic or None if (found := linked(handbook, page, target)) else None,
                "address": address_of_link(handbook, page, target),
            }
            for words, target in links_with_words(text)
        ],
    }
