"""The files for a search engine hold together: what one names another defines, and every topic is in them once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from handbook import Handbook
from handbook.cli import main
from handbook.search_engine.export import export_search
from handbook.search_engine.requests import LIKENESS, WEIGHTS
from jsonschema import Draft202012Validator
from tiny_handbook import PROJECT, Tiny

Capture = pytest.CaptureFixture[str]
Data = dict[str, Any]

SITE = "https://handbook.example/"
ENGINE = PROJECT / "theme/assets/javascripts/search/engine.js"

# What every engine has without being told.
BUILT_IN_TOKENIZERS = {"standard"}
BUILT_IN_FILTERS = {"lowercase", "asciifolding", "apostrophe"}

VOCABULARY = """\
stemmer: swedish
casing: {I: ı}
apostrophe: cut
transliteration: {sh: ш, a: а ъ, w: в, v: в, "4": ч}
topics: {shouting: [hon gapar, "högt, gällt"]}
synonyms: [["gapa, vråla", "a => b"], [skrika, vråla]]
"""


def closed(properties: Data, *optional: str) -> Data:
    """The schema of an object that has these keys and no others."""
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": TEXT}
RULES = {"type": "array", "items": {"type": "string", "pattern": "^[^ ]+ =>( [^ ]+)?$"}, "minItems": 1}
INDEX_SCHEMA = closed(
    {
        "settings": closed(
            {
                "analysis": closed(
                    {
                        "char_filter": {
                            "type": "object",
                            "additionalProperties": closed({"type": {"const": "mapping"}, "mappings": RULES}),
                        },
                        "filter": {
                            "type": "object",
                            "additionalProperties": {
                                "oneOf": [
                                    closed({"type": {"const": "stemmer"}, "language": TEXT}),
                                    closed({"type": {"const": "limit"}, "max_token_count": {"type": "integer"}}),
                                    closed(
                                        {
                                            "type": {"const": "edge_ngram"},
                                            "min_gram": {"type": "integer", "minimum": 1},
                                            "max_gram": {"type": "integer", "maximum": 20},
                                        }
                                    ),
                                    closed(
                                        {
                                            "type": {"const": "synonym_graph"},
                                            "synonyms": {
                                                "type": "array",
                                                "items": {"type": "string", "pattern": "^[^,#>]+(, [^,#>]+)+$"},
                                            },
                                            "lenient": {"const": True},
                                        }
                                    ),
                                ]
                            },
                        },
                        "analyzer": {
                            "type": "object",
                            "additionalProperties": closed(
                                {"type": {"const": "custom"}, "char_filter": TEXTS, "tokenizer": TEXT, "filter": TEXTS}
                            ),
                        },
                    }
                )
            }
        ),
        "mappings": closed({"dynamic": {"const": "strict"}, "properties": {"$ref": "#/$defs/fields"}}),
    }
) | {
    "$defs": {
        "fields": {
            "type": "object",
            "additionalProperties": {
                "oneOf": [
                    closed(
                        {"type": {"const": "keyword"}, "index": {"const": False}, "doc_values": {"const": False}},
                        "index",
                        "doc_values",
                    ),
                    closed(
                        {
                            "type": {"const": "text"},
                            "analyzer": TEXT,
                            "search_analyzer": TEXT,
                            "fields": {"$ref": "#/$defs/fields"},
                        },
                        "search_analyzer",
                        "fields",
                    ),
                    closed(
                        {
                            "type": {"const": "nested"},
                            "include_in_parent": {"const": True},
                            "properties": {"$ref": "#/$defs/fields"},
                        },
                        "include_in_parent",
                    ),
                ]
            },
        }
    }
}


def exported(handbook: Handbook, folder: Path, limit: int = 10_000_000) -> dict[str, Data]:
    """By language: `index`, `search`, and `documents` by their id, read back from the files."""
    found = {}
    for done in export_search(handbook, list(handbook.languages), folder, SITE, limit):
        files = folder / done.language
        documents: Data = {}
        for part in sorted(files.glob("bulk-*.ndjson")):
            text = part.read_text(encoding="utf-8")
            assert text.endswith("\n")
            lines = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
            for action, document in zip(lines[::2], lines[1::2], strict=True):
                assert list(action) == ["index"]
                assert list(action["index"]) == ["_id"]
                assert action["index"]["_id"] not in documents
                documents[action["index"]["_id"]] = document
        found[done.language] = {
            "index": json.loads((files / "index.json").read_text(encoding="utf-8")),
            "search": json.loads((files / "search.json").read_text(encoding="utf-8")),
            "documents": documents,
        }
    return found


def parts_of(data: Any, key: str) -> Iterator[Any]:
    """What stands under a key, anywhere in some data."""
    for name, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if name == key:
            yield value
        yield from parts_of(value, key)


def fields_of(properties: Data, before: str = "") -> Iterator[tuple[str, Data]]:
    """Every field of a mapping with its whole name, those within others too."""
    for name, field in properties.items():
        yield before + name, field
        yield from fields_of(field.get("properties", field.get("fields", {})), f"{before}{name}.")


def read(mappings: list[str], text: str) -> str:
    """A text as a mapping character filter changes it: the longest rule that fits, letter after letter."""
    rules = dict(rule.split(" => ") for rule in mappings)
    done = ""
    while text:
        given = max((given for given in rules if text.startswith(given)), key=len, default="")
        done += rules.get(given, text[0])
        text = text[len(given) or 1 :]
    return done


@pytest.fixture
def spoken(tiny: Tiny) -> Tiny:
    """The tiny handbook with all that search settings may say, in Swedish; the other two have none."""
    tiny.write("translations/search/sv.yml", VOCABULARY)
    return tiny


@pytest.fixture(scope="module")
def of_real(real: Handbook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Data]:
    """What is exported of the real handbook."""
    return exported(real, tmp_path_factory.mktemp("search-engine"))


def test_every_name_is_defined(of_real: dict[str, Data], spoken: Tiny, tmp_path: Path) -> None:
    """Analysers, filters and fields that are named exist, for every language, and nothing is defined in vain."""
    for files in (of_real, exported(spoken.load(), tmp_path)):
        for made in files.values():
            index, search = made["index"], made["search"]
            assert [error.message for error in Draft202012Validator(INDEX_SCHEMA).iter_errors(index)] == []
            analysis, fields = index["settings"]["analysis"], dict(fields_of(index["mappings"]["properties"]))
            chains = analysis["analyzer"].values()
            assert {chain["tokenizer"] for chain in chains} <= BUILT_IN_TOKENIZERS
            assert {name for chain in chains for name in chain["char_filter"]} == analysis["char_filter"].keys()
            named = {name for chain in chains for name in chain["filter"]}
            assert named - BUILT_IN_FILTERS == analysis["filter"].keys()
            used = {name for key in ("analyzer", "search_analyzer") for name in parts_of(index["mappings"], key)}
            assert used == analysis["analyzer"].keys()
            asked = {field.split("^")[0] for names in parts_of(search["source"]["query"], "fields") for field in names}
            assert {field for field in asked if fields[field]["type"] != "text"} == set()
            assert {path for path in parts_of(search, "path") if fields[path]["type"] != "nested"} == set()
            assert set(search["source"]["_source"]["excludes"]) <= fields.keys()


def test_documents_fit_the_index(of_real: dict[str, Data], spoken: Tiny, tmp_path: Path) -> None:
    """The index takes no field that it does not know; every document has all that it knows."""
    for files in (of_real, exported(spoken.load(), tmp_path)):
        for made in files.values():
            properties = made["index"]["mappings"]["properties"]
            for document in made["documents"].values():
                assert document.keys() == properties.keys()
                for nested in ("entries", "sections"):
                    assert document[nested]
                    for part in document[nested]:
                        assert part.keys() == properties[nested]["properties"].keys()


def test_every_topic_is_there_with_its_words(spoken: Tiny, tmp_path: Path) -> None:
    """A document has the page's title, aliases, phrases and sections; its id is the language and the topic."""
    documents = exported(spoken.load(), tmp_path)["sv"]["documents"]

    assert list(documents) == ["sv:shouting", "sv:leaving", "sv:breathe"]
    found = documents["sv:shouting"]
    assert (found["language"], found["topic"], found["kind"]) == ("sv", "shouting", "scenario")
    assert found["address"] == f"{SITE}sv/scenarios/shouting/"
    assert found["title"] == "Kunden skriker"
    assert found["phrases"] == ["hon gapar", "högt, gällt"]
    entries = [entry["text"] for entry in found["entries"]]
    assert entries == ["Kunden skriker", *found["aliases"], "hon gapar", "högt, gällt"]
    section = found["sections"][0]
    assert (section["id"], section["address"]) == ("do", f"{SITE}sv/scenarios/shouting/#do")
    assert section["text"]


