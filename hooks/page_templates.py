"""Give every page its template, and the template what the contract knows about the page."""

from __future__ import annotations

from html import escape
from typing import Any

from handbook.freshness import is_fault, moved_sections
from handbook.load import PAGES_FOLDER
from handbook.site import catalogue_of, files_root
from handbook.views import page_view, title_markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Choose the template by what the page is, and describe the page by its summary."""
    view = page_view(config.extra["handbook"], page.file.src_uri, config.extra["findings"])
    page.meta["view"] = view
    page.meta["template"] = f"{view.template}.html"
    page.meta["title"] = title_markup(view)
    page.meta["description"] = "" if view.stand_in else escape(view.summary)  # without one, the theme takes the site's
    page.meta["hide"] = ["toc"]
    page.meta["search"] = {"exclude": True}  # from the theme's own index, which hooks/search_index.py replaces


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Hand the page's view to its template, as `view`, and where the project's files can be edited.

    Whoever writes the handbook, and so has it served, is shown what is wrong with the page.
    """
    # The theme's skip link leads to the first heading; a table of contents is shown nowhere.
    page.toc = TableOfContents([AnchorLink(page.meta["view"].title, "content", 1)])
    handbook, findings = config.extra["handbook"], config.extra["findings"]
    context["view"] = page.meta["view"]
    context["rule_words"] = catalogue_of(handbook, page.meta["view"].language).rules
    if config.extra["serving"]:
        path = f"{PAGES_FOLDER}/{page.file.src_uri}"
        context["page_findings"] = [finding for finding in findings if finding.path == path and is_fault(finding)]
        context["moved_sections"] = moved_sections(handbook, path)
        context["findings_language"] = handbook.reference
    context["files_root"] = files_root(page.edit_url, f"{PAGES_FOLDER}/{page.file.src_uri}")
