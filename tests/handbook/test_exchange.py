"""Pages go to CAT tools and come back: what was not translated stays as it is, to the byte."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from handbook import Handbook, exchange_commands
from handbook.exchange import Received, bytes_of, export, plan_import
from handbook.exchange_commands import add_commands
from handbook.exchange_files import WRITERS, read_sheet
from handbook.findings import CannotRunError
from tiny_handbook import Tiny
from translate.storage.pypo import pofile
from translate.storage.xliff import xlifffile

Capture = pytest.CaptureFixture[str]

FORMS = ("po", "xliff")
SHOUTING = "docs/sv/scenarios/shouting.md"
LEAVING = "docs/sv/scenarios/leaving.md"


def run(tiny: Tiny, *arguments: str) -> int:
    """Run a command as the command line does; 2 for what cannot run, which is then said in one line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=Path)
    add_commands(parser.add_subparsers())
    options = parser.parse_args(["--root", str(tiny.root), *arguments])
    try:
        return int(options.run(options))
    except CannotRunError as error:
        print(error)
        return 2 if "\n" not in str(error) else -1


def exported(tiny: Tiny, form: str = "po", language: str = "sv") -> Path:
    """The file that `export` writes."""
    file = tiny.root.parent / f"exported.{form}"
    assert run(tiny, "export", language, "--format", form, "--output", str(file), "--overwrite") == 0
    return file


def units_of(store: Any) -> dict[str, Any]:
    """The units of a file as a CAT tool sees them, by their names."""
    return {unit.getcontext() or unit.xmlelement.get("id"): unit for unit in store.units if not unit.isheader()}


def translated(file: Path, targets: Mapping[str, str], unfinished: tuple[str, ...] = ()) -> Path:
    """The file once somebody has translated in it with a CAT tool."""
    content = file.read_bytes()
    store: Any = (xlifffile if content.startswith(b"<?xml") else pofile).parsestring(content)
    units = units_of(store)
    for name, target in targets.items():
        units[name].target = target
    for name in unfinished:
        units[name].markfuzzy()
    file.write_bytes(bytes(store))
    return file


def pages(tiny: Tiny) -> dict[str, bytes]:
    """Every page as it stands, to the byte."""
    return {str(path.relative_to(tiny.root)): path.read_bytes() for path in tiny.path("docs").rglob("*.md")}


def changed(tiny: Tiny, before: dict[str, bytes]) -> dict[str, list[str]]:
    """The lines that a page has now and had not before, by page."""
    found = {}
    for path, content in pages(tiny).items():
        if content != before.get(path):
            old = before.get(path, b"").decode().splitlines()
            found[path] = [line for line in content.decode().splitlines() if line not in old]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_round_trip_of_the_real_handbook_changes_nothing(real: Handbook, form: str) -> None:
    """Every piece of every page goes out and comes back as it was: of all languages, in both forms."""
    pieces = {len(export(real, language).units) for language in real.languages}
    assert len(pieces) == 1, "every language has the same pieces"
    for language in real.languages:
        if language == real.reference:
            continue
        found = export(real, language)
        assert not found.left_out
        assert found.translated == len(found.units) > 20 * len(real.contract.topics)
        content = WRITERS[form](found.units, real.reference, language, "")
        sheet = read_sheet(content, "file")
        assert sheet.language == language

        outcome = plan_import(real, language, sheet.units, lambda handbook: [])

        assert outcome.complete
        assert (outcome.drafts, outcome.unchanged) == ({}, len(found.units))


def test_writing_every_piece_anew_changes_nothing(real: Handbook) -> None:
    """Each piece is put back into its place: the file is the same, but for quotation marks that YAML can do without."""
    for language in real.languages:
        if language == real.reference:
            continue
        units = [Received(unit.id, unit.source, f"{unit.target}·") for unit in export(real, language).units]
        there = plan_import(real, language, units, lambda handbook: []).drafts
        assert sum(len(draft.targets) for draft in there.values()) == len(units)
        for draft in there.values():
            back = draft.page.source.replace("·", "")
            assert _without_quotes(back) == _without_quotes(draft.base.source)


def _without_quotes(source: str) -> str:
    return re.sub(r'^(title|summary): "(.*)"$', r"\1: \2", source, flags=re.MULTILINE)


