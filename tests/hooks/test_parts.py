"""One site, however it is built: on another path, by one process or several, on one machine or a machine a language."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from tiny_handbook import LANGUAGES, Tiny, copy_tiny
from tiny_site import build_project, build_tiny_site, make_project

SITE_URL = "https://handbook.example/"


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its place in it."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tiny, dict[str, bytes]]:
    """A project, and the site that several processes have built from it."""
    tiny = copy_tiny(tmp_path_factory.mktemp("whole") / "tiny")
    return tiny, content(build_tiny_site(tiny, SITE_URL, HANDBOOK_JOBS="3"))


@pytest.fixture(scope="module")
def parts(whole: tuple[Tiny, dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A part for each language, each built in a clone of its own."""
    found = {}
    for language in LANGUAGES:
        clone = Tiny(tmp_path_factory.mktemp(f"clone-{language}") / "clone")
        shutil.copytree(whole[0].root, clone.root, ignore=shutil.ignore_patterns("site", ".cache"))
        found[language] = build_project(clone, SITE_URL, HANDBOOK_LANGUAGE=language)
    return found


def run_assemble(tiny: Tiny, parts: Iterable[Path]) -> subprocess.CompletedProcess[str]:
    """Run the command on parts."""
    command = [sys.executable, "-m", "handbook", "--root", str(tiny.root), "assemble", *map(str, parts)]
    environment = {**os.environ, "SITE_URL": SITE_URL, "EDIT_URI": ""}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")


def test_same_bytes_by_one_process_on_another_path(whole: tuple[Tiny, dict[str, bytes]], tmp_path: Path) -> None:
    """Neither the number of processes nor the place nor the time of the build shows in the site."""
    alone = content(build_tiny_site(copy_tiny(tmp_path / "elsewhere" / "deeper"), SITE_URL, HANDBOOK_JOBS="1"))

    assert alone.keys() == whole[1].keys()
    assert [name for name in alone if alone[name] != whole[1][name]] == []


def test_parts_make_the_same_site(whole: tuple[Tiny, dict[str, bytes]], parts: dict[str, Path]) -> None:
    """Built in separate clones and put together, in any order, it is the same, byte for byte; the parts stay."""
    before = {language: content(part) for language, part in parts.items()}
    done = run_assemble(whole[0], reversed(parts.values()))
    assert done.returncode == 0, done.stderr

    assembled = content(whole[0].path("site"))
    assert assembled.keys() == whole[1].keys()
    assert [name for name in assembled if assembled[name] != whole[1][name]] == []
    assert before == {language: content(part) for language, part in parts.items()}


def test_parts_have_nothing_in_common(parts: dict[str, Path]) -> None:
    """What belongs to no language is made once."""
    names = [name for part in parts.values() for name in content(part) if name != ".part.json"]
    assert len(names) == len(set(names))


def test_what_makes_no_site_is_refused(
    whole: tuple[Tiny, dict[str, bytes]], parts: dict[str, Path], tmp_path: Path
) -> None:
    """A part missing, twice, of another state, or none at all: a message that says so, and the earlier site stays."""
    tiny, _ = whole
    site = tiny.path("site")
    site.mkdir(exist_ok=True)
    (site / "earlier").touch()
    older = tmp_path / "older"
    shutil.copytree(parts["sv"], older)
    facts = json.loads((older / ".part.json").read_text(encoding="utf-8"))
    (older / ".part.json").write_text(json.dumps({**facts, "made_of": "another state"}), encoding="utf-8")
    en, sv, bg = (parts[language] for language in LANGUAGES)
    for given, message in (
        ([en, bg], "No part holds sv"),
        ([en, sv, bg, sv], "both hold “sv”"),
        ([en, older, bg], "was not made of this handbook as it is now"),
        ([en, sv, tmp_path], "is no part of a site"),
        ([en, sv, tmp_path / "nowhere"], "is no part of a site"),
    ):
        done = run_assemble(tiny, given)
        assert done.returncode == 2
        assert message in done.stderr
        assert "Traceback" not in done.stderr
        assert (site / "earlier").exists()
    assert [file.name for file in tiny.root.iterdir() if file.name.startswith(".site")] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_failing_language_fails_the_build(tmp_path: Path, language: str) -> None:
    """A language that cannot be built, the reference's too, ends the build of all, and leaves no folder behind."""
    tiny = copy_tiny(tmp_path / "tiny")
    make_project(tiny)
    (tiny.path("hooks") / "broken.py").write_text(
        "def on_page_markdown(markdown, page, config, files):\n"
        f"    if page.file.src_uri.startswith('{language}/'):\n"
        "        raise ValueError('broken on purpose')\n",
        encoding="utf-8",
    )
    tiny.replace("mkdocs.yml", "hooks:\n", "hooks:\n  - hooks/broken.py\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "HANDBOOK_JOBS": "2"}
    done = subprocess.run(command, cwd=tiny.root, env=environment, capture_output=True, encoding="utf-8", timeout=120)

    assert done.returncode == 1
    assert "broken on purpose" in done.stderr
    assert language == "en" or "sv could not be built" in done.stderr
    assert list(tiny.root.rglob(".parts-*")) == []
