"""What comes out of the printer: one topic on one A4 page, and all of them as a booklet."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from handbook import load
from handbook.site import address as page_address
from handbook.site import topic_path
from playwright.sync_api import Page, expect
from tiny_handbook import PROJECT

REAL = load(PROJECT)
# What of an A4 page is printed on, in CSS pixels.
PAPER = {"width": 695, "height": 1047}
POINT = 96 / 72

Visit = Callable[..., Page]

# The colours, sizes of type and heights that stand on paper.
LOOK = """
(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  return { color: style.color, ground: style.backgroundColor, size, text: element.textContent };
})
"""

# Whether each element is within its section.
INSIDE = """
(elements) => elements.map((element) => {
  const [own, around] = [element, element.closest("section")].map((one) => one.getBoundingClientRect());
  return own.left >= around.left - 1 && own.right <= around.right + 1;
})
"""


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def on_paper(page: Page) -> bytes:
    """The page as it is printed, on the paper that its style asks for."""
    return page.pdf(prefer_css_page_size=True)


def cards(base: str, language: str) -> str:
    """The address of a language's page with all cards."""
    return f"{base}/{page_address(REAL, f'{language}/cards.md')}"


@pytest.mark.parametrize("language", REAL.languages)
def test_booklet_has_a_page_for_each_card(visit: Visit, root: str, language: str) -> None:
    """Behind the title with the contents, every topic has one page; the longest prints on one by itself too."""
    page = visit(cards(root, language), viewport=PAPER)
    assert pages_of(on_paper(page)) == 1 + len(REAL.contract.topics)

    page.emulate_media(media="print")
    heights = "cards => Object.fromEntries(cards.map(card => [card.querySelector('h3').id, card.offsetHeight]))"
    by_height: dict[str, int] = page.locator(".card").evaluate_all(heights)
    page.goto(f"{root}/{page_address(REAL, topic_path(REAL, language, max(by_height, key=by_height.__getitem__)))}")
    assert pages_of(on_paper(page)) == 1


@pytest.mark.parametrize("name", ["scenarios/legal-threat", "guidelines/stay-calm"])
def test_page_prints_black_on_white(visit: Visit, root: str, name: str) -> None:
    """Whatever the scheme: nothing of the site around it, dark letters, and sizes that are read at arm's length."""
    page = visit(f"{root}/bg/{name}/", viewport=PAPER, color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print", color_scheme="dark")

    for selector in (".md-header", ".md-sidebar", ".md-footer", ".related", ".merged", ".to-cards", ".headerlink"):
        expect(page.locator(selector).filter(visible=True)).to_have_count(0)
    expect(page.locator(".offer:visible, article button:visible")).to_have_count(0)
    words = look(page, "article :is(h1, p, li, td, th, blockquote, .placeholder)")
    assert {entry["color"] for entry in words} == {"rgb(0, 0, 0)"}
    grounds = {entry["ground"] for entry in [*words, *look(page, "html, body, article, section")]}
    assert grounds <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    loud = look(page, ".part--do li, .part--how li, .phrase p")
    assert min(entry["size"] for entry in loud) >= 11.5 * POINT
    quiet = look(page, ".part--avoid :is(li, td), .part--escalate li, .part--after li, .part--signs li, .part--why p")
    assert max(entry["size"] for entry in quiet) < min(entry["size"] for entry in loud)
    assert min(entry["size"] for entry in quiet) >= 9 * POINT


def look(page: Page, selector: str) -> list[dict[str, Any]]:
    """How the elements look on paper."""
    found = page.evaluate(LOOK, selector)
    assert isinstance(found, list)
    assert found
    return found


def test_page_says_where_it_is_from(visit: Visit, address: str) -> None:
    """At its foot stand the handbook's name, the title, and the address at which this site really is."""
    page = visit(f"{address}/tr/scenarios/bad-day/?h=x#say", viewport=PAPER)
    expect(page.locator(".print-foot")).to_be_hidden()
    page.emulate_media(media="print")

    foot = page.locator(".print-foot")
    expect(foot).to_contain_text(REAL.catalogues["tr"].site["name"])
    expect(foot).to_contain_text(REAL.pages["tr", "bad-day"].title)
    expect(foot).to_contain_text(re.compile(rf"{re.escape(address)}/tr/scenarios/bad-day/$"))
    page.goto(f"{address}/tr/cards/")
    feet = page.locator(".print-foot [data-address]").all_inner_texts()
    assert [f"{address}/{page_address(REAL, topic_path(REAL, 'tr', name))}" for name in REAL.contract.topics] == feet


def test_pairs_are_told_apart_without_colours(visit: Visit, root: str) -> None:
    """What makes it worse and what helps bear their marks, and none is cut off at the paper's edge."""
    page = visit(f"{root}/scenarios/legal-threat/", viewport=PAPER)
    page.emulate_media(media="print")
    table = page.locator(".part--avoid table")
    for place, mark in (("first", "✗"), ("last", "✓")):
        cell = table.locator(f"td:{place}-child").first
        assert mark in cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert set(table.locator("td").evaluate_all(INSIDE)) == {True}
    expect(table.locator("thead")).to_be_visible()


def test_all_cards_are_printed_by_a_button(visit: Visit, root: str) -> None:
    """A topic leads to the cards; there a button prints them, where scripts run."""
    page = visit(f"{root}/hr/scenarios/bad-day/")
    page.get_by_role("link", name=REAL.catalogues["hr"].labels["cards_all"]).click()
    page.wait_for_url(cards(root, "hr"))
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name=REAL.catalogues["hr"].labels["cards_print"]).click()
    expect(page).to_have_title("printed")

    page = visit(cards(root, "hr"), java_script_enabled=False)
    expect(page.locator(".card")).to_have_count(len(REAL.contract.topics))
    expect(page.locator("[data-print]")).to_be_hidden()