@pytest.mark.parametrize("form", FORMS)
def test_round_trip_keeps_every_byte(tiny: Tiny, capsys: Capture, form: str) -> None:
    """Line ends, quotation marks of YAML, space at the end of a line: nothing is put in order by the way."""
    tiny.replace(SHOUTING, "title: Kunden skriker", "title:   'Kunden skriker'  # så")
    tiny.path(SHOUTING).write_bytes(
        tiny.path(SHOUTING).read_bytes().replace(b"\n", b"\r\n").replace(b"Lyssna.", b"Lyssna.  ")
    )
    before = pages(tiny)

    assert run(tiny, "import", str(exported(tiny, form))) == 0

    assert pages(tiny) == before
    assert "Imported: 0 pieces into 0 pages. As before: 46." in capsys.readouterr().out


def test_export_says_what_a_translator_must_know(tiny: Tiny) -> None:
    """A unit has the English text, the translation, its place, the moment to say it, and the agreed words."""
    tiny.replace("docs/en/scenarios/shouting.md", "I am listening, [name].", "Dear names, I am listening, [name].")
    unit = units_of(pofile.parsestring(exported(tiny).read_bytes()))["shouting/say/phrase-1"]

    assert (unit.source, unit.target) == ("Dear names, I am listening, [name].", "Jag lyssnar, [namn].")
    assert unit.getlocations() == ["docs/en/scenarios/shouting.md:20"]
    assert unit.getnotes().splitlines() == [
        "Shouting customer: Say this",
        "Said aloud to the customer, at this moment: At first:",
        "Form of address: du",
        "Placeholder: [name] is [namn]",
        "Glossary: “name” is “namn”",
    ]


def test_export_has_every_piece_and_no_more(tiny: Tiny) -> None:
    """Titles, summaries, paragraphs, points, cues, sentences and cells; no headings, heads of tables or aliases."""
    units = units_of(pofile.parsestring(exported(tiny).read_bytes()))

    assert [name for name in units if name.startswith("shouting/")] == [
        f"shouting/{piece}"
        for piece in (
            "title",
            "summary",
            "lead/paragraph-1",
            "do/point-1",
            "do/point-2",
            "say/cue-1",
            "say/phrase-1",
            "say/cue-2",
            "say/phrase-2",
            "avoid/cell-1-1",
            "avoid/cell-1-2",
            "signs/point-1",
            "signs/paragraph-1",
            "why/paragraph-1",
        )
    ]
    assert {"index.md/title", "index.md/lead/paragraph-1"} <= units.keys()


def test_missing_page_is_exported_without_translations(tiny: Tiny) -> None:
    """What is not there yet can be translated in the CAT tool."""
    tiny.path(SHOUTING).unlink()
    units = units_of(pofile.parsestring(exported(tiny).read_bytes()))

    assert units["shouting/title"].target == ""
    assert units["leaving/title"].target != ""


def test_english_left_on_a_page_is_no_translation(tiny: Tiny) -> None:
    """A page begun over the English text goes out as one to translate; a word or two may rightly be the same."""
    tiny.write(SHOUTING, tiny.read("docs/en/scenarios/shouting.md").replace("Breathe out.", "Andas ut."))
    units = units_of(pofile.parsestring(exported(tiny).read_bytes()))

    assert units["shouting/title"].target == units["shouting/do/point-2"].target == ""
    assert units["shouting/do/point-1"].target == "Andas ut."
    assert units["shouting/avoid/cell-1-1"].target == "“Calm down!”"


def test_reference_is_exported_as_a_template(tiny: Tiny) -> None:
    """Tools that begin new languages want a file without translations; it is not taken for one in English."""
    file = exported(tiny, language="en")

    assert not any(unit.target for unit in units_of(pofile.parsestring(file.read_bytes())).values())
    assert run(tiny, "import", str(file)) == 2


