"""The files for machines: what they hold, that it is as their schema says, and that they lead to each other."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import posixpath
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from handbook import Handbook
from handbook.checking import check
from handbook.contract import Holds
from handbook.coverage import build_coverage
from handbook.markdown_source import links, parse_blocks
from handbook.publishing.addresses import SCHEMA_ADDRESS, relative
from handbook.publishing.canned_replies import (
    COLUMNS,
    KEYWORDS_CHARACTERS,
    NAME_CHARACTERS,
    NOTE_CHARACTERS,
    canned_replies,
)
from handbook.publishing.data import build_data, schema
from handbook.publishing.llms_txt import llms_txt
from handbook.publishing.markdown_pages import markdown_page
from handbook.publishing.site_files import write_machine_files
from handbook.site import home_folder, markdown_address, page_address
from handbook.texts import Text
from handbook.views import page_view
from jsonschema import Draft202012Validator
from tiny_handbook import PROJECT, Tiny

SITE = "https://handbook.example/"

# The shape of each version that has been published. Another shape is another version: a new key raises the second
# number, and a key that goes or means something else needs a new schema at a new address. Earlier lines stay.
SHAPES = {"1.0.0": "45b759488dc128c4"}


def faults(data: dict[str, Any]) -> list[str]:
    """What in a language's data is not as the schema says."""
    validator = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def shape(part: Any) -> Any:
    """A schema without the words that explain it."""
    if isinstance(part, dict):
        explains = {key for key in ("description", "title", "$comment") if isinstance(part.get(key), str)}
        return {key: shape(value) for key, value in part.items() if key not in explains}
    return [shape(entry) for entry in part] if isinstance(part, list) else part


