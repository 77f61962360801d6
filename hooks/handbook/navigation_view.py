"""The navigation as a page shows it: all of a small handbook, of a large one what is near the page.

A page of a large handbook that named all topics would be mostly navigation, and the site mostly copies of it. There a
page names the groups, and of its own group the run of topics that it stands in; the home page lists them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from handbook.load import Handbook
from handbook.site import (
    HOME_PAGE,
    PAGES_BELOW,
    address,
    catalogue_of,
    shown_at,
)
from handbook.views import TopicLink, topic_groups, topic_links

SMALL = 100  # topics of a handbook whose pages name them all
RUN = 20  # topics that a page of a larger one names of its group


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a language's navigation a page stands: pages with the same place show the same, but for themselves.

    `group` is "" for pages that belong to no topic; `run` counts the runs of a group.
    """

    language: str
    kind: str = ""
    group: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A page by its title, which is in `language`; its address is from the site's root."""

    address: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """A group with the topics that are named, none or all or some; `address` is where all are listed."""

    name: str
    address: str
    is_open: bool
    is_whole: bool
    links: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class NavigationKind:
    """The groups of a kind."""

    name: str
    is_open: bool
    groups: tuple[NavigationGroup, ...]


@dataclass(frozen=True, slots=True)
class NavigationView:
    """The navigation of a language: the home page, the topics by kind and group, and the pages about the handbook."""

    language: str
    home: NavigationLink
    kinds: tuple[NavigationKind, ...]
    others: tuple[NavigationLink, ...]


def navigation_place(handbook: Handbook, language: str, topic: str) -> Place:
    """The place of a topic's page, or of one without a topic ("")."""
    return _places(handbook, language).get(topic, Place(language))


def navigation_view(handbook: Handbook, place: Place) -> NavigationView:
    """The navigation as the pages at a place show it."""
    language = place.language
    catalogue = catalogue_of(handbook, language)
    home = address(handbook, f"{language}/{HOME_PAGE}")
    is_small = len(topic_links(handbook, language)) <= SMALL
    kinds = []
    for kind in handbook.contract.kinds.values():
        groups = []
        for group in topic_groups(handbook, language, kind.id):
            if not group.topics:
                continue
            is_open = (place.kind, place.group) == (kind.id, group.id)
            run = group.topics[place.run * RUN : (place.run + 1) * RUN] if is_open else ()
            named = group.topics if is_small else run
            is_whole = len(named) == len(group.topics)
            groups.append(NavigationGroup(group.name, f"{home}#group-{group.id}", is_open, is_whole, named))
        if groups:
            kinds.append(NavigationKind(catalogue.labels[kind.folder], place.kind == kind.id, tuple(groups)))
    others = []
    for name in PAGES_BELOW:
        if page := shown_at(handbook, f"{language}/{name}"):
            others.append(NavigationLink(address(handbook, f"{language}/{name}"), page.title, page.language))
    return NavigationView(
        language, NavigationLink(home, catalogue.labels["home"], language), tuple(kinds), tuple(others)
    )


@lru_cache(maxsize=16)  # page after page asks for the same few languages
def _places(handbook: Handbook, language: str) -> dict[str, Place]:
    is_small = len(topic_links(handbook, language)) <= SMALL
    return {
        topic.id: Place(language, kind, group.id, 0 if is_small else place // RUN)
        for kind in handbook.contract.kinds
        for group in topic_groups(handbook, language, kind)
        for place, topic in enumerate(group.topics)
    }
