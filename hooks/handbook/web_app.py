"""The handbook as an app: a web app manifest for each language, beside its home page."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handbook.files import write_whole
from handbook.load import Handbook
from handbook.site import catalogue_of, home_folder

MANIFEST_FILE = "manifest.webmanifest"

# As in theme/assets/stylesheets/handbook.css: the ground of the header and of the page, in the light scheme.
THEME_COLOUR = "#0b4a5a"
BACKGROUND_COLOUR = "#ffffff"

IMAGES_FOLDER = "assets/images/"
_ICONS = (
    ("favicon.svg", "any", "any"),
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)
_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


def write_manifests(handbook: Handbook, site: Path, languages: Iterable[str]) -> None:
    """Write the manifests of some languages into a built site."""
    for language in languages:
        text = json.dumps(manifest(handbook, language), ensure_ascii=False, indent=1) + "\n"
        write_whole(site / home_folder(handbook, language) / MANIFEST_FILE, text.encode("utf-8"))


def manifest(handbook: Handbook, language: str) -> dict[str, Any]:
    """What the app is called and looks like in a language. It starts there, and all languages are in it."""
    catalogue = catalogue_of(handbook, language)
    root = posixpath.relpath(".", home_folder(handbook, language) or ".") + "/"
    return {
        "name": catalogue.site["name"],
        "short_name": catalogue.labels["offline_app"],
        "description": catalogue.site["description"],
        "lang": language,
        "dir": catalogue.direction,
        "start_url": "./",
        "scope": root,
        "display": "standalone",
        "theme_color": THEME_COLOUR,
        "background_color": BACKGROUND_COLOUR,
        "icons": [
            {
                "src": f"{root}{IMAGES_FOLDER}{name}".removeprefix("./"),
                "sizes": sizes,
                "type": _TYPES[posixpath.splitext(name)[1]],
                "purpose": purpose,
            }
            for name, sizes, purpose in _ICONS
        ],
    }
