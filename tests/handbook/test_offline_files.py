"""The lists of what a browser keeps, the worker that knows them, the manifests, and the data for a disk."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from handbook import Handbook, load
from handbook.offline import LISTS_FOLDER, WORKER_FILE, write_offline
from handbook.search.site_files import write_search
from handbook.web_app import BACKGROUND_COLOUR, THEME_COLOUR, manifest, write_manifests
from tiny_handbook import LANGUAGES, PROJECT, Tiny

ASSETS = {
    "assets/style.css": "body { background: url('images/ground.png') } i { background: url(data:image/png;base64,AA) }",
    "assets/images/ground.png": "ground",
    "assets/images/unused.png": "unused",
    "assets/main.js": "// a script\n//# sourceMappingURL=main.js.map",
    "assets/main.js.map": "map",
    "assets/worker.js": 'importScripts("engine.js");',
    "assets/engine.js": "// an engine",
    "sitemap.xml": "2024-01-01",
}
PAGE = """<!doctype html><title>{name}</title>
<link rel="canonical" href="https://handbook.example/{name}"><link rel="next" href="{root}scenarios/b/">
<link rel="alternate" type="text/markdown" href="index.md">
<link rel="stylesheet" href="{root}assets/style.css"><link rel="manifest" href="manifest.webmanifest">
<script src="{root}assets/main.js" data-worker="{root}assets/worker.js" data-words="a > b"></script>
<a href="{root}assets/images/unused.png">{name}</a>
"""


@pytest.fixture
def built(tiny: Tiny, tmp_path: Path) -> tuple[Handbook, Path]:
    """The tiny handbook, and a site that could be its: a home page and one more in each language."""
    handbook, site = tiny.load(), tmp_path / "site"
    for name, text in ASSETS.items():
        put(site / name, text)
    for language in handbook.languages:
        prefix = "" if language == handbook.reference else f"{language}/"
        for name, root in (
            (prefix, "../" if prefix else ""),
            (f"{prefix}scenarios/a/", "../../../"[: 9 if prefix else 6]),
        ):
            put(site / name / "index.html", PAGE.format(name=name, root=root))
            put(site / name / "index.md", "the same for machines")
    put(site / "404.html", PAGE.format(name="404", root="/"))
    write_search(handbook, site, LANGUAGES)
    write_manifests(handbook, site, LANGUAGES)
    deploy(handbook, site)
    return handbook, site


def put(file: Path, text: str) -> None:
    """Write a file, in a new folder where need be."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def deploy(handbook: Handbook, site: Path) -> bytes:
    """Write lists and worker as a build does, and give the worker."""
    shutil.copy(PROJECT / "theme" / WORKER_FILE, site)
    write_offline(handbook, site)
    return (site / WORKER_FILE).read_bytes()


def listed(site: Path, language: str) -> dict[str, dict[str, str]]:
    """The list of a language."""
    return json.loads((site / LISTS_FOLDER / f"{language}.json").read_text(encoding="utf-8"))


def known(site: Path) -> dict[str, dict[str, str]]:
    """What the worker knows of the languages."""
    [line] = re.findall(r"^const LANGUAGES = (.*);$", (site / WORKER_FILE).read_text(encoding="utf-8"), re.MULTILINE)
    return json.loads(line)


def digest(file: Path) -> str:
    """The hash of a file, as in the lists."""
    return base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()


def test_list_has_what_its_language_needs_and_no_more(built: tuple[Handbook, Path]) -> None:
    """Pages, search, and what these load, at any depth; no source maps, no other language's pages, nothing unused."""
    _, site = built
    shared = {"assets/style.css", "assets/images/ground.png", "assets/main.js", "assets/worker.js", "assets/engine.js"}
    own = {"", "scenarios/a/", "manifest.webmanifest"}
    own |= {"search/index.js", "search/search_index.json", "search/texts.js"}

    assert shared | own == listed(site, "en")["files"].keys()
    assert shared | {f"sv/{name}" for name in own if name != "manifest.webmanifest"} == (
        listed(site, "sv")["files"].keys() - {"sv/manifest.webmanifest"}
    )
    assert {"search/index.js", "bg/search/index.js"} == listed(site, "sv")["others"].keys()


