"""What people do with the site, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.addresses import one_of_each_kind
from browser.quiet import open_until_quiet
from handbook import Handbook, load
from handbook.site import address as page_address
from handbook.site import topic_path
from playwright.sync_api import Page, expect
from tiny_handbook import PROJECT

REAL = load(PROJECT)
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1100}
WIDE = {"width": 1366, "height": 900}
SEARCHES = [("en", "lawyer", "legal-threat"), ("bg", "адвокат", "legal-threat")]

Visit = Callable[..., Page]


def home(base: str, language: str) -> str:
    """The address of a language's home page."""
    return f"{base}/{page_address(REAL, f'{language}/index.md').removeprefix('./')}"


def topic(base: str, language: str, name: str) -> str:
    """The address of a topic's page."""
    return f"{base}/{page_address(REAL, topic_path(REAL, language, name))}"


def test_from_home_to_the_same_section_in_another_language(real: Handbook, visit: Visit, address: str) -> None:
    """Home, a scenario, a related guideline, another language: the section that was being read is kept."""
    page = visit(f"{address}/", viewport=WIDE)
    page.get_by_role("link", name=real.pages["en", "angry-customer"].title).last.click()
    expect(page).to_have_url(topic(address, "en", "angry-customer"))

    page.locator(".related").get_by_role("link", name=real.pages["en", "apologise"].title).click()
    expect(page).to_have_url(topic(address, "en", "apologise"))
    page.wait_for_load_state()  # what the scripts put in moves what stands below

    page.locator("#avoid").evaluate("heading => heading.scrollIntoView()")
    page.locator(".md-select button").hover()
    page.locator(".md-select").get_by_role("link", name="Svenska").click()

    expect(page).to_have_url(f"{topic(address, 'sv', 'apologise')}#avoid")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator("#avoid")).to_be_in_viewport()


@pytest.mark.parametrize("language", REAL.languages)
def test_every_kind_of_page_opens(visit: Visit, address: str, language: str) -> None:
    """No page of any kind has an error on the console, or asks another host."""
    page = visit(home(address, language))
    for place in one_of_each_kind(language):
        open_until_quiet(page, f"{address}/{place}")
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("language", REAL.languages)
def test_nothing_is_cut_off(visit: Visit, root: str, language: str) -> None:
    """No page is wider than the window, however long the words of a language are."""
    page = visit(home(root, language), reduced_motion="reduce")  # no drawer on its way out
    for url in (
        page.url,
        f"{home(root, language)}sources/",
        f"{home(root, language)}glossary/",
        f"{home(root, language)}coverage/",
        f"{home(root, language)}cards/",
        topic(root, language, "personal-attack"),
        topic(root, language, "acknowledge-the-problem"),
    ):
        page.goto(url)
        for size in (WIDE, TABLET, PHONE):
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], url


@pytest.mark.parametrize("language", REAL.languages)
def test_first_phrases_are_near_the_top(visit: Visit, root: str, language: str) -> None:
    """On a phone, the second sentence to say of every scenario ends within one and a half screens."""
    page = visit(home(root, language), viewport=PHONE)
    for name in (scenario.id for scenario in REAL.contract.topics_of("scenario")):
        page.goto(topic(root, language, name))
        expect(page.locator("h1")).to_have_text(REAL.pages[language, name].title)
        box = page.locator("blockquote.phrase").nth(1).bounding_box()
        assert box
        assert box["y"] + box["height"] <= PHONE["height"] * 1.5, name


def test_steps_and_phrases_stand_side_by_side(visit: Visit, root: str) -> None:
    """On a wide screen, what to do and what to say are seen at once."""
    page = visit(f"{root}/", viewport=WIDE)
    for language in REAL.languages:
        page.goto(topic(root, language, "feels-ignored"))
        steps, phrases = page.locator("#do").bounding_box(), page.locator("#say").bounding_box()
        assert steps
        assert phrases
        assert abs(steps["y"] - phrases["y"]) < 4
        assert steps["x"] < phrases["x"]


