"""An index for each language, so that a search finds only what its reader can read."""

from __future__ import annotations

from pathlib import Path

from handbook.search_index import split_index
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Split the index of the whole site, once i18n has built the last language and written it."""
    if not config.plugins["i18n"].building:
        split_index(Path(config.site_dir), config.extra["handbook"])
