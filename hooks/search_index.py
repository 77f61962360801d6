"""Write the search of every language into the site."""

from __future__ import annotations

from pathlib import Path

from handbook.search.site_files import write_search
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Take the place of the theme's own index, once i18n has built the last language and written it."""
    if not config.plugins["i18n"].building:
        write_search(config.extra["handbook"], Path(config.site_dir), config.extra.get("only_language"))
