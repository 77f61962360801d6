"""Whoever writes is heard of at once, and where the system does not tell, soon."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from handbook import watching
from handbook.watching import Watch

WAIT = 20.0  # seconds; for a busy machine


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], threading.Event]]]:
    """A folder, and a function that begins to watch it and gives what is set after a change."""
    folder = tmp_path / "docs" / "hr"
    folder.mkdir(parents=True)
    (folder / "old.md").write_text("old", encoding="utf-8")
    watches: list[Watch] = []

    def start() -> threading.Event:
        told = threading.Event()
        watches.append(Watch([tmp_path / "docs", tmp_path / "missing"], told.set))
        watches[0].start()
        return told

    yield folder, start
    watches[0].stop()
    assert all(not thread.name.startswith("Inotify") for thread in threading.enumerate())


def test_change_is_told_and_reading_is_not(watched: tuple[Path, Callable[[], threading.Event]]) -> None:
    """Who is told reads the files, and must not be told of that."""
    folder, start = watched
    told = start()

    (folder / "old.md").write_text("new", encoding="utf-8")
    assert told.wait(WAIT)
    told.clear()
    while told.wait(0.3):  # a change may be told of more than once
        told.clear()
    (folder / "old.md").read_text(encoding="utf-8")
    assert not told.wait(0.3)


def test_change_is_seen_where_the_system_does_not_tell(
    watched: tuple[Path, Callable[[], threading.Event]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system that watches too many files already says so; then they are looked at."""

    def too_many() -> None:
        raise OSError("inotify watch limit reached")

    monkeypatch.setattr(watching, "Observer", too_many)
    folder, start = watched
    told = start()

    (folder / "fresh.md").write_text("new", encoding="utf-8")
    assert told.wait(WAIT)
