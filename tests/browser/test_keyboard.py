"""The site with the keyboard alone: everything can be reached, seen when it has the focus, and left again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.addresses import HOMES, LOST, REAL, one_of_each_kind
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1366, "height": 900}
STILL = {"reduced_motion": "reduce"}
KINDS = [*one_of_each_kind(REAL.reference), LOST]

Visit = Callable[..., Page]

# What has the focus: what it is, whether its ring is seen in light and in dark (the lesser width, and the lesser
# contrast with what is behind it), and whether it itself is: something else does not cover it altogether.
FOCUSED = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  if (element.matches(".md-search__input") && !document.querySelector("#__search").checked) return "opening";
  const ringed = element.matches(".md-option") ? element.nextElementSibling : element.closest(".ask") ?? element;
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = colour => {
    const linear = part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const [red, green, blue] = colour.map(part => linear(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const measure = scheme => {
    document.body.dataset.mdColorScheme = scheme;
    document.getAnimations().forEach(it => it.finish()); // colours that fade into each other
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(ringed);
    let behind = parseFloat(outlineOffset) < 0 ? ringed : ringed.parentElement;
    while (behind && rgba(getComputedStyle(behind).backgroundColor)[3] < 255) behind = behind.parentElement;
    const ground = luminance(rgba(getComputedStyle(behind ?? document.documentElement).backgroundColor));
    const ring = luminance(rgba(outlineColor));
    return {
      width: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
      contrast: (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05),
    };
  };
  const own = document.body.dataset.mdColorScheme;
  const rings = [own === "slate" ? "default" : "slate", own].map(measure);
  const box = ringed.getClientRects()[0] ?? ringed.getBoundingClientRect();
  const height = Math.min(box.height, innerHeight);
  const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
  const tops = points.map(([x, y]) => document.elementFromPoint(box.x + x * box.width, box.y + y * height));
  return {
    name: element.outerHTML.slice(0, 120),
    width: Math.min(...rings.map(ring => ring.width)),
    contrast: Math.min(...rings.map(ring => ring.contrast)),
    seen: tops.some(top => top && (ringed.contains(top) || top.contains(ringed))),
    number: [...document.querySelectorAll("*")].indexOf(element),
  };
}
"""

# What a keyboard must be able to reach: all that can be pressed or followed and is shown. Radio buttons are one stop.
REACHABLE = """
() => [...document.querySelectorAll("a[href], button, summary, input:not(.md-toggle), label[for], [role=button]")]
  .filter(it => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && it.tabIndex >= -1)
  .filter(it => !it.matches("label") && !it.closest("[inert]") && it.getClientRects().length)
  .filter(it => !it.closest(".md-search__inner:not(form *)") || it.matches("input"))
  .filter(it => getComputedStyle(it).pointerEvents !== "none")
  .map(it => [...document.querySelectorAll("*")].indexOf(it))
"""


def from_the_top(page: Page) -> None:
    """Take the focus to where a page begins: the home page puts it into its search box."""
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")


def step(page: Page, key: str) -> dict[str, Any] | None:
    """What gets the focus when a key is pressed."""
    page.keyboard.press(key)
    stop: dict[str, Any] | str | None = page.evaluate(FOCUSED)
    if isinstance(stop, str):
        expect(page.locator("#__search")).to_be_checked()  # the theme opens the search now
        stop = page.evaluate(FOCUSED)
    assert not isinstance(stop, str)
    return stop


