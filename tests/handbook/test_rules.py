"""Each rule finds what it is about, at the line where it stands, and nothing in a sound handbook."""

from __future__ import annotations

import re

import pytest
from handbook.rules import RULES
from tiny_handbook import Tiny

SHOUTING = "docs/sv/scenarios/shouting.md"
BREATHE = "docs/bg/guidelines/breathe.md"
TOPICS = "translations/topics.yml"
SWEDISH = "translations/sv.yml"


def test_sound_handbook_has_no_findings(tiny: Tiny) -> None:
    """The tiny handbook is sound, so whatever the other tests find, they have caused."""
    assert tiny.findings() == []


def test_rules_have_codes() -> None:
    """Every rule's documentation begins with its code, and no code stands for two rules."""
    codes = {rule.code for rule in RULES}

    assert all(re.fullmatch(r"HB\d{3}", code) for code in codes)
    assert len(codes) == len(RULES)


BREAKS = {
    # The contract.
    "unknown group": (TOPICS, "group: loud", "group: lost", TOPICS, "HB101", "names the group “lost”"),
    "unknown urgency": (TOPICS, "urgency: later", "urgency: soon", TOPICS, "HB101", "names the urgency “soon”"),
    "unknown channel": (TOPICS, "[phone, chat]\n    related", "[fax]\n    related", TOPICS, "HB101", "“fax”"),
    "unknown related topic": (TOPICS, "related: [breathe,", "related: [breath,", TOPICS, "HB101", "“breath”"),
    "related to itself": (TOPICS, "[breathe, leaving]", "[shouting]", TOPICS, "HB101", "“shouting”"),
    "unknown source guideline": (TOPICS, "[bg-1]", "[bg-1, bg-2]", TOPICS, "HB101", "“bg-2”"),
    "source guideline lost": (TOPICS, "merges: [bg-1]", "merges: []", "translations/sources.yml", "HB102", "bg-1"),
    # The catalogues.
    "catalogue without a key": (SWEDISH, "direction: ltr\n", "", SWEDISH, "HB002", "“direction” is missing"),
    "catalogue with an unknown key": (
        SWEDISH,
        "direction: ltr",
        "direction: ltr\nmood: good",
        SWEDISH,
        "HB002",
        "mood",
    ),
    "empty name": (SWEDISH, "loud: Är högljudd", 'loud: ""', SWEDISH, "HB002", "groups.scenario.loud: this is empty"),
    "name of a group missing": (SWEDISH, "    loud: Är högljudd\n", "", SWEDISH, "HB201", "groups.scenario.loud"),
    "name of no section": (SWEDISH, "    how: Hur", "    how: Hur\n    who: Vem", SWEDISH, "HB201", "guideline.who"),
    "two names for a language": ("mkdocs.yml", "name: Svenska", "name: Swedish", "mkdocs.yml", "HB202", "“Swedish”"),
    "catalogue that is no YAML": (SWEDISH, "pairs:", "pairs: [", SWEDISH, "HB001", "not valid YAML"),
    "catalogue with a key twice": (SWEDISH, "pairs:", "pairs:\npairs:", SWEDISH, "HB001", "a second time"),
    "catalogue of no language": (
        "mkdocs.yml",
        "        - {locale: bg, name: Български}\n",
        "",
        None,
        "HB203",
        "“bg” is no",
    ),
    "name left in the reference language": (
        SWEDISH,
        "description: A tiny handbook",
        "description: A very tiny handbook",
        SWEDISH,
        "HB204",
        "site.description",
    ),
    "sentence for a rule missing": (
        SWEDISH,
        "direction: ltr",
        "direction: ltr\nrules: {HB301: Sidan saknas., HB302: Sidan hör inte hit.}",
        "translations/bg.yml",
        "HB207",
        "rules.HB302 is missing",
    ),
    "word of another language in a catalogue": (
        SWEDISH,
        "worse: Sämre",
        "worse: Aggravated",
        SWEDISH,
        "HB208",
        "pairs.worse seems to be in English",
    ),
    "letters of another language in a catalogue": (
        SWEDISH,
        "better: Bättre",
        "better: Разбирателство",
        SWEDISH,
        "HB208",
        "pairs.better seems to be in Bulgarian",
    ),
    "sentence of another language in a catalogue": (
        SWEDISH,
        "note: enkelt",
        "note: Speak plainly and never promise what you cannot keep.",
        SWEDISH,
        "HB208",
        "register.note seems to be in English",
    ),
    "direction of another script": (SWEDISH, "direction: ltr", "direction: rtl", SWEDISH, "HB206", "write “ltr”"),
    "field left out": (SWEDISH, "home: home sv {language}", "home: hem", SWEDISH, "HB205", "with {language}"),
    # Front matter.
    "no title": (SHOUTING, "title: Kunden skriker\n", "", SHOUTING, "HB401", "no “title”"),
    "unknown key": (SHOUTING, "title:", "author: X\ntitle:", SHOUTING, "HB401", "“author”"),
    "empty summary": (SHOUTING, "summary: Kunden skriker åt dig.", "summary:", SHOUTING, "HB401", "“summary” must"),
    "long summary": (SHOUTING, "åt dig.\n", f"åt dig{'.' * 60}\n", SHOUTING, "HB401", "60 are allowed"),
    "alias twice": (SHOUTING, "  - hög röst", "  - skriker", SHOUTING, "HB401", "stands here already"),
    "long alias": (SHOUTING, "hög röst", "hög" * 21, SHOUTING, "HB401", "63 characters, 60 are allowed"),
    "long title": (SHOUTING, "title: Kunden", f"title: {'Kund' * 20}", SHOUTING, "HB401", "60 are allowed"),
    "too few aliases": (SHOUTING, "  - skriker\n", "", SHOUTING, "HB401", "1 aliases, 2 to 3"),
    "front matter not closed": (SHOUTING, "\n---\n", "\n", SHOUTING, "HB001", "not closed"),
    # Sections.
    "section missing": (SHOUTING, "## Varför { #why }\n\nIlska måste höras först.\n", "", SHOUTING, "HB402", "“why”"),
    "section unknown": (SHOUTING, "{ #why }", "{ #whence }", SHOUTING, "HB402", "“whence”"),
    "section without an id": (SHOUTING, " { #why }", "", SHOUTING, "HB402", "has no id"),
    "section twice": (
        SHOUTING,
        "## Varför",
        "## Varför { #why }\n\nSå.\n\n## Varför",
        SHOUTING,
        "HB402",
        "second time",
    ),
    "heading of another wording": (SHOUTING, "## Varför", "## Därför", SHOUTING, "HB402", "write “Varför”"),
    "heading of another level": (SHOUTING, "Ilska", "### Mer\n\nIlska", SHOUTING, "HB402", "level 3"),
    "no lead": (SHOUTING, "\nKunden skriker.\n", "\n", SHOUTING, "HB402", "no lead"),
    # What sections hold.
    "section empty": (SHOUTING, "Ilska måste höras först.\n", "", SHOUTING, "HB403", "“why” is empty"),
    "too many steps": (SHOUTING, "2. Lyssna.\n", "2. A.\n3. B.\n4. C.\n", SHOUTING, "HB403", "4 steps, 2 to 3"),
    "bullets for steps": (SHOUTING, "1. Andas ut.\n2. Lyssna.", "- A\n- B", SHOUTING, "HB403", "a bullet list"),
    "half a pair": (SHOUTING, "| ”Lugna dig!” |", "| |", SHOUTING, "HB403", "half of this pair"),
    "other head of the pairs": (SHOUTING, "| Sämre |", "| Ve |", SHOUTING, "HB403", "write “Sämre | Bättre”"),
    "another number of steps": (SHOUTING, "2. Lyssna.\n", "2. A.\n3. B.\n", SHOUTING, "HB404", "3 steps"),
    "another placeholder": (SHOUTING, "[tid]", "[namn]", SHOUTING, "HB405", "use [tid]"),
    "placeholder left out": (SHOUTING, ", [namn].", ".", SHOUTING, "HB405", "use [namn]"),
    "placeholder of another language": (SHOUTING, "[tid]", "[time]", SHOUTING, "HB405", "“[time]” is no placeholder"),
    "too few words": (BREATHE, "Издишайте бавно.", "А.", BREATHE, "HB406", "8 to 60"),
    "phrase without a cue": (SHOUTING, "Till slut:\n\n", "", SHOUTING, "HB408", "no cue before it"),
    "cue without a colon": (SHOUTING, "Till slut:", "Till slut", SHOUTING, "HB408", "end in a colon"),
    "phrase on two lines": (SHOUTING, "> Jag ringer", "> Jag\n> ringer", SHOUTING, "HB408", "on one line"),
    "list under a text": (SHOUTING, "do }\n\n1.", "do }\n\nFörst:\n1.", SHOUTING, "HB411", "an empty line before it"),
    "table under a text": (SHOUTING, "avoid }\n", "avoid }\n\nSå här:", SHOUTING, "HB411", "an empty line before it"),
    "steps with brackets": (SHOUTING, "1. Andas ut.\n2. ", "1) Andas ut.\n2) ", SHOUTING, "HB411", "“1.”, not “1)”"),
    "list in a list": (SHOUTING, "2. Lyssna.", "2. Lyssna.\n    - Länge.", SHOUTING, "HB411", "within a list"),
    "second paragraph in a step": (SHOUTING, "2. Lyssna.", "2. Lyssna.\n\n    Länge.", SHOUTING, "HB411", "in a point"),
    # Letters.
    "direction mark": (SHOUTING, "Lyssna", "Lyss\u202ena", SHOUTING, "HB601", "right-to-left override"),
    "zero-width space": (SHOUTING, "Lyssna", "Lyss\u200bna", SHOUTING, "HB601", "zero width space"),
    "byte order mark": (SHOUTING, "Lyssna", "Lyssna\ufeff", SHOUTING, "HB601", "zero width no-break space"),
    "mark apart from its letter": (SHOUTING, "måste", "ma\u030aste", SHOUTING, "HB602", "two characters"),
    "Cyrillic letter in a Latin word": (SHOUTING, "Lyssna", "Lyssnа", SHOUTING, "HB603", "Cyrillic and Latin"),
    "Latin letter in a Cyrillic word": (BREATHE, "бавно", "бaвно", BREATHE, "HB603", "Cyrillic and Latin"),
    "invisible character in a catalogue": (SWEDISH, "Nu,", "N\u200bu,", SWEDISH, "HB601", "zero width space"),
    "Cyrillic letter in a catalogue": (SWEDISH, "loud: Är", "loud: \u00c4\u0433", SWEDISH, "HB603", "mixes letters"),
    "invisible character behind an escape": (
        SHOUTING,
        "title: Kunden skriker",
        'title: "Kunden\\u200b skriker"',
        SHOUTING,
        "HB601",
        "zero width space",
    ),
    "HTML behind an escape": (SHOUTING, "title: Kunden", 'title: "\\x3Cb>Kunden" #', SHOUTING, "HB701", "<b>"),
    "something left to do in a catalogue": (SWEDISH, "loud: Är", "loud: TODO", SWEDISH, "HB604", "“TODO” is left"),
    "something left to do": (SHOUTING, "Lyssna.", "TODO.", SHOUTING, "HB604", "“TODO” is left over"),
    "mark of a merge conflict": (SHOUTING, "Ilska", "<<<<<<< HEAD\nIlska", SHOUTING, "HB604", "left over"),
    "straight quotation marks": (SHOUTING, "”Lugna dig!”", '"Lugna dig!"', SHOUTING, "HB605", "use ” and ”"),
    "another language's quotation marks": (SHOUTING, "”Lugna dig!”", "„Lugna dig!”", SHOUTING, "HB605", "„ is no"),
    # Beside the reference.
    "left in the reference language": (
        SHOUTING,
        "Ilska måste höras först.",
        "Anger needs to be heard first.",
        SHOUTING,
        "HB651",
        "same as in English",
    ),
    "title left in the reference language": (
        SHOUTING,
        "title: Kunden skriker",
        "title: Shouting customer",
        SHOUTING,
        "HB651",
        "same as in English",
    ),
    "taken over from another language": (
        SHOUTING,
        "Ilska måste höras först.",
        "Гневът трябва първо да бъде чут.",
        None,
        "HB651",
        "same as in Български",
    ),
    "number added": (SHOUTING, "Andas ut.", "Andas ut 3 gånger.", SHOUTING, "HB652", "has no 3"),
    "word to avoid": (SWEDISH, "avoid: []", "avoid: [ilska]", SHOUTING, "HB653", "“ilska” is a word to avoid"),
    "much left out": (
        "docs/en/scenarios/shouting.md",
        "Anger needs to be heard first.",
        f"Anger {'very ' * 20}much needs to be heard.",
        None,
        "HB655",
        "characters",
    ),
    "said twice": (
        SHOUTING,
        "Ilska måste höras först.",
        "Ilska måste höras först.\n\nIlska måste höras först.",
        SHOUTING,
        "HB656",
        "already",
    ),
    # Safety.
    "image from elsewhere": (SHOUTING, "Ilska", "![x](../../../mkdocs.yml) Ilska", SHOUTING, "HB708", "not among"),
    "image without text": (SHOUTING, "Ilska", "![](a.png) Ilska", SHOUTING, "HB707", "without text"),
    "HTML": (SHOUTING, "Ilska", "<b>Ilska</b>", SHOUTING, "HB701", "<b>"),
    "script": (SHOUTING, "title: Kunden skriker", "title: <script>alert(1)</script>", SHOUTING, "HB701", "<script>"),
    "HTML in a catalogue": (SWEDISH, "loud: Är högljudd", 'loud: "\\x3Cscript>"', SWEDISH, "HB701", "<script>"),
    "address outside in a catalogue": (SWEDISH, "loud: Är", "loud: https://a.example", SWEDISH, "HB703", "outside"),
    "letter hidden as a reference": (SHOUTING, "(leaving.md)", "(&#106;avascript:x)", SHOUTING, "HB701", "&#106;"),
    "HTML comment": (SHOUTING, "Ilska", "<!-- x -->Ilska", SHOUTING, "HB701", "<!-- x -->"),
    "address that runs": (SHOUTING, "(leaving.md)", "(JavaScript:alert(1))", SHOUTING, "HB702", "can run something"),
    "address that carries": (SHOUTING, "(leaving.md)", "(data:text/html,x)", SHOUTING, "HB702", "can run something"),
    "address outside": (SHOUTING, "(leaving.md)", "(https://example.org/)", SHOUTING, "HB703", "outside the handbook"),
    "address by number": (SHOUTING, "(leaving.md)", "(https://[::1]/)", SHOUTING, "HB703", "outside the handbook"),
    "address without a scheme": (
        SHOUTING,
        "(leaving.md)",
        "(//example.org/)",
        SHOUTING,
        "HB703",
        "outside the handbook",
    ),
    "address for later": (SHOUTING, "Ilska", "[a]: leaving.md\n\nIlska", SHOUTING, "HB703", "into the link itself"),
    "style on a link": (SHOUTING, "(leaving.md)", "(leaving.md){ style=x }", SHOUTING, "HB704", "style=x"),
    "event on a heading": (SHOUTING, "{ #why }", "{ #why onclick=x }", SHOUTING, "HB704", "onclick=x"),
    "template": (SHOUTING, "Ilska", "{{ config }}", SHOUTING, "HB705", "template"),
    "inclusion": (SHOUTING, "Ilska", '--8<-- "x"\n\nIlska', SHOUTING, "HB705", "inclusion"),
    # Links.
    "link to nowhere": (SHOUTING, "(leaving.md)", "(left.md)", SHOUTING, "HB407", "left.md leads to no page"),
    "link to another language": (
        SHOUTING,
        "(leaving.md)",
        "(../../en/scenarios/leaving.md)",
        SHOUTING,
        "HB407",
        "no page",
    ),
    "link to a telephone": (SHOUTING, "(leaving.md)", "(tel:112)", SHOUTING, "HB407", "no page"),
    "link to no section": (SHOUTING, "(leaving.md)", "(leaving.md#how)", SHOUTING, "HB407", "no section “how”"),
    "another link": (SHOUTING, "(leaving.md)", "(shouting.md)", SHOUTING, "HB409", "has no link to shouting.md"),
    "no neighbour": (SHOUTING, ", se [Kunden går](leaving.md)", "", SHOUTING, "HB410", "no neighbouring topic"),
}


