"""Compile no template twice: neither for the next language nor for the next build."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

FOLDER = ".cache/templates"


@event_priority(100)  # before any template is asked for
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Keep compiled templates where that is possible; Jinja sees for itself whether a template has changed.

    Within a build none does: each build has an environment of its own.
    """
    env.auto_reload = False
    folder = Path(config.config_file_path).parent / FOLDER
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))
