"""`handbook new` and `handbook rename` do all of it or nothing, and leave people's files as people wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from handbook import file_changes
from handbook.checking import check
from handbook.cli import main
from handbook.coverage import State, build_coverage
from handbook.findings import CannotRunError, Finding
from handbook.redirects import after_rename, write_redirects
from handbook.site import catalogue_of
from handbook.views import page_view
from handbook.yaml_text import YamlText, edited, scalar
from tiny_handbook import LANGUAGES, Tiny

Capture = pytest.CaptureFixture[str]


def files(tiny: Tiny) -> dict[str, bytes]:
    """Every file of a handbook, by path."""
    paths = (path for path in tiny.root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(tiny.root).as_posix(): path.read_bytes() for path in paths}


def run(tiny: Tiny, *arguments: str) -> int:
    """Run a command on a handbook."""
    return main(["--root", str(tiny.root), *arguments])


def found(tiny: Tiny) -> list[Finding]:
    """What the check finds; whether translations have been compared with the reference (HB8) is work of its own."""
    return [finding for finding in check(tiny.load()) if not finding.code.startswith("HB8")]


def places(findings: list[Finding]) -> set[tuple[str, str]]:
    """Which rule found something in which file."""
    return {(finding.code, finding.path) for finding in findings}


def added(before: str, after: str) -> str:
    """The one piece of text that has been put in; all else must be as it was."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    start = after.rfind("\n", 0, start) + 1
    end = start + len(after) - len(before)
    assert after[:start] + after[end:] == before
    return after[start:end]


# Topics


def test_new_topic_is_all_there(tiny: Tiny, capsys: Capture) -> None:
    """The contract and the page say what is to be written, and the check names each such place."""
    tiny.replace("translations/topics.yml", "  leaving:\n", "  # the quiet ones\n  leaving: # they go\n")
    before = tiny.read("translations/topics.yml")

    assert run(tiny, "new", "topic", "silent", "--kind", "scenario", "--group", "loud") == 0

    entry = added(before, tiny.read("translations/topics.yml"))
    assert entry.splitlines() == [
        "  silent:",
        "    what: TODO the situation or the principle, for whoever writes the page",
        "    group: loud",
        "    urgency: now",
        "    channels: [phone, chat]",
        "    related: []",
        "    merges: []",
    ]
    handbook = tiny.load()
    assert [topic.id for topic in handbook.contract.topics_of("scenario", "loud")] == ["shouting", "silent"]
    page = handbook.page("en", "silent")
    assert page is not None
    assert [section.id for section in page.sections] == ["do", "say", "avoid", "signs", "why"]
    findings = found(tiny)
    assert places(findings) == {
        ("HB301", "docs/bg/scenarios/silent.md"),
        ("HB301", "docs/sv/scenarios/silent.md"),
        ("HB604", "translations/topics.yml"),
        ("HB604", "docs/en/scenarios/silent.md"),
        ("HB410", "docs/en/scenarios/silent.md"),  # its neighbours cannot be known
    }
    lines = page.source.split("\n")
    todo = {number for number, line in enumerate(lines, 1) if "TODO" in line}
    assert {finding.line for finding in findings if finding.path == page.path and finding.code == "HB604"} == todo
    assert "docs/en/scenarios/silent.md" in capsys.readouterr().out


