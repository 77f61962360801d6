"""The tiny handbook's site for every place where a site may stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_handbook import LANGUAGES, copy_tiny
from tiny_site import build_tiny_site

HOST = "https://handbook.example"
UNKNOWN = "unknown"
PLACES = {"": f"{HOST}/", "/support": f"{HOST}/support/", UNKNOWN: ""}


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site's folder by the path that it was built for; Swedish is a draft that lacks a page."""
    folders = {}
    for place, site_url in PLACES.items():
        tiny = copy_tiny(tmp_path_factory.mktemp("place") / "tiny")
        tiny.write("translations/sv.yml", f"draft: true\n{tiny.read('translations/sv.yml')}")
        tiny.path("docs/sv/scenarios/leaving.md").unlink()
        tiny.write("translations/topics.yml", f"{tiny.read('translations/topics.yml')}\nredirects:\n  going: leaving\n")
        for language in LANGUAGES:
            tiny.write(f"docs/{language}/cards.md", "---\ntitle: Cards\nsummary: Cards.\n---\n\n# Cards\n")
        folders[place] = build_tiny_site(tiny, site_url)
    return folders
