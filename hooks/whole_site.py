"""Finish the site: write what is about all languages, or say of a part which it is."""

from __future__ import annotations

import os
from pathlib import Path

from handbook.offline import write_retirement
from handbook.parts import finish, write_part
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-250)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files once, when all others are in their final form. What is served while it is written is not kept."""
    handbook, languages, site = config.extra["handbook"], config.extra["languages"], Path(config.site_dir)
    if config.plugins["i18n"].building:
        return
    if os.environ.get("HANDBOOK_LANGUAGE"):
        write_part(handbook, languages[0], site)
    elif config.extra["serving"]:
        if handbook.reference in languages:
            write_retirement(site)
    elif config.extra["is_whole"]:
        finish(handbook, site)