def test_new_topic_of_a_group_without_topics(tiny: Tiny) -> None:
    """The first of a group, and the first of a kind, find their place."""
    tiny.replace("translations/topics.yml", "guideline: [calm]", "guideline: [early, calm]")
    for language in ("en", "sv", "bg"):
        tiny.replace(
            f"translations/{language}.yml", "  guideline:\n    calm", f"  guideline:\n    early: {language}\n    calm"
        )
    text = tiny.read("translations/topics.yml")
    tiny.write("translations/topics.yml", text[: text.index("\n  breathe:")] + " {}\n")
    for language in ("en", "sv", "bg"):
        tiny.path(f"docs/{language}/guidelines/breathe.md").unlink()

    assert (
        run(tiny, "new", "topic", "wait", "--kind", "guideline", "--group", "calm", "--what", "Wait: they tire.") == 0
    )
    assert run(tiny, "new", "topic", "think", "--kind", "guideline", "--group", "early", "--urgency", "later") == 0

    contract = tiny.load().contract
    assert [topic.id for topic in contract.topics_of("guideline")] == ["think", "wait"]
    assert contract.topics["wait"].what == "Wait: they tire."
    assert contract.topics["think"].urgency == "later"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["shouting", "--kind", "scenario", "--group", "loud"], "There is a topic “shouting” already"),
        (["Shout Out", "--kind", "scenario", "--group", "loud"], "“Shout Out” is no id"),
        (["../shout", "--kind", "scenario", "--group", "loud"], "“../shout” is no id"),
        (["no", "--kind", "scenario", "--group", "loud"], "“no” is no id"),
        (["silent", "--kind", "story", "--group", "loud"], "use one of: scenario, guideline"),
        (["silent", "--kind", "scenario", "--group", "calm"], "use one of: loud, gone"),
        (["silent", "--kind", "scenario", "--group", "loud", "--urgency", "never"], "use one of: now, later"),
    ],
)
def test_topic_that_cannot_be_is_refused(tiny: Tiny, capsys: Capture, arguments: list[str], words: str) -> None:
    """Nothing is written, and what is known is named."""
    before = files(tiny)

    assert run(tiny, "new", "topic", *arguments) == 2

    assert words in capsys.readouterr().err
    assert files(tiny) == before


# Languages


def test_new_language_is_all_there(tiny: Tiny) -> None:
    """It is a draft: whatever the reference says in its place is named, every page is missing, nothing fails."""
    tiny.replace("translations/en.yml", "labels:\n", "# what is around the pages\nlabels:\n")
    tiny.replace("translations/en.yml", "avoid: []", "avoid: [client]")
    site = tiny.read("mkdocs.yml")
    others = files(tiny)

    assert run(tiny, "new", "language", "de") == 0

    assert added(site, tiny.read("mkdocs.yml")) == "        - {locale: de, name: Deutsch}\n"
    assert set(files(tiny)) - set(others) == {"translations/de.yml", "translations/search/de.yml"}
    handbook = tiny.load()
    assert (handbook.search["de"].lemmas, handbook.search["de"].stemmer) == ("de", "german")
    assert handbook.drafts == {"de"}
    assert handbook.catalogues["de"].direction == "ltr"
    assert handbook.catalogues["de"].glossary["customer"].avoid == ()
    assert "# what is around the pages\nlabels:\n" in tiny.read("translations/de.yml")
    findings = found(tiny)
    assert {finding.language for finding in findings} == {"de"}
    assert {finding.severity.value for finding in findings} == {"warning"}
    named = {
        match[0] for finding in findings if (match := re.match(r"\S+(?= is the same as in English)", finding.message))
    }
    texts = {".".join(map(str, place)) for place in _texts(tiny.read("translations/en.yml"))}
    assert named == texts
    assert ("HB604", "translations/de.yml") in places(findings)  # the quotation marks, which nobody can guess
    assert run(tiny, "check") == 0


def _texts(catalogue: str) -> Iterator[tuple[str | int, ...]]:
    """The places of a catalogue's texts that are to be translated."""
    text = YamlText(catalogue)
    for place in text.values:
        is_text = not any(other[: len(place)] == place and other != place for other in text.values)
        if is_text and place[0] not in ("name", "direction", "typography") and not isinstance(place[-1], int):
            yield place


