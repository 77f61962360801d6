"""Whoever writes has the handbook served, and sees what they have saved, with what is wrong with it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from handbook import load

PAGE = "docs/hr/scenarios/legal-threat.md"
ADDRESS = "/hr/scenarios/legal-threat/"

Ask = Callable[[str], str]


@pytest.fixture
def served(copy: Path) -> Iterator[tuple[Path, Ask]]:
    """A copy of the real handbook, served; and a function that fetches a page."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "handbook", "serve", "--address", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=copy, env={**os.environ, "SITE_URL": ""}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def ask(address: str) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=10) as answer:
                # The server tells each page which build it is of.
                return re.sub(r"livereload\(\d+, \d+\)", "", answer.read().decode())
        except OSError:
            return ""

    try:
        until(lambda: "<html" in ask("/"))
        yield copy, ask
    finally:
        server.terminate()
        server.wait(20)
    assert ask("/") == "", "what serves the pages has gone with the command"


def until(happens: Callable[[], bool]) -> None:
    """Wait until something happens; a minute is for a busy machine, not for a user."""
    for _ in range(600):
        if happens():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within a minute")


def test_saved_change_is_seen_with_what_is_wrong(served: tuple[Path, Ask]) -> None:
    """The page, the bar of findings on it, and its language's search follow; the rest of the site stays."""
    root, ask = served
    page = root / PAGE
    text = page.read_text(encoding="utf-8")
    others = [ask("/sv/scenarios/legal-threat/"), ask("/tr/search/index.js"), ask("/coverage/coverage.json")]
    assert "Za ispravak na ovoj stranici" not in ask(ADDRESS)
    assert "const LANGUAGES = {};" in ask("/service-worker.js"), "what a browser has kept of an earlier site goes"
    assert not re.search(r"/offline\.[\w.]*js|\bmanifest\b", ask("/"))

    page.write_text(text.replace("Zapišite prijetnju", "Zapišite svaku izrijekomsku prijetnju"), encoding="utf-8")
    until(lambda: "izrijekomsku" in ask(ADDRESS))
    assert "Ovaj se tekst promijenio od zadnje usporedbe: Učinite odmah" in ask(ADDRESS)
    until(lambda: "izrijekomsku" in ask("/hr/search/texts.js"))
    assert others[:2] == [ask("/sv/scenarios/legal-threat/"), ask("/tr/search/index.js")]

    page.write_text(text.replace("1. Zapišite", "1. TODO Zapišite"), encoding="utf-8")
    until(lambda: "Za ispravak na ovoj stranici" in ask(ADDRESS) and "HB604" in ask(ADDRESS))
    assert load(root).catalogues["hr"].rules["HB604"] in ask(ADDRESS)
    assert "izrijekomsku" not in ask(ADDRESS)

    page.write_text(text, encoding="utf-8")
    until(lambda: "Za ispravak na ovoj stranici" not in ask(ADDRESS))
    assert others == [ask("/sv/scenarios/legal-threat/"), ask("/tr/search/index.js"), ask("/coverage/coverage.json")]


def test_pages_of_two_languages_are_seen_and_followed(served: tuple[Path, Ask]) -> None:
    """Who goes on in another language before the first has been followed up sees both, and so does the search."""
    root, ask = served
    for language, words in (("hr", "Zapišite prijetnju"), ("sv", "Skriv ner hotet")):
        page = root / f"docs/{language}/scenarios/legal-threat.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(words, f"{words} qqxx{language}"), encoding="utf-8")
        until(lambda language=language: f"qqxx{language}" in ask(f"/{language}/scenarios/legal-threat/"))
    for language in ("hr", "sv"):
        until(lambda language=language: f"qqxx{language}" in ask(f"/{language}/search/texts.js"))
        assert f"qqxx{language}" in ask(f"/{language}/scenarios/legal-threat/")
