"""A seventh language needs data only: the site, its search, the switch and the coverage page take it as it is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from handbook import load
from handbook.checking import check
from handbook.cli import main
from handbook.findings import Severity
from handbook.yaml_source import parse_yaml
from handbook.yaml_text import YamlText, edited, scalar
from lxml import html
from search_files import read_search
from tiny_handbook import PROJECT

SEVENTH = PROJECT / "tests" / "seventh"
WRITTEN = ("scenarios/angry-customer", "scenarios/legal-threat", "guidelines/stay-calm")
MISSING = "scenarios/bad-day"


def translated(begun: str, words: str) -> str:
    """A catalogue that has just been begun, with the words of another put in; what that one lacks is made up.

    So a word that the handbook gains one day need not be put into a language that it does not have.
    """
    text, data, known = YamlText(begun), parse_yaml(begun, "begun").data, parse_yaml(words, "words").data

    def at(place: tuple[str | int, ...], values: Any) -> Any:
        for key in place:
            values = values[key] if isinstance(values, list) else (values or {}).get(key)
        return values

    edits = []
    for place, span in text.values.items():
        if isinstance(at(place, data), str) and place != ("direction",):
            edits.append((*span, scalar(at(place, known) or f"{at(place, data)} (de)")))
    same = "".join(f"  - {name}\n" for name in known["same_as_elsewhere"])
    return f"{edited(begun, edits)}\nsame_as_elsewhere:\n{same}"


@pytest.fixture(scope="module")
def seventh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real handbook with German: a whole catalogue, three pages written, the others missing."""
    root = tmp_path_factory.mktemp("seventh")
    for folder in ("docs", "translations", "hooks", "theme"):
        shutil.copytree(PROJECT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", root)
    assert main(["--root", str(root), "new", "language", "de"]) == 0
    catalogue = root / "translations/de.yml"
    words = (SEVENTH / "de.yml").read_text(encoding="utf-8")
    catalogue.write_text(translated(catalogue.read_text(encoding="utf-8"), words), encoding="utf-8")
    shutil.copytree(SEVENTH / "docs", root / "docs/de", dirs_exist_ok=True)
    return root


@pytest.fixture(scope="module")
def built(seventh: Path) -> Path:
    """The site of that copy, built strictly."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "HANDBOOK_PROGRESS": "",
        "SITE_URL": "https://handbook.example/",
    }
    done = subprocess.run(command, cwd=seventh, env=environment, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return seventh / "site"


def document(site: Path, name: str) -> Any:
    """A built page."""
    return html.fromstring((site / name / "index.html").read_bytes())


def test_check_says_what_is_left(seventh: Path) -> None:
    """Nothing is wrong with what is written; every page that is missing is named, and none of that is an error yet."""
    handbook = load(seventh)

    findings = check(handbook, keep=False)

    missing = {finding.path for finding in findings if finding.code == "HB301"}
    names = {f"{handbook.contract.kinds[t.kind].folder}/{t.id}" for t in handbook.contract.topics.values()}
    assert {f"docs/de/{name}.md" for name in names - set(WRITTEN)} <= missing
    assert {f"docs/de/{name}.md" for name in WRITTEN}.isdisjoint(missing)
    # HB8: whether a translation has been compared with its reference is work of its own.
    others = [str(finding) for finding in findings if finding.code != "HB301" and not finding.code.startswith("HB8")]
    assert others == []
    assert {finding.severity for finding in findings} == {Severity.WARNING}


def test_complete_language_is_held_to_everything(seventh: Path) -> None:
    """Without the line that makes it a draft, what is missing is an error."""
    catalogue = seventh / "translations/de.yml"
    draft = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(draft.replace("draft: true\n", ""), encoding="utf-8")
    try:
        findings = check(load(seventh), keep=False)
    finally:
        catalogue.write_text(draft, encoding="utf-8")

    assert {finding.severity for finding in findings if finding.code == "HB301"} == {Severity.ERROR}
    assert not any(finding.draft for finding in findings)


def test_written_pages_stand_in_the_language(built: Path) -> None:
    """A page that is written is like any other: its words, its language, its place among the alternates."""
    for name in WRITTEN:
        page = document(built, f"de/{name}")
        assert page.get("lang") == "de"
        assert not page.xpath("//*[@class='stand-in']")
        assert page.xpath("//link[@rel='alternate'][@hreflang='de']")
    assert "Das tun Sie jetzt" in document(built, "de/scenarios/legal-threat").text_content()


def test_missing_pages_are_shown_in_the_reference_language(built: Path) -> None:
    """The reference's text stands at the address, marked in the reader's language, and search engines are not told."""
    page = document(built, f"de/{MISSING}")

    assert page.get("lang") == "de"
    [notice] = page.xpath("//*[@class='stand-in']")
    assert notice.text_content().strip() == (
        "Diese Seite ist noch nicht auf Deutsch geschrieben. Hier steht sie in einer anderen Sprache: Englisch."
    )
    assert notice.get("lang") == "de"
    [content] = page.xpath("//article//div[@lang='en'][.//h2]")
    assert "Do this now" in content.text_content()
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://handbook.example/{MISSING}/"]
    assert not page.xpath("//link[@rel='alternate'][@hreflang='de']")
    english = document(built, MISSING)
    assert not english.xpath("//link[@rel='alternate'][@hreflang='de']")
    assert not english.xpath("//*[@data-offer='de']")
    sitemap = (built / "sitemap.xml").read_text(encoding="utf-8")
    assert f"/de/{MISSING}/" not in sitemap
    assert f"/de/{WRITTEN[0]}/" in sitemap


def test_home_lists_every_topic(built: Path) -> None:
    """The home page speaks the language; topics that are not written yet are listed in the reference's, and say so."""
    page = document(built, "de")

    assert "Droht" in [heading.text for heading in page.xpath("//section[@class='group']/h2")]
    links = page.xpath("//section[@class='group']//li/a")
    handbook = load(PROJECT)
    assert len(links) == len(handbook.contract.topics)
    assert sorted(link.get("href").strip("/") for link in links if link.get("lang") is None) == sorted(WRITTEN)
    assert {link.get("lang") for link in links} == {None, "en"}


def test_switch_lists_the_language(built: Path) -> None:
    """Every page leads to its twin, be it written or shown in the reference's language."""
    for name in ("", WRITTEN[0], MISSING):
        [link] = document(built, f"hr/{name}").xpath("//a[@class='md-select__link'][@hreflang='de']")
        assert link.text.strip() == "Deutsch"
        target = (built / "hr" / name / link.get("href")).resolve()
        assert target == (built / "de" / name).resolve()
        assert (target / "index.html").is_file()


def test_search_knows_what_is_written(built: Path) -> None:
    """The language's index has the pages that are written in it, and every other language knows of it."""
    index = read_search(built / "de", "index")
    assert sorted(address.strip("/") for address, _ in index["topics"]) == sorted(WRITTEN)
    texts = read_search(built / "de", "texts")
    assert "Ruhig bleiben" in [title for title, *_ in texts["topics"]]
    assert "de" in [other["locale"] for other in read_search(built, "texts")["others"]]


def test_coverage_counts_what_is_written(built: Path) -> None:
    """Three topics are complete, the others missing; that other languages are complete stays true."""
    data = json.loads((built / "de/coverage/coverage.json").read_text(encoding="utf-8"))
    rows = {row["locale"]: row for row in data["languages"]}
    topics = len(load(PROJECT).contract.topics)
    assert (rows["de"]["complete"], rows["de"]["topics"]) == (3, topics)
    assert rows["hr"]["complete"] == topics
    states = [file["state"] for kind in data["kinds"] for group in kind["groups"] for topic in group["topics"]
              for file in topic["files"] if file["language"] == "de"]  # fmt: skip
    assert sorted(states) == ["complete"] * 3 + ["missing"] * (topics - 3)
    assert "3 von" in document(built, "de/coverage").text_content()
