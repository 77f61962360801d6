"""When a page has loaded all that it asks for, on a machine however slow."""

from __future__ import annotations

from playwright.sync_api import Page, Request

QUIET = 500  # milliseconds without a request that count as the end of loading


def open_until_quiet(page: Page, url: str) -> None:
    """Open a page; come back when its load event has passed, and then no request was under way for a while.

    Playwright's own "networkidle" also ends in a pause before the load event: a page whose scripts in the head have
    come, and whose parser waits for its turn, counts as idle there.
    """
    under_way: set[Request] = set()
    started = 0

    def start(request: Request) -> None:
        nonlocal started
        started += 1
        under_way.add(request)

    def end(request: Request) -> None:
        under_way.discard(request)

    context = page.context
    context.on("request", start)
    context.on("requestfinished", end)
    context.on("requestfailed", end)
    page.goto(url, wait_until="load")
    before = -1
    while under_way or before != started:
        before = started
        page.wait_for_timeout(QUIET)
    context.remove_listener("request", start)
    context.remove_listener("requestfinished", end)
    context.remove_listener("requestfailed", end)
