"""Keep the old addresses of topics that have been renamed."""

from __future__ import annotations

from pathlib import Path

from handbook.redirects import write_redirects
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write their pages once, when i18n has built the last language."""
    if not config.plugins["i18n"].building:
        extra, site = config.extra, Path(config.site_dir)
        write_redirects(extra["handbook"], site, extra["languages"], config.site_url or "")
