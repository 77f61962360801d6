"""Where the files for machines stand in the site, and how they name each other. Programs rely on it: see README.md."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from handbook.load import PAGES_FOLDER, Handbook
from handbook.pages import Page, Section
from handbook.site import MARKDOWN_FILE, markdown_address, page_address, shown_at

DATA_FILE = "handbook.json"
LLMS_FILE = "llms.txt"
REPLIES_FILE = "canned-replies-zammad.csv"
SCHEMA_ADDRESS = "schema/handbook-1.json"


@lru_cache(maxsize=16)  # page after page asks for the same few languages
def topic_pages(handbook: Handbook, language: str) -> dict[str, Page]:
    """The pages that a language has for topics, in the contract's order. None stands in for one that is missing.

    A page that cannot be read, or has not even a title and a summary, is missing too.
    """
    pages = {topic: handbook.page(language, topic) for topic in handbook.contract.topics}
    return {topic: page for topic, page in pages.items() if page and page.title and page.summary}


def published_sections(handbook: Handbook, page: Page) -> list[Section]:
    """The sections of a topic's page that programs are told of: those that the contract knows, so that ids stay."""
    known = {rule.id for rule in handbook.contract.kinds[page.kind].sections}
    return [section for section in page.sections if section.id in known]


def former_ids(handbook: Handbook, topic: str) -> list[str]:
    """The ids that a topic had before."""
    return [old for old, new in handbook.contract.redirects.items() if new == topic]


def former_addresses(handbook: Handbook, page: Page) -> list[str]:
    """Where the Markdown of a page stood before: in the same folder, so that the links in it hold there too."""
    folder = posixpath.dirname(posixpath.dirname(markdown_address(handbook, page)))
    return (
        [posixpath.join(folder, old, MARKDOWN_FILE) for old in former_ids(handbook, page.topic)] if page.topic else []
    )


def relative(target: str, origin: str) -> str:
    """The address of a file as another one names it; both from the site's root, which is "." itself."""
    here, there = origin.split("/")[:-1], [] if target == "." else target.split("/")
    shared = 0
    for folder, other in zip(here, there[:-1], strict=False):
        if folder != other:
            break
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:]) or "."


def linked(handbook: Handbook, page: Page, target: str) -> tuple[Page, str] | None:
    """The page that a link on a page leads to, and the section there, "" for none; None where it is no such link."""
    name, _, section = target.partition("#")
    if "://" in target or not name:
        return None
    here = posixpath.dirname(page.path.removeprefix(f"{PAGES_FOLDER}/"))
    found = shown_at(handbook, posixpath.normpath(posixpath.join(here, name)))
    return (found, section) if found else None


def whole_address(site_url: str, place: str) -> str:
    """An address with its host, where the site's own is known; else from the site's root."""
    return f"{site_url.rstrip('/')}/{place}" if site_url else place


def address_of_link(handbook: Handbook, page: Page, target: str) -> str:
    """Where a link on a page leads, from the site's root; an address outside stays as it is."""
    if target.startswith("#"):
        return f"{page_address(handbook, page)}{target}"
    found = linked(handbook, page, target)
    if found is None:
        return target
    other, section = found
    return f"{page_address(handbook, other)}#{section}" if section else page_address(handbook, other)
