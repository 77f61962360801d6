from collections.abc import Iterator
from pathlib import Path

import pytest
from handbook.cli import main
from handbook.search import dictionaries
from handbook.search.dictionaries import dictionary
from tiny_handbook import Tiny


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where dictionaries are kept, empty, and none of them in memory, before and after."""
    monkeypatch.setattr(dictionaries, "_FOLDER", tmp_path / "kept")
    dictionary.cache_clear()
    yield tmp_path / "kept"
    dictionary.cache_clear()


def test_kept_dictionary_knows_what_the_library_knows(folder: Path) -> None:
    """The first time from the library, the second from the files that the first has left."""
    for _ in ("decoded from the library", "read from the files"):
        found = dictionary("id")
        assert found.lemma("diancam") == "ancam"
        assert found.lemma("xyzzy") is None
        assert "mengancam"[: dictionaries.LONGEST] in found.beginnings("ancam")
        assert found.beginnings("xyzzy") == []
        assert sorted(file.name for file in folder.iterdir()) == ["id.forms", "id.lemmas"]
        dictionary.cache_clear()


def test_language_that_the_library_lacks_has_an_empty_dictionary(folder: Path) -> None:
    """A seventh language without lemma data is searched all the same."""
    assert dictionary("").lemma("word") is None
    assert dictionary("../id").lemma("ancam") is None
    assert not folder.exists()


def test_folder_that_cannot_be_written_is_no_error(folder: Path) -> None:
    """A read-only project costs time, no more."""
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert dictionary("id").lemma("diancam") == "ancam"


def test_set_up_decodes_what_the_languages_need(folder: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Afterwards neither the check nor the search has to."""
    monkeypatch.setattr(dictionaries, "_decoded", lambda code: (b"", f"{code}\t{code}".encode()))

    assert main(["--root", str(tiny.root), "prepare"]) == 0

    tables = {f"{code}.{table}" for code in ("bg", "en", "sv") for table in ("forms", "lemmas")}
    assert {file.name for file in folder.iterdir()} == {"codes", *tables}
