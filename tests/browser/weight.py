"""What a visit costs: bytes over the wire, and how much the page moves while it loads."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from browser.quiet import open_until_quiet
from playwright.sync_api import Browser, Page, Request

PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml"}

# Sums the movements that nobody has asked for, as Cumulative Layout Shift does.
WATCH = """
window.__moved = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


class _Packing(http.server.SimpleHTTPRequestHandler):
    """Serves a folder packed with gzip, as servers on the web do, silently."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in PACKED or not path.is_file():
            return super().send_head()
        body = _packed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@functools.cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def packing_server(folder: Path) -> Iterator[str]:
    """Serves a folder packed; gives its address without a last slash."""
    handler = functools.partial(_Packing, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Visit:
    """A first visit to a page: what was loaded by the time that nothing more was asked for, and how much it moved."""

    def __init__(self, browser: Browser, url: str, size: dict[str, int], search: str = "") -> None:
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]}, locale="en-GB", service_workers="block"
        )
        context.add_init_script(WATCH)
        finished: list[Request] = []
        context.on("requestfinished", lambda request: finished.append(request))
        page = context.new_page()
        open_until_quiet(page, url)
        self.moved = float(page.evaluate("window.__moved"))
        self.requests = len(finished)
        self.bytes = _bytes_by_kind(finished)
        self.search_bytes = _search(page, search, finished) if search else 0
        context.close()

    @property
    def total(self) -> int:
        """All bytes of the first visit."""
        return self.bytes.total()


def _bytes_by_kind(requests: list[Request]) -> Counter[str]:
    found: Counter[str] = Counter()
    for request in requests:
        sizes = request.sizes()
        kind = Path(urlsplit(request.url).path).suffix.removeprefix(".") or "html"
        found[kind] += sizes["responseBodySize"] + sizes["responseHeadersSize"]
    return found


def _search(page: Page, query: str, finished: list[Request]) -> int:
    """The bytes that the search adds when it is opened and asked something."""
    before = len(finished)
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially(query)
    page.wait_for_timeout(2_000)  # whether it finds anything is not the question here
    page.wait_for_load_state("networkidle")
    return _bytes_by_kind(finished[before:]).total()
