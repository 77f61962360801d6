"""Write how complete the handbook is as data and badges, beside the pages that show it."""

from __future__ import annotations

from pathlib import Path

from handbook.coverage_files import write_coverage
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files once, when i18n has built the last language."""
    if not config.plugins["i18n"].building:
        extra = config.extra
        write_coverage(extra["handbook"], extra["findings"], Path(config.site_dir), extra["languages"])
