"""Let every language be installed as an app, and opened from a disk."""

from __future__ import annotations

from pathlib import Path

from handbook.from_disk import write_from_disk
from handbook.web_app import write_manifests
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files once, when i18n has built the last language. What is served while it is written is not kept."""
    if not config.plugins["i18n"].building and not config.extra["serving"]:
        handbook, languages, site = config.extra["handbook"], config.extra["languages"], Path(config.site_dir)
        write_manifests(handbook, site, languages)
        write_from_disk(handbook, site, languages)
