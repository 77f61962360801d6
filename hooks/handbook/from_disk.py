"""The search's data as scripts: a page that is opened from a disk may run scripts, but fetch nothing.

<home>/
    search/search_index.js   search_index.json as the variable that the theme looks for on a disk
    from-disk.js             the other files, by their addresses, handed to `fromDisk` of search/frame.js in the theme
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from handbook.files import write_whole
from handbook.load import Handbook
from handbook.search.site_files import CONFIG_FILE, FOLDER, INDEX_FILE, TEXTS_FILE, search_folder

THEME_FILE = "search_index.js"
DATA_FILE = "from-disk.js"


def write_from_disk(handbook: Handbook, site: Path, languages: Iterable[str]) -> None:
    """Write the scripts of some languages from the search's files, which must be there."""
    for language in languages:
        folder = site / search_folder(handbook, language)
        config = (folder / CONFIG_FILE).read_bytes()
        write_whole(folder / THEME_FILE, b"var __index = " + config + b";\n")
        data = [
            b'"%s":%s' % (f"{FOLDER}{name}".encode(), (folder / name).read_bytes()) for name in (INDEX_FILE, TEXTS_FILE)
        ]
        write_whole(folder.parent / DATA_FILE, b"fromDisk({" + b",".join(data) + b"});\n")