def test_draft_shows_what_it_lacks_in_the_reference(tiny: Tiny) -> None:
    """A name that the contract gains is the reference's in a draft, so that the site can still be built."""
    assert run(tiny, "new", "language", "de") == 0
    tiny.replace("translations/de.yml", "    loud: Is loud\n", "")

    handbook = tiny.load()
    assert catalogue_of(handbook, "de").groups["scenario"]["loud"] == "Is loud"
    view = page_view(handbook, "de/scenarios/shouting.md")
    assert view.stand_in is not None
    assert (view.stand_in.language, view.stand_in.address) == ("en", "scenarios/shouting/")
    assert view.title == "Shouting customer"
    assert [alternate.stand_in for alternate in view.alternates] == [
        alternate.locale == "de" for alternate in view.alternates
    ]


def test_draft_is_counted_like_any_language(tiny: Tiny) -> None:
    """What will be an error counts: a page that is only begun is not complete, though nothing fails for it."""
    assert run(tiny, "new", "language", "de") == 0
    assert run(tiny, "new", "page", "de", "leaving") == 0

    handbook = tiny.load()
    coverage = build_coverage(handbook, check(handbook)).languages

    assert {file.topic: file.state for file in coverage["de"].topics} == {
        "shouting": State.MISSING,
        "leaving": State.FAULTY,
        "breathe": State.MISSING,
    }
    assert coverage["sv"].percent == 100


def test_draft_fails_no_other_language(tiny: Tiny) -> None:
    """A word or a quotation mark that a draft shares with another language is no fault of that language."""
    assert run(tiny, "new", "language", "da") == 0
    tiny.replace("translations/da.yml", "    loud: Is loud\n", "    loud: Är högljudd\n")
    tiny.replace("translations/da.yml", "quotes: [TODO, TODO]", "quotes: ['[', ']']")

    assert {finding.language for finding in found(tiny)} == {"da"}
    tiny.replace("translations/da.yml", "draft: true\n", "")
    assert "sv" in {finding.language for finding in found(tiny)}


def test_language_of_another_direction(tiny: Tiny) -> None:
    """What a language calls itself and which way it runs is taken from CLDR, or said."""
    assert run(tiny, "new", "language", "ar") == 0
    assert run(tiny, "new", "language", "qaa", "--name", "Tlhingan, klar") == 0

    handbook = tiny.load()
    assert handbook.catalogues["ar"].direction == "rtl"
    assert handbook.languages["ar"].name == handbook.catalogues["ar"].name == "العربية"
    assert handbook.languages["qaa"].name == handbook.catalogues["qaa"].name == "Tlhingan, klar"
    assert "qaa" not in handbook.search
    # The theme stops a build for a language that it has no words in.
    assert '"language": "qaa", "direction": "ltr"' in tiny.read("theme/partials/languages/qaa.html")
    assert not tiny.path("theme/partials/languages/ar.html").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["german"], "“german” is no locale"),
        (["../de"], "“../de” is no locale"),
        (["sv"], "There is a language “sv” already"),
        (["qaa"], "say it: --name"),
    ],
)
def test_language_that_cannot_be_is_refused(tiny: Tiny, capsys: Capture, arguments: list[str], words: str) -> None:
    """Nothing is written, and the reason is said."""
    before = files(tiny)

    assert run(tiny, "new", "language", *arguments) == 2

    assert words in capsys.readouterr().err
    assert files(tiny) == before


# Pages


def test_new_page_holds_what_is_to_be_translated(tiny: Tiny, capsys: Capture) -> None:
    """It has its language's headings over the reference's text, and the check names that text piece by piece."""
    tiny.path("docs/sv/scenarios/leaving.md").unlink()
    tiny.path("docs/sv/index.md").unlink()

    assert run(tiny, "new", "page", "sv", "leaving") == 0
    assert run(tiny, "new", "page", "sv", "index") == 0

    handbook = tiny.load()
    page, reference = handbook.page("sv", "leaving"), handbook.page("en", "leaving")
    assert page is not None
    assert reference is not None
    assert [section.heading for section in page.sections] == list(
        handbook.catalogues["sv"].sections["scenario"].values()
    )
    assert page.plain_texts == reference.plain_texts
    findings = [finding for finding in found(tiny) if finding.path == page.path]
    assert {finding.code for finding in findings} <= {"HB405", "HB605", "HB651", "HB657"}
    untranslated = {finding.line for finding in findings if finding.code == "HB651"}
    assert untranslated >= {text.line for text in page.texts if text.text.count(" ") > 1}
    assert run(tiny, "new", "page", "sv", "leaving") == 2
    assert "already" in capsys.readouterr().err
    assert run(tiny, "new", "page", "sv", "nothing") == 2
    assert run(tiny, "new", "page", "xx", "leaving") == 2


