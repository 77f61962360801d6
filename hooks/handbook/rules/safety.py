"""Rules about safety: a translation comes from a stranger, and a page must do nothing but be read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from handbook.findings import Finding
from handbook.load import PAGES_FOLDER, Handbook
from handbook.rules.patterns import Pattern, places

_HTML = Pattern(re.compile(r"<[A-Za-z/!?][^>\n]*>?|&#?\w+;"), ("<", "&"))
_ADDRESS = Pattern(
    re.compile(r"\b(?:javascript|data|vbscript|file|blob):(?!\s)", re.IGNORECASE),
    ("javascript:", "data:", "vbscript:", "file:", "blob:"),
)
_OUTSIDE = Pattern(re.compile(r"(?:https?:)?//[\w.\[-]+|\bmailto:|\bwww\.", re.IGNORECASE), ("//", "mailto:", "www."))
_REFERENCE = Pattern(re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S", re.MULTILINE), ("]:",))
_IMAGE = Pattern(re.compile(r"!\[\s*\]"), ("![",))
_IMAGE_FILE = Pattern(re.compile(r"!\[[^\]]*\]\([^)\s]+[^)]*\)"), ("![",))
_TEMPLATE = Pattern(
    re.compile(r"\{\{|\{%|\{#(?!\s*[a-z][a-z0-9-]*\s*\})|-{1,2}8<-{1,2}|^!\w+\s*\[?|^::: ", re.MULTILINE),
    ("{{", "{%", "{#", "8<", "\n!", "\n:::"),
)
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_HEADING_ID = re.compile(r"^##\s.*?(\{:?\s*#[a-z][a-z0-9-]*\s*\})\s*$")


def no_markup(handbook: Handbook) -> Iterator[Finding]:
    """HB701: a page has no HTML: Markdown has all that a page needs, and scripts come as HTML."""
    yield from _matches(handbook, _HTML, "HB701", "HTML stands here", "say it in Markdown, or remove it")


def images_have_text(handbook: Handbook) -> Iterator[Finding]:
    """HB707: an image has a text that says what it shows, for whoever cannot see it."""
    advice = "write what it shows between the brackets"
    yield from _matches(handbook, _IMAGE, "HB707", "an image without text stands here", advice)


def images_are_here(handbook: Handbook) -> Iterator[Finding]:
    """HB708: an image is a file among the pages."""
    for place in places((page for page in handbook.all_pages() if "![" in page.source), _IMAGE_FILE):
        name = place.words.split("](", 1)[1].split()[0].strip("<>)")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(place.text.path), name))
        if not path.startswith(f"{PAGES_FOLDER}/") or not (handbook.root / path).is_file():
            message = f"the image {name[:40]} is not among the pages"
            advice = "remove it; say in words what it shows"
            yield Finding(place.text.language, place.text.path, place.line, place.column, "HB708", message, advice)


def no_dangerous_addresses(handbook: Handbook) -> Iterator[Finding]:
    """HB702: no address runs or carries anything (javascript:, data:, file:)."""
    advice = "remove it; link to a page of the handbook"
    yield from _matches(handbook, _ADDRESS, "HB702", "an address that can run something stands here", advice)


def no_outside_addresses(handbook: Handbook) -> Iterator[Finding]:
    """HB703: no page leads out of the handbook or loads anything from elsewhere."""
    advice = "remove it; link to a page of the handbook"
    yield from _matches(handbook, _OUTSIDE, "HB703", "an address outside the handbook stands here", advice)
    yield from _matches(
        handbook, _REFERENCE, "HB703", "an address for later use stands here", "put it into the link itself"
    )


def no_attributes(handbook: Handbook) -> Iterator[Finding]:
    """HB704: braces hold the id of a section heading and nothing else: no style, no event, no class."""
    for page in handbook.all_pages():
        for number, line in enumerate(page.source.split("\n"), 1):
            if "{" not in line:
                continue
            heading = _HEADING_ID.match(line)
            allowed = heading[1] if heading else None
            for match in _ATTRIBUTES.finditer(line):
                if match[0] != allowed:
                    message = f"“{match[0]}” stands here"
                    yield page.finding(number, "HB704", message, "remove it; only a section's heading has an id")


def no_templates(handbook: Handbook) -> Iterator[Finding]:
    """HB705: a page includes nothing and is no template."""
    yield from _matches(handbook, _TEMPLATE, "HB705", "a template or an inclusion stands here", "remove it")


def files_stay_inside(handbook: Handbook) -> Iterator[Finding]:
    """HB706: the pages' folder holds pages only, and nothing there or in translations/ leads elsewhere."""
    for stray in handbook.stray_files:
        parts = stray.path.removesuffix(".yml").split("/")
        language = next((part for part in parts[1:] if part in handbook.languages), "")
        if stray.leads_out:
            message, advice = "this leads out of its place", "put the file itself here"
        else:
            message, advice = "this file is no page of a language of the handbook", "remove it, or move it"
        yield Finding(language, stray.path, 1, 1, "HB706", message, advice)


def _matches(handbook: Handbook, pattern: Pattern, code: str, message: str, advice: str) -> Iterator[Finding]:
    for place in places(handbook.all_texts(), pattern):
        shown = f"{message}: {place.words[:40]}"
        yield Finding(place.text.language, place.text.path, place.line, place.column, code, shown, advice)
