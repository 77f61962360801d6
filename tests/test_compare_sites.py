"""Two builds of the site are compared page by page; every difference is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tiny_handbook import PROJECT

PAGE = """<!doctype html><html><head><meta charset="utf-8"><meta name="generator" content="{maker}"></head><body>
<h1>Gäste</h1>
<h2 id="say">Say   this</h2><p id="first">Stay <a href="../calm/">calm</a>.</p>
<script>let made = "{maker}"</script></body></html>
"""


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    """The same two pages, made by two programs."""
    for maker in ("one", "two"):
        for name in ("index.html", "angry/index.html"):
            file = tmp_path / maker / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(PAGE.format(maker=maker), encoding="utf-8")
    return tmp_path / "one", tmp_path / "two"


def compare(*sites: Path) -> subprocess.CompletedProcess[str]:
    """Run the comparison as CI does."""
    command = [sys.executable, str(PROJECT / ".ci/compare_sites.py"), *map(str, sites)]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


def test_same_pages(sites: tuple[Path, Path]) -> None:
    """Who made a page, how its markup is wrapped and how a link is written make no difference."""
    file = sites[1] / "angry/index.html"
    text = file.read_text(encoding="utf-8").replace("Say   this", "Say\nthis").replace("../calm/", "/calm/")
    file.write_text(text, encoding="utf-8")

    done = compare(*sites)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 pages: the same addresses, headings, anchors, links and text.\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            ">Say   this<",
            ">Say that<",
            ['heading is missing: <h2 id="say"> Say this', 'heading is new: <h2 id="say"> Say that'],
        ),
        ("h2", "h3", ['heading is missing: <h2 id="say"> Say this', 'heading is new: <h3 id="say"> Say this']),
        ('id="first"', "", ["anchor is missing: first"]),
        ("../calm/", "../calm/#why", ["link is missing: a calm/", "link is new: a calm/#why"]),
        ("Gäste", "Kunden", ["text is missing: Gäste", "text is new: Kunden"]),
    ],
)
def test_difference_is_named(sites: tuple[Path, Path], old: str, new: str, said: list[str]) -> None:
    """The message has the page, the kind of thing and the thing; the other page is not named."""
    file = sites[1] / "angry/index.html"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    done = compare(*sites)

    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert all(f"angry/index.html: {words}" in lines for words in said)
    assert not any(line.startswith("index.html") for line in lines)
    assert lines[-1] == f"{len(lines) - 1} differences."


def test_addresses_are_compared(sites: tuple[Path, Path]) -> None:
    """A file that only one of the sites has is named, be it a page or not."""
    (sites[1] / "angry/index.html").unlink()
    (sites[1] / "feed.xml").write_text("", encoding="utf-8")

    done = compare(*sites)

    assert done.returncode == 1
    assert done.stdout.splitlines() == ["angry/index.html: is missing", "feed.xml: is new", "2 differences."]


def test_nothing_to_compare(sites: tuple[Path, Path], tmp_path: Path) -> None:
    """A folder without a page is not taken for a site that says the same."""
    done = compare(sites[0], tmp_path / "three")

    assert done.returncode == 2
    assert "three has no page - name a folder with a built site" in done.stderr
