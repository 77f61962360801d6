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
        i18n = config.plugins["i18n"]
        order = [i18n.default_language, *(one for one in i18n.build_languages if one != i18n.default_language)]
        done = order.index(i18n.current_language) + 1
        print(f"  {i18n.current_language} ({done} of {len(order)})", file=sys.stderr, flush=True)
