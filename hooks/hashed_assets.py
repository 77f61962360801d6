"""Publish our styles and scripts under names that change with what is in them."""

from __future__ import annotations

from pathlib import Path

from handbook.hashed_names import FOLDER, published_files
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files


@event_priority(-150)  # after i18n, which looks for each file's source
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Give each file its name, where this process has the theme's files; all know the names."""
    folder = config.theme.custom_dir
    try:
        published = published_files(Path(folder))
    except ValueError as error:
        raise PluginError(str(error)) from None
    for file in [file for file in files if file.src_dir == folder]:
        if file.src_uri in published:
            file.dest_uri, file.content_bytes = published[file.src_uri]
        elif file.src_uri.startswith(f"{FOLDER}/") and file.src_uri.endswith(".css"):  # another one has it in it
            files.remove(file)
    config.extra["published_names"] = {name: published_name for name, (published_name, _) in published.items()}


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let templates and `extra_css` go on naming the files as they stand in the theme."""
    names, address_of = config.extra["published_names"], env.filters["url"]

    @pass_context
    def url(context: Context, path: str) -> str:
        if path in names:  # a page names dozens, and no page stands beside them
            base = context["base_url"].rstrip("/")
            return names[path] if base == "." else f"{base}/{names[path]}"
        return str(address_of(context, path))

    env.filters["url"] = url
