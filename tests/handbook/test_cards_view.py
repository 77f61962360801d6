"""The cards of a language: which there are, and that their texts can stand on one page."""

from __future__ import annotations

from handbook.cards_view import card_texts, cards_view
from handbook.views import page_view
from lxml import html
from tiny_handbook import Tiny


def element(text: str) -> html.HtmlElement:
    """A text as `render` gives it."""
    return html.fragment_fromstring(text, create_parent="div")


def test_cards_are_those_of_the_navigation(tiny: Tiny) -> None:
    """Every topic is a card, scenarios first, numbered throughout, in the language's words."""
    view = page_view(tiny.load(), "sv/cards.md")

    assert view.template == "cards"
    assert view.cards
    assert [
        (part.name, [(card.number, card.title, card.address) for card in part.cards]) for part in view.cards.parts
    ] == [
        (
            "scenarios sv {language}",
            [(1, "Kunden skriker", "sv/scenarios/shouting/"), (2, "Kunden går", "sv/scenarios/leaving/")],
        ),
        ("guidelines sv {language}", [(3, "Andas först", "sv/guidelines/breathe/")]),
    ]
    assert (view.cards.cards[0].urgency_name, view.cards.cards[0].channels) == ("Nu", ("Telefon",))


def test_draft_has_the_cards_that_are_written(tiny: Tiny) -> None:
    """What a draft shows in another language is no card of it."""
    tiny.replace("translations/sv.yml", "name:", "draft: true\nname:")
    tiny.path("docs/sv/scenarios/shouting.md").unlink()

    assert [(card.number, card.topic) for card in cards_view(tiny.load(), "sv").cards] == [
        (1, "leaving"),
        (2, "breathe"),
    ]


def test_texts_can_stand_on_one_page(tiny: Tiny) -> None:
    """No id stands twice, and headings are below the card's title, without links to themselves or landmarks."""
    view = cards_view(tiny.load(), "sv")
    text = (
        '<p>Så.</p>\n<section class="part part--do" aria-labelledby="do">'
        '<h2 id="do">Gör<a class="headerlink" href="#do" title="Hit">#</a></h2>'
        "<ol><li>Ett &amp; två</li></ol></section>"
    )

    texts = card_texts(view, {topic: element(text) for topic in ("shouting", "leaving", "breathe")})

    assert texts["leaving"] == (
        '<p>Så.</p>\n<section class="part part--do">'
        '<h4 id="leaving-do">Gör</h4><ol><li>Ett &amp; två</li></ol></section>'
    )
    page = html.fromstring(f"<div>{''.join(texts.values())}</div>")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) == 3


def test_links_lead_where_they_led(tiny: Tiny) -> None:
    """A link to a topic leads to its card, any other to where it led from the topic's own page."""
    view = cards_view(tiny.load(), "sv")
    led = {
        "../leaving/": "#leaving",
        "../../guidelines/breathe/#how": "#breathe-how",
        "#do": "#shouting-do",
        "../../glossary/": "../glossary/",
        "../../glossary/#term-a": "../glossary/#term-a",
        "../../../guidelines/breathe/": "../../guidelines/breathe/",
        "../../assets/map.pdf": "../assets/map.pdf",
        "https://example.org/a/": "https://example.org/a/",
        "mailto:a@example.org": "mailto:a@example.org",
    }
    text = "".join(f'<a href="{target}">x</a>' for target in led)

    texts = card_texts(view, {"shouting": element(text), "leaving": element(""), "breathe": element("")})

    assert html.fromstring(f"<div>{texts['shouting']}</div>").xpath("//@href") == list(led.values())