def test_what_cannot_be_exported_is_named(tiny: Tiny, capsys: Capture) -> None:
    """A surplus piece, one without a place of its own, a page that cannot be read: named with path and line."""
    tiny.replace(SHOUTING, "2. Lyssna.", "2. Lyssna.\n3. Mer.")
    tiny.replace("docs/en/scenarios/leaving.md", "1. Ask for", "1. Ask\n   for")
    tiny.replace("docs/sv/guidelines/breathe.md", "\n---\n", "\n")

    assert run(tiny, "export", "sv", "--output", "-") == 1

    captured = capsys.readouterr()
    assert "sv/scenarios/shouting.md:15: the reference has no such piece (do/point-3) - left out" in captured.err
    assert "en/scenarios/leaving.md:13: Ask for the reason. - left out" in captured.err
    assert "sv/guidelines/breathe.md:1: the front matter is not closed" in captured.err
    assert 'msgctxt "leaving/do/point-2"\nmsgid "Offer one thing."' in captured.out, "the others keep their twins"


def test_export_overwrites_nothing_by_mistake(tiny: Tiny) -> None:
    """A file that somebody may have translated in for hours is not replaced unless that is asked for."""
    file = exported(tiny)
    file.write_bytes(b"hours of work")

    assert run(tiny, "export", "sv", "--output", str(file)) == 2
    assert file.read_bytes() == b"hours of work"


@pytest.mark.parametrize("form", FORMS)
def test_translation_takes_its_place_and_nothing_else(tiny: Tiny, capsys: Capture, form: str) -> None:
    """A changed piece of each kind changes its own line; line ends stay those of the file."""
    tiny.path(SHOUTING).write_bytes(tiny.path(SHOUTING).read_bytes().replace(b"\n", b"\r\n"))
    before = pages(tiny)
    targets = {
        "shouting/title": "Högt: kunden skriker",
        "shouting/lead/paragraph-1": "Kunden ropar.\nEller skriker.",
        "shouting/do/point-2": "Lyssna noga.",
        "shouting/say/phrase-1": "Jag lyssnar verkligen, [namn].",
        "shouting/avoid/cell-1-2": "”Säg mer.”",
        "index.md/summary": "Hem igen.",
    }

    assert run(tiny, "import", str(translated(exported(tiny, form), targets))) == 0

    assert changed(tiny, before) == {
        SHOUTING: [
            'title: "Högt: kunden skriker"',
            "Kunden ropar.",
            "Eller skriker.",
            "2. Lyssna noga.",
            "> Jag lyssnar verkligen, [namn].",
            "| ”Lugna dig!” | ”Säg mer.” |",
        ],
        "docs/sv/index.md": ["summary: Hem igen."],
    }
    content = tiny.path(SHOUTING).read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == before[SHOUTING].count(b"\n") + 1
    assert tiny.findings() == [] or {finding.severity for finding in tiny.findings()} == {"warning"}
    assert "Imported: 6 pieces into 2 pages. As before: 40." in capsys.readouterr().out


def test_sign_of_a_column_is_escaped(tiny: Tiny) -> None:
    """A | in a translation becomes part of its cell, and comes out of the next export as it stands."""
    file = translated(exported(tiny), {"shouting/avoid/cell-1-2": "”Berätta | mer.”"})

    assert run(tiny, "import", str(file)) == 0
    assert "| ”Berätta \\| mer.” |" in tiny.read(SHOUTING)
    assert run(tiny, "import", str(exported(tiny))) == 0
    assert "| ”Berätta \\| mer.” |" in tiny.read(SHOUTING)


@pytest.mark.parametrize("form", FORMS)
def test_half_translated_file_gives_what_is_there(tiny: Tiny, capsys: Capture, form: str) -> None:
    """What is empty, or marked as not finished, leaves the page as it is, and is counted by page."""
    before = pages(tiny)
    targets = {"shouting/do/point-1": "", "shouting/do/point-2": "Hör på.", "leaving/title": "Kunden vill sluta"}
    file = translated(exported(tiny, form), targets, unfinished=("leaving/title",))

    assert run(tiny, "import", str(file)) == 1

    assert changed(tiny, before) == {SHOUTING: ["2. Hör på."]}
    said = capsys.readouterr().out
    assert f"{SHOUTING}: not translated: 1 piece\n" in said
    assert f"{LEAVING}: marked as unfinished: 1 piece\n" in said
    assert "Not translated or unfinished: 2." in said


