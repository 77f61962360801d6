"""The navigation as a page shows it: all of a small handbook, of a large one what is near the page.

A page of a large handbook that named all topics would be mostly navigation, and the site mostly copies of it. There a
page names the groups, and of its own group the run of topics that it stands in; the home page lists them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from handbook.load import Handbook
from handbook.site import (
    CARDS_PAGE,
    COVERAGE_PAGE,
    GLOSSARY_PAGE,
    HOME_PAGE,
    SOURCES_PAGE,
    address,
    catalogue_of,
    shown_at,
)
from handbook.views import TopicLink, topic_links

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
    links: tuple[NavigationLink, ...]


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
        for (kind_id, group), links in _groups(handbook, language).items():
            if kind_id != kind.id:
                continue
            is_open = (place.kind, place.group) == (kind_id, group)
            run = links if is_small else links[place.run * RUN : (place.run + 1) * RUN] if is_open else ()
            named = tuple(NavigationLink(link.address, link.title, link.language) for link in run)
            everywhere = f"{home}#group-{group}"
            groups.append(
                NavigationGroup(catalogue.groups[kind_id][group], everywhere, is_open, len(run) == len(links), named)
            )
        if groups:
            kinds.append(NavigationKind(catalogue.labels[kind.folder], place.kind == kind.id, tuple(groups)))
    others = []
    for name in (CARDS_PAGE, SOURCES_PAGE, GLOSSARY_PAGE, COVERAGE_PAGE):
        if page := shown_at(handbook, f"{language}/{name}"):
            others.append(NavigationLink(address(handbook, f"{language}/{name}"), page.title, page.language))
    return NavigationView(
        language, NavigationLink(home, catalogue.labels["home"], language), tuple(kinds), tuple(others)
    )


@lru_cache(maxsize=16)  # page after page asks for the same few languages
def _groups(handbook: Handbook, language: str) -> dict[tuple[str, str], tuple[TopicLink, ...]]:
    """The topics that are shown, by kind and group; groups without any are left out."""
    links = topic_links(handbook, language)
    found = {}
    for kind, groups in handbook.contract.groups.items():
        for group in groups:
            topics = handbook.contract.topics_of(kind, group)
            if shown := tuple(links[topic.id] for topic in topics if topic.id in links):
                found[kind, group] = shown
    return found


@lru_cache(maxsize=16)
def _places(handbook: Handbook, language: str) -> dict[str, Place]:
    is_small = len(topic_links(handbook, language)) <= SMALL
    return {
        link.id: Place(language, kind, group, 0 if is_small else place // RUN)
        for (kind, group), links in _groups(handbook, language).items()
        for place, link in enumerate(links)
    }