def objects(part: Any) -> list[dict[str, Any]]:
    """Every part of a schema that describes an object."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    found = [entry for value in inner for entry in objects(value)]
    return [part, *found] if isinstance(part, dict) and part.get("type") == "object" else found


def texts_of(part: Any) -> list[str]:
    """Every text anywhere in some data."""
    if isinstance(part, str):
        return [part]
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [text for value in inner for text in texts_of(value)]


def read_replies(handbook: Handbook, language: str, site_url: str = SITE) -> list[dict[str, str]]:
    """The canned replies of a language, as a program reads them."""
    return list(csv.DictReader(io.StringIO(canned_replies(handbook, language, site_url).decode("utf-8"), newline="")))


def written(tiny: Tiny, site: Path, only: str | None = None) -> dict[str, bytes]:
    """All files for machines in a site, by their address."""
    handbook = tiny.load()
    write_machine_files(handbook, check(handbook), site, [only] if only else handbook.languages, SITE)
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*.*") if file.is_file()}


def make_draft(tiny: Tiny) -> None:
    """Make Swedish a draft that lacks the topic `leaving`."""
    tiny.write("translations/sv.yml", "draft: true\n" + tiny.read("translations/sv.yml"))
    tiny.path("docs/sv/scenarios/leaving.md").unlink()


def test_every_language_is_as_the_schema_says(real: Handbook, tiny: Tiny) -> None:
    """The real handbook's data is valid, and so is the tiny one's, built without an address of the site."""
    for handbook, site_url in ((real, SITE), (tiny.load(), "")):
        for language in handbook.languages:
            assert faults(build_data(handbook, language, site_url)) == []


def test_schema_is_closed_and_explains_every_key() -> None:
    """No key that the schema does not name is valid, none can be missing, and each is described."""
    Draft202012Validator.check_schema(schema())
    closed = [part for part in objects(schema()) if "properties" in part]
    assert len(closed) > 10
    for part in closed:
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])
        assert [key for key, value in part["properties"].items() if not value.get("description")] == []


def test_no_shape_changes_without_a_version() -> None:
    """Whoever changes what the data holds raises the version, and records its fingerprint above."""
    version = schema()["properties"]["version"]["const"]
    unversioned = shape(schema())
    del unversioned["properties"]["version"]
    fingerprint = hashlib.sha256(json.dumps(unversioned, sort_keys=True).encode()).hexdigest()[:16]

    assert SHAPES.get(version) == fingerprint, f"raise the version in the schema, then record {fingerprint} for it"
    assert version == list(SHAPES)[-1], "record versions in their order"
    assert len(set(SHAPES.values())) == len(SHAPES), "a version that changes nothing"
    assert f"handbook-{version.split('.')[0]}.json" == posixpath.basename(SCHEMA_ADDRESS)


def test_data_says_what_the_pages_say(real: Handbook) -> None:
    """Every topic is there with its facts, its sections, and as many pieces in each as its page has."""
    for language in real.languages:
        data = build_data(real, language, SITE)
        assert list(real.contract.topics) == [topic["id"] for topic in data["topics"]]
        assert (data["missing"], data["draft"]) == ([], False)
        for topic in data["topics"]:
            page, entry = real.pages[language, topic["id"]], real.contract.topics[topic["id"]]
            assert (page.title, page.summary, list(page.aliases)) == (
                topic["title"],
                topic["summary"],
                topic["aliases"],
            )
            assert (entry.urgency, list(entry.channels), list(entry.related)) == (
                topic["urgency"],
                topic["channels"],
                topic["related"],
            )
            rules = real.contract.kinds[entry.kind].sections
            assert [rule.id for rule in rules] == [section["id"] for section in topic["sections"]]
            for rule, section in zip(rules, topic["sections"], strict=True):
                source = page.section(rule.id)
                assert source
                assert source.heading == section["heading"]
                items = [item for block in section["content"] for item in block.get("items", ())]
                match rule.holds:
                    case Holds.PHRASES:
                        assert [phrase.cue for phrase in source.phrases] == [item["cue"] for item in items]
                        assert len(section["content"]) == 1
                    case Holds.PAIRS:
                        assert [worse.text for worse, _ in source.pairs] == [item["worse"]["text"] for item in items]
                    case Holds.PROSE:
                        assert {block["type"] for block in section["content"]} == {"paragraph"}
                    case _:
                        assert len(items) >= max(rule.least, 1)


def test_data_is_plain_text(real: Handbook) -> None:
    """No mark of Markdown is left; in brackets stand placeholders of the language, and nothing else."""
    for language in real.languages:
        data = build_data(real, language, SITE)
        words = set(data["placeholders"].values())
        for topic in data["topics"]:
            for text in texts_of([topic["lead"], topic["sections"]]):
                assert not re.search(r"\]\(|\*\*|^#|^>", text), text
                assert set(re.findall(r"\[([^\]]*)\]", text)) <= words, text


def test_placeholders_are_named_in_order(tiny: Tiny) -> None:
    """A sentence to say names the ids of its placeholders, in the order of its words."""
    tiny.replace("docs/sv/scenarios/shouting.md", "Jag lyssnar, [namn].", "Klockan [tid], [namn], eller [tid].")

    [topic] = [topic for topic in build_data(tiny.load(), "sv", "")["topics"] if topic["id"] == "shouting"]

    [say] = [section for section in topic["sections"] if section["id"] == "say"]
    assert say["content"][0]["items"][0] == {
        "anchor": "say-1",
        "cue": "Först:",
        "text": "Klockan [tid], [namn], eller [tid].",
        "placeholders": ["time", "customer", "time"],
    }


def test_links_stand_beside_the_text(tiny: Tiny) -> None:
    """The words stay in the text; the topic, its address and the section there are told."""
    tiny.replace("docs/sv/scenarios/leaving.md", "(shouting.md)", "(shouting.md#say)")

    [topic] = [topic for topic in build_data(tiny.load(), "sv", "")["topics"] if topic["id"] == "leaving"]

    [signs] = [section for section in topic["sections"] if section["id"] == "signs"]
    assert signs["content"][1] == {
        "type": "paragraph",
        "text": "Om kunden skriker, se Kunden skriker.",
        "links": [{"text": "Kunden skriker", "topic": "shouting", "address": "sv/scenarios/shouting/#say"}],
    }


def test_every_named_topic_is_there_or_missing(tiny: Tiny) -> None:
    """A draft names what it does not have; nothing of another language stands in for it."""
    make_draft(tiny)
    handbook = tiny.load()

    data = build_data(handbook, "sv", SITE)

    assert faults(data) == []
    assert (data["draft"], data["missing"]) == (True, ["leaving"])
    known = {topic["id"] for topic in data["topics"]} | set(data["missing"])
    assert {other for topic in data["topics"] for other in topic["related"]} <= known
    assert handbook.pages["en", "leaving"].title not in texts_of(data)
    assert "leaving" not in "".join(reply["note"] for reply in read_replies(handbook, "sv"))
    assert "leaving" not in llms_txt(handbook, "sv")


@pytest.mark.parametrize("text", ["---\ntitle: [\n---\n", "Nothing.\n", "---\ntitle: A\n---\n\n## No id\n\n> Said.\n"])
def test_unfinished_page_breaks_nothing(tiny: Tiny, tmp_path: Path, text: str) -> None:
    """Whatever stands on a page of a draft, the files are written and the data is valid."""
    make_draft(tiny)
    tiny.write("docs/sv/scenarios/shouting.md", text)

    files = written(tiny, tmp_path / "site")

    data = json.loads(files["sv/handbook.json"])
    assert faults(data) == []
    assert data["missing"] == ["shouting", "leaving"]


@pytest.mark.parametrize("named", ["", " { #Not_an_id }", " { #new }"])
def test_section_that_the_contract_does_not_know_is_left_out(tiny: Tiny, named: str) -> None:
    """A program could not rely on its name; what is said in it is no canned reply either."""
    make_draft(tiny)
    page = tiny.read("docs/sv/scenarios/shouting.md")
    tiny.write("docs/sv/scenarios/shouting.md", f"{page}\n## Nytt{named}\n\nNu:\n\n> Nytt sagt.\n")

    data = build_data(tiny.load(), "sv", "")

    assert faults(data) == []
    assert {"Nytt", "Nytt sagt."}.isdisjoint(texts_of(data))
    assert "Nytt sagt." not in [reply["content"] for reply in read_replies(tiny.load(), "sv")]


def test_odd_blocks_are_paragraphs(tiny: Tiny) -> None:
    """A table that holds no pairs, a heading or code within a section is text, and the data is valid."""
    odd = "### More\n\n| a | b | c |\n|---|---|---|\n| *d* | e | f |\n\n```\ncode\n```\n"
    tiny.replace("docs/sv/guidelines/breathe.md", "{ #how }\n", "{ #how }\n\n" + odd)

    data = build_data(tiny.load(), "sv", "")

    assert faults(data) == []
    assert {"More", "d – e – f"} <= set(texts_of(data))


def test_renamed_topic_is_found_under_its_former_id(tiny: Tiny, tmp_path: Path) -> None:
    """The JSON names the id that it had, and its Markdown stands at both addresses."""
    topics = tiny.read("translations/topics.yml")
    tiny.write("translations/topics.yml", f"{topics}\nredirects:\n  yelling: shouting\n")

    files = written(tiny, tmp_path / "site")

    topics = {topic["id"]: topic["former_ids"] for topic in json.loads(files["sv/handbook.json"])["topics"]}
    assert topics == {"shouting": ["yelling"], "leaving": [], "breathe": []}
    assert files["sv/scenarios/yelling/index.md"] == files["sv/scenarios/shouting/index.md"]


def test_markdown_leads_to_markdown(real: Handbook, tiny: Tiny) -> None:
    """Every link in a page's Markdown leads to another page's, in a draft to the reference's where there is no own."""
    make_draft(tiny)
    for handbook in (real, tiny.load()):
        coverage = build_coverage(handbook, ())
        pages = {markdown_address(handbook, page): page for page in handbook.all_pages()}
        for here, page in pages.items():
            text = markdown_page(handbook, page, coverage, SITE)
            targets = [link.target for link in links([Text(text, 1)]) if not link.target.startswith("coverage")]
            assert {posixpath.normpath(posixpath.join(posixpath.dirname(here), target)) for target in targets} <= set(
                pages
            )
            assert len(targets) >= len(page.links)


