"""Show the reference language's page where a language that is still a draft has none."""

from __future__ import annotations

from typing import Any

from handbook.site import stand_ins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


def on_files(files: Files, config: MkDocsConfig) -> None:
    """List the pages among the draft's files, before i18n chooses from them.

    They are no `File.generated`: i18n makes every file anew from its path and loses what has been generated.
    """
    for path in stand_ins(config.extra["handbook"]):
        files.append(File(path, config.docs_dir, config.site_dir, config.use_directory_urls))


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Tell search engines where the page stands itself."""
    if context["view"].stand_in and config.site_url:
        page.canonical_url = f"{config.site_url}{context['view'].stand_in.address}".replace("/./", "/")
