"""Nothing runs that is not the site's own, whatever stands in pages, addresses or the browser's storage."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser.conftest import _Handler
from browser.quiet import open_until_quiet
from handbook import load
from handbook.site import address as page_address
from playwright.sync_api import Browser, BrowserContext, expect
from tiny_handbook import PROJECT, Tiny, copy_tiny
from tiny_site import build_tiny_site

REAL = load(PROJECT)
WIDE = {"width": 1366, "height": 900}

# Each of them would open a dialog.
IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</title></script><script>alert(2)</script>"
ATTRIBUTE = "\" onfocus=alert(3) autofocus x='"
ALL = f"{IMAGE}{SCRIPT}{ATTRIBUTE}"

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(
  `${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""

Watch = Callable[..., "Watched"]


class Watched:
    """A page in a browser of its own, with a note of what it did that it must not do."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self.dialogs: list[str] = []
        self.errors: list[str] = []
        self.page.on("dialog", self._on_dialog)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)

    def _on_dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    @property
    def violations(self) -> list[str]:
        """What the page's policy has refused since it was opened."""
        return self.page.evaluate("window.violations")

    def open(self, url: str) -> None:
        """Open a page and wait until it has loaded everything."""
        open_until_quiet(self.page, url)

    def search(self, words: str) -> None:
        """Type into the search of the page, and see results."""
        self.page.keyboard.press("/")
        expect(self.page.locator(".md-search__input")).to_be_focused()
        self.page.keyboard.type(words)
        expect(self.page.locator("a.md-search-result__link").first).to_be_visible()


@pytest.fixture
def watch(browser: Browser) -> Iterator[Watch]:
    """A function that starts a new visitor, who is watched."""
    contexts: list[BrowserContext] = []

    def start(*scripts: str, **options: Any) -> Watched:
        context = browser.new_context(**{"locale": "en-GB", "viewport": WIDE, **options})
        contexts.append(context)
        for script in (WATCH, *scripts):
            context.add_init_script(script)
        return Watched(context)

    yield start
    for context in contexts:
        context.close()


class _HostHandler(_Handler):
    """Serves a site with the headers that it asks of its host."""

    def end_headers(self) -> None:
        rules = Path(self.directory, "_headers").read_text(encoding="utf-8").strip().split("\n\n")
        for path, *headers in (rule.split("\n") for rule in rules):
            if fnmatch(self.path.split("?")[0], path):
                for header in headers:
                    self.send_header(*header.strip().split(": ", 1))
        super().end_headers()


@pytest.fixture(scope="module")
def telling_host(site: Path) -> Iterator[str]:
    """The real site on a host that sends the headers of `_headers`."""
    handler = functools.partial(_HostHandler, directory=str(site), prefix="")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", params=["meta only", "with headers"])
def host(request: pytest.FixtureRequest, root: str, telling_host: str) -> str:
    """The real site on a host that sends no headers of its own, and on one that sends those of `_headers`."""
    return root if request.param == "meta only" else telling_host


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path, str], str]) -> str:
    """The address of a tiny handbook whose one page has hostile front matter, and another hostile Markdown."""
    tiny = copy_tiny(tmp_path_factory.mktemp("hostile") / "tiny")
    _put(tiny, "title: Shouting customer", f"title: {_quoted(f'Shouting {ALL}')}")
    _put(tiny, "summary: They shout at you.", f"summary: {_quoted(ALL)}")
    _put(tiny, "  - shouts", f"  - {_quoted(f'megaphone {ALL}')}")
    _put(tiny, "- “I have had enough!”", "- “I have `<img src=x onerror=alert(1)>`”")
    raw = f"Some can be won back.\n\n<script>alert(4)</script>\n\n{IMAGE}\n\n[click](javascript:alert%285%29)"
    tiny.replace("docs/en/scenarios/leaving.md", "Some can be won back.", raw)
    return serve(build_tiny_site(tiny, "https://handbook.example/"), "")


