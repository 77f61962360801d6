"""What the page with all cards shows: every topic that is written in a language, each as a card to print."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree, html

from handbook.load import Handbook
from handbook.render import inner_markup
from handbook.site import CARDS_PAGE, address, catalogue_of, topic_path

# A card's title is a heading of the third level, so those in its text are one level below.
_LEVELS = {"h2": "h4", "h3": "h5", "h4": "h6"}


@dataclass(frozen=True, slots=True)
class Card:
    """A topic's card: its number in the booklet, and where its own page stands."""

    number: int
    topic: str
    kind: str
    title: str
    address: str
    urgency: str
    urgency_name: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardsPart:
    """The cards of one kind, under the name that the kind has in the language."""

    kind: str
    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CardsView:
    """All cards of a language, in the order of its navigation. `address` is that of the page which shows them."""

    address: str
    parts: tuple[CardsPart, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards of all parts."""
        return tuple(card for part in self.parts for card in part.cards)


def cards_view(handbook: Handbook, language: str) -> CardsView:
    """The cards of a language. What a draft shows in another language is no card of it."""
    catalogue = catalogue_of(handbook, language)
    parts = []
    number = 0
    for kind in handbook.contract.kinds.values():
        cards = []
        for topic in handbook.contract.topics_of(kind.id):
            page = handbook.page(language, topic.id)
            if page is None:
                continue
            number += 1
            cards.append(
                Card(
                    number=number,
                    topic=topic.id,
                    kind=kind.id,
                    title=page.title,
                    address=address(handbook, topic_path(handbook, language, topic.id)),
                    urgency=topic.urgency,
                    urgency_name=catalogue.urgencies[topic.urgency],
                    channels=tuple(catalogue.channels[channel] for channel in topic.channels),
                )
            )
        if cards:
            parts.append(CardsPart(kind.id, catalogue.labels[kind.folder], tuple(cards)))
    return CardsView(address(handbook, f"{language}/{CARDS_PAGE}"), tuple(parts))


def card_texts(view: CardsView, contents: Mapping[str, html.HtmlElement]) -> dict[str, str]:
    """The texts of the cards, by topic, as they can stand on one page.

    `contents` are the rendered texts of the topics' own pages, which are used up. Each id gets the topic before it, so
    that none stands twice; links lead to the card that there is here, or to where they led from the topic's own page.
    """
    anchors = {card.address: f"#{card.topic}" for card in view.cards}
    return {card.topic: _card_text(card, contents[card.topic], view.address, anchors) for card in view.cards}


def _card_text(card: Card, root: html.HtmlElement, here: str, anchors: Mapping[str, str]) -> str:
    for element in list(root.iter(*_LEVELS)):
        element.tag = _LEVELS[element.tag]
    for link in root.xpath("//a[@class='headerlink' or @class='phrase-link']"):
        link.drop_tree()  # they are no use on paper
    for element in root.iter(etree.Element):
        # A section with a name is a landmark: on one page, hundreds of them would be none.
        element.attrib.pop("aria-labelledby", None)
        if "id" in element.attrib:
            element.set("id", f"{card.topic}-{element.get('id')}")
        if "href" in element.attrib:
            element.set("href", _link(card, element.get("href"), here, anchors))
    return inner_markup(root)


def _link(card: Card, target: str, here: str, anchors: Mapping[str, str]) -> str:
    """Where a link that stands on a topic's own page leads to from the page with all cards."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return target
    if not parts.path:
        return f"#{card.topic}-{parts.fragment}"
    place = posixpath.normpath(posixpath.join(card.address, parts.path))
    if parts.path.endswith("/"):
        place += "/"
    if place in anchors:
        return f"{anchors[place]}-{parts.fragment}" if parts.fragment else anchors[place]
    relative = posixpath.relpath(place, here) + ("/" if place.endswith("/") else "")
    return f"{relative}#{parts.fragment}" if parts.fragment else relative
