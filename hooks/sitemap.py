"""Write the sitemap of all languages at once; MkDocs would write that of each over the one before."""

from __future__ import annotations

from pathlib import Path

from handbook.site import SITEMAP_FILE
from handbook.sitemap import write_sitemap
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files


def on_config(config: MkDocsConfig) -> None:
    """Keep MkDocs from writing one."""
    config.theme.static_templates.discard(SITEMAP_FILE)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Keep MkDocs from taking the theme's template for a file to publish, now that it is no template to it."""
    if template := files.get_file_from_path(SITEMAP_FILE):
        files.remove(template)


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write it with the reference language."""
    handbook = config.extra["handbook"]
    if not config.plugins["i18n"].building and handbook.reference in config.extra["languages"]:
        write_sitemap(handbook, Path(config.site_dir), config.site_url or "")
