"""Whoever waits for a build that the command `handbook` has started sees how far it is, and what is wrong.

HANDBOOK_PROGRESS is "1" for the first, and "" where nobody waits. MkDocs' own option --quiet would not do: with it, a
strict build lets pass what it should stop at.
"""

from __future__ import annotations

import logging
import os
import sys

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


def on_startup(command: str, dirty: bool) -> None:
    """Leave out what MkDocs says of every build, and ProperDocs, which answers in its name."""
    if "HANDBOOK_PROGRESS" in os.environ:
        logging.getLogger(mkdocs.__name__).setLevel(logging.WARNING)


@event_priority(100)  # before i18n builds the next language from here
def on_post_build(config: MkDocsConfig) -> None:
    """Name the language that is done, where the command that started the build has asked for it."""
    if os.environ.get("HANDBOOK_PROGRESS"):
        print(f"  {config.plugins['i18n'].current_language}", file=sys.stderr, flush=True)