def test_hashes_are_those_of_the_files(built: tuple[Handbook, Path]) -> None:
    """Each file's hash stands in the list, each list's in the worker."""
    _, site = built
    for language, entry in known(site).items():
        found = listed(site, language)
        for address, value in {**found["files"], **found["others"]}.items():
            assert (
                digest(site / address / "index.html" if address.endswith("/") or not address else site / address)
                == value
            )
        assert digest(site / LISTS_FOLDER / f"{language}.json") == entry["edition"]
        assert found["shown"] == entry["shown"]


def test_same_site_is_the_same_edition(built: tuple[Handbook, Path]) -> None:
    """Nothing depends on the time: whatever is built again is the same, whatever is not kept may differ."""
    handbook, site = built
    before = (site / WORKER_FILE).read_bytes()
    put(site / "sitemap.xml", "2025-12-31")
    put(site / "assets/main.js.map", "another")
    for file in site.rglob("*"):
        file.touch()

    assert before == deploy(handbook, site)


def test_change_makes_another_edition_of_its_languages(built: tuple[Handbook, Path]) -> None:
    """A page changes its own language; a style all; another language's index is no change that a reader sees."""
    handbook, site = built
    changed = {
        "sv/scenarios/a/index.html": {"sv"},
        "scenarios/a/index.html": {"en"},
        "assets/images/ground.png": {"en", "sv", "bg"},
        "bg/search/texts.js": {"bg"},
    }
    for name, languages in changed.items():
        before = known(site)
        put(site / name, (site / name).read_text(encoding="utf-8") + " ")
        deploy(handbook, site)
        assert languages == {language for language, entry in known(site).items() if entry != before[language]}

    before = known(site)
    put(site / "bg/search/index.js", "{}")
    deploy(handbook, site)
    after = known(site)
    assert all(entry["edition"] != after[language]["edition"] for language, entry in before.items())
    assert {language for language in after if after[language]["shown"] != before[language]["shown"]} == {"bg"}


def test_worker_does_not_grow_with_the_pages(built: tuple[Handbook, Path]) -> None:
    """A thousand more pages stand in the list, and add no byte to the worker, which every visit asks for."""
    handbook, site = built
    before = (site / WORKER_FILE).read_bytes()
    for number in range(1000):
        put(site / f"scenarios/topic-{number}/index.html", PAGE.format(name=number, root="../../"))

    assert len(before) == len(deploy(handbook, site))
    assert len(listed(site, "en")["files"]) > 1000


def test_worker_that_cannot_be_filled_in_stops_the_build(built: tuple[Handbook, Path]) -> None:
    """What readers keep must not depend on a file that is no longer what it was."""
    handbook, site = built
    with pytest.raises(ValueError, match="fill in"):
        write_offline(handbook, site)  # it is filled in already


def test_every_language_is_an_app(real: Handbook) -> None:
    """The manifest has the language's names, starts there, and reaches all languages."""
    for language in real.languages:
        app = manifest(real, language)
        assert real.catalogues[language].site["name"] == app["name"]
        assert 0 < len(app["short_name"]) <= 12
        assert (app["lang"], app["start_url"]) == (language, "./")
        assert app["scope"] == ("./" if language == real.reference else "../")
        assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= {
            (icon["sizes"], icon["purpose"]) for icon in app["icons"]
        }


def test_icons_are_what_the_manifest_says() -> None:
    """Each icon is there, a PNG of its size or an SVG."""
    for icon in manifest(load(PROJECT), "en")["icons"]:
        content = (PROJECT / "theme" / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            width, height = (int.from_bytes(content[place : place + 4]) for place in (16, 20))
            assert f"{width}x{height}" == icon["sizes"]
        else:
            assert content.startswith(b"<svg")


def test_app_has_the_colours_of_the_pages() -> None:
    """The frame that the system draws around the app has the header's colour."""
    style = (PROJECT / "theme/assets/stylesheets/handbook.css").read_text(encoding="utf-8")
    assert f"--md-primary-fg-color: {THEME_COLOUR};" in style
    assert f"--md-primary-bg-color: {BACKGROUND_COLOUR};" in style