def test_markdown_is_clean_and_says_what_the_page_is(real: Handbook) -> None:
    """Front matter that YAML reads, one title, the sections of the page without ids, all its words."""
    coverage = build_coverage(real, ())
    for page in real.all_pages():
        text = markdown_page(real, page, coverage, SITE)
        _, front_matter, body = text.split("---\n", 2)
        facts = yaml.safe_load(front_matter)
        assert (facts["title"], facts["summary"], facts["language"]) == (page.title, page.summary, page.language)
        assert facts["canonical"] == SITE + page_address(real, page)
        headings = [block for block in parse_blocks(body) if block.level]
        assert [page.title] == [block.items[0].text for block in headings if block.level == 1]
        assert "{ #" not in body
        if page.topic:
            topic = real.contract.topics[page.topic]
            assert (facts["topic"], facts["urgency"], facts["channels"]) == (
                topic.id,
                topic.urgency,
                list(topic.channels),
            )
            expected = [
                *(section.heading for section in page.sections),
                real.catalogues[page.language].labels["related"],
            ]
            assert expected == [block.items[0].text for block in headings if block.level == 2]
            titles = [real.pages[page.language, other].title for other in topic.related]
            assert [f"- [{title}](" in body for title in titles] == [True] * len(titles)
            assert all(phrase.text in body for section in page.sections for phrase in section.phrases)


