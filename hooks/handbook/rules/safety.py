"""Rules about safety: a translation comes from a stranger, and a page must do nothing but be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.findings import Finding
from handbook.load import PAGES_FOLDER, Handbook

_HTML = re.compile(r"<[A-Za-z/!?][^>\n]*>?")
_ADDRESS = re.compile(r"\b(?:javascript|data|vbscript|file):", re.IGNORECASE)
_OUTSIDE = re.compile(r"(?:https?:)?//[\w.-]+|\bmailto:|\bwww\.", re.IGNORECASE)
_IMAGE = re.compile(r"!\[\s*\]")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_HEADING_ID = re.compile(r"^##\s.*?(\{:?\s*#[a-z][a-z0-9-]*\s*\})\s*$")
_TEMPLATE = re.compile(r"\{\{|\{%|\{#(?!\s*[a-z][a-z0-9-]*\s*\})|-{1,2}8<-{1,2}|^!\w+\s*\[?|^::: ", re.MULTILINE)


def no_markup(handbook: Handbook) -> Iterator[Finding]:
    """HB701: a page has no HTML: Markdown has all that a page needs, and scripts come as HTML."""
    yield from _matches(handbook, _HTML, "HB701", "HTML stands here", "say it in Markdown, or remove it")


def images_have_text(handbook: Handbook) -> Iterator[Finding]:
    """HB707: an image has a text that says what it shows, for whoever cannot see it."""
    advice = "write what it shows between the brackets"
    yield from _matches(handbook, _IMAGE, "HB707", "an image without text stands here", advice)


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
    """HB706: the pages' folder holds pages only: no link to elsewhere, no other kind of file."""
    home = (handbook.root / PAGES_FOLDER).resolve()
    for file in sorted((handbook.root / PAGES_FOLDER).rglob("*")):
        path = file.relative_to(handbook.root).as_posix()
        parts = file.relative_to(handbook.root / PAGES_FOLDER).parts
        language = parts[0] if parts[0] in handbook.languages else ""
        if file.is_symlink() or not file.resolve().is_relative_to(home):
            yield Finding(language, path, 1, 1, "HB706", "this leads out of its place", "put the file itself here")
        elif file.is_file() and (file.suffix != ".md" or not language):
            message = "this file is no page of a language of the handbook"
            yield Finding(language, path, 1, 1, "HB706", message, "remove it, or move it to its language")


def _matches(handbook: Handbook, pattern: re.Pattern[str], code: str, message: str, advice: str) -> Iterator[Finding]:
    """A finding for every place of a page, front matter included, that a pattern matches."""
    for page in handbook.all_pages():
        for match in pattern.finditer(page.source):
            line = page.source.count("\n", 0, match.start()) + 1
            column = match.start() - page.source.rfind("\n", 0, match.start())
            shown = f"{message}: {match[0].strip()[:40]}"
            yield Finding(page.language, page.path, line, column, code, shown, advice)
