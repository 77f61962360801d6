"""Where the pages of the real handbook stand, taken from the handbook."""

from __future__ import annotations

from handbook import load
from handbook.load import PAGES_FOLDER
from handbook.site import HOME_PAGE, address
from tiny_handbook import PROJECT

REAL = load(PROJECT)
LOST = "404.html"


def address_of(path: str) -> str:
    """The address, from the site's root, of the page at a path such as `docs/hr/glossary.md`."""
    return address(REAL, path.removeprefix(f"{PAGES_FOLDER}/")).removeprefix("./")


PAGES = {address_of(page.path): page for page in REAL.all_pages()}
HOMES = {language: address_of(f"{language}/{HOME_PAGE}") for language in REAL.languages}


def one_of_each_kind(language: str) -> list[str]:
    """The addresses of a language's first page of each kind, and of every page that is no topic."""
    kinds = {page.kind: place for place, page in reversed(PAGES.items()) if page.language == language and page.topic}
    others = [place for place, page in PAGES.items() if page.language == language and not page.topic]
    return [*others, *kinds.values()]


def longest_scenario(language: str) -> str:
    """The address of a language's longest page of the first kind of topic."""
    first = next(iter(REAL.contract.kinds))
    pages = [place for place, page in PAGES.items() if page.language == language and page.topic and page.kind == first]
    return max(pages, key=lambda place: len(PAGES[place].source))
