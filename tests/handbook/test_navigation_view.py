"""What the navigation of a page names: everything in a small handbook, what is near the page in a large one."""

from __future__ import annotations

import pytest
from handbook import navigation_view as module
from handbook.navigation_view import navigation_place, navigation_view
from tiny_handbook import Tiny


def test_small_handbook_is_named_whole(tiny: Tiny) -> None:
    """Every topic by kind and group, whose own is open, and the pages about the handbook below."""
    handbook = tiny.load()
    view = navigation_view(handbook, navigation_place(handbook, "sv", "leaving"))

    assert (view.home.address, [other.address for other in view.others]) == (
        "sv/",
        ["sv/sources/", "sv/glossary/", "sv/coverage/"],
    )
    assert [(kind.is_open, [group.is_open for group in kind.groups]) for kind in view.kinds] == [
        (True, [False, True]),
        (False, [False]),
    ]
    groups = [group for kind in view.kinds for group in kind.groups]
    assert all(group.is_whole for group in groups)
    assert [[link.address for link in group.links] for group in groups] == [
        ["sv/scenarios/shouting/"],
        ["sv/scenarios/leaving/"],
        ["sv/guidelines/breathe/"],
    ]


def test_page_without_a_topic_opens_nothing(tiny: Tiny) -> None:
    """On the home page everything is closed."""
    handbook = tiny.load()
    view = navigation_view(handbook, navigation_place(handbook, "en", ""))
    assert not any(kind.is_open or any(group.is_open for group in kind.groups) for kind in view.kinds)


def test_large_handbook_names_the_run_around_the_page(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the page's group the run that it stands in; of it and all others, where the home page lists them."""
    tiny.replace("translations/topics.yml", "group: gone", "group: loud")
    monkeypatch.setattr(module, "SMALL", 2)
    monkeypatch.setattr(module, "RUN", 1)
    handbook = tiny.load()
    shouting, leaving = (navigation_place(handbook, "bg", topic) for topic in ("shouting", "leaving"))
    assert shouting != leaving
    view = navigation_view(handbook, leaving)

    [scenarios, guidelines] = view.kinds
    [loud] = scenarios.groups
    assert [link.address for link in loud.links] == ["bg/scenarios/leaving/"]
    assert (loud.is_open, loud.is_whole, loud.address) == (True, False, "bg/#group-loud")
    [calm] = guidelines.groups
    assert (calm.links, calm.address) == ((), "bg/#group-calm")


def test_title_of_another_language_says_which(tiny: Tiny) -> None:
    """A draft's navigation names the reference's page that stands in for one that is missing."""
    tiny.write("translations/sv.yml", "draft: true\n" + tiny.read("translations/sv.yml"))
    tiny.path("docs/sv/scenarios/leaving.md").unlink()
    handbook = tiny.load()
    view = navigation_view(handbook, navigation_place(handbook, "sv", ""))
    links = {link.address: link.language for kind in view.kinds for group in kind.groups for link in group.links}
    assert links["sv/scenarios/leaving/"] == "en"
    assert links["sv/scenarios/shouting/"] == "sv"
