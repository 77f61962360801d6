"""Give every page its Content-Security-Policy.

A page that is served while it is being written has none: the server puts a script of its own into it, to load it anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from handbook.content_security import script_texts, source_of, with_policy
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

SCRIPTS = "partials/javascripts"  # where the theme keeps the scripts that it puts into pages


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Know the theme's own inline scripts, as they are in pages at a place from which `base_url` leads to the root."""
    if config.extra["serving"]:
        return
    places = (Path(folder) / SCRIPTS for folder in config.theme.dirs)  # its templates are thousands, most of them icons
    names = sorted({f"{SCRIPTS}/{file.name}" for place in places if place.is_dir() for file in place.iterdir()})
    features = config.theme.get("features") or []

    @cache
    def theme_scripts(base_url: str) -> list[tuple[str, str]]:
        rendered = (
            env.get_template(name).render(config=config, base_url=base_url, features=features) for name in names
        )
        return [(text, source_of(text)) for markup in rendered for text in script_texts(markup)]

    config.extra["theme_scripts"] = theme_scripts


@event_priority(-200)  # after whatever else changes pages
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the policy into a page."""
    return _protected(output, get_relative_url(".", page.url), config)


@event_priority(-200)
def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Put the policy into a page that is no document, such as the one for addresses that lead nowhere."""
    is_page = template_name.endswith(".html") and output
    return _protected(output, urlsplit(config.site_url or "/").path, config) if is_page else output


def _protected(output: str, base_url: str, config: MkDocsConfig) -> str:
    if config.extra["serving"]:
        return output
    sources = [source for text, source in config.extra["theme_scripts"](base_url) if text in output]
    return with_policy(output, sources)
