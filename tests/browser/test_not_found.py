"""Whoever comes to an address that leads nowhere is told so in their language; a draft says what is not written yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from tiny_handbook import Tiny, copy_tiny
from tiny_site import build_tiny_site

PREFIX = "/handbook"
# The tiny handbook's labels are made of their keys and their language.
HEADING = "not_found_title {} {{language}}"

Lose = Callable[..., Page]
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tiny, Path]:
    """The tiny handbook, built to stand under a path; Swedish is a draft that lacks a page."""
    tiny = copy_tiny(tmp_path_factory.mktemp("draft") / "tiny")
    tiny.write("translations/sv.yml", f"draft: true\n{tiny.read('translations/sv.yml')}")
    tiny.path("docs/sv/scenarios/leaving.md").unlink()
    return tiny, build_tiny_site(tiny, f"https://handbook.example{PREFIX}/")


@pytest.fixture(scope="module", params=[PREFIX, ""], ids=["under a path", "at the root"])
def place(request: pytest.FixtureRequest, serve: Callable[[Path, str], str]) -> str:
    """Where a site is served that was built to stand there: the tiny one under a path, the real one at the root."""
    if request.param:
        return serve(request.getfixturevalue("tiny_site")[1], request.param)
    return serve(request.getfixturevalue("site"), "")


def is_lost_part(request: Request) -> bool:
    """Whether something that belongs to a page was not there."""
    answer = request.response()
    return request.resource_type != "document" and bool(answer) and answer.status >= 400


@pytest.fixture
def lose(browser: Browser) -> Iterator[Lose]:
    """A function that opens an address that leads nowhere; nothing but that may have gone wrong, and nothing leaves."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(url: str, stored: str | None = None, **options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-GB", **options})
        contexts.append(context)
        if stored:
            context.add_init_script(f"localStorage.setItem('handbook.language', {stored!r})")
        page = context.new_page()
        host = "/".join(url.split("/")[:3]) + "/"
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: None if "status of 404" in line.text else complaints.append(line.text))
        page.on("request", lambda request: None if request.url.startswith(host) else complaints.append(request.url))
        page.on("requestfinished", lambda request: complaints.append(request.url) if is_lost_part(request) else None)
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize(
    ("path", "stored", "locale", "language"),
    [
        ("/bg/a/b/c/", None, "en-GB", "bg"),
        ("/bg/x", "sv", "en-GB", "bg"),
        ("/BG/nothing.html", None, "sv-SE", "bg"),
        ("/a/b/", "sv", "bg-BG", "sv"),
        ("/a/b/", "xx", "bg-BG", "bg"),
        ("/a/b/?c=d#e", None, "sv-SE", "sv"),
        ("/a", None, "fr-FR", "en"),
    ],
)
def test_page_speaks_the_readers_language(
    lose: Lose, place: str, path: str, stored: str | None, locale: str, language: str
) -> None:
    """By the address asked for, else the choice remembered, else the browser; at any depth, and the address stays."""
    page = lose(place + path, stored, locale=locale)

    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page).to_have_url(place + path)
    heading = page.locator("h1")
    expect(heading).to_be_visible()
    assert page.title().startswith(heading.inner_text())
    if place.endswith(PREFIX):
        expect(heading).to_have_text(HEADING.format(language))
    first = page.locator("article li a").first
    expect(first).to_have_attribute("hreflang", language)
    first.click()
    home = place + ("/" if language == "en" else f"/{language}/")
    expect(page).to_have_url(re.compile(f"^{re.escape(home)}(\\./)?$"))
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_search_works_there_in_that_language(lose: Lose, place: str) -> None:
    """What is searched from there is found in the reader's language."""
    page = lose(f"{place}/bg/a/b/", viewport={"width": 1366, "height": 900})
    expect(page.locator("html")).to_have_attribute("lang", "bg")
    expect(page.locator("[data-ask]")).to_be_focused()
    page.keyboard.type("клиент")
    expect(page.locator(".md-search__input")).to_be_focused()

    result = page.locator("a.md-search-result__link").first
    expect(result).to_have_attribute("href", re.compile(f"^{re.escape(place)}/bg/"))
    result.click()
    expect(page.locator("html")).to_have_attribute("lang", "bg")


def test_nearest_topic_is_offered(lose: Lose, place: str) -> None:
    """A slip in a topic's address is seen through, in the language of the address; what is like nothing is not."""
    name, slip = ("leaving", "leavnig") if place.endswith(PREFIX) else ("legal-threat", "legal-thret")
    page = lose(f"{place}/bg/scenarios/{slip}/")
    link = page.locator("[data-nearest] a")
    expect(link).to_be_visible()
    link.click()
    expect(page).to_have_url(f"{place}/bg/scenarios/{name}/")

    page = lose(f"{place}/bg/what/<img%20src=x%20onerror=alert(1)>%E0%A4%A")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-nearest]")).to_be_hidden()


@pytest.mark.parametrize("asked", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "%"])
def test_nobody_is_led_elsewhere(lose: Lose, place: str, asked: str) -> None:
    """What stands behind the address of a language's own page shows no other site's address, and runs nothing."""
    dialogs: list[str] = []
    page = lose(f"{place}/bg/404.html#asked={asked}")
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))

    expect(page.locator("html")).to_have_attribute("lang", "bg")
    assert page.url.startswith(place.removesuffix(PREFIX))
    assert dialogs == []


def test_every_language_is_shown_without_scripts(lose: Lose, place: str) -> None:
    """The host's one page has a line in each language, then."""
    page = lose(f"{place}/bg/a/", java_script_enabled=False)

    languages = page.locator("article li").evaluate_all("items => items.map(item => item.lang)")
    assert {"en", "sv", "bg"} <= set(languages)
    expect(page.locator("article li").last).to_be_visible()
    expect(page.locator("[data-nearest]")).to_be_hidden()


def test_draft_tells_the_truth_about_its_languages(
    visit: Visit, serve: Callable[[Path, str], str], tiny_site: tuple[Tiny, Path]
) -> None:
    """A page that is not written yet: the note is in the reader's language, all that stands in says which it is in."""
    tiny, site = tiny_site
    english = tiny.load().pages["en", "leaving"]
    page = visit(f"{serve(site, PREFIX)}/sv/scenarios/leaving/", locale="sv-SE")

    def language_of(selector: str) -> str:
        return page.locator(selector).first.evaluate("element => element.closest('[lang]').lang")

    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator(".stand-in")).to_contain_text("stands_in sv")
    assert page.title() == f"{english.title} - Tiny sv"
    assert (
        page.locator("meta[name=description]").get_attribute("content")
        == tiny.load().catalogues["sv"].site["description"]
    )
    english_parts = [
        "title",
        "h1",
        "#do",
        "blockquote.phrase",
        ".cue",
        "[data-md-component=header-topic] .md-ellipsis span",
    ]
    assert {part: language_of(part) for part in english_parts} == dict.fromkeys(english_parts, "en")
    assert [language_of(part) for part in (".stand-in", ".facts", "#related", ".md-header__topic")] == ["sv"] * 4
    links = page.locator(".md-nav--primary a.md-nav__link")
    spoken = links.evaluate_all("links => links.map(link => [link.textContent.trim(), link.closest('[lang]').lang])")
    assert [english.title, "en"] in spoken
    assert [tiny.load().pages["sv", "shouting"].title, "sv"] in spoken
    assert page.locator("[data-offer]:visible").count() == 0
