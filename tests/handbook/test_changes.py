"""A change to one language's own files concerns that language; anything else concerns all."""

from __future__ import annotations

import pytest
from handbook.changes import languages_concerned, snapshot
from tiny_handbook import Tiny


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/sv/scenarios/shouting.md", {"sv"}),
        ("docs/en/index.md", {"en"}),
        ("translations/bg.yml", {"bg"}),
        ("translations/reviewed/bg.yml", {"bg"}),
        ("translations/topics.yml", None),
        ("translations/sources.yml", None),
        ("mkdocs.yml", None),
    ],
)
def test_change_concerns_its_language(tiny: Tiny, path: str, expected: set[str] | None) -> None:
    """Pages, catalogues and records are a language's own; contract and configuration are not."""
    before = snapshot(tiny.root)
    tiny.write(path, tiny.read(path) + "\n")

    assert languages_concerned(before, snapshot(tiny.root)) == expected


def test_nothing_changed_concerns_nobody(tiny: Tiny) -> None:
    """A file that was saved as it was is no change."""
    before = snapshot(tiny.root)
    tiny.write("docs/sv/index.md", tiny.read("docs/sv/index.md"))

    assert languages_concerned(before, snapshot(tiny.root)) == set()


def test_page_that_is_new_or_gone_concerns_all(tiny: Tiny) -> None:
    """Other languages lead to it."""
    before = snapshot(tiny.root)
    tiny.path("docs/sv/scenarios/leaving.md").unlink()

    assert languages_concerned(before, snapshot(tiny.root)) is None
    assert languages_concerned(snapshot(tiny.root), before) is None