def _put(tiny: Tiny, old: str, new: str) -> None:
    tiny.replace("docs/en/scenarios/shouting.md", old, new)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("language", REAL.languages)
def test_site_meets_its_own_policy(watch: Watch, host: str, language: str) -> None:
    """Every kind of page, the search, both switches: nothing is refused, and nothing is left behind as a cookie."""
    home = f"{host}/{page_address(REAL, f'{language}/index.md').removeprefix('./')}"
    visitor = watch()
    for path in (
        "",
        "sources/",
        "glossary/",
        "coverage/",
        "cards/",
        "scenarios/legal-threat/",
        "guidelines/stay-calm/",
        "404.html",
    ):
        visitor.open(f"{home}{path}")
        expect(visitor.page.locator("h1")).to_be_visible()
        assert visitor.violations == []
    visitor.open(f"{home}scenarios/legal-threat/")
    assert visitor.page.evaluate("getComputedStyle(document.querySelector('.md-search__icon svg')).fill") != "none"
    visitor.page.locator("form[data-md-component=palette] label:visible").click()
    expect(visitor.page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    visitor.search(REAL.pages[language, "angry-customer"].title)
    assert visitor.violations == []
    other = next(locale for locale in REAL.languages if locale != language)
    visitor.page.locator(f".md-select a[hreflang={other}]").evaluate("link => link.click()")
    expect(visitor.page.locator("html")).to_have_attribute("lang", other)

    assert visitor.violations == []
    assert visitor.errors == []
    assert visitor.context.cookies() == []
    assert visitor.page.evaluate("document.cookie") == ""


def test_policy_bites(watch: Watch, host: str) -> None:
    """What gets into a page in spite of everything else neither runs nor loads."""
    visitor = watch()
    visitor.open(f"{host}/scenarios/legal-threat/")
    visitor.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "alert(1)";
          const elsewhere = document.createElement("script");
          elsewhere.src = "https://elsewhere.example/script.js";
          const holder = document.createElement("div");
          holder.innerHTML = "<img src=x onerror=alert(2)><a id=bad href='javascript:alert(3)'>x</a>" +
            "<base href='/elsewhere/'><style>body { display: none }</style>";
          document.body.append(script, elsewhere, holder);
          document.querySelector("#bad").click();
          return fetch("https://elsewhere.example/").catch(() => {});
        }"""
    )
    visitor.page.wait_for_function("window.violations.length >= 7")

    found = {violation.split(":")[0] for violation in visitor.violations}
    assert found == {"script-src-elem", "script-src-attr", "style-src-elem", "connect-src", "base-uri"}
    assert visitor.dialogs == []
    assert visitor.page.evaluate("document.baseURI").endswith("/scenarios/legal-threat/")
    expect(visitor.page.locator("h1")).to_be_visible()


def test_hostile_front_matter_is_text(watch: Watch, hostile: str) -> None:
    """Titles and summaries are shown letter by letter wherever they stand; nothing has to be refused."""
    title = f"Shouting {ALL}"
    visitor = watch()
    for path in ("scenarios/shouting/", "", "scenarios/leaving/", "guidelines/breathe/", "sources/", "coverage/"):
        visitor.open(f"{hostile}/{path}")
        expect(visitor.page.get_by_text(title).first).to_be_attached()
        assert visitor.page.locator("[onerror], [onfocus]").count() == (1 if path == "scenarios/leaving/" else 0), path
        if path != "scenarios/leaving/":
            assert visitor.violations == [], path
    visitor.open(f"{hostile}/scenarios/shouting/")
    expect(visitor.page.locator("h1")).to_have_text(title)
    assert visitor.page.title().startswith(title)
    assert visitor.page.locator("meta[name=description]").get_attribute("content") == ALL

    visitor.search("megaphone")  # the alias
    result = visitor.page.locator("a.md-search-result__link").first
    expect(result).to_contain_text(IMAGE)
    assert visitor.violations == []
    result.click()
    expect(visitor.page).to_have_url(re.compile(f"^{re.escape(hostile)}/scenarios/shouting/"))
    assert visitor.dialogs == []


def test_hostile_markdown_runs_nothing(watch: Watch, hostile: str) -> None:
    """Scripts within a page's Markdown have no hash: the build does not take them for the theme's."""
    visitor = watch()
    visitor.open(f"{hostile}/scenarios/leaving/")
    visitor.page.get_by_role("link", name="click", exact=True).click()

    visitor.page.wait_for_function("window.violations.length >= 3")
    assert visitor.dialogs == []


@pytest.mark.parametrize("name", ["q", "h", "x"])
def test_hostile_query_runs_nothing(watch: Watch, root: str, name: str) -> None:
    """What an address brings along is searched for, marked in the page, or ignored; it is never part of the page."""
    visitor = watch()
    for query in (ALL, f"{IMAGE}{IMAGE}" * 500, "%00\u202e(((((((((([", "constructor __proto__"):
        visitor.open(f"{root}/scenarios/legal-threat/?{name}={quote(query)}#{quote(query[:200])}")
        if name == "q":
            expect(visitor.page.locator(".md-search__input")).to_have_value(query)
            expect(visitor.page.locator(".md-search-result__meta")).not_to_have_text("Initializing search")

        assert visitor.page.locator("[onerror], [onfocus]").count() == 0
        assert (visitor.dialogs, visitor.violations) == ([], [])


def test_hostile_query_typed_runs_nothing(watch: Watch, root: str) -> None:
    """The same typed or pasted into the box."""
    visitor = watch()
    visitor.open(f"{root}/")
    visitor.page.locator("[data-ask]").click()
    for query in (f"lawyer {ALL}", ALL):
        visitor.page.locator(".md-search__input").fill(query)
        expect(visitor.page.locator("a.md-search-result__link").first).to_be_visible()
    assert visitor.page.locator("[onerror], [onfocus]").count() == 0
    assert (visitor.dialogs, visitor.violations, visitor.errors) == ([], [], [])


# Whatever any script asks for the first time, it finds the hostile value under that name; so no name is forgotten.
STORE = """
(() => {
  const value = %s;
  const given = Storage.prototype.getItem;
  const met = new Set();
  Storage.prototype.getItem = function (key) {
    if (!met.has(key) && !sessionStorage.hasOwnProperty(`met ${key}`)) {
      met.add(key);
      this.setItem(key, value);
    }
    return given.call(this, key);
  };
  window.askedFor = met;
})();
"""
STORED = {
    "markup": f'"{IMAGE}"',
    "broken JSON": "'{\"index\": '",
    "markup as JSON": f"JSON.stringify('{IMAGE}')",
    "objects": f"JSON.stringify({{ index: '{IMAGE}', color: {{ media: '{IMAGE}', 'x y=z': '{IMAGE}' }} }})",
    "deep objects": "JSON.stringify({ index: 1e99, color: { scheme: { toString: '<img src=x onerror=alert(1)>' } } })",
    "an array": "'[[[[null]]]]'",
    "null": "'null'",
    "huge": "'9'.repeat(2000000)",
}


@pytest.mark.parametrize("value", STORED.values(), ids=STORED.keys())
def test_hostile_stored_value_runs_and_breaks_nothing(watch: Watch, root: str, value: str) -> None:
    """Whatever stands under the names that scripts ask for: nothing of it runs, and the page does what it should."""
    visitor = watch(STORE % value)
    visitor.open(f"{root}/scenarios/legal-threat/")
    # The choice of language at least, and the theme's of light and dark.
    visitor.page.wait_for_function("askedFor.size >= 2")

    visitor.page.locator("form[data-md-component=palette] label:visible").click()
    visitor.search("lawyer")
    assert visitor.page.locator("[onerror], [onload]").count() == 0
    assert (visitor.dialogs, visitor.violations) == ([], [])
