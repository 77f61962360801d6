"""Write the handbook for machines, beside its pages: JSON and its schema, Markdown, llms.txt, canned replies."""

from __future__ import annotations

from pathlib import Path

from handbook.publishing.site_files import write_machine_files
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files once, when i18n has built the last language."""
    if not config.plugins["i18n"].building:
        extra = config.extra
        write_machine_files(
            extra["handbook"],
            extra["findings"],
            Path(config.site_dir),
            extra["languages"],
            config.site_url or "",
        )
