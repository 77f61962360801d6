"""Write the search of every language into the site, in place of the theme's own index."""

from __future__ import annotations

from pathlib import Path

from handbook.search.site_files import write_search
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let the theme show its search box on the pages to come."""
    config.plugins["material/search"].config.enabled = True


@event_priority(100)  # before the theme would write
def on_post_build(config: MkDocsConfig) -> None:
    """Keep the theme's index, which would be that of the last language, from being written."""
    config.plugins["material/search"].config.enabled = False
    if not config.plugins["i18n"].building:
        write_search(config.extra["handbook"], Path(config.site_dir), config.extra["languages"])
