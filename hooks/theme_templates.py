"""The theme's templates, neither listed nor compiled nor rendered more often than need be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, Template
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

FOLDER = ".cache/templates"
# What is the same on all pages of a language from which the same way leads to the root; tests/theme holds it to that.
RENDERED_ONCE = ("partials/logo.html", "partials/palette.html", "partials/search.html", "partials/top.html")
BLOCKS_RENDERED_ONCE = {"base.html": ("config", "styles")}


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
    env.get_template = partial(_rendered_once, env.get_template)  # type: ignore[method-assign]
    return env


def _rendered_once(load: Callable[..., Template], name: str | Template, *args: Any, **kwargs: Any) -> Template:
    """A template whose parts are rendered once that are the same again and again."""
    template = load(name, *args, **kwargs)
    if template.name in RENDERED_ONCE and not isinstance(template.root_render_func, _Once):
        template.root_render_func = _Once(template.root_render_func)
    for block in BLOCKS_RENDERED_ONCE.get(template.name or "", ()):
        if block in template.blocks and not isinstance(template.blocks[block], _Once):
            template.blocks[block] = _Once(template.blocks[block])
    return template


class _Once:
    """What renders something, and keeps it for each way to the root; each language has an environment of its own."""

    def __init__(self, render: Callable[[Context], Iterator[str]]) -> None:
        self._render = render
        self._kept: dict[str, str] = {}

    def __call__(self, context: Context) -> Iterator[str]:
        way = context["base_url"]
        if way not in self._kept:
            self._kept[way] = "".join(self._render(context))
        yield self._kept[way]


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
