"""Put the texts of a language's topics on the page that prints them all."""

from __future__ import annotations

from typing import Any

from handbook.cards_view import card_texts
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


@event_priority(-50)  # after the page has its view
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Give the page the texts: by now MkDocs has rendered every page of the language."""
    cards = context["view"].cards
    if cards:
        texts = {other.meta["view"].topic: other.meta.pop("text") for other in nav.pages if "text" in other.meta}
        context["card_texts"] = card_texts(cards, texts)
