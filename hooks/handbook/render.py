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
    """Renders a topic's page so that its parts can be found and styled.

    `placeholders` lead from the words in brackets to the ids of placeholders, `phrase_link` names the link to a
    sentence with its {number}, and without a name there is none: both come with each page, in its language.
    """

    def __init__(self, **settings: Any) -> None:
        self.config = {
            "placeholders": [{}, "ids of placeholders by the words in brackets"],
            "phrase_link": ["", "the name of the link to a sentence to say"],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        """Run once `attr_list` (8) has given headings their ids, and before MkDocs notes the ids on the page (5)."""
        sections = _Sections(md, self.getConfig("phrase_link"))
        md.treeprocessors.register(sections, "handbook-sections", 6)
        placeholder = _Placeholder(_PLACEHOLDER, md, self.getConfig("placeholders"))
        md.inlinePatterns.register(placeholder, "handbook-placeholder", 100)


class _Placeholder(InlineProcessor):
    """`[name]` as a marked span, which a script may fill."""

    def __init__(self, pattern: str, md: Markdown, ids: dict[str, str]) -> None:
        super().__init__(pattern, md)
        self._ids = ids

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]
        span = ElementTree.Element("span", {"class": "placeholder"})
        span.text = m.group(0)
        if identity := self._ids.get(m.group(1)):
            span.set("data-placeholder", identity)
        return span, m.start(0), m.end(0)


class _Sections(Treeprocessor):
    """Wraps each second-level heading, with all that follows it, into a `section`."""

    def __init__(self, md: Markdown, phrase_link: str) -> None:
        super().__init__(md)
        self._phrase_link = phrase_link

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
            _mark_phrases(part, self._phrase_link)
            _label_cells(part)


def _mark_phrases(section: ElementTree.Element, link_name: str) -> None:
    """Number the quotations of a section, and mark the paragraph before each as its cue, with a link to the two."""
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
                if link_name:
                    before.append(_link_to(f"{section_id}-{number}", link_name.replace("{number}", str(number))))
        before = element


def _link_to(phrase: str, name: str) -> ElementTree.Element:
    """A link as headings have one. It stands in the cue: whoever selects the sentence must not have it with it."""
    link = ElementTree.Element("a", {"class": "phrase-link", "href": f"#{phrase}", "title": name, "aria-label": name})
    link.text = "#"
    return link


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
