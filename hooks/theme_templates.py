"""The theme's templates, neither listed nor compiled more often than need be."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

FOLDER = ".cache/templates"


@event_priority(100)  # before any template is asked for
def on_config(config: MkDocsConfig) -> None:
    """Have the theme give out environments of ours."""
    config.theme.get_env = partial(_environment, config.theme, Path(config.config_file_path).parent / FOLDER)


def _environment(theme: Any, folder: Path) -> Environment:
    """The theme's own, with compiled templates kept where that is possible; Jinja sees whether one has changed."""
    env = type(theme).get_env(theme)
    env.loader = _Loader(theme.dirs)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


class _Loader(FileSystemLoader):
    """Lists no hidden files: the theme's icons are thousands, and MkDocs, which asks for the list, leaves them out."""

    def list_templates(self) -> list[str]:
        found = set()
        for root in map(Path, self.searchpath):
            for place, folders, names in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                start = Path(place).relative_to(root)
                found.update((start / name).as_posix() for name in names)
        return sorted(found)