def walk(page: Page, most: int = 400) -> list[dict[str, Any]]:
    """What gets the focus when Tab is pressed, until the browser has been through the page."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        stop = step(page, "Tab")
        if stop is None or (stops and stop["number"] == stops[0]["number"]):
            return stops
        stops.append(stop)
    raise AssertionError(f"Tab does not get through the page: {stops[-3:]}")


@pytest.mark.parametrize("place", KINDS)
def test_tab_reaches_everything_and_is_seen(visit: Visit, root: str, place: str) -> None:
    """Tab goes through the page in its order; each stop has a ring of 2 px and 3:1, and is covered by nothing."""
    page = visit(f"{root}/{place}", viewport=WIDE, **STILL)
    from_the_top(page)
    wanted = set(page.evaluate(REACHABLE))
    stops = walk(page)

    assert "md-skip" in stops[0]["name"]
    numbers = [stop["number"] for stop in stops]
    assert numbers == sorted(numbers)
    names = page.evaluate(
        "numbers => numbers.map(n => document.querySelectorAll('*')[n].outerHTML.slice(0, 120))",
        sorted(wanted - set(numbers)),
    )
    assert names == []
    assert [stop for stop in stops if stop["width"] < 2 or stop["contrast"] < 3] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []


def test_nothing_is_covered_on_the_way_back(visit: Visit, root: str) -> None:
    """Shift and Tab from the end: the header that stays on top covers nothing that has the focus."""
    page = visit(f"{root}/{LOST}", viewport={"width": 390, "height": 500}, locale="sv-SE", **STILL)
    for place in KINDS:
        page.goto(f"{root}/{place}")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.locator(":is(#content, header) :is(a, summary):visible").last.focus()
        for _ in range(40):
            stop = step(page, "Shift+Tab")
            if stop is None:
                break
            assert stop["seen"], (place, stop["name"])


def test_skip_link_leads_to_the_content(visit: Visit, root: str) -> None:
    """The first stop is shown when it has the focus, and leads past header and navigation."""
    page = visit(f"{root}/{LOST}", viewport=WIDE, **STILL)
    for place in KINDS:
        page.goto(f"{root}/{place}")
        from_the_top(page)
        page.keyboard.press("Tab")
        expect(page.locator(".md-skip")).to_be_focused()
        expect(page.locator(".md-skip")).to_be_in_viewport(ratio=1)
        expect(page.locator(".md-skip")).to_have_css("opacity", "1")
        page.keyboard.press("Enter")

        expect(page.locator("#content")).to_be_focused()
        top = page.locator("h1").evaluate("title => title.getBoundingClientRect().top")
        assert top >= page.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom"), place
        if page.locator("#content :is(a, button, summary):visible").count():
            page.keyboard.press("Tab")
            assert page.evaluate("document.querySelector('#content').contains(document.activeElement)"), place


@pytest.mark.parametrize("language", REAL.languages)
def test_list_of_languages_by_keyboard(visit: Visit, root: str, language: str) -> None:
    """It opens with the focus, closes with Escape and gives the focus back, and its links are reached with Tab."""
    page = visit(f"{root}/{HOMES[language]}", viewport=WIDE, **STILL)
    button, links = page.locator(".md-header .md-select button"), page.locator(".md-header .md-select__link")
    button.focus()
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    expect(links.first).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(links.first).not_to_be_visible()
    page.keyboard.press("Enter")
    for _ in range(len(REAL.languages)):
        page.keyboard.press("Tab")
    expect(links.last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", list(REAL.languages)[-1])


def test_list_of_languages_under_the_pointer_closes(visit: Visit, root: str) -> None:
    """Escape closes what has opened only because the pointer is over it."""
    page = visit(f"{root}/", viewport=WIDE, **STILL)
    page.locator(".md-header .md-select button").hover()
    expect(page.locator(".md-select__link").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".md-select__link").first).not_to_be_visible()


def test_navigation_opens_by_keyboard(visit: Visit, root: str) -> None:
    """A group of the navigation opens and closes with Enter and with the space bar, and says which it is."""
    page = visit(f"{root}/", viewport=WIDE, **STILL)
    group = page.locator(".md-nav--primary [role=button]:visible").first
    for key, expanded in (("Enter", "true"), (" ", "false"), ("Space", "true")):
        group.focus()
        page.keyboard.press(key)
        expect(group).to_have_attribute("aria-expanded", expanded)


def test_drawer_by_keyboard(visit: Visit, root: str) -> None:
    """On a narrow screen the navigation opens, goes down into a group and up again, leads on, and closes."""
    page = visit(f"{root}/", viewport=PHONE, **STILL)
    opener = page.get_by_role("button", name=page.locator(".md-nav--primary").get_attribute("aria-label") or "?")
    first = page.locator("[data-md-level='1'] > .md-nav__list [role=button]").first
    assert not first.is_visible()
    opener.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.locator("#__drawer")).not_to_be_checked()

    page.keyboard.press("Space")
    section = page.locator("[data-md-level='0'] > .md-nav__list > li > label [role=button]").first
    section.focus()
    page.keyboard.press("Enter")
    back = page.locator("[data-md-level='1'] > .md-nav__title [role=button]").first
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(section).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".topic")).to_be_visible()


def test_search_opens_and_closes_on_a_phone(visit: Visit, root: str) -> None:
    """The magnifying glass of a narrow screen is a button; Escape leaves the search again."""
    page = visit(f"{root}/{one_of_each_kind(REAL.reference)[-1]}", viewport=PHONE, **STILL)
    page.locator(".md-header__button[for=__search] [role=button]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
