"""What is kept on a device: pages without a network, whole editions, an app, and a site on a disk."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from browser.quiet import open_until_quiet
from handbook import Handbook, load
from handbook.hashed_names import published_files
from handbook.offline import LISTS_FOLDER, WORKER_FILE, write_offline, write_retirement
from handbook.search.site_files import write_search
from handbook.site import address as page_address
from handbook.site import home_folder, topic_path
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tiny_handbook import PROJECT

REAL = load(PROJECT)
PUBLISHED = published_files(PROJECT / "theme")

Serve = Callable[[Path, str], str]
Reader = Callable[..., Page]


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """A function that opens a page in a browser which keeps what it is told to; pages share it."""
    contexts: list[BrowserContext] = []

    def open_page(url: str) -> Page:
        if not contexts:
            contexts.append(browser.new_context(locale="en-GB", service_workers="allow"))
        page = contexts[0].new_page()
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def mirror(site: Path, tmp_path: Path, serve: Serve) -> tuple[Path, str]:
    """A copy of the site, to deploy other editions into, and its address under a path."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    return copy, serve(copy, "/handbook")


def topic(language: str, name: str) -> str:
    """The address of a topic's page from the site's root."""
    return page_address(REAL, topic_path(REAL, language, name))


def ready(page: Page) -> Page:
    """Wait until the page says that its language works without a network."""
    expect(page.locator("[data-offline=ready]")).to_be_visible(timeout=30_000)
    return page


def deploy(folder: Path, change: Callable[[Path], None]) -> None:
    """Make another edition of a copy of the site."""
    change(folder)
    shutil.copy(PROJECT / "theme" / WORKER_FILE, folder)
    write_offline(REAL, folder)


def rewrite(old: str, new: str, where: str = "**/index.html") -> Callable[[Path], None]:
    """A change of the words in all pages that match."""

    def change(folder: Path) -> None:
        for file in folder.glob(where):
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return change


def search(page: Page, words: str) -> None:
    """Enter words into the search box."""
    page.locator(".md-search__input").click()
    page.keyboard.type(words)


def finds(page: Page, words: str, wanted: str) -> None:
    """The search finds the page with this title."""
    search(page, words)
    expect(page.locator("a.md-search-result__link").first).to_contain_text(wanted)


def title(language: str, name: str) -> str:
    """The title of a topic."""
    return REAL.pages[language, name].title


