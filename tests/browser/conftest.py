"""The real site in a real browser, served under a path as it would be behind a proxy."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from browser.chromium import NoChromiumError, find_chromium
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

# A browser that is not asked to phone home: on a closed network it would try at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a path, silently; unknown addresses get the site's own page for them."""

    protocol_version = "HTTP/1.1"  # one connection for all that a page loads

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.prefix) if path.startswith(self.prefix) else "/nothing")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None

    def log_message(self, *args: Any) -> None:
        """Say nothing: the tests say what matters."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path, str], str]]:
    """A function that serves a folder under a path, such as `/handbook`, and gives its address without a last slash."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path, prefix: str = "") -> str:
        handler = functools.partial(_Handler, directory=str(folder), prefix=prefix)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}{prefix}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session", params=["", "/handbook"], ids=["at the root", "under a path"])
def address(request: pytest.FixtureRequest, serve: Callable[[Path, str], str], site: Path) -> str:
    """The site's address: at a server's root, and behind a proxy under a path."""
    return serve(site, request.param)


@pytest.fixture(scope="session")
def root(serve: Callable[[Path, str], str], site: Path) -> str:
    """The site's address at a server's root."""
    return serve(site, "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests; without one they fail in one plain line each."""
    try:
        program = find_chromium()
    except NoChromiumError as error:
        pytest.fail(str(error), pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page as a new visitor; at the end nothing may have gone wrong or left the site.

    Its options are those of a browser context: `locale`, `color_scheme`, `viewport`, `java_script_enabled`. Nothing is
    kept for the next page, unless `service_workers` says “allow”.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(url: str, **options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-GB", "service_workers": "block", **options})
        contexts.append(context)
        page = context.new_page()
        host = "/".join(url.split("/")[:3]) + "/"
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(host) else complaints.append(request.url))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == [], "errors on the console, or requests that leave the site"
