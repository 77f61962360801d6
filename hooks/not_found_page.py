"""One page for addresses that lead nowhere; it speaks every language, because nobody knows who comes."""

from __future__ import annotations

from typing import Any

from handbook.site import HOME_PAGE
from handbook.views import page_view
from mkdocs.config.defaults import MkDocsConfig

NAME = "404.html"


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> None:
    """Give the page the view of the reference language's home page."""
    if template_name == NAME:
        handbook = config.extra["handbook"]
        context["view"] = page_view(handbook, f"{handbook.reference}/{HOME_PAGE}")


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the reference language's: every language builds the page to the same place, the last would stay."""
    is_other = config.theme["language"] != config.extra["handbook"].reference
    return "" if template_name == NAME and is_other else output