def test_language_works_without_a_network(reader: Reader, address: str) -> None:
    """After one visit every page of the language opens, however it is addressed, and the search finds and leads on."""
    page = ready(reader(f"{address}/bg/"))
    expect(page.locator("[data-offline=ready]")).to_have_text(REAL.catalogues["bg"].labels["offline_ready"])
    page.context.set_offline(True)
    expect(page.locator("[data-offline=now]")).to_be_visible()

    for language, name in REAL.pages:
        if language == "bg":
            page.goto(f"{address}/{topic('bg', name)}")
            expect(page.locator("h1")).to_have_text(title("bg", name))
    for other in ("sources/", "glossary/", "coverage/#topics", "index.html?from=app", ""):
        page.goto(f"{address}/bg/{other}")
        expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-offline=now]")).to_be_visible()

    legal = topic("bg", "legal-threat")
    page.goto(f"{address}/{legal.removesuffix('/')}?from=chat#say")
    expect(page).to_have_url(f"{address}/{legal}?from=chat#say")
    search(page, "адвокат")
    first = page.locator("a.md-search-result__link").first
    answer = f"{address}/{legal}?h={quote('адвокат')}"  # to all letters, not to the first of them
    expect(first).to_have_attribute("href", re.compile(f"^{re.escape(answer)}"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?h="))
    expect(page.locator("article mark").first).to_be_visible()


def test_words_of_another_language_are_understood_without_a_network(reader: Reader, address: str) -> None:
    """What a customer wrote in another language finds the topic here, though that language has not been read."""
    page = ready(reader(f"{address}/"))
    page.context.set_offline(True)
    page.goto(f"{address}/{topic('en', 'stay-calm')}")
    search(page, "zovem odvjetnika")
    expect(page.locator("a.md-search-result__link").first).to_have_attribute(
        "href", re.compile(re.escape(topic("en", "legal-threat")))
    )


def test_what_is_not_kept_says_so(reader: Reader, address: str) -> None:
    """Without a network, another language's page says in its language that it is not kept, and what is."""
    page = ready(reader(f"{address}/tr/"))
    page.context.set_offline(True)
    page.goto(f"{address}/{topic('hr', 'legal-threat')}")
    expect(page.locator("html")).to_have_attribute("lang", "hr")
    expect(page.locator("h1")).to_have_text(REAL.catalogues["hr"].labels["offline_not_kept"])

    page.get_by_role("link", name=REAL.languages["tr"].name).click()
    expect(page).to_have_url(f"{address}/tr/")
    page.goto(f"{address}/tr/nothing/here/")
    expect(page.locator("h1")).to_have_text(REAL.catalogues["tr"].labels["offline_not_kept"])

    page.context.set_offline(False)
    page.goto(f"{address}/hr/")
    ready(page)
    page.context.set_offline(True)
    page.goto(f"{address}/{topic('hr', 'legal-threat')}")
    expect(page.locator("h1")).to_have_text(title("hr", "legal-threat"))
    page.goto(f"{address}/tr/")  # the first is kept as well
    expect(page.locator("article")).to_be_visible()


def test_what_was_kept_before_is_not_announced_again(reader: Reader, root: str) -> None:
    """A screen reader hears once that the language works without a network; the line stays to be read."""
    page = ready(reader(f"{root}/sv/"))
    region = page.locator(".kept")
    expect(region).not_to_have_attribute("aria-live", "off")
    page.goto(f"{root}/{topic('sv', 'legal-threat')}")
    ready(page)
    expect(region).to_have_attribute("aria-live", "off")


def heading_after(page: Page, url: str) -> str:
    """The heading of a page, and the mark of the edition in the style that it got."""
    page.goto(url)
    page.wait_for_function("document.fonts.ready")
    style = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--edition')")
    script = page.evaluate("document.documentElement.dataset.edition ?? ''")
    return f"{page.locator('h1').inner_text()} {style}{script}"


def second_edition(folder: Path) -> None:
    """Mark every page, the style and a script; and name things in the search so that files of two editions fail."""
    rewrite("<h1>", "<h1>II ")(folder)
    rewrite('<h1 class="question">', '<h1 class="question">II ')(folder)
    for name, mark in (
        ("assets/stylesheets/all.css", "\n:root { --edition: II; }\n"),
        ("assets/javascripts/handbook.js", "\ndocument.documentElement.dataset.edition = 'II';\n"),
    ):
        with (folder / PUBLISHED[name][0]).open("a", encoding="utf-8") as file:
            file.write(mark)
    rewrite("SearchIndex", "SearchIndexII", "assets/javascripts/search/*.js")(folder)
    rewrite("const VERSION = 2", "const VERSION = 3", PUBLISHED["assets/javascripts/search/worker.js"][0])(folder)
    rewrite('{"version":2,', '{"version":3,', "**/search/index.js")(folder)


def test_new_edition_comes_whole_when_it_is_asked_for(reader: Reader, mirror: tuple[Path, str]) -> None:
    """Until then every page is of the old one, with all that it loads; afterwards every page is of the new one."""
    folder, base = mirror
    pages = [f"{base}/", f"{base}/{topic('en', 'legal-threat')}", f"{base}/glossary/"]
    page, other = ready(reader(pages[0])), ready(reader(pages[1]))
    old = [heading_after(page, url) for url in pages]
    deploy(folder, second_edition)

    assert old == [heading_after(page, url) for url in pages]
    assert "II" not in "".join(old)
    line = page.locator("[data-offline=update]")
    expect(line).to_be_visible(timeout=30_000)
    assert old == [heading_after(page, url) for url in pages]
    finds(page, "lawyer", title("en", "legal-threat"))
    expect(line).to_contain_text(REAL.catalogues["en"].labels["update_ready"])
    expect(line).to_be_visible(timeout=30_000)
    expect(other.locator("h1")).not_to_contain_text("II")
    # A language that is not kept comes from the network, with all that it loads.
    assert heading_after(page, f"{base}/sv/").count("II") == 3
    finds(page, "advokat", title("sv", "legal-threat"))

    page.goto(pages[2])
    page.get_by_role("button", name=REAL.catalogues["en"].labels["update_show"]).click()
    expect(page.locator("h1")).to_contain_text("II")
    expect(other.locator("h1")).to_contain_text("II")  # no open page goes on with the old one
    expect(line).to_be_hidden()
    page.context.set_offline(True)
    assert [3] * len(pages) == [heading_after(page, url).count("II") for url in pages]
    finds(page, "lawyer", title("en", "legal-threat"))
    assert len(page.evaluate("caches.keys()")) == 1, "nothing of the old edition stays"


def test_new_edition_is_not_urged(reader: Reader, mirror: tuple[Path, str]) -> None:
    """Whoever says no is not asked again on the next page, and has the new edition once all pages were closed."""
    folder, base = mirror
    page = ready(reader(f"{base}/"))
    deploy(folder, second_edition)
    page.reload()
    line = page.locator("[data-offline=update]")
    expect(line).to_be_visible(timeout=30_000)
    page.get_by_role("button", name=REAL.catalogues["en"].labels["dismiss"]).click()
    page.goto(f"{base}/glossary/")
    ready(page)
    expect(line).to_be_hidden()
    expect(page.locator("h1")).not_to_contain_text("II")

    for _ in range(50):  # a browser notices in its own time that all pages were closed
        page.goto("about:blank")
        page.wait_for_timeout(100)
        page.goto(f"{base}/")
        if "II" in page.locator("h1").inner_text():
            break
    expect(page.locator("h1")).to_contain_text("II")


def test_half_deployed_edition_is_not_taken(reader: Reader, mirror: tuple[Path, str]) -> None:
    """While one file is not what the list says, the old edition stays; when it is, the new one comes."""
    folder, base = mirror
    page = ready(reader(f"{base}/"))
    late = folder / topic("en", "legal-threat") / "index.html"
    before = late.read_bytes()
    deploy(folder, second_edition)
    finished = late.read_bytes()
    late.write_bytes(before)

    update = "navigator.serviceWorker.getRegistration().then(one => one.update()).then(one => one.waiting, () => null)"
    refused = """new Promise(async (resolve) => {
      const registration = await navigator.serviceWorker.getRegistration();
      const follow = (worker) => worker.addEventListener("statechange", () => resolve(worker.state));
      registration.addEventListener("updatefound", () => follow(registration.installing));
      if (registration.installing) follow(registration.installing); else registration.update().catch(() => {});
    })"""
    assert page.evaluate(refused) == "redundant"
    page.goto(f"{base}/glossary/")
    expect(page.locator("h1")).not_to_contain_text("II")
    expect(page.locator("[data-offline=update]")).to_be_hidden()

    late.write_bytes(finished)
    page.evaluate(update)
    expect(page.locator("[data-offline=update]")).to_be_visible(timeout=30_000)


def test_change_that_nobody_would_see_is_not_announced(reader: Reader, mirror: tuple[Path, str]) -> None:
    """When only another language has changed, its index is taken without a word, and no page is loaded again."""
    folder, base = mirror
    page = ready(reader(f"{base}/"))
    page.evaluate("window.same = true")
    deploy(folder, rewrite("„", "„ ", "bg/**/*.*"))
    waiting = page.evaluate_handle(
        """() => ({done: new Promise((done) => {
          navigator.serviceWorker.addEventListener("controllerchange", () => done(true));
        })})"""
    )
    page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update()).then(() => true)")
    assert page.evaluate("promise => promise.done", waiting)
    page.wait_for_timeout(500)
    assert page.evaluate("window.same")
    expect(page.locator("[data-offline=update]")).to_be_hidden()


def test_worker_without_languages_takes_itself_away(reader: Reader, mirror: tuple[Path, str]) -> None:
    """Where the site is not kept any longer, as while a writer has it served, nothing of it stays on the device."""
    folder, base = mirror
    page = ready(reader(f"{base}/"))
    shutil.copy(PROJECT / "theme" / WORKER_FILE, folder)
    write_retirement(folder)
    rewrite("<h1", "<h1 data-fresh", "index.html")(folder)
    rewrite(PUBLISHED["assets/javascripts/offline.js"][0], "", "index.html")(folder)
    page.reload()
    expect(page.locator("h1[data-fresh]")).to_be_visible(timeout=30_000)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_app_can_be_installed(reader: Reader, address: str) -> None:
    """The browser finds nothing amiss with any language's manifest, and it has what an app needs."""
    for language in REAL.languages:
        home = f"{address}/{home_folder(REAL, language)}"
        page = reader(home)
        session = page.context.new_cdp_session(page)
        found = session.send("Page.getAppManifest")
        assert found["errors"] == []
        obstacles = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [one["errorId"] for one in obstacles] == ["in-incognito"], "only that the test leaves no traces"
        manifest = json.loads(found["data"])
        assert REAL.catalogues[language].site["name"] == manifest["name"]
        assert found["manifest"]["startUrl"] == home
        assert found["manifest"]["scope"] == f"{address}/"
        page.close()


def test_site_works_from_a_disk(browser: Browser, site: Path) -> None:
    """Unzipped and opened without a server, links lead to pages and the search finds, in any language."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name=title("en", "angry-customer")).last.click()
    expect(page.locator("h1")).to_have_text(title("en", "angry-customer"))
    page.locator(".md-select button").hover()
    page.locator(".md-select").get_by_role("link", name="Svenska").click()
    expect(page.locator("h1")).to_have_text(title("sv", "angry-customer"))

    search(page, "advokat")
    found = page.locator("a.md-search-result__link").first
    expect(found).to_contain_text(title("sv", "legal-threat"))
    page.locator(".md-search__input").fill("I will call my lawyer")
    expect(found).to_contain_text(title("sv", "legal-threat"))
    found.click()
    expect(page.locator("h1")).to_have_text(title("sv", "legal-threat"))
    assert wrong == []
    context.close()


def test_search_of_many_topics_works_from_a_disk_and_without_a_network(
    browser: Browser, reader: Reader, mirror: tuple[Path, str]
) -> None:
    """An index in parts is read from a disk, and kept on a device, like one that is whole."""
    folder, base = mirror
    deploy(folder, lambda site: write_search(REAL, site, REAL.languages, whole=0))
    page = ready(reader(f"{base}/"))
    page.context.set_offline(True)
    page.goto(f"{base}/glossary/")
    finds(page, "lawyer letter", title("en", "legal-threat"))

    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto((folder / "sv/index.html").as_uri())
    finds(page, "advokat", title("sv", "legal-threat"))
    context.close()


@pytest.mark.parametrize("language", REAL.languages)
def test_list_holds_what_a_page_loads(browser: Browser, real: Handbook, site: Path, root: str, language: str) -> None:
    """Whatever a browser asks for, to show a page and to search, is in the language's list."""
    listed = json.loads((site / LISTS_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    asked: set[str] = set()
    context.on("request", lambda request: asked.add(request.url.removeprefix(f"{root}/").split("#")[0]))
    for name in (topic(language, "legal-threat"), f"{home_folder(real, language)}coverage/"):
        open_until_quiet(page, f"{root}/{name}")
    search(page, "xyz")
    expect(page.locator("a.md-search-result__link").first).to_be_visible()
    context.close()
    assert asked - listed["files"].keys() - listed["others"].keys() - {"favicon.ico"} == set()