def test_page_names_its_markdown(tiny: Tiny) -> None:
    """A page that the reference's stands in for names the reference's Markdown: there is no other."""
    make_draft(tiny)
    handbook = tiny.load()

    assert page_view(handbook, "sv/scenarios/shouting.md").markdown == "sv/scenarios/shouting/index.md"
    assert page_view(handbook, "sv/scenarios/leaving.md").markdown == "scenarios/leaving/index.md"
    assert page_view(handbook, "en/index.md").markdown == "index.md"


def test_llms_txt_is_in_its_form(real: Handbook) -> None:
    """A name, a summary in a quotation, then sections that hold lists of links and nothing else."""
    for language in real.languages:
        catalogue = real.catalogues[language]
        lines = llms_txt(real, language).splitlines()
        assert lines[0] == f"# {catalogue.site['name']}"
        assert lines[2] == f"> {catalogue.site['description']}"
        sections = "\n".join(lines).split("\n## ")[1:]
        for section in sections:
            _, empty, *points = section.strip().split("\n")
            assert empty == ""
            assert points
            assert all(re.fullmatch(r"- \[[^\]]+\]\([^)\s:]+\)(: \S.*)?", point) for point in points)
        targets = {link.target for link in links([Text("\n".join(lines), 1)])}
        home = home_folder(real, language)
        assert {
            relative(markdown_address(real, real.pages[language, topic]), home) for topic in real.contract.topics
        } <= (targets)


def test_canned_replies_have_the_form_that_is_imported(real: Handbook) -> None:
    """The documented columns, none too wide, every name once in all languages, a sentence for each on the pages."""
    names: list[str] = []
    for language in real.languages:
        replies = read_replies(real, language)
        raw = canned_replies(real, language, SITE)
        assert raw.startswith(b"name,"), "a byte order mark would be read as part of the first column's name"
        assert {tuple(reply) for reply in replies} == {COLUMNS}
        said = [
            phrase
            for page in real.pages.values()
            if page.language == language
            for s in page.sections
            for phrase in s.phrases
        ]
        assert len(replies) == len(said)
        for reply in replies:
            assert 0 < len(reply["name"]) <= NAME_CHARACTERS
            assert 0 < len(reply["keywords"]) <= KEYWORDS_CHARACTERS
            assert len(reply["note"]) <= NOTE_CHARACTERS
            assert reply["content"]
            assert reply["note"].startswith(SITE)
            assert reply["active"] == "true"
            assert "~~~" not in "".join(reply.values()), "what stands there would be split"
        names += [reply["name"] for reply in replies]
    assert len(set(names)) == len(names)


