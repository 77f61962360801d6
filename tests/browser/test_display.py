"""The pages as people set them: narrow, enlarged, spaced out, without motion, in colours of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.addresses import LOST, REAL, one_of_each_kind
from playwright.sync_api import Page, expect

# What a window of 1280 pixels shows at 400 % and at 200 %.
SIZES = [{"width": 320, "height": 256}, {"width": 640, "height": 512}]
SCENARIO = next(place for place in one_of_each_kind(REAL.reference) if "scenarios/" in place)

Visit = Callable[..., Page]

# WCAG 2.2, 1.4.12.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" + (
    "p { margin-bottom: 2em !important }"
)

# What is cut off: texts that are wider or higher than the box which hides what does not fit.
CUT = """
() => [...document.querySelectorAll("article *")]
  .filter(it => it.checkVisibility() && getComputedStyle(it).overflow !== "visible" && !it.matches(".unseen, thead"))
  .filter(it => ["hidden", "clip"].includes(getComputedStyle(it).overflowX))
  .filter(it => it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)
  .map(it => it.outerHTML.slice(0, 120))
"""

OVERLAPS = """
() => {
  const width = document.documentElement.clientWidth;
  const scrolls = it => it.closest(".matrix, .md-sidebar, .md-search, .headerlink");
  return [...document.querySelectorAll("header *, article *")]
    .filter(it => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !scrolls(it))
    .filter(it => !it.closest(".md-select__inner"))
    .filter(it => it.getBoundingClientRect().right > width + 1 || it.getBoundingClientRect().left < -1)
    .map(it => it.outerHTML.slice(0, 120));
}
"""

# What moves for longer than a blink.
MOVING = """
() => [...document.querySelectorAll("*")].flatMap(it => ["", "::before", "::after"].map(part => {
  const style = getComputedStyle(it, part || null);
  const seconds = (style.transitionDuration + "," + style.animationDuration).split(",").map(parseFloat);
  const moves = style.transitionProperty !== "none" || style.animationName !== "none";
  return (moves && Math.max(...seconds) > 0.02) || style.scrollBehavior === "smooth"
    ? it.outerHTML.slice(0, 80) + part : null;
})).filter(Boolean)
"""


@pytest.mark.parametrize("language", REAL.languages)
def test_pages_fit_when_narrow_or_enlarged(visit: Visit, root: str, language: str) -> None:
    """At 200 % and 400 %, which is 320 px, no kind of page scrolls sideways; nor does it with its text spaced out."""
    page = visit(f"{root}/{LOST}", reduced_motion="reduce", bypass_csp=True)  # to put a style in
    for place in [*one_of_each_kind(language), LOST]:
        page.set_viewport_size({"width": SIZES[0]["width"], "height": SIZES[0]["height"]})
        page.goto(f"{root}/{place}")
        for spaced in (False, True):
            if spaced:
                page.add_style_tag(content=SPACED)
            for size in SIZES:
                page.set_viewport_size({"width": size["width"], "height": size["height"]})
                assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (place, size, spaced)
                assert page.evaluate(OVERLAPS) == [], (place, size, spaced)
                assert page.evaluate(CUT) == [], (place, size, spaced)


def test_nothing_moves_for_those_who_want_no_motion(visit: Visit, root: str) -> None:
    """No transition, animation or smooth scrolling is longer than a blink."""
    page = visit(f"{root}/{LOST}", reduced_motion="reduce")
    for place in one_of_each_kind(REAL.reference):
        page.goto(f"{root}/{place}")
        assert page.evaluate(MOVING) == [], place


def test_forced_colours_keep_what_matters(visit: Visit, root: str) -> None:
    """Without our grounds, urgency, phrases and placeholders still have lines around them, and icons are seen."""
    page = visit(f"{root}/{SCENARIO}", forced_colors="active")
    for selector, edge in ((".urgency", "top"), ("blockquote.phrase", "left"), (".part--escalate", "top")):
        assert pixels(page, selector, f"border-{edge}-width") >= 1
    added = "<span class='placeholder'>[x]</span>"
    page.locator("blockquote.phrase p").first.evaluate(
        "(it, added) => it.insertAdjacentHTML('beforeend', added)", added
    )
    assert pixels(page, ".placeholder", "border-top-width") >= 1
    page.locator("details.merged > summary").scroll_into_view_if_needed()
    for part in ("::before", "::after"):
        colours = page.locator("details.merged > summary").evaluate(
            "(it, part) => [getComputedStyle(it, part), getComputedStyle(document.body)].map(s => s.backgroundColor)",
            part,
        )
        assert colours[0] != colours[1]


def test_forced_colours_keep_states(visit: Visit, root: str) -> None:
    """Every state has a mark and a word, and progress is the browser's own bar."""
    place = next(place for place in one_of_each_kind(REAL.reference) if place.startswith("coverage"))
    page = visit(f"{root}/{place}", forced_colors="active")
    state = page.locator(".state").first
    assert state.evaluate("it => getComputedStyle(it, '::before').content") not in ("none", "normal")
    expect(state).not_to_be_empty()
    expect(page.locator("progress").first).to_have_css("appearance", "auto")


def pixels(page: Page, selector: str, style: str) -> float:
    """The pixels of a style of the first element that a selector finds."""
    value = page.locator(selector).first.evaluate("(it, name) => getComputedStyle(it).getPropertyValue(name)", style)
    return float(value.removesuffix("px"))
