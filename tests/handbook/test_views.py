"""What the contract knows of a page reaches its template, in the reader's language."""

from __future__ import annotations

from handbook.views import page_view, title_markup
from tiny_handbook import Tiny


def test_topic_shows_related_topics_and_sources(tiny: Tiny) -> None:
    """Related topics are links in the reader's language, in the contract's order."""
    view = page_view(tiny.load(), "sv/scenarios/shouting.md")

    assert (
        view.template,
        view.kind,
        view.topic,
        view.urgency_name,
        view.channels,
    ) == ("topic", "scenario", "shouting", "Nu", ("Telefon",))
    assert [(link.title, link.address) for link in view.related] == [
        ("Andas först", "sv/guidelines/breathe/"),
        ("Kunden går", "sv/scenarios/leaving/"),
    ]
    assert [
        (source.name, [(guideline.text, guideline.address) for guideline in source.guidelines])
        for source in view.sources
    ] == [("source_of sv svenska", [("Håll dig lugn.", "sv/sources/#sv-1")])]


def test_home_groups_topics_with_what_one_hears(tiny: Tiny) -> None:
    """The home page has every topic once, with the first sign of it."""
    view = page_view(tiny.load(), "bg/index.md")

    assert view.template == "home"
    assert [(group.name, [topic.heard for topic in group.topics]) for group in view.groups["scenario"]] == [
        ("Вика", ["„Писна ми!“"]),
        ("Иска да си тръгне", ["„Отивам при други.“"]),
    ]


def test_sources_page_names_the_carriers(tiny: Tiny) -> None:
    """Every source guideline stands there once, with all topics that carry it."""
    view = page_view(tiny.load(), "en/sources.md")

    assert {
        guideline.id: [topic.title for topic in guideline.topics]
        for source in view.sources
        for guideline in source.guidelines
    } == {"sv-1": ["Shouting customer", "Breathe first"], "bg-1": ["Leaving customer"]}


def test_coverage_page_shows_what_is_missing(tiny: Tiny) -> None:
    """What is to be written stands there under the reference's title, with its finding; the others lead to pages."""
    tiny.path("docs/sv/scenarios/leaving.md").unlink()

    view = page_view(tiny.load(), "sv/coverage.md", tiny.findings())

    assert view.template == "coverage"
    assert view.coverage
    assert [(row.address, row.complete, row.percent_text) for row in view.coverage.languages] == [
        ("coverage/", 3, "100\u00a0%"),
        ("sv/coverage/", 2, "66\u00a0%"),
        ("bg/coverage/", 3, "100\u00a0%"),
    ]
    assert [(gap.title, gap.title_language, gap.file.path) for gap in view.coverage.missing] == [
        ("Leaving customer", "en", "docs/sv/scenarios/leaving.md")
    ]
    assert [fault.code for gap in view.coverage.missing for fault in gap.file.faults] == ["HB301"]
    assert [
        (topic.title, topic.address, [str(file.state) for file in topic.files])
        for kind in view.coverage.kinds
        for group in kind.groups
        for topic in group.topics
    ] == [
        ("Kunden skriker", "sv/scenarios/shouting/", ["complete", "complete", "complete"]),
        ("Leaving customer", "", ["complete", "missing", "complete"]),
        ("Andas först", "sv/guidelines/breathe/", ["complete", "complete", "complete"]),
    ]


def test_alternates_lead_to_the_same_page(tiny: Tiny) -> None:
    """Every language has its own page; where it is missing, the home page stands in."""
    tiny.path("docs/sv/scenarios/leaving.md").unlink()

    found = page_view(tiny.load(), "bg/scenarios/leaving.md").alternates

    assert [(alternate.locale, alternate.address) for alternate in found] == [
        ("en", "scenarios/leaving/"),
        ("sv", "sv/"),
        ("bg", "bg/scenarios/leaving/"),
    ]
    assert [alternate.locale for alternate in found if alternate.current] == ["bg"]


def test_title_is_text_in_markup(tiny: Tiny) -> None:
    """A title never becomes markup; where it stands in for one, it says its language."""
    tiny.replace("docs/en/scenarios/leaving.md", "title: Leaving customer", "title: <b> & co")
    assert title_markup(page_view(tiny.load(), "en/scenarios/leaving.md")) == "&lt;b&gt; &amp; co"

    tiny.write("translations/sv.yml", f"draft: true\n{tiny.read('translations/sv.yml')}")
    tiny.path("docs/sv/scenarios/leaving.md").unlink()
    assert title_markup(page_view(tiny.load(), "sv/scenarios/leaving.md")) == (
        '<span lang="en" dir="ltr">&lt;b&gt; &amp; co</span>'
    )
