"""What axe-core finds, which is nothing: on every page, in both schemes, and in the states that pages can be in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.addresses import HOMES, LOST, PAGES, REAL, one_of_each_kind
from browser.axe import FILE, violations
from browser.content import put_content
from lxml import etree, html
from playwright.sync_api import Browser, Page, expect

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1366, "height": 900}

# The navigation is the same on all pages of a language: it is looked at on one page of each kind only. So are the bars.
NAVIGATION = ".md-nav--primary"
# All cards of a language are alike, and their texts are those of the topics: the first one is looked at.
OTHER_CARDS = ".card ~ .card"
AROUND = (NAVIGATION, ".md-header", ".md-footer")
WITH_NAVIGATION = {place for language in REAL.languages for place in one_of_each_kind(language)}

Open = Callable[[str, dict[str, int]], Page]
Assert = Callable[..., None]


@pytest.fixture(scope="module")
def opened(browser: Browser, root: str) -> Iterator[Open]:
    """A function that opens an address in a window of a size; there is one window, for the sake of speed."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", service_workers="block", bypass_csp=True)
    page = context.new_page()

    def open_page(place: str, size: dict[str, int]) -> Page:
        resize(page, size)
        page.goto(f"{root}/{place}")
        return page

    yield open_page
    context.close()


def resize(page: Page, size: dict[str, int]) -> None:
    """Give the window another size; the page in it stays."""
    if page.viewport_size != size:
        page.set_viewport_size({"width": size["width"], "height": size["height"]})


@pytest.fixture(scope="module")
def assert_accessible(serve: Callable[[Path, str], str]) -> Assert:
    """A function that asserts that axe-core finds nothing on a page as it stands, but for what is excluded."""
    axe = f"{serve(FILE.parent, '')}/{FILE.name}"

    def look(page: Page, *exclude: str, colours: bool = True, place: str = "") -> None:
        found = violations(page, axe, (*exclude, OTHER_CARDS), colours)
        assert found.violations_count == 0, f"{place or page.url}\n{found.generate_report()}"

    return look


@pytest.fixture(scope="module")
def unlike(site: Path) -> set[str]:
    """The pages with an element that is like none on the pages before, by tags, classes and names of attributes.

    Those of its ancestors count as well: all that a style can tell apart, and so each colour, is met on one of them.
    """
    known: dict[tuple[object, ...], int] = {}
    found = set()
    for place in sorted(PAGES, key=lambda place: place not in WITH_NAVIGATION):
        before = len(known)
        numbers: dict[html.HtmlElement, int] = {}
        for element in html.fromstring((site / place / "index.html").read_bytes()).body.iter(etree.Element):
            look = (numbers.get(element.getparent()), element.tag, element.get("class"), *sorted(element.keys()))
            numbers[element] = known.setdefault(look, len(known))
        if len(known) > before:
            found.add(place)
    return found


@pytest.mark.parametrize("language", REAL.languages)
def test_every_page_is_accessible(
    opened: Open, assert_accessible: Assert, unlike: set[str], root: str, language: str
) -> None:
    """Every page of the handbook on a wide screen, a page of each kind on a phone too, all colours in both schemes."""
    for place in one_of_each_kind(language):
        page = opened(place, WIDE)
        for size in (PHONE, WIDE):
            resize(page, size)
            assert_accessible(page, colours=place in unlike)
        for other in others_like(place):
            if other in unlike:
                assert_accessible(opened(other, WIDE), NAVIGATION)
            else:
                put_content(page, f"{root}/{other}")
                assert_accessible(page, *AROUND, colours=False, place=other)


def others_like(place: str) -> list[str]:
    """The addresses of the other topics of a topic's kind, in its language; a page that is no topic has none."""
    one = PAGES[place]
    alike = {it for it, page in PAGES.items() if page.topic and (page.language, page.kind) == (one.language, one.kind)}
    return sorted(alike - {place}) if one.topic else []


def test_pages_beside_the_handbook_are_accessible(opened: Open, assert_accessible: Assert, site: Path) -> None:
    """Pages that nobody has written as such: the one for lost visitors, and whatever else the site has."""
    files = [file.relative_to(site).as_posix().removesuffix("index.html") for file in site.rglob("*.html")]
    others = [file for file in files if file not in PAGES]
    assert LOST in others
    for place in others:
        page = opened(place, WIDE)
        assert_accessible(page)
        resize(page, PHONE)
        assert_accessible(page)


@pytest.mark.parametrize("query", ["refund", "qqqqq wwwww"], ids=["found", "nothing found"])
def test_search_is_accessible(opened: Open, assert_accessible: Assert, query: str) -> None:
    """The search with results, and with none."""
    for size in (WIDE, PHONE):
        page = opened(HOMES[REAL.reference], size)
        page.keyboard.press("/")
        page.locator(".md-search__input").fill(query)
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert_accessible(page, "article", NAVIGATION)


@pytest.mark.parametrize("language", REAL.languages)
def test_list_of_languages_is_accessible(opened: Open, assert_accessible: Assert, language: str) -> None:
    """The list of languages while it is open."""
    page = opened(HOMES[language], PHONE)
    page.locator(".md-header .md-select button").focus()
    expect(page.locator(".md-select__link").first).to_be_visible()
    assert_accessible(page, "article", NAVIGATION)


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
    page = opened(HOMES[REAL.reference], PHONE)
    for language in REAL.languages:
        page.locator("[data-offer]").evaluate_all(
            "(offers, language) => offers.forEach(it => it.hidden = it.dataset.offer !== language)", language
        )
        assert_accessible(page, "article", NAVIGATION)


def test_sources_of_a_topic_are_accessible(opened: Open, assert_accessible: Assert) -> None:
    """What a page merges, unfolded."""
    topic = next(place for place, page in PAGES.items() if page.topic and REAL.contract.topics[page.topic].merges)
    page = opened(topic, WIDE)
    page.locator("details.merged > summary").click()
    assert_accessible(page)
