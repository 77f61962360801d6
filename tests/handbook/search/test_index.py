"""A language's index holds what its topics are found by, and what a result shows."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from handbook.markdown_source import plain
from handbook.search.index import FIRST_CHARACTER, build_index, front_coded
from handbook.search.pieces import Field
from handbook.search.site_files import build_texts, write_search
from tiny_handbook import LANGUAGES, Tiny


def decoded(coded: str) -> list[str]:
    """The words of a front-coded string."""
    words = [""]
    for shared, rest in re.findall("([A-Z])([^A-Z]*)", coded):
        words.append(words[-1][: ord(shared) - ord("A")] + rest)
    return words[1:]


def test_words_are_front_coded() -> None:
    """Sorted words share their beginnings, and lead back to themselves."""
    words = ["a", "ab", "abc", "b", "b" * 40, "b" * 41, "ж", "жаба"]

    assert "AaBbCcAb" in front_coded(words)
    assert decoded(front_coded(words)) == words


def test_index_has_every_topic_with_its_fields(tiny: Tiny) -> None:
    """Each topic has its address, its kind, and pieces of text in every field that it has."""
    index, texts = build_index(tiny.load(), "sv"), build_texts(tiny.load(), "sv")

    assert index["topics"] == [["scenarios/shouting/", 1], ["scenarios/leaving/", 1], ["guidelines/breathe/", 0]]
    assert texts["topics"][0][:2] == ["Kunden skriker", "Kunden skriker åt dig."]
    aliases = index["units"][0][Field.ALIAS].split(" ")
    assert [len(alias) for alias in aliases] == [1, 2]  # "skriker", "hög röst"


def test_pieces_lead_back_to_their_words(tiny: Tiny) -> None:
    """A character of a piece is the place of a form, and the forms of one word have one lemma."""
    tiny.write("translations/search/sv.yml", "lemmas: sv\n")
    index = build_index(tiny.load(), "sv")
    forms, newest, lemmas = decoded(index["forms"]), -1, []
    for distance in index["lemma_of_form"]:
        lemmas.append(newest + 1 if distance == 0 else newest - distance + 1)
        newest = max(newest, lemmas[-1])

    title = [ord(character) - FIRST_CHARACTER for character in index["units"][0][Field.TITLE]]
    assert [forms[place] for place in title] == ["kunden", "skriker"]
    assert lemmas[forms.index("lyssna")] == lemmas[forms.index("lyssnar")]
    assert lemmas[forms.index("lyssna")] != lemmas[forms.index("skriker")]


def test_texts_are_what_a_result_shows(tiny: Tiny) -> None:
    """Each section has its id, its heading and its pieces of text, without marks."""
    texts = build_texts(tiny.load(), "sv")
    shown = [text for _, _, pieces in texts["topics"][0][2] for text in pieces]

    assert "Om kunden bara vill gå, se Kunden går." in shown
    assert "”Lugna dig!” – ”Berätta mer.”" in shown


def test_search_settings_are_optional(tiny: Tiny) -> None:
    """A language without settings has an index all the same, and its phrases and synonyms join when it has them."""
    before = build_index(tiny.load(), "sv")
    tiny.write("translations/search/sv.yml", "topics:\n  shouting:\n    - vrålar\nsynonyms:\n  - [skriker, gapar]\n")
    after = build_index(tiny.load(), "sv")

    assert "vralar" not in decoded(before["forms"])
    assert {"vralar", "gapar"} <= set(decoded(after["forms"]))
    assert [len(group) for group in after["synonyms"]] == [2]


def test_faulty_settings_are_found(tiny: Tiny) -> None:
    """Search settings are held to their schema, with the line."""
    tiny.write("translations/search/sv.yml", "topics:\n  shouting: vrålar\n")

    assert [(f.path, f.line, f.code) for f in tiny.findings()] == [("translations/search/sv.yml", 2, "HB503")]


@pytest.mark.parametrize(
    ("topics", "line", "code"),
    [
        ("  shouting:\n    - vrålar\n  singing:\n    - sjunger\n", 4, "HB501"),
        ("  shouting:\n    - vrålar\n  leaving:\n    - går\n    - Vrålar\n", 6, "HB502"),
    ],
)
def test_misplaced_phrases_are_found(tiny: Tiny, topics: str, line: int, code: str) -> None:
    """A phrase for no topic, or for two, is a finding at its line."""
    tiny.write("translations/search/sv.yml", f"topics:\n{topics}")

    assert [("translations/search/sv.yml", line, code)] == [(f.path, f.line, f.code) for f in tiny.findings()]


def test_missing_page_is_left_out(tiny: Tiny) -> None:
    """A topic that has no page in a language is not found in it."""
    tiny.path("docs/sv/scenarios/leaving.md").unlink()

    index, texts = build_index(tiny.load(), "sv"), build_texts(tiny.load(), "sv")

    assert [topic[0] for topic in index["topics"]] == ["scenarios/shouting/", "guidelines/breathe/"]
    assert texts["groups"] == [["Är högljudd", [0]]]


def test_every_language_is_written_below_its_home(tiny: Tiny, tmp_path: Path) -> None:
    """Each language's files stand below its home, and know where the others' are."""
    write_search(tiny.load(), tmp_path, LANGUAGES)
    config = json.loads((tmp_path / "sv/search/search_index.json").read_text(encoding="utf-8"))["config"]

    assert config["index"] == "sv/search/"
    assert [(other["locale"], other["index"]) for other in config["others"]] == [
        ("en", "search/"),
        ("bg", "bg/search/"),
    ]
    assert (tmp_path / "search/index.json").exists()


def test_index_is_small_enough(site: Path) -> None:
    """What a language's search loads stays below 120 kB over the wire."""
    for folder in {path.parent for path in site.rglob("search/index.json")}:
        size = sum(len(gzip.compress(path.read_bytes(), 6)) for path in folder.iterdir())
        assert size <= 120_000, f"{folder}: {size}"


def test_plain_text_has_no_marks() -> None:
    """Links and emphasis leave their words; placeholders keep them too."""
    assert "If so: see Set limits, [name].".replace("[", "").replace("]", "") == plain(
        "**If so:** see [Set\nlimits](../a.md), name."
    )
