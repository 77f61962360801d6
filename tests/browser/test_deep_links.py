"""Every section has an address of its own: it is copied in one click, and kept from language to language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from handbook import load
from handbook.site import address as page_address
from handbook.site import topic_path
from playwright.sync_api import Browser, Page, expect
from tiny_handbook import PROJECT

REAL = load(PROJECT)
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1366, "height": 900}
TOPIC = "legal-threat"
CLIPBOARD = ["clipboard-read", "clipboard-write"]

Visit = Callable[..., Page]


def topic(base: str, language: str) -> str:
    """The address of the topic's page."""
    return f"{base}/{page_address(REAL, topic_path(REAL, language, TOPIC))}"


def switch_to(page: Page, language: str) -> None:
    """Choose another language, without the scrolling that a driven mouse does on its way to a list that opens."""
    page.locator(f".md-select a[hreflang={language}]").evaluate("link => link.click()")


@pytest.mark.parametrize("by", ["mouse", "keyboard", "touch"])
def test_mark_copies_the_address(visit: Visit, root: str, by: str) -> None:
    """One click, one tap or one key goes to the section, copies its whole address, and says so for a moment."""
    touch = by == "touch"
    page = visit(topic(root, "hr"), permissions=CLIPBOARD, has_touch=touch, is_mobile=touch, viewport=PHONE)
    mark, note = page.locator("#avoid .headerlink"), page.locator("[role=status].copied-link")
    expect(mark).to_have_attribute("title", REAL.catalogues["hr"].labels["link_copy"])
    expect(note).to_be_empty()

    if by == "keyboard":
        mark.focus()
        expect(mark).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
    elif by == "mouse":
        mark.hover(force=True)
        expect(mark).to_have_css("opacity", "1")
        mark.click()
    else:
        expect(mark).to_have_css("opacity", "1")
        box = mark.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        mark.tap()

    expect(note).to_have_text(REAL.catalogues["hr"].labels["link_copied"])
    expect(page).to_have_url(f"{topic(root, 'hr')}#avoid")
    assert page.evaluate("navigator.clipboard.readText()") == f"{topic(root, 'hr')}#avoid"
    expect(note).to_be_empty()


def test_mark_says_nothing_that_is_not_so(visit: Visit, root: str) -> None:
    """Where copying is refused, it is a link as any other."""
    page = visit(topic(root, "en"))
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")

    page.locator("#why .headerlink").click(force=True)

    expect(page).to_have_url(f"{topic(root, 'en')}#why")
    expect(page.locator(".copied-link")).to_be_empty()


@pytest.mark.parametrize("name", ["", "sources/", "glossary/", "coverage/", "scenarios/legal-threat/"])
def test_every_heading_has_its_mark(visit: Visit, root: str, name: str) -> None:
    """Every heading below the page's own leads to itself, without any script; and no mark widens a phone's page."""
    page = visit(f"{root}/{name}", java_script_enabled=False, viewport=PHONE)
    headings = page.locator("article :is(h2, h3):visible")
    assert headings.count() > 0
    for heading in headings.all():
        mark = heading.locator("a.headerlink")
        assert mark.get_attribute("href") == f"#{heading.get_attribute('id')}"
        assert mark.get_attribute("title") == REAL.catalogues["en"].labels["permalink"]


def test_languages_keep_the_sentence(visit: Visit, root: str) -> None:
    """Whoever was sent a sentence has it in front of them in the other languages as well, page and section first."""
    page = visit(f"{topic(root, 'en')}#say-2", viewport=WIDE)
    for language in ("hr", "tr", "bg"):
        switch_to(page, language)
        expect(page).to_have_url(f"{topic(root, language)}#say-2")
        expect(page.locator("#say-2")).to_be_in_viewport()

    page.locator("#why").evaluate("heading => heading.scrollIntoView()")
    expect(page.locator("#say-2")).not_to_be_in_viewport()
    switch_to(page, "sv")
    expect(page).to_have_url(re.compile(f"^{re.escape(topic(root, 'sv'))}#(?!say)"))


def test_browser_is_not_asked_for_more_than_it_gives(browser: Browser, root: str) -> None:
    """Without a clipboard, as on a page that did not come by https, the mark keeps the words of a plain link."""
    context = browser.new_context(locale="en-GB")
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = context.new_page()
    page.goto(topic(root, "en"))
    expect(page.locator("#do .headerlink")).to_have_attribute("title", REAL.catalogues["en"].labels["permalink"])
    expect(page.locator(".copied-link")).to_have_count(0)
    context.close()
