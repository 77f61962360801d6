"""The handbook is read once, into plain values; what cannot be used at all is an error in plain words."""

from __future__ import annotations

import pytest
from handbook.findings import UnreadableError
from tiny_handbook import Tiny


def test_everything_is_read(tiny: Tiny) -> None:
    """Languages, topics and pages are there, the reference first."""
    handbook = tiny.load()

    assert handbook.reference == "en"
    assert list(handbook.languages) == ["en", "sv", "bg"]
    assert list(handbook.contract.topics) == ["shouting", "leaving", "breathe"]
    assert len(handbook.pages) == 9


def test_page_is_plain_values(tiny: Tiny) -> None:
    """A page's parts can be asked for without reading Markdown again."""
    page = tiny.load().pages["sv", "shouting"]
    say, avoid = page.section("say"), page.section("avoid")

    assert (page.title, page.summary) == ("Kunden skriker", "Kunden skriker åt dig.")
    assert page.aliases == ("skriker", "hög röst")
    assert say
    assert [(phrase.cue, phrase.text, phrase.line) for phrase in say.phrases] == [
        ("Först:", "Jag lyssnar, [namn].", 20),
        ("Till slut:", "Jag ringer dig [tid].", 24),
    ]
    assert avoid
    assert [[cell.text for cell in pair] for pair in avoid.pairs] == [["”Lugna dig!”", "”Berätta mer.”"]]
    assert [link.target for link in page.links] == ["leaving.md"]


def test_topics_stand_in_the_order_of_their_groups(tiny: Tiny) -> None:
    """The order of groups leads, then the order in the file."""
    tiny.replace("translations/topics.yml", "scenario: [loud, gone]", "scenario: [gone, loud]")

    assert list(tiny.load().contract.topics) == ["leaving", "shouting", "breathe"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("mkdocs.yml", "  - i18n:", "  - other:", "mkdocs.yml:1:1 HB001 no list of languages"),
        ("mkdocs.yml", "locale: sv", "locale: Swedish", "mkdocs.yml:6:1 HB001 a language without a locale"),
        ("mkdocs.yml", "locale: sv", "locale: bg", "mkdocs.yml:7:1 HB001 “bg” is listed twice"),
        ("mkdocs.yml", ", default: true", "", "mkdocs.yml:4:1 HB001 one language must be the default"),
        ("translations/topics.yml", "  scenario:\n", "  scenario: x\n  other:\n", "translations/topics.yml:2:1 HB002"),
        ("translations/topics.yml", "merges: [sv-1]", "merge: [sv-1]", "translations/topics.yml:"),
        ("translations/sources.yml", "sv-1: Stay calm.", "sv-1: [x]", "translations/sources.yml:2:1 HB002"),
        ("translations/topics.schema.json", "{", "", "translations/topics.schema.json:"),
    ],
)
def test_what_cannot_be_used_is_named(tiny: Tiny, file: str, old: str, new: str, message: str) -> None:
    """Without languages and contract there is nothing to check: the error says where and what to do."""
    tiny.replace(file, old, new)

    with pytest.raises(UnreadableError) as error:
        tiny.load()

    assert str(error.value).startswith(message)
    assert " - " in str(error.value)
