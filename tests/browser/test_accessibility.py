"""What axe-core finds, which is nothing: on every page, in both schemes, and in the states that pages can be in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.addresses import HOMES, LOST, PAGES, REAL, one_of_each_kind
from browser.axe import FILE, violations
from playwright.sync_api import Browser, Page, expect

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1366, "height": 900}

# The navigation is the same on all pages of a language: it is looked at on one page of each kind only.
NAVIGATION = ".md-nav--primary"
# All cards of a language are alike, and their texts are those of the topics: the first one is looked at.
OTHER_CARDS = ".card ~ .card"
WITH_NAVIGATION = {place for language in REAL.languages for place in one_of_each_kind(language)}

Open = Callable[[str, dict[str, int]], Page]
Assert = Callable[..., None]


@pytest.fixture(scope="module")
def opened(browser: Browser, root: str) -> Iterator[Open]:
    """A function that opens an address in a window of a size; there is one window, for the sake of speed."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", service_workers="block", bypass_csp=True)
    page = context.new_page()

    def open_page(place: str, size: dict[str, int]) -> Page:
        if page.viewport_size != size:
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
        page.goto(f"{root}/{place}")
        return page

    yield open_page
    context.close()


@pytest.fixture(scope="module")
def assert_accessible(serve: Callable[[Path, str], str]) -> Assert:
    """A function that asserts that axe-core finds nothing on a page as it stands, but for what is excluded."""
    axe = f"{serve(FILE.parent, '')}/{FILE.name}"

    def look(page: Page, *exclude: str) -> None:
        found = violations(page, axe, (*exclude, OTHER_CARDS))
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return look


@pytest.mark.parametrize("place", PAGES)
def test_every_page_is_accessible(opened: Open, assert_accessible: Assert, place: str) -> None:
    """Every page of the handbook, on a wide screen."""
    page = opened(place, WIDE)
    if place in WITH_NAVIGATION:
        assert_accessible(page)
    else:
        assert_accessible(page, NAVIGATION)


@pytest.mark.parametrize("language", REAL.languages)
def test_every_kind_of_page_is_accessible_on_a_phone(opened: Open, assert_accessible: Assert, language: str) -> None:
    """The narrow form of the pages, with a drawer and with cells under each other."""
    for place in one_of_each_kind(language):
        assert_accessible(opened(place, PHONE))


def test_pages_beside_the_handbook_are_accessible(opened: Open, assert_accessible: Assert, site: Path) -> None:
    """Pages that nobody has written as such: the one for lost visitors, and whatever else the site has."""
    files = [file.relative_to(site).as_posix().removesuffix("index.html") for file in site.rglob("*.html")]
    others = [file for file in files if file not in PAGES]
    assert LOST in others
    for place in others:
        assert_accessible(opened(place, WIDE))
        assert_accessible(opened(place, PHONE))


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("query", ["refund", "qqqqq wwwww"], ids=["found", "nothing found"])
def test_search_is_accessible(opened: Open, assert_accessible: Assert, size: dict[str, int], query: str) -> None:
    """The search with results, and with none."""
    page = opened(HOMES[REAL.reference], size)
    page.keyboard.press("/")
    page.locator(".md-search__input").fill(query)
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("language", REAL.languages)
def test_list_of_languages_is_accessible(opened: Open, assert_accessible: Assert, language: str) -> None:
    """The list of languages while it is open."""
    page = opened(HOMES[language], PHONE)
    page.locator(".md-header .md-select button").focus()
    expect(page.locator(".md-select__link").first).to_be_visible()
    assert_accessible(page)


def test_drawer_is_accessible(opened: Open, assert_accessible: Assert) -> None:
    """The navigation of a phone while it is open: at its top, and in a group of topics."""
    page = opened(HOMES[REAL.reference], PHONE)
    page.locator(".md-header__button[for=__drawer]").click()
    expect(page.locator(".md-nav--primary")).to_be_in_viewport()
    assert_accessible(page)
    for level in (1, 2):
        page.locator(".md-nav__link[for]:visible").first.click()
        expect(page.locator(f".md-nav[data-md-level='{level}'] > .md-nav__title:visible")).to_be_in_viewport()
        assert_accessible(page)


def test_offer_of_a_language_is_accessible(opened: Open, assert_accessible: Assert) -> None:
    """The line that offers another language."""
    for language in REAL.languages:
        page = opened(HOMES[REAL.reference], PHONE)
        page.locator(f"[data-offer='{language}']").evaluate_all("offers => offers.forEach(it => it.hidden = false)")
        assert_accessible(page)


def test_sources_of_a_topic_are_accessible(opened: Open, assert_accessible: Assert) -> None:
    """What a page merges, unfolded."""
    topic = next(place for place, page in PAGES.items() if page.topic and REAL.contract.topics[page.topic].merges)
    page = opened(topic, WIDE)
    page.locator("details.merged > summary").click()
    assert_accessible(page)
