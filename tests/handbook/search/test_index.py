"""A language's index holds what its topics are found by, and what a result shows."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from handbook import load
from handbook.markdown_source import plain
from handbook.search.index import build_index
from handbook.search.pieces import Field
from handbook.search.site_files import build_files, build_texts, write_search
from handbook.search.tables import characters, from_newest, front_coded, signed
from search_files import read_search
from tiny_handbook import LANGUAGES, PROJECT, Tiny


def decoded(coded: str) -> list[str]:
    """The words of a front-coded string."""
    words = [""]
    for shared, rest in re.findall("([A-Z])([^A-Z]*)", coded):
        words.append(words[-1][: ord(shared) - ord("A")] + rest)
    return words[1:]


def numbers(coded: str) -> list[int]:
    """The numbers that are written as characters."""
    return [ord(character) - 0x5D - (0x800 if ord(character) > 0xDFFF else 0) for character in coded]


def test_numbers_are_written_as_characters() -> None:
    """Every number has its own character, none of which JSON would escape or another uses to separate."""
    many = [0, 1, 33, 34, 0xD7A2, 0xD7A3, 0x10000]
    assert numbers(characters(many)) == many
    assert not {" ", '"', "\\"} & set(characters(range(70_000)))
    assert list(signed([0, -1, 1, -2, 2])) == [0, 1, 2, 3, 4]
    assert from_newest([0, 1, 0, 2, 2]) == [0, 0, 2, 0, 1]
    assert from_newest([4, 7, 8], 6) == [3, 0, 0]


def test_words_are_front_coded() -> None:
    """Sorted words share their beginnings, and lead back to themselves."""
    words = ["a", "ab", "abc", "b", "b" * 40, "b" * 41, "ж", "жаба"]

    assert "AaBbCcAb" in front_coded(words)
    assert decoded(front_coded(words)) == words


def test_index_has_every_topic_with_its_fields(tiny: Tiny) -> None:
    """Each topic has its address, its kind, and pieces of text in every field that it has."""
    index, texts = build_index(tiny.load(), "sv")["index"], build_texts(tiny.load(), "sv")

    assert index["topics"] == [["scenarios/shouting/", 1], ["scenarios/leaving/", 1], ["guidelines/breathe/", 0]]
    assert texts["topics"][0][:2] == ["Kunden skriker", "Kunden skriker åt dig."]
    aliases = index["units"][0][Field.ALIAS].split(" ")
    assert [len(alias) for alias in aliases] == [1, 2]  # "skriker", "hög röst"


def test_pieces_lead_back_to_their_words(tiny: Tiny) -> None:
    """A character of a piece is the place of a form, and the forms of one word have one lemma."""
    tiny.write("translations/search/sv.yml", "lemmas: sv\n")
    index = build_index(tiny.load(), "sv")["index"]
    forms, newest, lemmas = decoded(index["forms"]), -1, []
    for distance in numbers(index["lemma_of_form"]):
        lemmas.append(newest + 1 if distance == 0 else newest - distance + 1)
        newest = max(newest, lemmas[-1])

    assert [forms[place] for place in numbers(index["units"][0][Field.TITLE])] == ["kunden", "skriker"]
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
    before = build_index(tiny.load(), "sv")["index"]
    tiny.write("translations/search/sv.yml", "topics:\n  shouting:\n    - vrålar\nsynonyms:\n  - [skriker, gapar]\n")
    after = build_index(tiny.load(), "sv")["index"]

    assert "vralar" not in decoded(before["forms"])
    assert {"vralar", "gapar"} <= set(decoded(after["forms"]))
    forms = decoded(after["forms"])
    lemma_of = dict(zip(forms, numbers(after["lemma_of_form"]), strict=True))
    assert set(lemma_of.values()) == {0}, "without a dictionary every word is its own lemma"
    assert [[numbers(word) for word in group.split(" ")] for group in after["synonyms"]] == [
        [[forms.index("skriker")], [forms.index("gapar")]]
    ]


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

    index, texts = build_index(tiny.load(), "sv")["index"], build_texts(tiny.load(), "sv")

    assert [topic[0] for topic in index["topics"]] == ["scenarios/shouting/", "guidelines/breathe/"]
    assert texts["groups"] == [["Är högljudd", [0]]]


def test_every_language_is_written_below_its_home(tiny: Tiny, tmp_path: Path) -> None:
    """Each language's files stand below its home, and know where the others' are."""
    write_search(tiny.load(), tmp_path, LANGUAGES)
    config = json.loads((tmp_path / "sv/search/search_index.json").read_text(encoding="utf-8"))["config"]

    assert config["folder"] == "sv/search/"
    assert [(other["locale"], other["folder"]) for other in read_search(tmp_path / "sv", "texts")["others"]] == [
        ("en", "search/"),
        ("bg", "bg/search/"),
    ]
    assert read_search(tmp_path, "index")["locale"] == "en"


def test_theme_gets_the_same_from_a_server_and_from_a_disk(tiny: Tiny, tmp_path: Path) -> None:
    """The one file that the theme wants in two forms says the same in both."""
    write_search(tiny.load(), tmp_path, LANGUAGES)
    script = (tmp_path / "search/search_index.js").read_text(encoding="utf-8")
    data = (tmp_path / "search/search_index.json").read_text(encoding="utf-8")

    assert json.loads(script.removeprefix("var __index = ").removesuffix(";\n")) == json.loads(data)


def test_index_of_many_topics_comes_in_parts(tiny: Tiny) -> None:
    """Each part is named by the index, and together they know of every word where it stands."""
    files = build_files(tiny.load(), "sv", whole=2)
    index = files["index"]
    names = {f"words-{place}" for place in range(len(index["words"]))}
    names |= {f"counts-{place}" for place in range(len(index["counts"]))} | {f"topic-{place}" for place in range(3)}
    assert files.keys() == names | {"index", "texts"}

    forms = []
    for place, (letter, before, _) in enumerate(index["words"]):
        assert before == len(forms)
        forms += decoded(files[f"words-{place}"]["forms"])
        assert {form[0] for form in forms[before:]} == {letter}
    assert forms == decoded(build_index(tiny.load(), "sv")["index"]["forms"])

    counts = files["counts-0"]
    topics = [numbers(found) for found in counts["topics"].split(" ")]
    number = forms.index("rost")  # stands in an alias of the first topic only
    firsts, place = [0], 0
    for steps in counts["forms"]:
        firsts.append(firsts[-1] + steps[0])
        if number == firsts[-1]:
            break
        place += len(steps)
    assert topics[place] == [0]
    assert numbers(counts["fields"].split(" ")[place]) == [64 * 64 * 4], "in one alias"
    assert numbers(counts["places"].split(" ")[place]) == [2], "after the title and another alias"
    assert files["topic-0"]["texts"][0] == "Kunden skriker"
    assert files["texts"]["titles"] == ["Kunden skriker", "Kunden går", "Andas först"], "for an early answer"
    assert "topics" not in files["texts"]
    sizes = [len(pieces.split(" ")) if pieces else 0 for pieces in files["topic-0"]["units"]]
    assert sizes == [len(field) for field in files["topic-0"]["telling"]]


def test_index_is_small_enough(site: Path) -> None:
    """What a language's search loads stays below 120 kB over the wire."""
    folders = {path.parent for path in site.rglob("search/index.js")}
    assert len(folders) == len(load(PROJECT).languages)
    for folder in folders:
        size = sum(len(gzip.compress((folder / f"{name}.js").read_bytes(), 6)) for name in ("index", "texts"))
        assert size <= 120_000, f"{folder}: {size}"


def test_plain_text_has_no_marks() -> None:
    """Links and emphasis leave their words; placeholders keep them too."""
    assert "If so: see Set limits, [name].".replace("[", "").replace("]", "") == plain(
        "**If so:** see [Set\nlimits](../a.md), name."
    )
