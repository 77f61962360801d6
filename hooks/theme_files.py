"""Leave out of the site what the theme brings and nothing here loads."""

from __future__ import annotations

import re
from fnmatch import fnmatch

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

UNUSED = (
    "assets/javascripts/lunr/*",  # stemmers of the theme's own search
    "assets/javascripts/workers/*",  # its worker; ours stands in assets/javascripts/search/
    "*.map",  # the theme's sources, for whoever develops it
)
_NAMES_ITS_MAP = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+? ?\*/)\s*$")


@event_priority(-200)  # after i18n, which wants to know where each file comes from
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Take the files out, and the last lines that name them: a developer's browser would ask for them."""
    unused = [file for file in files if any(fnmatch(file.src_uri, pattern) for pattern in UNUSED)]
    for file in unused:
        files.remove(file)
    for name in {file.src_uri.removesuffix(".map") for file in unused if file.src_uri.endswith(".map")}:
        if file := files.get_file_from_path(name):
            file.content_string = _NAMES_ITS_MAP.sub("\n", file.content_string)
