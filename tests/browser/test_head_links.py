"""That pages name their files for machines changes nothing for whoever reads them."""

from __future__ import annotations

from collections.abc import Callable

from browser.quiet import open_until_quiet
from playwright.sync_api import Page

Visit = Callable[..., Page]


def test_theme_asks_for_nothing_beside_them(visit: Visit, root: str) -> None:
    """The theme takes every alternate of a page for its translation, and would look for a sitemap beside each."""
    page = visit(root)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    open_until_quiet(page, f"{root}/scenarios/legal-threat/")

    assert page.locator("head link[type='text/markdown']").count() == 1
    assert [address for address in asked if address.endswith("sitemap.xml")] == []
    assert any("bundle" in address for address in asked), "the theme's script has run"
