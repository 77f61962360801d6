"""A page's parts can be found in what is rendered."""

from __future__ import annotations

import pytest
from handbook.render import Wording, inner_markup, render
from lxml import html
from tiny_handbook import Tiny


@pytest.fixture
def page(tiny: Tiny) -> html.HtmlElement:
    """A scenario of the tiny handbook, rendered as the site does."""
    body = tiny.read("docs/sv/scenarios/shouting.md").split("---\n", 2)[2]
    return rendered(body)


def rendered(text: str, wording: Wording | None = None) -> html.HtmlElement:
    """Markdown as it stands on a page, whose links lead to where they say."""
    return html.fromstring(
        f"<main>{inner_markup(render(text, wording or Wording(), lambda target: f'to/{target}'))}</main>"
    )


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


def test_links_and_images_lead_where_they_are_said_to() -> None:
    """Whoever renders a page knows where things stand."""
    page = rendered("[One](a.md#say), ![two](b.png), <https://c.example/>")

    assert page.xpath("//a/@href") == ["to/a.md#say", "to/https://c.example/"]
    assert page.xpath("//img/@src") == ["to/b.png"]


def test_headings_take_their_ids_and_link_to_themselves() -> None:
    """The id behind a heading is not shown, whatever stands in the heading; without one there is no link."""
    page = rendered("## Say *this* { #say }\n\n### More {: #more }\n\n#### Braces {a}\n", Wording(heading_link="Link"))

    assert [(heading.get("id"), heading.text_content()) for heading in page.iter("h2", "h3", "h4")] == [
        ("say", "Say this#"),
        ("more", "More#"),
        (None, "Braces {a}"),
    ]
    assert page.xpath("//a[@class='headerlink']/@href") == ["#say", "#more"]
    assert page.xpath("//a[@class='headerlink']/@title") == ["Link", "Link"]


def test_rendered_sentence_has_its_link_and_placeholders_their_ids() -> None:
    """Without any script, each sentence can be linked to; the link stands outside of what is copied."""
    page = rendered(
        "## Säg { #say }\n\nFörst:\n\n> Hej, [namn], [annat].\n\nSedan:\n\n> Hej då, *[namn]* [namn].",
        Wording(placeholders={"namn": "customer"}, phrase_link="Mening {number}"),
    )

    assert page.xpath("//p[@class='cue']/a/@href") == ["#say-1", "#say-2"]
    assert page.xpath("//p[@class='cue']/a/@aria-label") == ["Mening 1", "Mening 2"]
    assert page.xpath("//blockquote//a") == []
    assert [quote.text_content().strip() for quote in page.iter("blockquote")] == [
        "Hej, [namn], [annat].",
        "Hej då, [namn] [namn].",
    ]
    assert [(span.text, span.get("data-placeholder")) for span in page.xpath("//span")] == [
        ("[namn]", "customer"),
        ("[annat]", None),
        ("[namn]", "customer"),
        ("[namn]", "customer"),
    ]


def test_code_is_shown_as_written() -> None:
    """Brackets in code are no placeholders."""
    assert rendered("Write `[name]`.").xpath("//span") == []


@pytest.mark.parametrize(
    "text", ["", "\n", "</div>", "<p", "a\x0bb [x]\x00", "## { #a }", "> ", "![](x)", "<!-- [x] -->"]
)
def test_odd_text_breaks_nothing(text: str) -> None:
    """The check says what is wrong with it; the page of whoever is writing is shown all the same."""
    assert rendered(f"[before]\n\n{text}\n").xpath("(//span)[1]/text()") == ["[before]"]


def test_admonitions_have_the_titles_of_the_language() -> None:
    """An admonition is titled by the catalogue, by its own title, or not at all; what it holds is Markdown."""
    text = '!!! note\n    A *b*.\n\n    - c\n\nD.\n\n!!! tip "Own <title>"\n\n    E.\n\n!!! tip ""\n    F.'
    page = rendered(text, Wording(admonitions={"note": "Obs", "tip": "Tips"}))

    assert page.xpath("//div/@class") == ["admonition note", "admonition tip", "admonition tip"]
    assert page.xpath("//p[@class='admonition-title']/text()") == ["Obs", "Own <title>"]
    assert page.xpath("//div[1]//em/text() | //div[1]//li/text()") == ["b", "c"]
    assert [paragraph.text for paragraph in page.findall("p")] == ["D."]
