"""Let every language be installed as an app."""

from __future__ import annotations

from pathlib import Path

from handbook.web_app import write_manifests
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the manifests once, when i18n has built the last language. What is served while it is written is no app."""
    if not config.plugins["i18n"].building and not config.extra["serving"]:
        write_manifests(config.extra["handbook"], Path(config.site_dir), config.extra["languages"])
