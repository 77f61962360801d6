"""Addresses and navigation come from the contract and the catalogues."""

from __future__ import annotations

import pytest
from handbook.site import address, files_root, language_settings, navigation, per_cent
from tiny_handbook import Tiny


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("en/index.md", "./"),
        ("sv/index.md", "sv/"),
        ("en/scenarios/shouting.md", "scenarios/shouting/"),
        ("bg/guidelines/breathe.md", "bg/guidelines/breathe/"),
    ],
)
def test_reference_language_stands_at_the_root(tiny: Tiny, path: str, expected: str) -> None:
    """The reference language has no prefix, the others have theirs."""
    assert expected == address(tiny.load(), path)


def test_navigation_is_grouped_in_the_language(tiny: Tiny) -> None:
    """Groups stand in the contract's order, under the language's own names."""
    assert navigation(tiny.load(), "sv") == [
        {"home sv {language}": "index.md"},
        {
            "scenarios sv {language}": [
                {"Är högljudd": ["scenarios/shouting.md"]},
                {"Vill gå": ["scenarios/leaving.md"]},
            ]
        },
        {"guidelines sv {language}": [{"Håll dig lugn": ["guidelines/breathe.md"]}]},
        "cards.md",
        "sources.md",
        "glossary.md",
        "coverage.md",
    ]


def test_navigation_leaves_out_what_is_missing(tiny: Tiny) -> None:
    """A missing page breaks no navigation; that it is missing is a finding."""
    tiny.path("docs/sv/scenarios/leaving.md").unlink()

    assert "Vill gå" not in str(navigation(tiny.load(), "sv"))


def test_language_without_catalogue_speaks_the_reference(tiny: Tiny) -> None:
    """While a catalogue cannot be read, the site still builds, in the reference language's words."""
    tiny.path("translations/sv.yml").unlink()

    assert language_settings(tiny.load(), "sv")["site_name"] == "Tiny en"


@pytest.mark.parametrize(
    ("edit_url", "expected"),
    [
        ("https://forge.example/edit/main/docs/en/index.md", "https://forge.example/edit/main/"),
        ("https://forge.example/edit?file=en/index.md", ""),
        (None, ""),
    ],
)
def test_files_are_found_on_the_forge(edit_url: str | None, expected: str) -> None:
    """Where a page's address tells where the other files stand, they can be linked to."""
    assert expected == files_root(edit_url, "docs/en/index.md")


@pytest.mark.parametrize(("reader", "expected"), [("en", "97%"), ("sv", "97\u00a0%"), ("tr", "%97"), ("xx", "97 %")])
def test_percentages_are_written_as_in_the_language(reader: str, expected: str) -> None:
    """The sign stands where the language has it."""
    assert expected == per_cent(97, reader)
