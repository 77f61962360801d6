"""How complete the handbook is: states, percentages, what is missing, and the files that tell it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from handbook.checking import check
from handbook.coverage import Coverage, State, build_coverage
from handbook.coverage_files import badge, write_coverage
from handbook.findings import Finding, Severity
from tiny_handbook import LANGUAGES, PROJECT, Tiny

LEAVING = "docs/sv/scenarios/leaving.md"
SHOUTING = "docs/sv/scenarios/shouting.md"


def coverage_of(tiny: Tiny, *findings: Finding) -> Coverage:
    """The coverage of a handbook with just these findings, or else with what the rules find."""
    handbook = tiny.load()
    return build_coverage(handbook, findings or check(handbook))


def finding(path: str, severity: Severity = Severity.ERROR, language: str = "sv", ignored: str = "") -> Finding:
    """Something wrong in a file."""
    return Finding(language, path, 7, 1, "HB999", "is wrong", "mend it", severity, ignored)


def states(coverage: Coverage, language: str) -> dict[str, State]:
    """The state of each topic in a language."""
    return {file.topic: file.state for file in coverage.languages[language].topics}


def test_sound_handbook_is_complete(tiny: Tiny) -> None:
    """Every topic in every language is complete, and nothing is missing."""
    coverage = coverage_of(tiny)

    assert coverage.percent == 100
    assert list(coverage.languages) == ["en", "sv", "bg"]
    for language, row in coverage.languages.items():
        assert set(states(coverage, language).values()) == {State.COMPLETE}
        assert (row.complete, row.percent, row.missing) == (3, 100, ())


def test_missing_page_is_to_be_written(tiny: Tiny) -> None:
    """Its file is named, with the finding that says what to do; per cent are rounded down."""
    tiny.path(LEAVING).unlink()

    coverage = coverage_of(tiny)

    assert states(coverage, "sv") == {
        "shouting": State.COMPLETE,
        "leaving": State.MISSING,
        "breathe": State.COMPLETE,
    }
    [file] = coverage.languages["sv"].missing
    assert (file.path, file.topic, [found.code for found in file.findings]) == (LEAVING, "leaving", ["HB301"])
    assert (coverage.languages["sv"].percent, coverage.languages["bg"].percent, coverage.percent) == (66, 100, 88)


def test_faulty_page_is_to_be_mended(tiny: Tiny) -> None:
    """A page with errors counts as much as a missing one, and keeps its findings."""
    coverage = coverage_of(tiny, finding(SHOUTING), finding(SHOUTING), finding(LEAVING, Severity.WARNING))

    assert states(coverage, "sv") == {
        "shouting": State.FAULTY,
        "leaving": State.COMPLETE,
        "breathe": State.COMPLETE,
    }
    [file] = coverage.languages["sv"].missing
    assert (file.path, len(file.findings)) == (SHOUTING, 2)


def test_page_whose_reference_has_moved_is_outdated(tiny: Tiny) -> None:
    """It is whole, and no longer says what the reference says."""
    tiny.replace("docs/en/scenarios/shouting.md", "Anger needs", "Rage needs")

    coverage = coverage_of(tiny)

    assert states(coverage, "sv")["shouting"] is State.OUTDATED
    assert states(coverage, "en")["shouting"] is State.COMPLETE
    [file] = coverage.languages["sv"].missing
    assert (file.path, [found.code for found in file.findings]) == (SHOUTING, ["HB801"])


def test_unreadable_page_is_faulty(tiny: Tiny) -> None:
    """What cannot be read is there all the same."""
    tiny.write(SHOUTING, "---\ntitle: [\n---\n")

    assert states(coverage_of(tiny), "sv")["shouting"] is State.FAULTY


def test_what_is_ignored_does_not_count(tiny: Tiny) -> None:
    """A finding that the project lets pass makes no page faulty."""
    coverage = coverage_of(tiny, finding(SHOUTING, ignored="a proper name"))

    assert coverage.percent == 100


@pytest.mark.parametrize("path", ["translations/sv.yml", "docs/sv/index.md", "mkdocs.yml"])
def test_other_files_keep_a_language_from_being_whole(tiny: Tiny, path: str) -> None:
    """All topics are complete, yet it is not 100 while another file of the language has an error."""
    coverage = coverage_of(tiny, finding(path))

    row = coverage.languages["sv"]
    assert (row.complete, row.percent, [(file.path, file.topic) for file in row.missing]) == (3, 99, [(path, "")])
    assert (coverage.languages["bg"].percent, coverage.percent) == (100, 99)


def test_what_concerns_all_stands_against_all(tiny: Tiny) -> None:
    """An error in the contract is no language's own."""
    coverage = coverage_of(tiny, finding("translations/topics.yml", language=""))

    assert [row.percent for row in coverage.languages.values()] == [99, 99, 99]


def test_missing_page_beside_the_topics(tiny: Tiny) -> None:
    """A page of no topic is missed too."""
    tiny.path("docs/bg/sources.md").unlink()

    [file] = coverage_of(tiny).languages["bg"].missing
    assert (file.path, file.state) == ("docs/bg/sources.md", State.MISSING)


def test_files_are_written_beside_the_pages(tiny: Tiny, tmp_path: Path) -> None:
    """Each language has its JSON and its badge, the handbook one more; the same bytes whenever they are written."""
    tiny.path(LEAVING).unlink()
    written = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        write_coverage(tiny.load(), tiny.findings(), folder, LANGUAGES)
        written.append({file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.*")})

    assert written[0] == written[1]
    assert set(written[0]) == {
        "coverage.svg",
        "coverage/coverage.json",
        "coverage/coverage-en.svg",
        "sv/coverage/coverage.json",
        "sv/coverage/coverage-sv.svg",
        "bg/coverage/coverage.json",
        "bg/coverage/coverage-bg.svg",
    }
    data = json.loads(written[0]["sv/coverage/coverage.json"])
    assert (data["percent"], [gap["file"]["path"] for gap in data["missing"]]) == (66, [LEAVING])
    assert "88%" in written[0]["coverage.svg"].decode("utf-8")


def test_badge_is_safe_and_says_its_number(tiny: Tiny) -> None:
    """Whatever the words are, the badge is XML; its title says what it shows."""
    svg = ElementTree.fromstring(badge("a<b & c", "7%", "en", 7))

    assert svg.findtext("{*}title") == "a<b & c: 7%"
    assert [text.text for text in svg.iterfind("{*}text")] == ["a<b & c", "7%"]


def test_every_state_has_a_word_and_a_mark() -> None:
    """A state that is added here is named in the catalogues and marked in the style."""
    schema = json.loads((PROJECT / "translations/catalogue.schema.json").read_text(encoding="utf-8"))
    style = (PROJECT / "theme/assets/stylesheets/handbook.css").read_text(encoding="utf-8")
    for state in State:
        assert f"state_{state}" in schema["properties"]["labels"]["required"]
        assert f".state--{state}::before" in style
