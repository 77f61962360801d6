"""Let the built site be kept on a device, installed as an app, and opened from a disk."""

from __future__ import annotations

from pathlib import Path

from handbook.offline import write_offline, write_retirement
from handbook.web_app import write_manifests
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-250)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files once, when all others are in their final form. What is served while it is written is not kept."""
    if config.plugins["i18n"].building:
        return
    handbook, site = config.extra["handbook"], Path(config.site_dir)
    if config.extra["serving"]:
        write_retirement(site)
    else:
        write_manifests(handbook, site)
        write_offline(handbook, site)