def test_missing_page_is_left_out(tiny: Tiny, tmp_path: Path) -> None:
    """No page of another language stands in for one that is missing, and the ids of the others stay."""
    tiny.path("docs/sv/scenarios/shouting.md").unlink()

    assert list(exported(tiny.load(), tmp_path)["sv"]["documents"]) == ["sv:leaving", "sv:breathe"]


def test_parts_stay_below_the_limit(tiny: Tiny, tmp_path: Path) -> None:
    """A large handbook is cut into parts between documents, and a smaller one leaves no part of it behind."""
    handbook = tiny.load()
    whole = exported(handbook, tmp_path)["en"]["documents"]
    assert [file.name for file in (tmp_path / "en").glob("bulk-*")] == ["bulk-001.ndjson"]
    size = (tmp_path / "en/bulk-001.ndjson").stat().st_size

    assert exported(handbook, tmp_path, limit=size - 1)["en"]["documents"] == whole
    assert len(list((tmp_path / "en").glob("bulk-*"))) == 2
    assert max(file.stat().st_size for file in (tmp_path / "en").glob("bulk-*")) < size
    assert exported(handbook, tmp_path, limit=1)["en"]["documents"] == whole
    assert len(list((tmp_path / "en").glob("bulk-*"))) == 3
    (tmp_path / "en/bulk-notes.txt").write_text("mine", encoding="utf-8")
    exported(handbook, tmp_path)
    assert sorted(file.name for file in (tmp_path / "en").glob("bulk-*")) == ["bulk-001.ndjson", "bulk-notes.txt"]