def test_canned_replies_use_what_the_helpdesk_knows(tiny: Tiny) -> None:
    """A name becomes a variable, a choice and everything else stay in brackets."""
    tiny.replace("docs/sv/scenarios/shouting.md", "Jag lyssnar, [namn].", "Jag ringer [tid], [namn].")
    assert read_replies(tiny.load(), "sv")[0]["content"] == (
        "Jag ringer [tid], #{ticket.customer.firstname} #{ticket.customer.lastname}."
    )

    tiny.replace("translations/sv.yml", "customer: namn,", "customer: herr/fru namn,")
    tiny.replace("docs/sv/scenarios/shouting.md", "[namn].", "[herr/fru namn].")
    assert read_replies(tiny.load(), "sv")[0]["content"] == "Jag ringer [tid], [herr/fru namn]."


def test_canned_replies_survive_what_is_long_or_twice(tiny: Tiny) -> None:
    """Too many aliases are cut between two of them; the same title and cue get a number."""
    aliases = "".join(f"  - {'långt ' * 8}{number}\n" for number in range(12))
    tiny.replace("docs/sv/scenarios/shouting.md", "aliases:\n", f"aliases:\n{aliases}")
    tiny.replace("docs/sv/scenarios/shouting.md", "Till slut:", "Först:")

    first, second, *_ = read_replies(tiny.load(), "sv")

    assert (first["name"], second["name"]) == ("Kunden skriker – Först", "Kunden skriker – Först (2)")
    assert len(first["keywords"]) <= KEYWORDS_CHARACTERS
    assert first["keywords"].split(", ") == [f"{'långt ' * 8}{number}" for number in range(9)]


def test_files_are_the_same_whenever_they_are_written(tiny: Tiny, tmp_path: Path) -> None:
    """Two builds of the same handbook give the same bytes, and all the files that are documented."""
    files = written(tiny, tmp_path / "one")

    assert files == written(tiny, tmp_path / "two")
    documented = {"handbook.json", "llms.txt", "canned-replies-zammad.csv", "index.md", "scenarios/leaving/index.md"}
    assert set(files) >= {"schema/handbook-1.json"} | {f"{home}{file}" for home in ("", "sv/") for file in documented}


def test_one_language_is_written_alone(tiny: Tiny, tmp_path: Path) -> None:
    """A language's files are all in its folder; what is common to all is written with the reference's."""
    files = set(written(tiny, tmp_path / "site", only="sv"))

    assert {file.split("/")[0] for file in files} == {"sv"}


def test_readme_shows_what_the_data_holds(real: Handbook) -> None:
    """The example that integrators read is part of today's data, summary aside."""
    readme = (PROJECT / "hooks/handbook/publishing/README.md").read_text(encoding="utf-8")
    example = json.loads(readme.split("```json\n")[1].split("```")[0])
    [topic] = [topic for topic in build_data(real, "en", SITE)["topics"] if topic["id"] == example["id"]]

    for key in ("kind", "group", "urgency", "channels", "title", "address", "markdown", "former_ids"):
        assert example[key] == topic[key]
    [said] = example["sections"][0]["content"][0]["items"]
    [section] = [section for section in topic["sections"] if section["id"] == "say"]
    assert said in section["content"][0]["items"]
    assert set(example["aliases"]) <= set(topic["aliases"])
    assert set(example["related"]) <= set(topic["related"])


@pytest.mark.parametrize("target", [".", "a.md", "a/b.md", "a/c/d.md", "b/a/index.md"])
@pytest.mark.parametrize("origin", ["", "x.json", "a/x.json", "a/c/index.md", "b/a/c/x"])
def test_files_name_each_other_by_the_shortest_way(target: str, origin: str) -> None:
    """As the standard library does, which takes ten times as long."""
    assert relative(target, origin) == posixpath.relpath(target, posixpath.dirname(origin) or ".")
