"""A Python-Markdown extension: sections as elements, sentences to say with their cues, placeholders.

The theme styles what stands here; nothing depends on the words of any language.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

# Brackets that are no link: what follows a link's text is “(”, “[” or “:”.
_PLACEHOLDER = r"\[([^\[\]]+)\](?![(\[:])"


class HandbookExtension(Extension):
    """Renders a topic's page so that its parts can be found and styled."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after headings have their ids, which `attr_list` (8) and `toc` (5) give them."""
        md.treeprocessors.register(_Sections(md), "handbook-sections", 1)
        md.inlinePatterns.register(_Placeholder(_PLACEHOLDER, md), "handbook-placeholder", 100)


class _Placeholder(InlineProcessor):
    """`[name]` as a marked span, which a script may fill."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]
        span = ElementTree.Element("span", {"class": "placeholder"})
        span.text = m.group(0)
        return span, m.start(0), m.end(0)


class _Sections(Treeprocessor):
    """Wraps each second-level heading, with all that follows it, into a `section`."""

    def run(self, root: ElementTree.Element) -> None:
        children = list(root)
        section: ElementTree.Element | None = None
        for child in children:
            if child.tag == "h2":
                section_id = child.get("id", "")
                section = ElementTree.Element(
                    "section", {"class": f"part part--{section_id}", "aria-labelledby": section_id}
                )
                root.insert(list(root).index(child), section)
            if section is not None:
                root.remove(child)
                section.append(child)
        for part in root.iter("section"):
            _mark_phrases(part)
            _label_cells(part)


def _mark_phrases(section: ElementTree.Element) -> None:
    """Number the quotations of a section, and mark the paragraph before each as its cue."""
    section_id = section.get("aria-labelledby", "")
    number = 0
    before: ElementTree.Element | None = None
    for element in section:
        if element.tag == "blockquote":
            number += 1
            element.set("class", "phrase")
            element.set("id", f"{section_id}-{number}")
            if before is not None and before.tag == "p":
                before.set("class", "cue")
        before = element


def _label_cells(section: ElementTree.Element) -> None:
    """Repeat the head of its column on every cell, for screens too narrow for columns."""
    for table in section.iter("table"):
        heads = ["".join(cell.itertext()) for cell in table.iter("th")]
        for row in table.iter("tr"):
            for head, cell in zip(heads, row.findall("td"), strict=False):
                cell.set("data-label", head)


def makeExtension(**settings: Any) -> HandbookExtension:
    """What Python-Markdown calls to make the extension."""
    return HandbookExtension(**settings)