def test_home_is_for_the_moment(real: Handbook, visit: Visit, root: str) -> None:
    """The search box stands above all, and opens the search; the scenarios come next."""
    page = visit(f"{root}/", viewport=PHONE)
    ask, first = page.locator("[data-ask]").bounding_box(), page.locator(".group").first.bounding_box()
    assert ask
    assert first
    assert ask["y"] < first["y"] < PHONE["height"]

    page.locator("[data-ask]").click()
    expect(page.locator(".md-search__input")).to_be_focused()


@pytest.mark.parametrize(("language", "word", "wanted"), SEARCHES)
def test_search_stays_in_the_language(visit: Visit, address: str, language: str, word: str, wanted: str) -> None:
    """The search finds the topic, and shows nothing in another language."""
    page = visit(home(address, language), viewport=WIDE)
    page.locator("[data-ask]").click()
    page.keyboard.type(word)
    expect(page.locator(".md-search__input")).to_be_focused()
    links = page.locator("a.md-search-result__link")
    expect(links.first).to_have_attribute("href", re.compile(f"^{re.escape(topic(address, language, wanted))}"))

    found = [link.split("?")[0] for link in links.evaluate_all("links => links.map(link => link.href)")]
    assert [link for link in found if not link.startswith(home(address, language))] == []
    others = [home(address, other) for other in REAL.languages if other not in (language, "en")]
    assert [link for link in found if link.startswith(tuple(others))] == []


def test_language_is_offered_once(visit: Visit, root: str) -> None:
    """A browser that speaks another language is offered it in one line; nobody is sent there."""
    page = visit(topic(root, "en", "bad-day"), locale="hr-HR")
    offer = page.locator("[data-offer]:visible")
    expect(offer).to_have_count(1)
    expect(offer).to_have_attribute("lang", "hr")
    expect(page).to_have_url(topic(root, "en", "bad-day"))

    offer.get_by_role("link").click()
    expect(page).to_have_url(topic(root, "hr", "bad-day"))
    expect(page.locator("[data-offer]:visible")).to_have_count(0)

    page.goto(home(root, "en"))  # the choice is remembered: the offer stands here too
    expect(page.locator("[data-offer]:visible")).to_have_attribute("lang", "hr")
    page.locator("[data-offer]:visible").get_by_role("button").click()
    expect(page.locator("[data-offer]:visible")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-offer]:visible")).to_have_count(0)


def test_own_language_is_not_offered(visit: Visit, root: str) -> None:
    """Whoever reads their language already, or one that there is not, is left alone."""
    for locale, language in (("en-US", "en"), ("tr-TR", "tr"), ("fr-FR", "en")):
        expect(visit(home(root, language), locale=locale).locator("[data-offer]:visible")).to_have_count(0)


def test_dark_and_light_follow_the_system_and_can_be_set(visit: Visit, root: str) -> None:
    """The scheme follows the system; the switch's names are in the page's language."""
    page = visit(home(root, "sv"), color_scheme="dark", viewport=WIDE)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    switch = page.locator("form[data-md-component=palette] label:visible")
    assert REAL.catalogues["sv"].labels["theme_light"] == switch.get_attribute("title")
    switch.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_page_reads_without_scripts(real: Handbook, visit: Visit, root: str) -> None:
    """Steps, phrases and the way to other languages are there before any script runs."""
    page = visit(topic(root, "id", "refund-demand"), java_script_enabled=False)

    expect(page.locator("blockquote.phrase").first).to_be_visible()
    expect(page.locator("#do")).to_have_text(real.catalogues["id"].sections["scenario"]["do"] + "#")
    expect(page.locator(".md-select a[hreflang=sv]")).to_have_attribute("href", "../../../sv/scenarios/refund-demand/")


def test_lost_visitor_gets_home(visit: Visit, root: str) -> None:
    """The page for an address that leads nowhere leads home, in the visitor's language."""
    page = visit(f"{root}/404.html")
    page.locator("article a[hreflang=bg]").click()

    expect(page).to_have_url(home(root, "bg"))
