"""The words that the languages have agreed on: the glossary, its page, and the command that shows it."""

from __future__ import annotations

import argparse
import json
import re

import pytest
from handbook import Handbook
from handbook.findings import CannotRunError
from handbook.glossary_view import glossary_view
from handbook.terms_commands import add_commands
from handbook.texts import lower_case
from handbook.views import page_view
from tiny_handbook import Tiny

Capture = pytest.CaptureFixture[str]

SWEDISH = "translations/sv.yml"
LONG = "Vad kunden heter, " + "långt och länge " * 20 + "och inget annat."


@pytest.fixture
def worded(tiny: Tiny) -> Tiny:
    """The tiny handbook with words to avoid and a note in Swedish; one of them is markup to whoever draws tables."""
    entry = f'{{term: namn, avoid: [benämning, "[bold]"], note: "{LONG}"}}'
    tiny.replace(SWEDISH, "{term: namn, avoid: []}", entry)
    return tiny


def terms(tiny: Tiny, *arguments: str) -> int:
    """Run the command in the tiny handbook."""
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    options = parser.parse_args(["terms", *arguments], argparse.Namespace(root=tiny.root))
    return int(options.run(options))


def test_language_stands_beside_the_reference(worded: Tiny, capsys: Capture) -> None:
    """Piped, an entry is one line of plain text, however long; the ways of writing stand below."""
    assert terms(worded, "sv") == 0

    said = capsys.readouterr().out
    [line] = [line for line in said.splitlines() if "benämning" in line]
    assert [cell.strip() for cell in line.split("│")] == ["", "name", "namn", "benämning, [bold]", LONG, ""]
    assert "To the agent: du\nTo the customer: du\nTone: enkelt\nQuotation marks: ” ”\n" in said
    assert "\x1b" not in said


def test_reference_stands_alone(tiny: Tiny, capsys: Capture) -> None:
    """Asked for the reference language, its terms stand there once."""
    assert terms(tiny, "en") == 0
    [line] = [line for line in capsys.readouterr().out.splitlines() if "name" in line]
    assert [cell.strip() for cell in line.split("│")] == ["", "name", "-", "-", ""]


def test_all_languages_stand_side_by_side(tiny: Tiny, capsys: Capture) -> None:
    """Without a language, each has its column."""
    assert terms(tiny) == 0
    said = capsys.readouterr().out
    assert [cell.strip() for cell in said.splitlines()[3].split("│")] == ["", "name", "namn", "име", ""]
    assert "sv Svenska\n  To the agent: du\n" in said


def test_narrow_terminal_cuts_nothing(worded: Tiny, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal the table is as wide as that is; what is longer wraps."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")

    assert terms(worded, "sv") == 0

    table = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out).split("\n\n")[0].splitlines()
    assert max(map(len, table)) <= 40
    notes = "".join(line.split("│")[4].strip() for line in table if line.count("│") == 5)
    assert LONG.replace(" ", "") in notes.replace(" ", "")


def test_terms_as_data(worded: Tiny, capsys: Capture) -> None:
    """The same as JSON, of one language or of all."""
    assert terms(worded, "sv", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "reference": "en",
        "terms": [
            {
                "id": "customer",
                "reference": "name",
                "languages": {"sv": {"term": "namn", "avoid": ["benämning", "[bold]"], "note": LONG}},
            }
        ],
        "languages": {
            "sv": {"name": "Svenska", "agent": "du", "customer": "du", "note": "enkelt", "quotes": ["”", "”"]}
        },
    }
    assert terms(worded, "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data["terms"][0]["languages"]) == list(data["languages"]) == ["en", "sv", "bg"]


def test_unknown_language_cannot_run(tiny: Tiny) -> None:
    """A language that there is not, or whose catalogue cannot be read, is named with what to do."""
    with pytest.raises(CannotRunError, match="There is no language “xx” here - use one of: en, sv, bg"):
        terms(tiny, "xx")
    tiny.write(SWEDISH, "name: [")
    with pytest.raises(CannotRunError, match="“handbook check” says why"):
        terms(tiny, "sv")


def test_page_shows_words_of_all_languages(worded: Tiny) -> None:
    """The reader's words come first, with what to avoid; then those of the others, under their names."""
    view = page_view(worded.load(), "sv/glossary.md")

    assert view.template == "glossary"
    assert view.glossary
    assert view.glossary.path == SWEDISH
    [entry] = view.glossary.terms
    assert (entry.id, entry.word.text, entry.avoid, entry.note) == ("customer", "namn", ("benämning", "[bold]"), LONG)
    assert [(word.text, word.language, word.language_name) for word in entry.elsewhere] == [
        ("name", "en", "engelska"),
        ("име", "bg", "bulgariska"),
    ]
    assert [(entry.word.text, [word.text for word in entry.elsewhere]) for entry in view.glossary.placeholders] == [
        ("namn", ["name", "име"]),
        ("tid", ["time", "час"]),
    ]


def test_reference_stands_in_for_words_that_are_missing(tiny: Tiny) -> None:
    """While a catalogue cannot be read, its page shows the reference's words and says that they are."""
    tiny.write(SWEDISH, "name: [")

    [entry] = glossary_view(tiny.load(), "sv").terms
    assert (entry.word.text, entry.word.language) == ("name", "en")
    assert [word.language for word in entry.elsewhere] == ["bg"]


def test_note_is_one_line(tiny: Tiny) -> None:
    """A note of several lines is a finding."""
    tiny.replace(SWEDISH, "{term: namn, avoid: []}", '{term: namn, avoid: [], note: "a\\nb"}')

    assert [finding.code for finding in tiny.findings()] == ["HB002"]


def test_no_word_is_to_be_used_and_to_be_avoided(real: Handbook) -> None:
    """What is a term of a language is avoided nowhere in it, no word is avoided for two terms, and no term is two."""
    for catalogue in real.catalogues.values():
        used = [lower_case(term.term) for term in catalogue.glossary.values()]
        avoided = [lower_case(word) for term in catalogue.glossary.values() for word in term.avoid]
        assert len({*used, *avoided}) == len(used) + len(avoided), catalogue.language


def test_glossary_covers_the_field(real: Handbook) -> None:
    """The words that every translator needs are there."""
    wanted = {"agent", "customer", "complaint", "refund", "boundary", "hand-over", "calm", "threat", "warning"}
    assert {*wanted, "supervisor", "update", "promise", "deadline", "guarantee", "review"} <= set(
        real.catalogues[real.reference].glossary
    )