def test_file_of_some_pieces_must_be_meant(tiny: Tiny, capsys: Capture) -> None:
    """A PO file with fewer pieces than it was written with may have been cut off in the middle of one."""
    file = translated(exported(tiny), {"shouting/do/point-2": "Hör på."})
    head, _, rest = file.read_text(encoding="utf-8").partition("\n\n")
    kept = "\n\n".join(part for part in rest.split("\n\n") if "shouting/" in part)
    file.write_text(f"{head}\n\n{kept}\n", encoding="utf-8")
    before = pages(tiny)

    assert run(tiny, "import", str(file)) == 2
    assert pages(tiny) == before
    assert run(tiny, "import", str(file), "--partial") == 1
    assert changed(tiny, before) == {SHOUTING: ["2. Hör på."]}
    assert "Not in the file: 32 pieces." in capsys.readouterr().out


def test_changed_reference_is_noticed(tiny: Tiny, capsys: Capture) -> None:
    """A translation of what the English page no longer says is not taken over, and the place is named."""
    file = translated(exported(tiny), {"shouting/do/point-1": "Andas.", "shouting/do/point-2": "Hör på."})
    tiny.replace("docs/en/scenarios/shouting.md", "1. Breathe out.", "1. Breathe in.")
    before = pages(tiny)

    assert run(tiny, "import", str(file)) == 1

    assert changed(tiny, before) == {SHOUTING: ["2. Hör på."]}
    assert (
        f"{SHOUTING}:13: refused, shouting/do/point-1: the English text has changed since the export,"
        " see docs/en/scenarios/shouting.md:13\n"
    ) in capsys.readouterr().out


BREAKS = {
    "point on two lines": ("shouting/do/point-1", "Andas\nut.", "it has a line break"),
    "sentence on two lines": ("shouting/say/phrase-1", "Jag lyssnar,\n[namn].", "it has a line break"),
    "title on two lines": ("shouting/title", "Kunden\nskriker", "it has a line break"),
    "two paragraphs": ("shouting/why/paragraph-1", "Ilska.\n\nMåste höras.", "it has an empty line"),
    "invisible control": ("shouting/do/point-1", "Andas\x7f ut.", "a character that nobody sees"),
    "line separator": ("shouting/title", "Kunden\u2028skriker", "a character that nobody sees"),
    "list in a paragraph": ("shouting/why/paragraph-1", "- Ilska måste höras först.", "would not be read as a para"),
    "heading in a paragraph": ("shouting/why/paragraph-1", "Ilska\n# Först", "would not be read as a paragraph"),
    "heading from a line below": ("shouting/why/paragraph-1", "Ilska först\n---", "would not be read as a paragraph"),
    "code": ("shouting/why/paragraph-1", "```\nIlska", "would not be read as a paragraph"),
    "list in a point": ("shouting/do/point-1", "- Andas ut.", "would not be read as a point"),
    "quotation in a sentence": ("shouting/say/phrase-1", "> Jag lyssnar, [namn].", "would not be read as a point"),
    "HTML as a block": ("shouting/why/paragraph-1", "<div>Ilska måste höras</div>", "would not be read as a para"),
    "HTML": ("shouting/do/point-1", "Andas <b>ut</b>.", "HB701"),
    "script in a title": ("shouting/title", "Kunden <script>alert(1)</script>", "HB701"),
    "another placeholder": ("shouting/say/phrase-1", "Jag lyssnar, [tid].", "HB405"),
    "address outside": ("shouting/do/point-1", "Andas [ut](https://a.example).", "HB703"),
    "long summary": ("shouting/summary", "Kunden skriker " * 9, "HB401"),
    "cue without a colon": ("shouting/say/cue-1", "Först", "HB408"),
    "left in English": ("shouting/why/paragraph-1", "Anger needs to be heard first.", "HB651"),
}


@pytest.mark.parametrize(("unit", "target", "reason"), BREAKS.values(), ids=BREAKS)
def test_what_would_break_a_page_is_refused(tiny: Tiny, capsys: Capture, unit: str, target: str, reason: str) -> None:
    """The page stays sound, the reason is said with place and piece, and what is sound beside it comes in."""
    file = translated(exported(tiny), {unit: target, "shouting/do/point-2": "Hör på."})
    before = pages(tiny)

    assert run(tiny, "import", str(file)) == 1

    assert changed(tiny, before) == {SHOUTING: ["2. Hör på."]}
    said = capsys.readouterr().out
    assert re.search(rf"^{SHOUTING}:\d+: refused, {unit}: .*{re.escape(reason)}", said, re.MULTILINE), said
    assert "Imported: 1 piece into 1 page." in said


