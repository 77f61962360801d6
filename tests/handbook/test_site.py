"""Addresses and navigation come from the contract and the catalogues."""

from __future__ import annotations

import pytest
from handbook.site import address, language_settings, navigation
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
        {"home {language}": "index.md"},
        {
            "scenarios {language}": [
                {"Är högljudd": ["scenarios/shouting.md"]},
                {"Vill gå": ["scenarios/leaving.md"]},
            ]
        },
        {"guidelines {language}": [{"Håll dig lugn": ["guidelines/breathe.md"]}]},
        "sources.md",
    ]


def test_navigation_leaves_out_what_is_missing(tiny: Tiny) -> None:
    """A missing page breaks no navigation; that it is missing is a finding."""
    tiny.path("docs/sv/scenarios/leaving.md").unlink()

    assert "Vill gå" not in str(navigation(tiny.load(), "sv"))


def test_language_without_catalogue_speaks_the_reference(tiny: Tiny) -> None:
    """While a catalogue cannot be read, the site still builds, in the reference language's words."""
    tiny.path("translations/sv.yml").unlink()

    assert language_settings(tiny.load(), "sv")["site_name"] == "Tiny en"
