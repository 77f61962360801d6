"""A page's parts can be found in what is rendered."""

from __future__ import annotations

import markdown
import pytest
from lxml import html
from tiny_handbook import Tiny


@pytest.fixture
def page(tiny: Tiny) -> html.HtmlElement:
    """A scenario of the tiny handbook, rendered as the site does."""
    body = tiny.read("docs/sv/scenarios/shouting.md").split("---\n", 2)[2]
    extensions = ["attr_list", "tables", "toc", "handbook.render"]
    return html.fromstring(f"<main>{markdown.markdown(body, extensions=extensions)}</main>")


def test_sections_are_elements(page: html.HtmlElement) -> None:
    """Each section holds its heading and what stands under it; the lead stands before them."""
    assert page.xpath("./section/@aria-labelledby") == ["do", "say", "avoid", "signs", "why"]
    assert page.xpath("./section/h2/@id") == ["do", "say", "avoid", "signs", "why"]
    assert page[0].tag == "p"


def test_phrases_are_numbered_with_their_cues(page: html.HtmlElement) -> None:
    """Every sentence to say has an address of its own, and its cue before it."""
    assert page.xpath("//blockquote[@class='phrase']/@id") == ["say-1", "say-2"]
    assert page.xpath("//p[@class='cue']/text()") == ["Först:", "Till slut:"]


def test_placeholders_are_marked(page: html.HtmlElement) -> None:
    """Words in brackets are marked; a link is not."""
    assert page.xpath("//span[@class='placeholder']/text()") == ["[namn]", "[tid]"]
    assert page.xpath("//section/p/a/text()") == ["Kunden går"]


def test_cells_know_their_column(page: html.HtmlElement) -> None:
    """On a narrow screen a cell stands without its column, so it carries the column's head."""
    assert page.xpath("//td/@data-label") == ["Sämre", "Bättre"]
