"""A page's Markdown as markup: sections as elements, sentences to say with their cues, placeholders.

It is read by the parser that the checks read it with, so what they have seen is what is shown. The theme styles what
stands here; nothing depends on the words of any language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from textwrap import dedent
from urllib.parse import urlsplit

from lxml import etree, html

from handbook.markdown_source import heading_id, markup, split_at_placeholders

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_AS_WRITTEN = {"code", "pre", "script", "style", "textarea"}
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no character for XML
_ADMONITION = re.compile(
    r"""^!!![ ]+(?P<kind>[\w-]+)(?:[ ]+"(?P<title>.*)")?[ \t]*\n(?P<text>(?:[ ]{4}.*\n|[ \t]*\n)+)""", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a page's markup says beside its text, and what its brackets mean.

    `placeholders` lead from the words in brackets to the ids of placeholders, `admonitions` from their kinds to their
    titles. `heading_link` names the link to a heading, `phrase_link` the one to a sentence with its {number}; without
    a name there is none.
    """

    placeholders: Mapping[str, str] = field(default_factory=dict)
    admonitions: Mapping[str, str] = field(default_factory=dict)
    heading_link: str = ""
    phrase_link: str = ""


def render(text: str, wording: Wording, target_of: Callable[[str], str]) -> html.HtmlElement:
    """A page's Markdown as an element that holds it; `target_of` says where an address leads that is written in it.

    What is written as an address and is none is left out.
    """
    text = _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    if "!!!" in text:
        text = _ADMONITION.sub(lambda found: _admonition(found, wording.admonitions), f"{text}\n")
    root = html.fragment_fromstring(markup(text), create_parent="div")
    for element in list(root.iter(etree.Element)):  # without the links that headings are given
        if element.tag in _HEADINGS:
            _identify(element, wording.heading_link)
        for attribute in ("href", "src"):
            target = element.get(attribute)
            if target is None:
                continue
            if _is_address(target):
                element.set(attribute, target_of(target))
            else:
                del element.attrib[attribute]
    _mark_placeholders(root, wording.placeholders)
    for section in _sections(root):
        _mark_phrases(section, wording.phrase_link)
        _label_cells(section)
    return root


def inner_markup(element: html.HtmlElement) -> str:
    """The markup of what is in an element, without what stands before its first child."""
    return "".join(html.tostring(child, encoding="unicode") for child in element)


def _is_address(target: str) -> bool:
    """Whether what is written as an address can be taken apart; else whoever looks at it later would stumble."""
    with suppress(ValueError):
        return bool(urlsplit(target).geturl())
    return False


def _admonition(found: re.Match[str], titles: Mapping[str, str]) -> str:
    """`!!! kind "title"`, with the indented text below it, as the theme styles it; CommonMark has no form for it."""
    kind = found["kind"]
    title = titles.get(kind, kind.capitalize()) if found["title"] is None else found["title"]
    head = f'<p class="admonition-title">{escape(title)}</p>\n' if title else ""
    return f'<div class="admonition {kind}">\n{head}\n{dedent(found["text"])}\n</div>\n\n'


def _identify(heading: html.HtmlElement, link_name: str) -> None:
    """Take the id that is written behind a heading's words, and give the heading a link to itself."""
    last = heading[-1] if len(heading) else None
    words, found = heading_id((heading.text if last is None else last.tail) or "")
    if not found:
        return
    if last is None:
        heading.text = words
    else:
        last.tail = words
    heading.set("id", found)
    if link_name:
        heading.append(_link("headerlink", found, {"title": link_name}))


def _link(kind: str, target: str, names: Mapping[str, str]) -> html.HtmlElement:
    link = html.Element("a", {"class": kind, "href": f"#{target}", **names})
    link.text = "#"
    return link


def _mark_placeholders(root: html.HtmlElement, ids: Mapping[str, str]) -> None:
    """Make `[name]` a marked span, which a script may fill."""
    for element in list(root.iter(etree.Element)):
        if element.tag in _AS_WRITTEN:
            continue
        if element.text and "[" in element.text:
            element.text, spans = _with_spans(element.text, ids)
            element[:0] = spans
        for child in list(element):
            if child.tail and "[" in child.tail:
                child.tail, spans = _with_spans(child.tail, ids)
                place = element.index(child) + 1
                element[place:place] = spans


def _with_spans(text: str, ids: Mapping[str, str]) -> tuple[str, list[html.HtmlElement]]:
    """The text before the first placeholder, and a span for each, with the text after it."""
    before, spans = "", list[html.HtmlElement]()
    for piece, is_placeholder in split_at_placeholders(text):
        if is_placeholder:
            span = html.Element("span", {"class": "placeholder"})
            span.text = f"[{piece}]"
            if identity := ids.get(piece):
                span.set("data-placeholder", identity)
            spans.append(span)
        elif spans:
            spans[-1].tail = piece
        else:
            before = piece
    return before, spans


def _sections(root: html.HtmlElement) -> list[html.HtmlElement]:
    """Wrap each second-level heading, with all that follows it, into a `section`."""
    sections: list[html.HtmlElement] = []
    for child in list(root):
        if child.tag == "h2":
            name = child.get("id", "")
            section = html.Element("section", {"class": f"part part--{name}", "aria-labelledby": name})
            child.addprevious(section)
            sections.append(section)
        if sections:
            sections[-1].append(child)
    return sections


def _mark_phrases(section: html.HtmlElement, link_name: str) -> None:
    """Number the quotations of a section, and mark the paragraph before each as its cue, with a link to the two.

    The link stands in the cue: whoever selects the sentence must not have it with it.
    """
    quotations = [element for element in section if element.tag == "blockquote"]
    for number, quotation in enumerate(quotations, 1):
        phrase = f"{section.get('aria-labelledby')}-{number}"
        quotation.set("class", "phrase")
        quotation.set("id", phrase)
        before = quotation.getprevious()
        if before is not None and before.tag == "p":
            before.set("class", "cue")
            if link_name:
                name = link_name.replace("{number}", str(number))
                before.append(_link("phrase-link", phrase, {"title": name, "aria-label": name}))


def _label_cells(section: html.HtmlElement) -> None:
    """Repeat the head of its column on every cell, for screens too narrow for columns."""
    for table in section.iter("table"):
        heads = [head.text_content() for head in table.iter("th")]
        for row in table.iter("tr"):
            for head, cell in zip(heads, row.findall("td"), strict=False):
                cell.set("data-label", head)
