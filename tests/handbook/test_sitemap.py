"""Search engines are told of every page once, with the same page in the other languages."""

from __future__ import annotations

import gzip
from pathlib import Path

from handbook.site import page_address
from handbook.sitemap import write_sitemap
from lxml import etree
from tiny_handbook import Tiny

BASE = "https://handbook.example/support/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """Each page of a sitemap with its alternates by their languages."""
    root = etree.fromstring(content)
    assert root.tag == f"{{{NAMES['s']}}}urlset"
    assert root.xpath("count(s:url/s:loc) = count(*)", namespaces=NAMES)
    return [
        (
            url.findtext("s:loc", namespaces=NAMES),
            {link.get("hreflang"): link.get("href") for link in url.findall("x:link[@rel='alternate']", NAMES)},
        )
        for url in root
    ]


def written(tiny: Tiny, site: Path) -> bytes:
    """What is written for a handbook."""
    write_sitemap(tiny.load(), site, BASE)
    return (site / "sitemap.xml").read_bytes()


def test_every_page_is_named_once(tiny: Tiny, tmp_path: Path) -> None:
    """All pages of all languages under their addresses, other than the cards, which say nothing of their own."""
    cards = "---\ntitle: Cards\nsummary: Cards.\n---\n\n# Cards\n"
    for language in ("en", "sv", "bg"):
        tiny.write(f"docs/{language}/cards.md", cards)
    handbook = tiny.load()
    pages = {f"{BASE}{page_address(handbook, page)}" for page in handbook.all_pages()}
    cards_pages = {f"{BASE}{prefix}cards/" for prefix in ("", "sv/", "bg/")}
    assert cards_pages < pages

    found = [page for page, _ in entries(written(tiny, tmp_path))]

    assert sorted(found) == sorted(pages - cards_pages)
    assert {BASE, f"{BASE}bg/", f"{BASE}sv/scenarios/shouting/"} <= set(found)


def test_alternates_name_each_other(tiny: Tiny, tmp_path: Path) -> None:
    """A page names itself and the same page in every other language, and these name it."""
    found = dict(entries(written(tiny, tmp_path)))

    for page, alternates in found.items():
        assert alternates.keys() == {"en", "sv", "bg"}
        assert page in alternates.values()
        assert all(found[other] == alternates for other in alternates.values())
    assert found[BASE] == {"en": BASE, "sv": f"{BASE}sv/", "bg": f"{BASE}bg/"}


def test_stand_in_of_a_draft_is_no_page(tiny: Tiny, tmp_path: Path) -> None:
    """Neither it nor a page of the other languages names it; the draft's own pages are named."""
    tiny.write("translations/sv.yml", f"draft: true\n{tiny.read('translations/sv.yml')}")
    tiny.path("docs/sv/scenarios/leaving.md").unlink()

    found = dict(entries(written(tiny, tmp_path)))

    assert f"{BASE}sv/scenarios/leaving/" not in found
    assert found[f"{BASE}scenarios/leaving/"].keys() == {"en", "bg"}
    assert found[f"{BASE}scenarios/shouting/"].keys() == {"en", "sv", "bg"}


def test_packed_one_is_the_same(tiny: Tiny, tmp_path: Path) -> None:
    """It holds the same, and neither its time nor its place: the same handbook gives the same bytes."""
    once, again = tmp_path / "once", tmp_path / "again"
    content = written(tiny, once)
    packed = (once / "sitemap.xml.gz").read_bytes()

    assert gzip.decompress(packed) == content
    assert written(tiny, again) == content
    assert (again / "sitemap.xml.gz").read_bytes() == packed
    assert packed[4:8] == bytes(4), "no time"


def test_site_without_an_address_has_none(tiny: Tiny, tmp_path: Path) -> None:
    """A sitemap needs whole addresses."""
    write_sitemap(tiny.load(), tmp_path, "")
    assert list(tmp_path.glob("sitemap*")) == []