def test_all_missing_pages_are_begun_at_once(tiny: Tiny, capsys: Capture) -> None:
    """Without a name every page comes that the reference has finished; those that are there stay as they are."""
    gone = ["docs/sv/scenarios/leaving.md", "docs/sv/guidelines/breathe.md", "docs/sv/index.md"]
    for path in gone:
        tiny.path(path).unlink()
    before = files(tiny)
    tiny.replace("docs/en/guidelines/breathe.md", "title: ", "title: TODO ")

    assert run(tiny, "new", "page", "sv") == 0
    after = files(tiny)
    assert after.keys() - before.keys() == {gone[0], gone[2]}
    assert all(after[path] == text for path, text in before.items() if path != "docs/en/guidelines/breathe.md")
    assert tiny.load().catalogues["sv"].sections["scenario"]["do"].encode() in after[gone[0]]

    assert run(tiny, "new", "page", "sv") == 2
    assert "No page is missing" in capsys.readouterr().err
    tiny.path(gone[0].replace("/sv/", "/en/")).unlink()
    assert run(tiny, "new", "page", "en") == 0
    assert "TODO" in tiny.read(gone[0].replace("/sv/", "/en/"))


def test_new_language_with_its_pages(tiny: Tiny, capsys: Capture) -> None:
    """One command begins the catalogue and every page, and the check names what is left to write on each."""
    assert run(tiny, "new", "language", "de", "--pages") == 0
    assert "handbook check --language de" in capsys.readouterr().out

    handbook = tiny.load()
    names = {page.name for page in handbook.all_pages("en")}
    assert {page.name for page in handbook.all_pages("de")} == names
    assert {f"docs/de/{name}" for name in names} <= {path for code, path in places(found(tiny)) if code == "HB651"}
    assert run(tiny, "new", "language", "de", "--pages") == 2


def test_new_page_of_the_reference_is_empty(tiny: Tiny) -> None:
    """The reference has nothing to begin with but the contract; it is written before others translate it."""
    tiny.path("docs/en/guidelines/breathe.md").unlink()

    assert run(tiny, "new", "page", "en", "breathe") == 0
    assert ("HB604", "docs/en/guidelines/breathe.md") in places(found(tiny))
    tiny.path("docs/sv/guidelines/breathe.md").unlink()
    assert run(tiny, "new", "page", "sv", "breathe") == 2


# Another id


@pytest.fixture
def linked(tiny: Tiny) -> Tiny:
    """The tiny handbook with the topic `shouting` named wherever a topic can be named."""
    tiny.replace("docs/en/guidelines/breathe.md", "clear.", "clear: [shouting](../scenarios/shouting.md#do).")
    tiny.write("translations/search/sv.yml", "# words\ntopics:\n  shouting: # loud\n    - gapar\n")
    tiny.write(
        "translations/check.yml",
        "ignore:\n  # all of them\n  - {rule: HB409, path: docs/*/guidelines/breathe.md, reason: only for this test}\n"
        "  - {rule: HB656, path: docs/sv/scenarios/shouting.md, reason: only for this test}\n",
    )
    tiny.write(
        "translations/reviewed/sv.yml",
        "# kept\nbreathe/how: 263c97236c5d c9ad9562f0fc\nshouting/do: 263c97236c5d c9ad9562f0fc\n"
        "shouting/say: 363c97236c5d d9ad9562f0fc\n",
    )
    return tiny


