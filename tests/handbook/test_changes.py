"""A change to one language's own files concerns that language; anything else concerns all."""

from __future__ import annotations

import os
import time

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


def test_file_saved_twice_in_a_moment_has_changed_twice(tiny: Tiny) -> None:
    """Also where times and sizes do not tell: a file system may keep times by the second."""
    path = tiny.path("docs/sv/index.md")
    before = path.stat()
    snapshots = []
    for letter in "ab":
        path.write_text(letter, encoding="utf-8")
        os.utime(path, ns=(time.time_ns(), time.time_ns() // 10**9 * 10**9))
        snapshots.append(snapshot(tiny.root)["docs/sv/index.md"])
    assert snapshots[0] != snapshots[1]

    path.write_text("c", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns - 60 * 10**9))  # as a checkout may set it
    assert snapshot(tiny.root)["docs/sv/index.md"] not in snapshots


def test_file_that_an_editor_keeps_beside_an_open_one_is_no_change(tiny: Tiny) -> None:
    """Else all languages would be built whenever a page is opened."""
    before = snapshot(tiny.root)
    for name in (".index.md.swp", "index.md~", "#index.md#", ".#index.md", "4913"):
        tiny.write(f"docs/sv/{name}", "x")
    assert snapshot(tiny.root) == before
