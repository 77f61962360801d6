"""Whatever the site names is there, wherever the site stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from handbook.hashed_names import NAMES_IN, is_hashed
from hosting.conftest import HOST, PLACES, UNKNOWN
from lxml import etree, html

ADDRESSES = "//@href | //@src | //@data-root | //@data-worker | //form/@action"


def file_at(site: Path, base: str, address: str) -> Path:
    """The file that a whole address leads to."""
    assert address.startswith(base), f"{address} leaves the site"
    file = site / unquote(urlsplit(address).path.removeprefix(urlsplit(base).path))
    return file / "index.html" if file.is_dir() else file


def named(site: Path, base: str) -> Iterator[tuple[str, str]]:
    """Every page with each address that it names, and each file that loads others with theirs, as whole addresses."""
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        here = urljoin(base, name.removesuffix("index.html"))
        if file.suffix == ".html":
            document = html.fromstring(file.read_bytes())
            yield from ((name, urljoin(here, str(value))) for value in document.xpath(ADDRESSES))
            yield from (
                (name, urljoin(here, str(content).partition("=")[2]))
                for content in document.xpath("//meta[@http-equiv='refresh']/@content")
            )
        elif file.suffix in NAMES_IN and file.is_file() and ".min." not in name:
            text = file.read_text(encoding="utf-8")
            yield from ((name, urljoin(here, value)) for value in NAMES_IN[file.suffix].findall(text))


@pytest.mark.parametrize("place", PLACES)
def test_everything_that_is_named_is_there(sites: dict[str, Path], place: str) -> None:
    """Links, images, styles, scripts, alternates, what old addresses lead to: all lie within the site, as files."""
    base = PLACES[place] or f"{HOST}/"
    addresses = [
        (name, address) for name, address in named(sites[place], base) if urlsplit(address).scheme not in ("data", "")
    ]
    assert len(addresses) > 1000
    lost = {(name, address) for name, address in addresses if not file_at(sites[place], base, address).is_file()}
    assert lost == set()


def test_pages_work_wherever_a_site_without_an_address_is_put(sites: dict[str, Path]) -> None:
    """Only the pages for lost visitors know where the root is; they stand under any address."""
    base = f"{HOST}/some/where/"
    addresses = [(name, address) for name, address in named(sites[UNKNOWN], base) if not name.endswith("404.html")]

    lost = {(name, address) for name, address in addresses if not file_at(sites[UNKNOWN], base, address).is_file()}
    assert lost == set()
    assert not list(sites[UNKNOWN].glob("sitemap.xml*"))
    assert HOST not in (sites[UNKNOWN] / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["", "/support"])
def test_search_engines_get_whole_addresses_of_pages(sites: dict[str, Path], place: str) -> None:
    """The sitemap, and what pages say of themselves and of their alternates, name the place that the site is for."""
    site, base = sites[place], PLACES[place]
    sitemap = etree.parse(site / "sitemap.xml")
    of_sitemap = [str(value) for value in sitemap.xpath("//*[local-name()='loc']/text() | //@href")]
    document = html.fromstring((site / "bg/scenarios/shouting/index.html").read_bytes())
    of_page = document.xpath("//link[@rel='canonical' or (@rel='alternate' and @hreflang)]/@href")

    assert len(of_page) == 5
    assert len(of_sitemap) > 40
    for address in [*of_sitemap, *of_page]:
        assert address.endswith("/")
        assert file_at(site, base, address).is_file()


@pytest.mark.parametrize("place", PLACES)
def test_styles_and_scripts_may_be_kept_for_ever(sites: dict[str, Path], place: str) -> None:
    """Whatever a page loads of them has a name that says what is in it; only the worker at the root keeps its name."""
    for file in sites[place].rglob("*.html"):
        document = html.fromstring(file.read_bytes())
        loaded = document.xpath("//link[@rel='stylesheet']/@href | //script/@src | //@data-worker")
        assert {value for value in loaded if not is_hashed(value)} <= {
            value for value in loaded if value.endswith("service-worker.js")
        }