@pytest.mark.parametrize(("file", "old", "new", "where", "code", "words"), BREAKS.values(), ids=BREAKS.keys())
def test_break_is_found(tiny: Tiny, file: str, old: str, new: str, where: str | None, code: str, words: str) -> None:
    """A handbook broken in one place has a finding that names the file, the rule and the thing."""
    if words == "8 to 60":  # one word is left: take the rest of the page too
        tiny.replace(file, "Пребройте до три.", "Б.")
        tiny.replace(file, "Бавният дъх държи главата бистра.", "В.")
        tiny.replace(file, "Дишайте, преди да отговорите.\n\n##", "Г.\n\n##")
    tiny.replace(file, old, new)

    found = [finding for finding in tiny.findings() if finding.code == code]

    assert found
    assert where is None or {finding.path for finding in found} == {where}
    assert any(words in f"{finding.message} - {finding.advice}" for finding in found)


def test_missing_page_is_found(tiny: Tiny) -> None:
    """A page that one language lacks is named with its language, its topic and what to do."""
    tiny.path(SHOUTING).unlink()

    [finding] = tiny.findings()

    assert str(finding) == (
        "docs/sv/scenarios/shouting.md:1:1 HB301 the topic shouting has no page in Svenska "
        "- write it, after docs/en/scenarios/shouting.md"
    )


