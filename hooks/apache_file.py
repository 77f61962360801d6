"""Write the file from which Apache takes headers and the page for lost visitors."""

from __future__ import annotations

from pathlib import Path

from handbook.host_headers import write_htaccess
from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    """Write it with the reference language."""
    handbook = config.extra["handbook"]
    if not config.plugins["i18n"].building and handbook.reference in config.extra["languages"]:
        write_htaccess(handbook, Path(config.site_dir), config.site_url or "")
