"""Compile no template twice: neither for the next language nor for the next build."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

FOLDER = ".cache/templates"


@event_priority(100)  # before any template is asked for
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Keep compiled templates; Jinja sees for itself whether the source of one is still the same."""
    folder = Path(config.config_file_path).parent / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
