"""The home page: its box is ready for the keyboard, and what was opened last stands on top."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from handbook import load
from handbook.site import address as page_address
from handbook.site import topic_path
from playwright.sync_api import Page, expect
from tiny_handbook import PROJECT

REAL = load(PROJECT)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WIDE = {"viewport": {"width": 1366, "height": 900}}
TOPICS = [topic.id for topic in REAL.contract.topics_of("scenario")][:7]

Visit = Callable[..., Page]

# How much has moved on the screen since the page began to load, as browsers measure it.
SHIFTS = """
() => new Promise((resolve) => {
  let moved = 0;
  const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => (moved += entry.value)));
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(moved), 300);
})
"""


def home(base: str, language: str) -> str:
    """The address of a language's home page."""
    return f"{base}/{page_address(REAL, f'{language}/index.md').removeprefix('./')}"


def topic(base: str, language: str, name: str) -> str:
    """The address of a topic's page."""
    return f"{base}/{page_address(REAL, topic_path(REAL, language, name))}"


def remember(page: Page, topics: list[str]) -> None:
    """Put topics into the browser as those that were opened last, and load the page anew."""
    page.evaluate("kept => localStorage.setItem('handbook.recent', kept)", json.dumps(topics))
    page.reload()


@pytest.mark.parametrize(("language", "word"), [("en", "lawyer"), ("bg", "адвокат")])
def test_whoever_types_at_once_searches(visit: Visit, address: str, language: str, word: str) -> None:
    """At a desk the box has the focus, nothing lies over the page, and the first letters already search."""
    page = visit(home(address, language), **WIDE)
    expect(page.locator("[data-ask]")).to_be_focused()
    expect(page.locator("#__search")).not_to_be_checked()
    assert page.evaluate("scrollY") == 0

    page.keyboard.type(word)
    expect(page.locator(".md-search__input")).to_have_value(word)
    expect(page.locator("a.md-search-result__link").first).to_have_attribute("href", re.compile("/legal-threat/"))


def test_what_is_pasted_or_composed_is_searched(visit: Visit, root: str) -> None:
    """Text that comes all at once is handed over whole; a word that is being composed is not torn apart."""
    page = visit(home(root, "en"), **WIDE)
    page.keyboard.insert_text("my lawyer")
    expect(page.locator(".md-search__input")).to_have_value("my lawyer")
    expect(page.locator("a.md-search-result__link").first).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("[data-ask]")).to_be_focused()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "법", "selectionStart": 1, "selectionEnd": 1})
    expect(page.locator("[data-ask]")).to_have_value("법")
    expect(page.locator("[data-ask]")).to_be_focused()
    session.send("Input.insertText", {"text": "법률"})
    expect(page.locator(".md-search__input")).to_have_value("법률")


def test_shortcut_is_no_word(visit: Visit, root: str) -> None:
    """The key that opens the search everywhere opens it from the box too, empty."""
    page = visit(home(root, "sv"), **WIDE)
    page.keyboard.press("/")

    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator(".md-search__input")).to_have_value("")


def test_everything_is_reached_by_keyboard(visit: Visit, root: str) -> None:
    """From the empty box, arrows and the tabulator lead to the topics, and back; nothing opens meanwhile."""
    page = visit(home(root, "tr"), **WIDE)
    first, second = (page.locator(".group li a").nth(place) for place in (0, 1))
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-ask]")).to_be_focused()
    expect(page.locator("#__search")).not_to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(first).to_be_focused()  # after the mark of its group
    page.keyboard.press("Enter")

    page.wait_for_url(topic(root, "tr", TOPICS[0]))


def test_phone_opens_the_search_at_the_first_touch(visit: Visit, root: str) -> None:
    """On a phone nothing has the focus unasked, and one touch leads into the search."""
    page = visit(home(root, "id"), **PHONE)
    expect(page.locator("[data-ask]")).not_to_be_focused()
    page.locator("[data-ask]").tap()
    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator("#__search")).to_be_checked()


def test_home_without_scripts_has_no_box_that_does_nothing(visit: Visit, root: str) -> None:
    """The search needs a script: without it there is no box, and all topics are there."""
    page = visit(home(root, "hr"), java_script_enabled=False, **WIDE)

    expect(page.locator("[data-ask]")).to_be_hidden()
    expect(page.locator("[data-recent]")).to_be_hidden()
    expect(page.locator(".group li a")).to_have_count(len(REAL.contract.topics))


def test_topics_opened_last_stand_on_top(visit: Visit, root: str) -> None:
    """The newest first, none twice, five at most, in whatever language the page is."""
    page = visit(home(root, "en"), **WIDE)
    expect(page.locator("[data-recent]")).to_be_hidden()
    for name in (*TOPICS, TOPICS[-2]):
        page.goto(topic(root, "en", name))
    wanted = [TOPICS[-2], TOPICS[-1], *reversed(TOPICS[2:5])]

    for language in ("en", "bg"):
        page.goto(home(root, language))
        shown = page.locator("[data-recent] a:visible")
        assert [REAL.pages[language, name].title for name in wanted] == shown.all_inner_texts()
        assert [topic(root, language, name) for name in wanted] == shown.evaluate_all("all => all.map(a => a.href)")
    assert page.locator("[data-recent]").bounding_box()["y"] < page.locator(".group").first.bounding_box()["y"]  # type: ignore[index]


def test_topics_opened_last_can_be_forgotten(visit: Visit, root: str) -> None:
    """One button empties the list, for good, and leaves nothing in the browser."""
    page = visit(home(root, "sv"), **WIDE)
    remember(page, TOPICS[:2])
    button = page.get_by_role("button", name=REAL.catalogues["sv"].labels["home_forget"])
    button.click()
    expect(page.locator("[data-recent]")).to_be_hidden()
    expect(page.locator("[data-ask]")).to_be_focused()
    page.reload()

    expect(page.locator("[data-recent]")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('handbook.recent')") is None


@pytest.mark.parametrize("kept", ["no JSON", "{}", '[1, null, "no-such-topic"]', '["\\"] a, [x=\\""]'])
def test_damaged_memory_harms_nothing(visit: Visit, root: str, kept: str) -> None:
    """Whatever stands in the storage, the page is as if there were nothing."""
    page = visit(home(root, "en"), **WIDE)
    page.evaluate("kept => localStorage.setItem('handbook.recent', kept)", kept)
    page.reload()

    expect(page.locator("[data-recent]")).to_be_hidden()
    expect(page.locator(".group a").first).to_be_visible()


@pytest.mark.parametrize("options", [PHONE, WIDE], ids=["phone", "wide"])
def test_nothing_moves_when_they_appear(visit: Visit, root: str, options: dict[str, object]) -> None:
    """What stands below the topics opened last is painted where it stays, even if the script comes late."""
    page = visit(home(root, "en"), **options)
    page.route("**/recent.*.js", lambda route: (page.wait_for_timeout(400), route.continue_()))
    without = page.evaluate(SHIFTS)
    remember(page, TOPICS[:5])

    expect(page.locator("[data-recent]")).to_be_visible()
    assert page.evaluate(SHIFTS) <= without + 0.001
