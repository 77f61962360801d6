"""The handbook as a site: where its pages stand, and what the site calls itself in each language."""

from __future__ import annotations

import posixpath
from decimal import Decimal
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_percent

from handbook.catalogue import Catalogue, completed
from handbook.load import PAGES_FOLDER, Handbook
from handbook.pages import Page

HOME_PAGE = "index.md"
SOURCES_PAGE = "sources.md"
GLOSSARY_PAGE = "glossary.md"
COVERAGE_PAGE = "coverage.md"
MARKDOWN_FILE = "index.md"
CARDS_PAGE = "cards.md"
PAGES_BELOW = (CARDS_PAGE, SOURCES_PAGE, GLOSSARY_PAGE, COVERAGE_PAGE)  # the topics, in the navigation
NOT_FOUND_FILE = "404.html"
SITEMAP_FILE = "sitemap.xml"


def catalogue_of(handbook: Handbook, language: str) -> Catalogue:
    """A language's catalogue, or the reference language's where it has none that can be read.

    That of a draft has the reference's words where it lacks its own.
    """
    reference = handbook.catalogues[handbook.reference]
    catalogue = handbook.catalogues.get(language, reference)
    return completed(catalogue, reference) if language in handbook.drafts else catalogue


def page_at(handbook: Handbook, path: str) -> Page | None:
    """The page at a path that begins with the language (`hr/scenarios/legal-threat.md`)."""
    language, _, name = path.partition("/")
    page = handbook.page(language, name.rsplit("/", 1)[-1].removesuffix(".md"))
    if page and page.path == f"{PAGES_FOLDER}/{path}":
        return page
    others = handbook.other_pages.get(language, ())
    return next((other for other in others if other.path == f"{PAGES_FOLDER}/{path}"), None)


def stand_in_at(handbook: Handbook, path: str) -> Page | None:
    """The reference language's page that is shown at a path of a draft which has none there yet."""
    language, _, name = path.partition("/")
    if language not in handbook.drafts or page_at(handbook, path):
        return None
    return page_at(handbook, f"{handbook.reference}/{name}")


def shown_at(handbook: Handbook, path: str) -> Page | None:
    """The page that is shown at a path: the one that stands there, or the one that stands in for it."""
    return page_at(handbook, path) or stand_in_at(handbook, path)


def shown_page(handbook: Handbook, language: str, topic: str) -> Page | None:
    """The page that is shown for a topic in a language, as `shown_at` says."""
    return shown_at(handbook, topic_path(handbook, language, topic))


def stand_ins(handbook: Handbook) -> list[str]:
    """The paths in drafts at which a page of the reference language is shown."""
    names = [page.name for page in handbook.all_pages(handbook.reference)]
    paths = [f"{language}/{name}" for language in sorted(handbook.drafts) for name in names]
    return [path for path in paths if stand_in_at(handbook, path)]


def language_name(language: str, reader: str) -> str:
    """A language's name in the reader's language, or its code where nobody knows it."""
    try:
        return Locale.parse(language, sep="-").get_display_name(Locale.parse(reader, sep="-")) or language
    except (UnknownLocaleError, ValueError):
        return language


def per_cent(number: int, reader: str) -> str:
    """A whole percentage as it is written in the reader's language."""
    try:
        return format_percent(Decimal(number) / 100, locale=Locale.parse(reader, sep="-"))
    except (UnknownLocaleError, ValueError):
        return f"{number} %"


def address(handbook: Handbook, path: str) -> str:
    """The address of a page from the site's root, without a leading slash; "./" is the root itself.

    `path` begins with the language, such as `hr/scenarios/legal-threat.md`. The reference language stands at the root.
    """
    language, _, name = path.partition("/")
    name = name.removesuffix(".md")
    name = "" if name == "index" else name.removesuffix("/index") + "/"
    prefix = "" if language == handbook.reference else f"{language}/"
    return f"{prefix}{name}" or "./"


def page_address(handbook: Handbook, page: Page) -> str:
    """The address at which a page stands itself, from the site's root; "" for the root."""
    return address(handbook, page.path.removeprefix(f"{PAGES_FOLDER}/")).removeprefix("./")


def markdown_address(handbook: Handbook, page: Page) -> str:
    """The address of a page as Markdown: beside the page, so that both lead on in the same way."""
    return f"{page_address(handbook, page)}{MARKDOWN_FILE}"


def home_folder(handbook: Handbook, language: str) -> str:
    """The folder of a language's home page from the site's root: "" or one with a last slash."""
    return address(handbook, f"{language}/{HOME_PAGE}").removeprefix("./")


def not_found_path(handbook: Handbook, language: str) -> str:
    """Where a language's page for addresses that lead nowhere stands, from the site's root."""
    return posixpath.normpath(posixpath.join(address(handbook, f"{language}/{HOME_PAGE}"), NOT_FOUND_FILE))


def topic_path(handbook: Handbook, language: str, topic: str) -> str:
    """The path of a topic's page under the pages' folder, as `address` takes it."""
    kind = handbook.contract.kinds[handbook.contract.topics[topic].kind]
    return posixpath.join(language, kind.folder, f"{topic}.md")


def files_root(edit_url: str | None, path: str) -> str:
    """Where the project's files stand on its forge, given where the page at `path` can be edited; "" if nowhere.

    MkDocs knows the address of pages only (`repo_url`, `edit_uri`); catalogues are wanted too.
    """
    return edit_url.removesuffix(path) if edit_url and edit_url.endswith(f"/{path}") else ""


def navigation(handbook: Handbook, language: str) -> list[Any]:
    """The navigation of one language, by kind and group, in MkDocs' form: names to lists of paths.

    Pages that are not shown are left out; that they are missing is a finding, not a broken link.
    """
    catalogue = catalogue_of(handbook, language)
    contract = handbook.contract
    items: list[Any] = [{catalogue.labels["home"]: HOME_PAGE}]
    for kind in contract.kinds.values():
        groups = []
        for group in contract.groups[kind.id]:
            topics = contract.topics_of(kind.id, group)
            paths = [f"{kind.folder}/{topic.id}.md" for topic in topics if shown_page(handbook, language, topic.id)]
            if paths:
                groups.append({catalogue.groups[kind.id][group]: paths})
        if groups:
            items.append({catalogue.labels[kind.folder]: groups})
    return [*items, *PAGES_BELOW]


def language_settings(handbook: Handbook, language: str) -> dict[str, Any]:
    """What a language sets of the site's configuration, in the options of mkdocs-static-i18n."""
    catalogue = catalogue_of(handbook, language)
    labels = catalogue.labels
    toggles = [labels["theme_light"], labels["theme_dark"], labels["theme_auto"]]
    return {
        "site_name": catalogue.site["name"],
        "site_description": catalogue.site["description"],
        "nav": navigation(handbook, language),
        "theme": {"language": language, "palette": [{"toggle": {"name": name}} for name in toggles]},
    }
