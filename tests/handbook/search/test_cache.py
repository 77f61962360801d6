"""What is kept between builds is never wrong, and may be lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook.search.cache import FOLDER, cached


def test_result_is_kept_until_its_content_changes(tmp_path: Path) -> None:
    """The same content is worked out once, other content anew."""
    made: list[int] = []

    def make() -> list[int]:
        made.append(len(made))
        return made[-1:]

    found = [cached(tmp_path, "x", content, make) for content in ("a", "a", "b", "a")]

    assert found == [[0], [0], [1], [2]]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": 1}', "\x00"])
def test_damaged_entry_is_made_anew(tmp_path: Path, damage: str) -> None:
    """Half written or foreign, an entry is replaced."""
    cached(tmp_path, "x", "a", lambda: 1)
    (tmp_path / FOLDER / "x.json").write_text(damage, encoding="utf-8")

    assert cached(tmp_path, "x", "a", lambda: 2) == 2
    assert cached(tmp_path, "x", "a", lambda: 3) == 2


def test_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """Without a place to keep it, the result is still given."""
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")

    assert cached(tmp_path, "x", "a", lambda: 1) == 1
