"""The site is light, stands still while it loads, and is there before any script runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.addresses import LOST, PAGES, REAL, longest_scenario, one_of_each_kind
from browser.weight import Visit, packing_server
from lxml import html
from playwright.sync_api import Browser, Page, expect

MOST = 250_000  # bytes over the wire
STILL = 0.01  # of layout shift; what is called good ends at 0.1
TINY = 2_000  # characters of an inline script in the head
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1366, "height": 900}


@pytest.fixture(scope="module")
def packed(site: Path) -> Iterator[str]:
    """The address of the site, served packed."""
    with packing_server(site) as address:
        yield address


@pytest.mark.parametrize("language", REAL.languages)
def test_first_visit_is_light(browser: Browser, packed: str, language: str) -> None:
    """The longest scenario of a language, with all that it loads, is no more than 250 kB."""
    visit = Visit(browser, f"{packed}/{longest_scenario(language)}", WIDE)
    assert visit.bytes["html"] > 3_000
    assert visit.bytes["js"] > 10_000
    assert visit.total <= MOST, visit.bytes


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("place", one_of_each_kind(REAL.reference))
def test_nothing_moves_while_a_page_loads(browser: Browser, packed: str, place: str, size: dict[str, int]) -> None:
    """No kind of page shifts what is being read."""
    assert Visit(browser, f"{packed}/{place}", size).moved < STILL


def test_no_script_stands_in_the_way(site: Path) -> None:
    """What a page shows comes before its scripts: in the head are tiny inline ones only, at the end the files."""
    for file in site.rglob("*.html"):
        document = html.fromstring(file.read_bytes())
        for script in document.findall("head/script"):
            assert script.get("src") is None or script.get("defer") is not None, file
            assert len(script.text or "") < TINY, file
        scripts = document.xpath("//body//script[@src]")
        for script in scripts:
            assert script.xpath("following::*[self::article or self::header or self::main]") == [], file


@pytest.mark.parametrize("language", REAL.languages)
def test_every_kind_of_page_is_usable_without_scripts(visit: Callable[..., Page], root: str, language: str) -> None:
    """Text, links and the switch of languages work; what would need a script is not shown."""
    page = visit(f"{root}/{LOST}", java_script_enabled=False, viewport=WIDE)
    for place in [*one_of_each_kind(language), LOST]:
        page.goto(f"{root}/{place}")
        expect(page.locator("h1")).to_be_visible()
        for part in (
            "#do li",
            "blockquote.phrase",
            ".group li a",
            ".related a",
            ".source li",
            ".entries li",
            ".matrix td",
        ):
            shown = page.locator(part)
            for one in shown.all()[:2]:
                expect(one).to_be_visible()
        expect(page.locator(":is([data-ask], .md-search, [data-md-component=palette]):visible")).to_have_count(0)
        if place in PAGES and PAGES[place].topic:
            assert page.locator(":is(#do li, #how li, .part li)").count() > 2
            page.locator("details.merged > summary").click()
            expect(page.locator("details.merged dd").first).to_be_visible()


@pytest.mark.parametrize("touch", [False, True], ids=["keyboard", "touch"])
def test_languages_are_switched_without_scripts(visit: Callable[..., Page], root: str, touch: bool) -> None:
    """The list of languages opens with Tab, and when it is touched."""
    last = list(REAL.languages)[-1]
    page = visit(
        f"{root}/{longest_scenario(REAL.reference)}", java_script_enabled=False, viewport=PHONE, has_touch=touch
    )
    link = page.locator(f".md-select__link[hreflang={last}]")
    if touch:
        page.locator(".md-header .md-select button").tap()
        expect(link).to_be_in_viewport()
        link.tap()
    else:
        page.locator(".md-header .md-select button").focus()
        for _ in REAL.languages:
            page.keyboard.press("Tab")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", last)
    expect(page.locator("blockquote.phrase").first).to_be_visible()