def test_chains_say_what_the_settings_say(spoken: Tiny, tmp_path: Path) -> None:
    """Small letters, apostrophes, stemmer, synonyms and transliteration come from the language's own file."""
    made = exported(spoken.load(), tmp_path)
    analysis, plain = (made[language]["index"]["settings"]["analysis"] for language in ("sv", "en"))

    assert analysis["filter"]["stemmer"] == {"type": "stemmer", "language": "swedish"}
    assert analysis["filter"]["synonyms"]["synonyms"] == ["gapa vråla, a b", "skrika, vråla"]
    assert analysis["analyzer"]["asked_stem"]["filter"] == [
        "lowercase",
        "apostrophe",
        "asciifolding",
        "stemmer",
        "longest",
        "synonyms",
    ]
    assert read(analysis["char_filter"]["letters"]["mappings"], "I’m") == "ı'm"
    assert set(plain["filter"]) == {"beginnings", "longest"}
    assert "’ =>" in plain["char_filter"]["letters"]["mappings"]
    assert plain["analyzer"]["asked_stem"] == plain["analyzer"]["asked_form"]


def test_latin_letters_and_their_own_are_read_alike(
    spoken: Tiny, real: Handbook, of_real: dict[str, Data], tmp_path: Path
) -> None:
    """What is typed in Latin letters becomes what the texts become, also where letters share a spelling."""
    made = exported(spoken.load(), tmp_path)
    rules = made["sv"]["index"]["settings"]["analysis"]["char_filter"]["transliteration"]["mappings"]
    assert read(rules, "Shaw4 SHAV") == "шавч шав"
    assert read(rules, "Шъв") == "Шав"  # the lower case comes after
    assert "transliteration" not in made["en"]["index"]["settings"]["analysis"]["char_filter"]

    typed = [language for language, settings in real.search.items() if settings.transliteration]
    for language, files in of_real.items():
        searched = [field for names in parts_of(files["search"], "fields") for field in names]
        assert any(".typed" in field for field in searched) == (language in typed)


