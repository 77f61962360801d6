"""A page in every language for addresses that lead nowhere.

The reference language's is the one that hosts know, at the site's root. It leads readers of the others to theirs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handbook.files import write_whole
from handbook.site import HOME_PAGE, NOT_FOUND_FILE, not_found_path
from handbook.views import page_view
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> None:
    """Give the page the view of its language's home page."""
    if template_name == NOT_FOUND_FILE:
        handbook, language = config.extra["handbook"], config.plugins["i18n"].current_language
        context["view"] = page_view(handbook, f"{language}/{HOME_PAGE}")
        context["not_found_pages"] = {other: not_found_path(handbook, other) for other in handbook.languages}


@event_priority(-300)  # once it is as it will be
def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Put the page into its language's folder: MkDocs would write those of all languages to the same place."""
    handbook, language = config.extra["handbook"], config.plugins["i18n"].current_language
    if template_name != NOT_FOUND_FILE or language == handbook.reference:
        return output
    write_whole(Path(config.site_dir) / not_found_path(handbook, language), output.encode("utf-8"))
    return ""