def test_renamed_topic_keeps_all_that_names_it(linked: Tiny) -> None:
    """Pages move; contract, links, vocabulary, reviews and settings follow; the old address leads on."""
    others = places(found(linked))

    assert run(linked, "rename", "topic", "shouting", "a-loud-one") == 0

    now = files(linked)
    for path, content in now.items():
        if path != "translations/topics.yml" and not path.endswith("schema.json"):
            assert b"shouting.md" not in content, path
            assert "shouting" not in path
    assert "[shouting](../scenarios/a-loud-one.md#do)" in linked.read("docs/en/guidelines/breathe.md")
    assert "(a-loud-one.md)" in linked.read("docs/sv/scenarios/leaving.md")
    assert linked.read("translations/search/sv.yml") == "# words\ntopics:\n  a-loud-one: # loud\n    - gapar\n"
    assert "docs/sv/scenarios/a-loud-one.md, reason" in linked.read("translations/check.yml")
    assert linked.read("translations/reviewed/sv.yml").splitlines() == [
        "# kept",
        "a-loud-one/do: 263c97236c5d c9ad9562f0fc",
        "a-loud-one/say: 363c97236c5d d9ad9562f0fc",
        "breathe/how: 263c97236c5d c9ad9562f0fc",
    ]
    contract = linked.load().contract
    assert contract.redirects == {"shouting": "a-loud-one"}
    assert contract.topics["leaving"].related == ("a-loud-one",)
    assert contract.topics["a-loud-one"].what == "The customer shouts."
    assert places(found(linked)) == {(code, path.replace("shouting", "a-loud-one")) for code, path in others}


def test_renaming_back_leaves_no_trace(linked: Tiny) -> None:
    """Every file is what it was, to the byte."""
    before = files(linked)

    assert run(linked, "rename", "topic", "shouting", "a-loud-one") == 0
    assert files(linked) != before
    assert run(linked, "rename", "topic", "a-loud-one", "shouting") == 0

    assert files(linked) == before


def test_redirects_lead_to_where_the_topic_is_now() -> None:
    """Old addresses never lead to one another, and one that is a topic again leads nowhere."""
    assert after_rename({}, "a", "b") == {"a": "b"}
    assert after_rename({"a": "b"}, "b", "c") == {"a": "c", "b": "c"}
    assert after_rename({"a": "c", "b": "c"}, "c", "a") == {"b": "a"}
    assert after_rename({"a": "b"}, "b", "a") == {}
    assert after_rename({"a": "b"}, "c", "a") == {"c": "a"}


def test_new_topic_takes_an_old_address(tiny: Tiny) -> None:
    """An id that is a topic again is no old address any more."""
    assert run(tiny, "rename", "topic", "shouting", "loud") == 0
    assert run(tiny, "rename", "topic", "leaving", "going") == 0
    assert run(tiny, "new", "topic", "shouting", "--kind", "scenario", "--group", "gone") == 0

    assert tiny.load().contract.redirects == {"leaving": "going"}


def test_old_addresses_lead_on(tiny: Tiny, tmp_path: Path) -> None:
    """In each language a small page in it stands there, for people, browsers and search engines."""
    assert run(tiny, "rename", "topic", "shouting", "loud") == 0

    write_redirects(tiny.load(), tmp_path / "site", LANGUAGES, "https://handbook.example/")

    written = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")}
    assert written == {f"{language}scenarios/shouting/index.html" for language in ("", "sv/", "bg/")}
    page = (tmp_path / "site/sv/scenarios/shouting/index.html").read_text(encoding="utf-8")
    assert '<html lang="sv" dir="ltr">' in page
    assert "<title>Kunden skriker</title>" in page
    assert '<meta http-equiv="refresh" content="0; url=../loud/">' in page
    assert '<link rel="canonical" href="https://handbook.example/sv/scenarios/loud/">' in page
    assert '<a href="../loud/">Kunden skriker</a>' in page