def test_missing_reference_page_is_found(tiny: Tiny) -> None:
    """The reference language is held to the contract too."""
    tiny.path("docs/en/guidelines/breathe.md").unlink()

    assert [f.path for f in tiny.findings() if f.code == "HB301"] == ["docs/en/guidelines/breathe.md"]


def test_missing_home_page_is_found(tiny: Tiny) -> None:
    """Pages beside the topics must exist in every language as well."""
    tiny.path("docs/bg/index.md").unlink()

    [finding] = tiny.findings()

    assert (finding.path, finding.code) == ("docs/bg/index.md", "HB301")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("docs/sv/scenarios/unknown.md", "belongs to no topic"),
        ("docs/sv/guidelines/shouting.md", "move the page to docs/sv/scenarios/shouting.md"),
        ("docs/sv/extra.md", "belongs to no topic"),
    ],
)
def test_stray_page_is_found(tiny: Tiny, name: str, words: str) -> None:
    """A page of no topic, under the wrong kind, or in one language only is named."""
    tiny.write(name, tiny.read(SHOUTING))

    found = [finding for finding in tiny.findings() if finding.code == "HB302"]

    assert [name] == [finding.path for finding in found]
    assert words in f"{found[0].message} - {found[0].advice}"


def test_missing_catalogue_is_found(tiny: Tiny) -> None:
    """A language without a catalogue is a finding, not the end."""
    tiny.path(SWEDISH).unlink()

    assert (SWEDISH, "HB001") in {(finding.path, finding.code) for finding in tiny.findings()}