def test_error_of_no_single_piece_refuses_the_page(tiny: Tiny, capsys: Capture) -> None:
    """Where nobody can say which translation is wrong, none of the page comes in; other pages do."""
    number = {"shouting/lead/paragraph-1": "Kunden skriker.", "shouting/why/paragraph-1": "Kunden skriker åt alla."}
    tiny.replace("docs/en/scenarios/shouting.md", "Anger needs to be heard first.", "Anger needs 10 seconds first.")
    tiny.replace(SHOUTING, "Ilska måste höras först.", "Ilska behöver 10 sekunder först.")
    before = pages(tiny)

    assert run(tiny, "import", str(translated(exported(tiny), number | {"leaving/title": "Kunden slutar"}))) == 1

    assert changed(tiny, before) == {LEAVING: ["title: Kunden slutar"]}
    assert f"{SHOUTING}: refused, shouting: HB652 the number 10 is missing" in capsys.readouterr().out


def test_fault_that_was_there_before_stops_nobody(tiny: Tiny) -> None:
    """Who mends one sentence of a faulty page is not held up by the others."""
    tiny.replace(SHOUTING, "Ilska", "TODO ilska")
    before = pages(tiny)

    assert run(tiny, "import", str(translated(exported(tiny), {"shouting/do/point-2": "Hör på."}))) == 0
    assert changed(tiny, before) == {SHOUTING: ["2. Hör på."]}


def test_new_page_comes_whole(tiny: Tiny, capsys: Capture) -> None:
    """A page that was missing is made of its translations and the catalogue; its aliases are left to a writer."""
    written = tiny.read(SHOUTING)
    targets = {name: unit.target for name, unit in units_of(pofile.parsestring(exported(tiny).read_bytes())).items()}
    tiny.path(SHOUTING).unlink()
    file = translated(exported(tiny), targets)

    assert run(tiny, "import", str(file)) == 1

    assert tiny.read(SHOUTING) == written.replace("aliases:\n  - skriker\n  - hög röst\n", "aliases: []\n")
    assert f"{SHOUTING}:4: HB401 there are 0 aliases, 2 to 3 are wanted" in capsys.readouterr().out
    assert run(tiny, "import", str(file)) == 0


def test_new_page_waits_for_its_last_piece(tiny: Tiny, capsys: Capture) -> None:
    """Half a page is worse than none: it comes when all of it is translated."""
    targets = {name: unit.target for name, unit in units_of(pofile.parsestring(exported(tiny).read_bytes())).items()}
    tiny.path(SHOUTING).unlink()
    before = pages(tiny)

    assert run(tiny, "import", str(translated(exported(tiny), targets | {"shouting/title": ""}))) == 1

    assert pages(tiny) == before
    assert f"{SHOUTING}: the page is not there yet" in capsys.readouterr().out


def test_new_page_with_an_error_is_refused(tiny: Tiny, capsys: Capture) -> None:
    """A new page is held to the same rules as every other."""
    targets = {name: unit.target for name, unit in units_of(pofile.parsestring(exported(tiny).read_bytes())).items()}
    tiny.path(SHOUTING).unlink()
    before = pages(tiny)

    assert run(tiny, "import", str(translated(exported(tiny), targets | {"shouting/why/paragraph-1": "TODO."}))) == 1

    assert pages(tiny) == before
    assert re.search(r"refused, shouting \(14 pieces\): .*HB604", capsys.readouterr().out)


def test_unreadable_page_is_not_written_over(tiny: Tiny) -> None:
    """A page that is there, but is not UTF-8, is somebody's work: a new one does not take its place."""
    targets = {name: unit.target for name, unit in units_of(pofile.parsestring(exported(tiny).read_bytes())).items()}
    tiny.path(SHOUTING).write_bytes(b"\xff")

    assert run(tiny, "import", str(translated(exported(tiny), targets))) == 2
    assert tiny.path(SHOUTING).read_bytes() == b"\xff"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PO, XLIFF = "po", "xliff"

DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "nothing": (PO, lambda content: b""),
    "no PO file": (PO, lambda content: b"Dear all,\nhere is the translation.\n"),
    "binary": (PO, lambda content: bytes(range(256)) * 9),
    "a ZIP file": (PO, lambda content: b"PK\x03\x04" + content),
    "cut in a word": (PO, lambda content: content[: content.index(b"noga")]),
    "cut after a line": (PO, lambda content: content[: content.index(b'msgctxt "shouting/say')]),
    "cut in a comment": (PO, lambda content: content[: content.index(b"#: docs/en/scenarios/leaving") + 4]),
    "two bytes a letter": (PO, lambda content: content.decode().encode("utf-16")),
    "Latin-1": (PO, lambda content: content.decode().replace("”", '\\"').encode("latin-1", "replace")),
    "another charset named": (PO, lambda content: content.replace(b"charset=UTF-8", b"charset=XYZ-9")),
    "no language": (PO, lambda content: content.replace(b'"Language: sv\\n"\n', b"")),
    "unknown language": (PO, lambda content: content.replace(b"Language: sv", b"Language: tlh")),
    "the reference's language": (PO, lambda content: content.replace(b"Language: sv", b"Language: en")),
    "marks of a merge": (PO, lambda content: content.replace(b"#. At most", b"<<<<<<< HEAD\n#. At most", 1)),
    "XML cut short": (XLIFF, lambda content: content[: len(content) // 2]),
    "XML out of order": (XLIFF, lambda content: content.replace(b"</source>", b"</sauce>", 1)),
    "XML with a bad byte": (XLIFF, lambda content: content.replace(b"noga", b"no\xffga")),
    "HTML": (XLIFF, lambda content: b"<html><body>502 Bad Gateway</body></html>"),
    "XLIFF 2": (XLIFF, lambda content: content.replace(b'version="1.2"', b'version="2.0"')),
    "no file in XLIFF": (
        XLIFF,
        lambda content: b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
    ),
    "no units": (XLIFF, lambda content: re.sub(rb"<body>.*</body>", b"<body/>", content, flags=re.DOTALL)),
    "no target language": (XLIFF, lambda content: content.replace(b' target-language="sv"', b"")),
    "entities that grow": (
        XLIFF,
        lambda content: content.replace(
            b"<xliff", f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><xliff'.encode(), 1
        ).replace(b"noga", b"&l9;"),
    ),
    "a file from outside": (
        XLIFF,
        lambda content: content.replace(
            b"<xliff", b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xliff', 1
        ).replace(b"noga", b"&f;"),
    ),
    "a document type": (
        XLIFF,
        lambda content: content.replace(b"<xliff", b'<!DOCTYPE x SYSTEM "http://a.example/x.dtd"><xliff', 1),
    ),
}


@pytest.mark.parametrize(("form", "damage"), DAMAGES.values(), ids=DAMAGES)
def test_damaged_file_changes_nothing(tiny: Tiny, form: str, damage: Callable[[bytes], bytes]) -> None:
    """Whatever has happened to the file: one line says so, and every page is as it was."""
    file = translated(exported(tiny, form), {"shouting/do/point-2": "Lyssna noga."})
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert file.read_bytes() != whole
    before = pages(tiny)

    assert run(tiny, "import", str(file)) == 2
    assert pages(tiny) == before


@pytest.mark.parametrize("form", FORMS)
def test_file_cut_anywhere_changes_nothing(tiny: Tiny, form: str) -> None:
    """Wherever a transfer broke off, half a sentence never stands on a page."""
    long = {"shouting/why/paragraph-1": "Ilska måste höras först, och det tar sin tid.\n" * 3}
    content = translated(exported(tiny, form), long).read_bytes()
    for end in range(0, len(content) - 2, 97):
        with pytest.raises(CannotRunError):
            read_sheet(content[:end], "file")


def test_marks_of_a_tool_are_not_swallowed(tiny: Tiny, capsys: Capture) -> None:
    """Segments are joined; a mark that stands for something else would be lost, so its piece is refused."""
    file = exported(tiny, "xliff")
    content = file.read_text(encoding="utf-8")
    content = content.replace(">Lyssna.<", '><mrk mtype="seg" mid="0">Hör</mrk> <mrk mtype="seg" mid="1">på.</mrk><')
    content = content.replace(">Andas ut.<", '>Andas <x id="1"/>ut.<')
    file.write_text(content, encoding="utf-8")
    before = pages(tiny)

    assert run(tiny, "import", str(file)) == 1

    assert changed(tiny, before) == {SHOUTING: ["2. Hör på."]}
    assert "refused, shouting/do/point-1: the CAT tool has put <x> into it" in capsys.readouterr().out


def test_units_of_no_piece_and_units_twice_are_named(tiny: Tiny, capsys: Capture) -> None:
    """Nothing in the file is passed over in silence."""
    file = translated(exported(tiny), {"shouting/do/point-2": "Hör på."})
    more = '\nmsgctxt "{}"\nmsgid "Listen to them."\nmsgstr "Lyssna nu."\n'
    with file.open("a", encoding="utf-8") as text:
        text.write(more.format("shouting/do/point-2") + more.format("shouting/do/point-9") + more.format("../../x"))
    before = pages(tiny)

    assert run(tiny, "import", str(file)) == 1

    assert changed(tiny, before) == {SHOUTING: ["2. Hör på."]}
    said = capsys.readouterr().out
    assert "refused, shouting/do/point-2: it stands in the file twice" in said
    assert "refused, shouting/do/point-9: the handbook has no such piece" in said
    assert "refused, ../../x: the handbook has no such piece" in said


@pytest.mark.parametrize("name", ["sv_SE", "sv-SE", "SV"])
def test_language_is_known_by_other_names(tiny: Tiny, name: str) -> None:
    """Tools write the region, or other letters."""
    file = exported(tiny)
    file.write_bytes(file.read_bytes().replace(b"Language: sv", f"Language: {name}".encode()))

    assert run(tiny, "import", str(file)) == 0


def test_dry_run_writes_nothing(tiny: Tiny, capsys: Capture) -> None:
    """What would be done can be seen before it is done."""
    file = translated(exported(tiny), {"shouting/do/point-2": "Hör på."})
    before = pages(tiny)

    assert run(tiny, "import", str(file), "--dry-run") == 0
    assert pages(tiny) == before
    assert "To import: 1 piece into 1 page." in capsys.readouterr().out


def test_broken_off_writing_leaves_whole_files(tiny: Tiny, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full, each page is the old one or the new one, and the import can be run again."""
    file = translated(exported(tiny), {"shouting/do/point-2": "Hör på.", "leaving/title": "Kunden slutar"})
    before = pages(tiny)
    write = exchange_commands.write_whole

    def fail_at_the_second(path: Path, content: bytes) -> None:
        if path.name == "leaving.md":
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(exchange_commands, "write_whole", fail_at_the_second)
    assert run(tiny, "import", str(file)) == 2
    assert pages(tiny)[LEAVING] == before[LEAVING]
    assert "leaving.md cannot be written (No space left on device)" in capsys.readouterr().out

    monkeypatch.undo()
    assert run(tiny, "import", str(file)) == 0
    assert changed(tiny, before) == {SHOUTING: ["2. Hör på."], LEAVING: ["title: Kunden slutar"]}


def test_page_changed_in_the_meantime_is_left_alone(tiny: Tiny) -> None:
    """What somebody has saved while the import was thinking is not written over."""
    file = translated(exported(tiny), {"shouting/do/point-2": "Hör på."})
    outcome = plan_import(tiny.load(), "sv", read_sheet(file.read_bytes(), "file").units, lambda handbook: [])

    with pytest.raises(CannotRunError, match="changed in the meantime"):
        bytes_of(outcome.drafts["shouting"], tiny.path(SHOUTING).read_bytes() + b"\n")


def test_page_behind_a_link_is_not_written(tiny: Tiny) -> None:
    """A folder that leads elsewhere is not followed."""
    targets = {name: unit.target for name, unit in units_of(pofile.parsestring(exported(tiny).read_bytes())).items()}
    outside = tiny.root.parent / "outside"
    tiny.path("docs/sv/scenarios").rename(outside)
    for page in outside.iterdir():
        page.unlink()
    tiny.path("docs/sv/scenarios").symlink_to(outside)

    assert run(tiny, "import", str(translated(exported(tiny), targets))) == 2
    assert list(outside.iterdir()) == []