@pytest.mark.parametrize(
    ("redirect", "words"),
    [("leaving: shouting", "leads away from leaving, which is a topic"), ("old: nowhere", "which is no topic")],
)
def test_redirects_are_checked(tiny: Tiny, redirect: str, words: str) -> None:
    """A redirect that was written by hand must make sense."""
    tiny.write("translations/topics.yml", tiny.read("translations/topics.yml") + f"redirects:\n  {redirect}\n")

    [finding] = [finding for finding in found(tiny) if finding.code == "HB101"]
    assert words in finding.message
    assert tiny.read("translations/topics.yml").split("\n")[finding.line - 1] == f"  {redirect}"


@pytest.mark.parametrize(("old", "new"), [("nothing", "new"), ("shouting", "leaving"), ("shouting", "No Id")])
def test_impossible_renaming_is_refused(tiny: Tiny, old: str, new: str) -> None:
    """Nothing changes."""
    before = files(tiny)

    assert run(tiny, "rename", "topic", old, new) == 2
    assert files(tiny) == before


@pytest.mark.parametrize("name", ["translations/search/sv.yml", "docs/sv/scenarios/shouting.md"])
def test_renaming_needs_files_that_can_be_read(linked: Tiny, capsys: Capture, name: str) -> None:
    """A file that must change and cannot be read is named, and nothing changes."""
    linked.path(name).write_bytes(b"a: [\xff")
    before = files(linked)

    assert run(linked, "rename", "topic", "shouting", "a-loud-one") == 1

    assert f"{name}:1:1 HB001" in capsys.readouterr().err
    assert files(linked) == before


# All or nothing


@pytest.mark.parametrize("fails_at", range(1, 8))
def test_nothing_is_half_done(linked: Tiny, monkeypatch: pytest.MonkeyPatch, capsys: Capture, fails_at: int) -> None:
    """Whichever file cannot be written, all are as they were."""
    before = files(linked)
    write, count = file_changes.write_whole, 0

    def fail_once(file: Path, content: bytes) -> None:
        nonlocal count
        count += 1
        if count == fails_at:
            raise OSError(28, "No space left on device")
        write(file, content)

    monkeypatch.setattr(file_changes, "write_whole", fail_once)

    assert run(linked, "rename", "topic", "shouting", "a-loud-one") == 2

    said = capsys.readouterr().err
    assert "No space left on device" in said
    assert "nothing has been changed" in said
    assert files(linked) == before


def test_new_folders_go_as_well(tmp_path: Path) -> None:
    """What is taken back leaves no empty folders."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(CannotRunError):
        file_changes.make(tmp_path, {"a/b/c.txt": "text", "file/d.txt": "text"})

    assert [path.name for path in tmp_path.rglob("*")] == ["file"]


# YAML as people write it


def test_scalars_are_quoted_only_where_they_must_be() -> None:
    """What YAML would take for something else is put in quotes."""
    plain = {text for text in ("Deutsch", "no", "a, b", "a: b", "# c", "3", "“x”", "") if scalar(text) == text}
    assert plain == {"Deutsch", "“x”"}
    assert scalar("a, b", flow=False) == "a, b"


def test_places_are_those_of_the_text() -> None:
    """Keys and values are found in any script, whole lines with the comment that belongs to them."""
    text = "# а\nа: Български # б\n\n# в\nб:\n  - x\n  - {y: z}\n# г\nв: 1\n"
    source = YamlText(text)

    assert edited(text, [(*source.values["б", 1, "y"], "ж"), (*source.keys["а",], "е")]) == text.replace(
        "z", "ж"
    ).replace("\nа:", "\nе:")
    start, end = source.lines_with_comment("б")
    assert text[:start] + text[end:] == "# а\nа: Български # б\n# г\nв: 1\n"
