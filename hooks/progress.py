"""Whoever waits for a build sees how far it is."""

from __future__ import annotations

import os
import sys

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(100)  # before i18n builds the next language from here
def on_post_build(config: MkDocsConfig) -> None:
    """Name the language that is done, where the command that started the build has asked for it."""
    if os.environ.get("HANDBOOK_PROGRESS"):
        print(f"  {config.plugins['i18n'].current_language}", file=sys.stderr, flush=True)
