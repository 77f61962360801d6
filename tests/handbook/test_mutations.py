"""The real handbook, changed at random: every harmful change is found in its file, no harmless one, and none crashes.

The changes are drawn anew from the same seed each time, so that a failure can be looked at again.
"""

from __future__ import annotations

import random
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from handbook import Handbook, load
from handbook.checking import check
from handbook.findings import Severity, UnreadableError
from handbook.pages import Page
from tiny_handbook import PROJECT

TIMES = 1  # how often each kind of change is made; set it to 20 for a long night

SCENARIO = "scenario"
CATALOGUES = [f"translations/{language}.yml" for language in ("bg", "hr", "id", "sv", "tr")]


class Changed:
    """A copy of the real handbook that is changed in one place and then put right again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("docs", "translations"):
            shutil.copytree(PROJECT / name, root / name)
        shutil.copy(PROJECT / "mkdocs.yml", root)
        self.handbook: Handbook = load(root)
        assert check(self.handbook) == []

    def draw(self, chance: random.Random, *, translated: bool = True, kind: str = "") -> Page:
        """A page at random: of a topic; of a translation unless told otherwise."""
        reference = self.handbook.reference
        # Not one that a few words more would make too long.
        pages = [page for page in self.handbook.pages.values() if kind in ("", page.kind) and page.words < 390]
        return chance.choice([page for page in pages if not translated or page.language != reference])

    def findings_of(self, contents: dict[str, bytes | None]) -> list[str]:
        """The paths that findings name while some files have other contents, or are away (None)."""
        before = {path: (self.root / path).read_bytes() for path in contents if (self.root / path).exists()}
        try:
            for path, content in contents.items():
                (self.root / path).unlink(missing_ok=True)
                if content is not None:
                    (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                    (self.root / path).write_bytes(content)
            try:
                return [finding.path for finding in check(load(self.root)) if finding.severity is Severity.ERROR]
            except UnreadableError as error:
                return [finding.path for finding in error.findings]
        finally:
            for path in contents:
                (self.root / path).unlink(missing_ok=True)
                if path in before:
                    (self.root / path).write_bytes(before[path])


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """One copy for all changes."""
    return Changed(tmp_path_factory.mktemp("changed") / "handbook")


Edit = Callable[[str, random.Random], str]


def lines_of(text: str, pattern: str) -> list[int]:
    """The places of the lines that match a pattern."""
    return [place for place, line in enumerate(text.split("\n")) if re.search(pattern, line)]


def without_line(pattern: str) -> Edit:
    """Take away a line that matches."""

    def edit(text: str, chance: random.Random) -> str:
        lines = text.split("\n")
        del lines[chance.choice(lines_of(text, pattern))]
        return "\n".join(lines)

    return edit


def line_twice(pattern: str) -> Edit:
    """Put a line that matches a second time."""

    def edit(text: str, chance: random.Random) -> str:
        lines = text.split("\n")
        place = chance.choice(lines_of(text, pattern))
        return "\n".join([*lines[: place + 1], *lines[place:]])

    return edit


def in_line(pattern: str, old: str, new: str) -> Edit:
    """Replace within a line that matches."""

    def edit(text: str, chance: random.Random) -> str:
        lines = text.split("\n")
        place = chance.choice(lines_of(text, pattern))
        lines[place] = re.sub(old, new, lines[place], count=1)
        return "\n".join(lines)

    return edit


def sections(text: str) -> list[str]:
    """What stands before the sections, then each of them."""
    return re.split(r"(?=^## )", text, flags=re.MULTILINE)


def section_away(text: str, chance: random.Random) -> str:
    """Take a section away."""
    parts = sections(text)
    del parts[chance.randrange(1, len(parts))]
    return "".join(parts)


def section_twice(text: str, chance: random.Random) -> str:
    """Put a section a second time."""
    parts = sections(text)
    place = chance.randrange(1, len(parts))
    return "".join([*parts[: place + 1], "\n" * (place + 1 == len(parts)), *parts[place:]])


def sections_swapped(text: str, chance: random.Random) -> str:
    """Let two neighbouring sections change places."""
    parts = sections(text.rstrip("\n") + "\n\n")
    place = chance.randrange(1, len(parts) - 1)
    parts[place], parts[place + 1] = parts[place + 1], parts[place]
    return "".join(parts)


def section_emptied(text: str, chance: random.Random) -> str:
    """Leave a section its heading only."""
    parts = sections(text)
    place = chance.randrange(1, len(parts))
    parts[place] = parts[place].split("\n", 1)[0] + "\n\n"
    return "".join(parts)


def cut_off(text: str, chance: random.Random) -> str:
    """Lose the second half, as when a disk is full."""
    return text[: len(text) // 2]


def in_body(insert: str) -> Edit:
    """Put something in front of the text of a step or bullet."""
    return in_line(r"^(?:\d\.|-) ", r"(?<=^\d\. )|(?<=^- )", insert)


def apart(text: str, chance: random.Random) -> str:
    """Take the letters of a line apart into letters and marks."""
    lines = text.split("\n")
    places = [place for place, line in enumerate(lines) if unicodedata.normalize("NFD", line) != line]
    place = chance.choice(places)
    lines[place] = unicodedata.normalize("NFD", lines[place])
    return "\n".join(lines)


def other_script(text: str, chance: random.Random) -> str:
    """Put the look-alike of another script into a word."""
    twins = dict(zip("aeopcxаеорсх", "аеорсхaeopcx", strict=True))
    places = [match.start() for match in re.finditer(r"(?<=\w)[aeopcxаеорсх](?=\w)", sections(text)[1])]
    head, first, *rest = sections(text)
    place = chance.choice(places)
    return "".join([head, first[:place], twins[first[place]], first[place + 1 :], *rest])


POINT = r"^(?:\d\.|-) "

# Changes to the text of one translated page.
HARMFUL: dict[str, Edit] = {
    "section away": section_away,
    "section twice": section_twice,
    "sections swapped": sections_swapped,
    "section emptied": section_emptied,
    "cut off": cut_off,
    "empty": lambda text, chance: "",
    "front matter only": lambda text, chance: sections(text)[0],
    "step or bullet away": without_line(POINT),
    "step or bullet twice": line_twice(POINT),
    "phrase away": without_line(r"^> "),
    "heading without its id": in_line(r"^## ", r"\s*\{.*\}", ""),
    "heading with another id": in_line(r"^## ", r"#(\w+) \}", r"#\1x }"),
    "heading in other words": in_line(r"^## ", r"^## ", "## X "),
    "heading of another level": in_line(r"^## ", r"^##", "###"),
    "title away": without_line(r"^title:"),
    "summary away": without_line(r"^summary:"),
    "summary too long": in_line(r"^summary:", r"$", " " + "Слова words " * 20),
    "aliases no list": in_line(r"^aliases:", r"$", " x"),
    "unknown key": in_line(r"^title:", r"^", "template: home.html\n"),
    "key twice": line_twice(r"^summary:"),
    "front matter not closed": without_line(r"^---$"),
    "YAML that does more": in_line(r"^title:", r": .*", ": !!python/object/apply:os.getcwd []"),
    "YAML reference": in_line(r"^title:", r": .*", ": &a x\nsubtitle: *a"),
    "tab in YAML": in_line(r"^title:", r"^", "\t"),
    "link away": in_line(r"\]\(", r"\[([^\]]*)\]\([^)]*\)", r"\1"),
    "link to nowhere": in_line(r"\]\(", r"\]\(", "](no-"),
    "link to another language": in_line(r"\]\(", r"\]\([^)]*\)", "](../../en/index.md)"),
    "link to no section": in_line(r"\]\(", r"\.md\)", ".md#nothing)"),
    "placeholder of no language": in_body("[xyz] "),
    "number": in_body("77 "),
    "left over": in_body("TODO "),
    "merge conflict": in_line(r"^## ", r"^", "<<<<<<< HEAD\n"),
    "zero-width space": in_body("\u200b"),
    "direction mark": in_body("\u202e"),
    "control character": in_body("\x07"),
    "letters taken apart": apart,
    "letter of another script": other_script,
    "straight quotation marks": in_body('"x" '),
    "HTML": in_body("<b>x</b> "),
    "script": in_line(r"^summary:", r"$", " <script>alert(1)</script>"),
    "HTML comment": in_body("<!-- x --> "),
    "character reference": in_body("&#60;script&#62; "),
    "address that runs": in_line(r"\]\(", r"\]\([^)]*\)", "](javascript:alert(1))"),
    "address that carries": in_line(r"\]\(", r"\]\([^)]*\)", "](data:text/html;base64,eA==)"),
    "address outside": in_body("[x](https://example.org/) "),
    "address for later": in_line(r"^## ", r"^", "[x]: https://example.org/\n\n"),
    "bare address": in_body("<https://example.org/> "),
    "image from outside": in_body("![x](//example.org/x.png) "),
    "image without text": in_body("![](x.png) "),
    "style": in_line(r"^## ", r" \}", ' style="color:red" }'),
    "event": in_line(r"^## ", r" \}", ' onclick="x()" }'),
    "attributes of a text": in_line(POINT, r"$", "{: onclick=x }"),
    "template": in_body("{{ config }} "),
    "statement of a template": in_body("{% include 'x' %} "),
    "inclusion": in_line(r"^## ", r"^", '--8<-- "mkdocs.yml"\n\n'),
    "said twice": line_twice(r"^> "),
    "list under a text": in_line(r"^1\. ", r"^", "Text:\n"),
    "code": in_line(r"^## ", r"^", "```\nx\n```\n\n"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_harmful_change_of_a_page_is_found(changed: Changed, name: str) -> None:
    """Whatever page and place are drawn, a finding names the page."""
    chance = random.Random(name)
    for _ in range(TIMES):
        page = changed.draw(chance, kind=SCENARIO)
        text = HARMFUL[name](page.source, chance)
        assert text != page.source
        assert page.path in changed.findings_of({page.path: text.encode()}), text


def bytes_broken(page: Page, chance: random.Random) -> dict[str, bytes | None]:
    """A byte that is no UTF-8."""
    content = page.source.encode()
    place = chance.randrange(len(content))
    return {page.path: content[:place] + b"\xff" + content[place:]}


def other_encoding(page: Page, chance: random.Random) -> dict[str, bytes | None]:
    """Saved in an encoding of old."""
    return {page.path: page.source.encode("utf-16")}


def byte_order_mark(page: Page, chance: random.Random) -> dict[str, bytes | None]:
    """Saved with a mark in front."""
    return {page.path: b"\xef\xbb\xbf" + page.source.encode()}


def away(page: Page, chance: random.Random) -> dict[str, bytes | None]:
    """The page is gone."""
    return {page.path: None}


def of_no_topic(page: Page, chance: random.Random) -> dict[str, bytes | None]:
    """A copy under a name that no topic has."""
    return {page.path.replace(page.topic, "nothing"): page.source.encode()}


def of_another_kind(page: Page, chance: random.Random) -> dict[str, bytes | None]:
    """A copy under the other kind of pages."""
    folder, other = (f"/{name}/" for name in (f"{page.kind}s", {"scenario": "guidelines"}.get(page.kind, "scenarios")))
    return {page.path.replace(folder, other): page.source.encode()}


def no_page(page: Page, chance: random.Random) -> dict[str, bytes | None]:
    """Another kind of file among the pages."""
    return {page.path.replace(".md", ".html"): b"<p>x</p>"}


FILES = [bytes_broken, other_encoding, byte_order_mark, away, of_no_topic, of_another_kind, no_page]


@pytest.mark.parametrize("change", FILES)
def test_harmful_change_of_a_file_is_found(
    changed: Changed, change: Callable[[Page, random.Random], dict[str, bytes | None]]
) -> None:
    """The file is named, be it there or not."""
    chance = random.Random(change.__name__)
    for _ in range(TIMES):
        contents = change(changed.draw(chance), chance)
        assert contents.keys() <= set(changed.findings_of(contents))


def test_text_of_another_language_is_found(changed: Changed) -> None:
    """A page, a summary or a longer piece of text from any other language."""
    chance = random.Random("language")
    for _ in range(6 * TIMES):
        page = changed.draw(chance)
        others = [language for language in changed.handbook.languages if language != page.language]
        other = changed.handbook.pages[chance.choice(others), page.topic]
        place = chance.choice([place for place, text in enumerate(other.texts) if len(text.text) > 60])
        piece = page.source.replace(page.texts[place].text, other.texts[place].text)
        summary = page.source.replace(page.summary, other.summary)
        for text in (other.source, piece, summary):
            assert page.path in changed.findings_of({page.path: text.encode()}), (page.path, other.path, place)


def test_alias_of_another_topic_is_found(changed: Changed) -> None:
    """The same alias on two topics of a language."""
    chance = random.Random("alias")
    for _ in range(TIMES):
        page = changed.draw(chance)
        other = next(one for one in changed.handbook.all_pages(page.language) if one.topic not in ("", page.topic))
        text = page.source.replace(page.aliases[0], other.aliases[0])
        assert {page.path, other.path} <= set(changed.findings_of({page.path: text.encode()}))


CATALOGUE: dict[str, Edit] = {
    "key away": without_line(r"^  \w[\w-]*: \S"),
    "key twice": line_twice(r"^  \w[\w-]*: \S"),
    "unknown key": in_line(r"^  \w[\w-]*: [^\[{]*$", r"^", "  unheard-of: x\n"),
    "empty text": in_line(r"^  (?:scenarios|guidelines|home|sources|related): ", r": .*", ': ""'),
    "number for a text": in_line(r"^  (?:scenarios|guidelines|home|sources|related): ", r": .*", ": 7"),
    "not closed": in_line(r"^\w+:$", r"$", " ["),
    "HTML": in_line(r"^  (?:scenarios|guidelines|home): ", r"$", " <img src=x onerror=alert(1)>"),
    "address": in_line(r"^  (?:scenarios|guidelines|home): ", r"$", " https://example.org/"),
    "invisible character": in_line(r"^  (?:scenarios|guidelines|home): ", r"$", "\u200b"),
    "left over": in_line(r"^  (?:scenarios|guidelines|home): ", r"$", " TODO"),
}


@pytest.mark.parametrize("name", CATALOGUE)
def test_harmful_change_of_a_catalogue_is_found(changed: Changed, name: str) -> None:
    """The catalogue is named."""
    chance = random.Random(name)
    path = chance.choice(CATALOGUES)
    text = CATALOGUE[name]((changed.root / path).read_text(encoding="utf-8"), chance)
    assert path in changed.findings_of({path: text.encode()}), text


def test_catalogue_text_of_another_language_is_found(changed: Changed) -> None:
    """Any single name that was taken over from another catalogue."""
    chance = random.Random("names")
    for _ in range(3 * TIMES):
        path, other = chance.sample([*CATALOGUES, "translations/en.yml"], 2)
        here, there = (yaml.safe_load((changed.root / name).read_text(encoding="utf-8")) for name in (path, other))
        key = chance.choice([key for key in here["labels"] if here["labels"][key] != there["labels"][key]])
        text = (changed.root / path).read_text(encoding="utf-8")
        wrong = re.sub(rf"^  {key}: .*$", f"  {key}: {there['labels'][key]!r}", text, count=1, flags=re.MULTILINE)
        if path != "translations/en.yml":  # what is the reference's own is right
            assert path in changed.findings_of({path: wrong.encode()}), (path, other, key)


CONTRACT: dict[str, Edit] = {
    "topic away": lambda text, chance: re.sub(r"^  angry-customer:\n(?:    .*\n)+", "", text, flags=re.MULTILINE),
    "unknown group": in_line(r"^    group: ", r": .*", ": nothing"),
    "unknown related topic": in_line(r"^    related: ", r"\[", "[nothing, "),
    "unknown guideline": in_line(r"^    merges: ", r"\[", "[xx-9, "),
    "no YAML": in_line(r"^\w+:$", r"$", " ["),
    "key away": without_line(r"^    urgency: "),
    "another shape": in_line(r"^    merges: ", r": .*", ": x"),
}


@pytest.mark.parametrize("name", CONTRACT)
def test_harmful_change_of_the_contract_is_found(changed: Changed, name: str) -> None:
    """The contract is named, or the pages that it has left behind."""
    chance = random.Random(name)
    path = "translations/topics.yml"
    text = CONTRACT[name]((changed.root / path).read_text(encoding="utf-8"), chance)
    found = changed.findings_of({path: text.encode()})
    assert path in found or (name == "topic away" and "docs/hr/scenarios/angry-customer.md" in found)


def reordered(text: str, key: str) -> str:
    """The list under a key of the front matter, backwards."""
    head, items, rest = re.split(rf"(?<=^{key}:\n)((?:  - .*\n)+)", text, maxsplit=1, flags=re.MULTILINE)
    return head + "".join(reversed(items.splitlines(keepends=True))) + rest


HARMLESS: dict[str, Callable[[str], str]] = {
    "line endings": lambda text: text.replace("\n", "\r\n"),
    "order of keys": lambda text: re.sub(r"(title: .*\n)(summary: .*\n)", r"\2\1", text),
    "order of aliases": lambda text: reordered(text, "aliases"),
    "another bullet": lambda text: re.sub(r"^- ", "* ", text, flags=re.MULTILINE),
    "yet another bullet": lambda text: re.sub(r"^- ", "+ ", text, flags=re.MULTILINE),
    "all steps the first": lambda text: re.sub(r"^\d\. ", "1. ", text, flags=re.MULTILINE),
    "a foreign name": lambda text: re.sub(r"^1\. (.*)\.$", r"1. \1 (Jean-Luc Müller).", text, flags=re.M),
    "no line at the end": lambda text: text.rstrip("\n"),
    "empty lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "spaces at the ends of lines": lambda text: re.sub(r"(?<=\.)$", " ", text, flags=re.MULTILINE),
    "no space in an id": lambda text: re.sub(r"\{ (#\w+) \}", r"{\1}", text),
    "quotation marks in YAML": lambda text: re.sub(r"^title: (.*)$", r'title: "\1"', text, count=1, flags=re.MULTILINE),
    "comment in YAML": lambda text: text.replace("aliases:\n", "aliases: # as people say it\n", 1),
    "wrapped lines": lambda text: re.sub(r"^([^#>|\n-][^\n:]{60,}?) (?=\S)", r"\1\n", text, flags=re.MULTILINE),
    "links with a dot": lambda text: re.sub(r"\]\((?=[\w-]+\.md)", "](./", text),
    "emphasis": lambda text: re.sub(r"^1\. (\w+)", r"1. **\1**", text, flags=re.MULTILINE),
    "table with other dashes": lambda text: re.sub(r"^\|---\|---\|$", "| :--- | ---: |", text, flags=re.MULTILINE),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_change_is_let_pass(changed: Changed, name: str) -> None:
    """What no reader would notice is no finding, on any of some pages."""
    chance = random.Random(name)
    pages = [changed.draw(chance, translated=False, kind=SCENARIO) for _ in range(2 * TIMES)]
    assert any(HARMLESS[name](page.source) != page.source for page in pages)
    for page in pages:
        text = HARMLESS[name](page.source)
        assert changed.findings_of({page.path: text.encode()}) == [], text


@pytest.mark.parametrize("name", ["line endings", "order of keys"])
def test_harmless_change_of_a_catalogue_is_let_pass(changed: Changed, name: str) -> None:
    """Neither line endings nor the order of names matter in data."""
    path = "translations/hr.yml"
    text = (changed.root / path).read_text(encoding="utf-8")
    if name == "order of keys":
        head, *rest = re.split(r"(?=^\w+:)", text, flags=re.MULTILINE)
        text = head + "".join(reversed(rest))
    else:
        text = text.replace("\n", "\r\n")

    assert changed.findings_of({path: text.encode()}) == []


@pytest.mark.parametrize("seed", range(12))
def test_no_damage_crashes(changed: Changed, seed: int) -> None:
    """Bytes at random anywhere: perhaps nobody notices, but the check ends with findings, not with a traceback."""
    chance = random.Random(seed)
    paths = [*CATALOGUES, "translations/topics.yml", "translations/sources.yml", "translations/check.yml", "mkdocs.yml"]
    path = chance.choice([chance.choice(paths), changed.draw(chance).path, changed.draw(chance).path])
    content = bytearray((changed.root / path).read_bytes())
    for _ in range(chance.randrange(1, 30)):
        place = chance.randrange(len(content))
        content[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))

    changed.findings_of({path: bytes(content)})