def test_sections_out_of_order_are_found(tiny: Tiny) -> None:
    """Sections stand in the contract's order."""
    text = tiny.read(BREATHE)
    head, how, why = re.split(r"(?=^## )", text, flags=re.MULTILINE)
    tiny.write(BREATHE, f"{head}{why}\n{how}")

    [finding] = tiny.findings()

    assert finding.message == "the section “why” stands where “how” should"


@pytest.mark.parametrize(("name", "line"), [(SHOUTING, 2), ("docs/bg/index.md", 3)], ids=["topic page", "home page"])
def test_broken_bytes_are_found(tiny: Tiny, name: str, line: int) -> None:
    """A file that is no UTF-8 is named with the line of the bad byte, and the others are still read."""
    lines = tiny.path(name).read_bytes().splitlines(keepends=True)
    lines[line - 1] = b"title: \xff\xfe\n"
    tiny.path(name).write_bytes(b"".join(lines))

    assert [(name, line, "HB001")] == [(f.path, f.line, f.code) for f in tiny.findings()]


def test_number_of_the_reference_is_missed(tiny: Tiny) -> None:
    """A number that the reference gains is missed in every other language, but not a language’s own."""
    tiny.replace("docs/en/scenarios/shouting.md", "Breathe out.", "Breathe out 3 times.")
    tiny.replace(SHOUTING, "Andas ut.", "Andas ut 3 gånger, ring 112.")
    tiny.write(SWEDISH, tiny.read(SWEDISH) + 'own_numbers: ["112"]\n')

    [finding] = tiny.findings()

    assert finding.path == "docs/bg/scenarios/shouting.md"
    assert finding.message == "the number 3 is missing, docs/en/scenarios/shouting.md has it"


