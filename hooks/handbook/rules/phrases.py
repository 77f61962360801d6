"""Rules about the sentences to say: each has its moment, and its placeholders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbook.contract import Holds
from handbook.findings import Finding
from handbook.load import Handbook
from handbook.markdown_source import Block, BlockKind, placeholders
from handbook.rules.contents import ruled_sections


def cues(handbook: Handbook) -> Iterator[Finding]:
    """HB408: a sentence to say is one quotation on one line, after a cue that says when, ending in a colon."""
    for page, section, rule in ruled_sections(handbook):
        if rule.holds is not Holds.PHRASES:
            continue
        before: Block | None = None
        for block in section.blocks:
            if block.kind is BlockKind.QUOTE:
                if before is None or before.kind is not BlockKind.PARAGRAPH:
                    message = "this sentence to say has no cue before it"
                    yield page.finding(block.line, "HB408", message, "write when it is to be said, ending in a colon")
                if len(block.items) != 1 or "\n" in block.items[0].text:
                    message = "a quotation here must be one paragraph on one line"
                    yield page.finding(block.line, "HB408", message, "join its lines, or give each phrase a cue")
            elif block.kind is BlockKind.PARAGRAPH and not block.items[0].text.endswith(":"):
                message = "a cue before a sentence to say must end in a colon"
                yield page.finding(block.line, "HB408", message, "end it with “:”, or remove the paragraph")
            before = block


def same_placeholders(handbook: Handbook) -> Iterator[Finding]:
    """HB405: a sentence to say has the placeholders of the reference language, in this language's words.

    Anywhere else, a word in brackets must at least be one of this language's placeholders.
    """
    yield from _unknown_elsewhere(handbook)
    known = handbook.catalogues.get(handbook.reference)
    for page, section, rule in ruled_sections(handbook):
        catalogue = handbook.catalogues.get(page.language)
        if rule.holds is not Holds.PHRASES or catalogue is None:
            continue
        reference = handbook.twin(page)
        twin = reference.section(section.id) if reference else None
        twins = twin.phrases if twin else []
        for index, phrase in enumerate(section.phrases):
            here = {word: catalogue.placeholder_id(word) for word in placeholders(phrase.text)}
            unknown = [word for word, identity in here.items() if identity is None]
            for word in unknown:
                message = f"“[{word}]” is no placeholder of this language"
                advice = f"use one of those in {catalogue.path}, under “placeholders”"
                yield page.finding(phrase.line, "HB405", message, advice)
            if unknown or known is None or reference is None or index >= len(twins):
                continue
            present = [catalogue.placeholder_id(word) for word in placeholders(phrase.text)]
            there = [known.placeholder_id(word) for word in placeholders(twins[index].text)]
            if Counter(present) != Counter(there):
                wanted = ", ".join(f"[{catalogue.placeholders.get(key, key)}]" for key in there if key)
                message = f"phrase {index + 1} has other placeholders than in {reference.path}"
                yield page.finding(phrase.line, "HB405", message, f"use {wanted or 'none'}")


def _unknown_elsewhere(handbook: Handbook) -> Iterator[Finding]:
    for page in handbook.all_pages():
        catalogue = handbook.catalogues.get(page.language)
        if catalogue is None or "[" not in page.source:
            continue
        said = {item.line for block in page.blocks if block.kind is BlockKind.QUOTE for item in block.items}
        for text in page.texts:
            for word in placeholders(text.text) if "[" in text.text and text.line not in said else ():
                if catalogue.placeholder_id(word) is None:
                    message = f"“[{word}]” is no placeholder of this language, and leads nowhere"
                    yield page.finding(text.line, "HB405", message, "remove the brackets, or make it a link")
