"""The sentences to say as canned replies: text modules in the form that the helpdesk Zammad imports.

What it reads, and where that is documented, stands in README.md.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from handbook.load import Handbook
from handbook.markdown_source import placeholders, plain
from handbook.pages import Page
from handbook.publishing.addresses import published_sections, topic_pages, whole_address
from handbook.site import catalogue_of, page_address

COLUMNS = ("name", "keywords", "content", "note", "active")
NAME_CHARACTERS, KEYWORDS_CHARACTERS, NOTE_CHARACTERS = 250, 500, 250  # as wide as the helpdesk's own columns

# Placeholders that the helpdesk knows by itself; the others stay in brackets, for the agent to fill.
_VARIABLES = {
    "customer": "#{ticket.customer.firstname} #{ticket.customer.lastname}",
    "agent": "#{user.firstname} #{user.lastname}",
    "reference": "#{ticket.number}",
}
_CHOICE = "/"  # a placeholder with this leaves a choice, such as between two forms of address, that a person must make


def canned_replies(handbook: Handbook, language: str, site_url: str) -> bytes:
    """A language’s file, as RFC 4180 says, in UTF-8; a byte order mark would be read as part of the first name."""
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    names: Counter[str] = Counter()
    for page in topic_pages(handbook, language).values():
        rows.writerows(_rows(handbook, page, site_url, names))
    return written.getvalue().encode("utf-8")


def _rows(handbook: Handbook, page: Page, site_url: str, names: Counter[str]) -> Iterator[tuple[str, ...]]:
    words = catalogue_of(handbook, page.language).placeholders
    keywords = _keywords(page)
    for section in published_sections(handbook, page):
        for number, phrase in enumerate(section.phrases, 1):
            cue = plain(phrase.cue).rstrip(":")
            name = f"{page.title} – {cue}" if cue else page.title
            names[name] += 1  # the helpdesk takes what has the same name for the same
            if names[name] > 1:
                name = f"{name} ({names[name]})"
            content = plain(phrase.text)
            for word in placeholders(phrase.text):
                variable = next((_VARIABLES[key] for key in _VARIABLES if words.get(key) == word), "")
                if variable and _CHOICE not in word:
                    content = content.replace(f"[{word}]", variable)
            note = whole_address(site_url, f"{page_address(handbook, page)}#{section.id}-{number}")
            yield name[:NAME_CHARACTERS], keywords, content, note[:NOTE_CHARACTERS], "true"


def _keywords(page: Page) -> str:
    """The aliases, as many as fit: a value that is too wide would end the import."""
    kept = ""
    for alias in page.aliases:
        longer = f"{kept}, {alias}" if kept else alias
        if len(longer) > KEYWORDS_CHARACTERS:
            break
        kept = longer
    return kept