def test_alias_of_two_topics_is_found(tiny: Tiny) -> None:
    """The same alias on two topics of a language is named on both."""
    tiny.replace(SHOUTING, "  - hög röst", "  - säger UPP")

    found = [finding for finding in tiny.findings() if finding.code == "HB654"]

    assert sorted(((finding.path, finding.line) for finding in found), reverse=True) == [
        (SHOUTING, 6),
        ("docs/sv/scenarios/leaving.md", 5),
    ]


def test_what_leads_out_is_found(tiny: Tiny) -> None:
    """A link to another place, and a file that is no page, do not belong among the pages."""
    tiny.path("docs/sv/secret.md").symlink_to("/etc/hostname")
    tiny.write("docs/sv/scenarios/run.js", "alert(1)")
    tiny.write("docs/note.md", "Not in any language.")

    found = {finding.path for finding in tiny.findings() if finding.code == "HB706"}

    assert {"docs/sv/secret.md", "docs/sv/scenarios/run.js", "docs/note.md"} == found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("{ #why }", "{#why}"),
        ("- skriker\n  - hög röst", "- hög röst\n  - skriker"),
        ("2. ", "1. "),
        ("- ”Nu", "* ”Nu"),
        ("(leaving.md)", "(./leaving.md)"),
        ("\n---\n", "\n--- \n"),
        ("title: Kunden skriker", 'title: "Kunden skriker"'),
        ("Ilska", "Ilska hos Müller & Söhne"),
    ],
    ids=[
        "line endings",
        "spaces in an id",
        "order of aliases",
        "another numbering",
        "another bullet",
        "another way to write a link",
        "a space behind the dashes",
        "quotation marks in YAML",
        "a foreign name",
    ],
)
def test_harmless_change_passes(tiny: Tiny, old: str, new: str) -> None:
    """What a reader would not notice is no finding."""
    text = tiny.read(SHOUTING)
    assert old in text
    text = text.replace(old, new)
    tiny.path(SHOUTING).write_bytes(text.encode())

    assert tiny.findings() == []


def test_findings_point_at_their_line(tiny: Tiny) -> None:
    """A finding's line is the line in the file, front matter counted."""
    tiny.replace(SHOUTING, "[tid]", "[time]")
    line = next(n for n, text in enumerate(tiny.read(SHOUTING).splitlines(), 1) if "[time]" in text)

    assert [line] == [finding.line for finding in tiny.findings()]