def test_no_question_asks_for_too_much(of_real: dict[str, Data]) -> None:
    """The longest question stays below the 1024 look-ups that an engine allows, with room left for synonyms."""
    for made in of_real.values():
        matches = list(parts_of(made["search"], "multi_match"))
        lookups = sum(len(match["fields"]) * match.get("max_expansions", 1) for match in matches)
        assert all("max_expansions" in match for match in matches if "fuzziness" in match)
        analysis = made["index"]["settings"]["analysis"]
        assert lookups * analysis["filter"]["longest"]["max_token_count"] <= 800
        asked = set(parts_of(made["index"]["mappings"], "search_analyzer"))
        assert {name for name in asked if "longest" not in analysis["analyzer"][name]["filter"]} == set()


def test_unknown_stemmer_is_found_first(spoken: Tiny, capsys: Capture) -> None:
    """A stemmer that the engines do not have would stop the whole index: the check says so, and nothing is written."""
    assert [finding.code for finding in spoken.findings()] == []
    spoken.replace("translations/search/sv.yml", "stemmer: swedish", "stemmer: svenska")

    assert [(finding.code, finding.line) for finding in spoken.findings()] == [("HB503", 1)]
    folder = spoken.root / "out"
    assert main(["--root", str(spoken.root), "export-search", "--output", str(folder)]) == 1
    assert "translations/search/sv.yml:1:" in capsys.readouterr().err
    assert not folder.exists()
    assert main(["--root", str(spoken.root), "export-search", "--output", str(folder), "--language", "en"]) == 0


def test_weights_are_those_of_the_own_search() -> None:
    """The engine weighs as the search in the browser does."""
    source = ENGINE.read_text(encoding="utf-8")
    weights = re.search(r"^const FIELD_WEIGHT = (\[.*\]);$", source, re.M)
    likeness = re.search(r"^const LIKENESS = (.*);$", source, re.M)

    assert weights
    assert likeness
    assert list(WEIGHTS.values()) == json.loads(weights[1])
    assert json.loads(likeness[1]) == LIKENESS


def test_command_writes_the_same_bytes_again(spoken: Tiny, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is written anew to the byte; a line for each language says what is in it, and what it lacks."""
    folder = spoken.root / "out"
    monkeypatch.delenv("SITE_URL", raising=False)
    contents = []
    for _ in range(2):
        assert main(["--root", str(spoken.root), "export-search", "--output", str(folder)]) == 0
        contents.append({file: file.read_bytes() for file in folder.rglob("*.*")})
    assert contents[0] == contents[1]
    assert {file.relative_to(folder).as_posix() for file in contents[0]} == {
        f"{language}/{name}"
        for language in ("en", "sv", "bg")
        for name in ("index.json", "bulk-001.ndjson", "search.json")
    }
    said = capsys.readouterr().out.splitlines()[:3]
    assert [line.split(":")[0] for line in said] == [str(folder / language) for language in ("en", "sv", "bg")]
    assert "no stemmer" in said[0]
    assert "translations/search/en.yml" in said[0]
    assert said[1].endswith("2 groups of synonyms, stemmer swedish.")
    assert '"address":"scenarios/shouting/"' in (folder / "en/bulk-001.ndjson").read_text(encoding="utf-8")


def test_one_language_at_its_address(tiny: Tiny, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the language named is written; addresses have the site's own before them where it is known."""
    folder = tiny.root / "out"
    monkeypatch.setenv("SITE_URL", "https://example.org/h/")

    assert main(["--root", str(tiny.root), "export-search", "--language", "sv", "--output", str(folder)]) == 0
    assert [file.name for file in folder.iterdir()] == ["sv"]
    text = (folder / "sv/bulk-001.ndjson").read_text(encoding="utf-8")
    assert '"address":"https://example.org/h/sv/scenarios/shouting/#do"' in text
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_what_cannot_be_done_is_said(tiny: Tiny, capsys: Capture) -> None:
    """An unknown language and a folder that cannot be written end with 2 and a line that says what to do."""
    (tiny.root / "file").write_text("", encoding="utf-8")
    cases = {"--language=xx": "use one of: en, sv, bg", f"--output={tiny.root / 'file'}": "name another --output"}
    for argument, advice in cases.items():
        assert main(["--root", str(tiny.root), "export-search", argument]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert advice in captured.err
        assert captured.err.count("\n") == 1
