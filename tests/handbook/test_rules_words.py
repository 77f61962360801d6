"""Rules about words: the form of address, amounts of time, and texts that were left in another language."""

from __future__ import annotations

import pytest
from handbook import Handbook
from handbook.catalogue import Quantities
from handbook.quantities import Amount, QuantityReader
from handbook.rules.catalogues import untranslated_names
from handbook.rules.register import form_of_address
from handbook.rules.translation import same_quantities
from tiny_handbook import Tiny

SHOUTING = "docs/sv/scenarios/shouting.md"
SHOUTING_IN_BULGARIAN = "docs/bg/scenarios/shouting.md"
SHOUTING_IN_ENGLISH = "docs/en/scenarios/shouting.md"
BREATHE = "docs/bg/guidelines/breathe.md"
SWEDISH = "translations/sv.yml"
BULGARIAN = "translations/bg.yml"
ENGLISH = "translations/en.yml"


def line_of(tiny: Tiny, name: str, words: str) -> int:
    """The first line of a file that has some words."""
    return next(number for number, line in enumerate(tiny.read(name).splitlines(), 1) if words in line)


# The form of address.


@pytest.fixture
def addressed(tiny: Tiny) -> Tiny:
    """The tiny handbook with a register that says which words are wrong."""
    tiny.replace(SWEDISH, "note: enkelt", "note: enkelt, avoid: [eder], avoid_to_customer: [er, kan ni]")
    tiny.replace(BULGARIAN, "note: просто", "note: просто, avoid: [ти, твой], polite_capitals: [Вие, Ви, Вас]")
    tiny.replace(SHOUTING_IN_BULGARIAN, "summary: Клиентът Ви вика.", "summary: Клиентът ви вика.")
    return tiny


def test_right_form_of_address_passes(addressed: Tiny) -> None:
    """A handbook that keeps to its register has no findings, and neither has one that says nothing of words."""
    assert list(form_of_address(addressed.load())) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (SHOUTING, "> Jag lyssnar", "> Kan  ni vänta? Jag lyssnar", "“Kan  ni”"),
        (SHOUTING, "ringer dig", "ringer er", "“er”"),
        (SHOUTING, "”Berätta mer.”", "”Vad har hänt er?”", "“er”"),
        (SHOUTING, "”Berätta mer.”", "Lyssna till eder kund", "“eder”"),
        (SHOUTING, "1. Andas ut.", "1. Hämta *eder* kollega.", "“eder”"),
        (SHOUTING, "Till slut:", "När I har eder lösning:", "“eder”"),
        (SHOUTING, "Om kunden bara", "Om eder kund bara", "“eder”"),
        (SHOUTING, "summary: Kunden skriker åt dig.", "summary: Kunden skriker åt Eder.", "“Eder”"),
        (SHOUTING_IN_BULGARIAN, "> Слушам Ви", "> Слушам ви", "“ви” to the customer is “Ви”"),
        (SHOUTING_IN_BULGARIAN, "> Слушам Ви, [име].", "> Ще ти кажа, [име].", "“ти”"),
        (SHOUTING_IN_BULGARIAN, "„Разкажете ми още.“", "„Какво ви тревожи?“", "“ви”"),
        (SHOUTING_IN_BULGARIAN, "2. Слушайте.", "2. Слушайте, ако Ви говори.", "“Ви” has a capital"),
        (SHOUTING_IN_BULGARIAN, "Клиентът вика.\n", "Клиентът вика.\nТой чака Вас.\n", "“Вас” has a capital"),
        (BREATHE, "Бавният дъх", "Твой дълъг дъх", "“Твой”"),
    ],
)
def test_wrong_form_of_address_is_found(addressed: Tiny, file: str, old: str, new: str, words: str) -> None:
    """Wherever the handbook speaks, a wrong form of address is named at its line, in any case and over any space."""
    addressed.replace(file, old, new)

    [finding] = form_of_address(addressed.load())

    assert (finding.code, finding.path) == ("HB658", file)
    assert words in finding.message
    assert finding.line == line_of(addressed, file, new.splitlines()[-1])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (SHOUTING, "- ”Nu har jag fått nog!”", "- ”Kan ni skämmas?”\n- Någon säger ”eder”."),
        (SHOUTING, "- ”Nu har jag fått nog!”", "- Jag har fått nog av er och eder!"),
        (SHOUTING, "| ”Lugna dig!” |", "| Säg aldrig eder, ”kan ni” |"),
        (SHOUTING, "1. Andas ut.", "1. Andas ut, alla av er. Kan ni?"),
        (SHOUTING, "> Jag lyssnar", "> Det heter ”eder”. Jag lyssnar"),
        (SHOUTING, "> Jag lyssnar", "> Där eller federn, jag lyssnar"),
        (SHOUTING_IN_BULGARIAN, "2. Слушайте.", "2. Слушайте. Вие решавате: Вие можете."),
        (SHOUTING_IN_BULGARIAN, "2. Слушайте.", "2. Слушайте, вие можете."),
        (SHOUTING_IN_BULGARIAN, "вижте [Клиент, който си тръгва]", "вижте [Вие и клиентът]"),
        (SHOUTING_IN_BULGARIAN, "| „Успокойте се!“ |", "| „Какво ти става?“ |"),
        (SHOUTING_IN_BULGARIAN, "1. Издишайте.", "1. Издишайте. ВИЕ!"),
    ],
    ids=[
        "customers in the first sign, and a quotation in another",
        "the first sign without quotation marks",
        "what makes it worse",
        "several agents",
        "a quotation in a sentence to say",
        "part of a word",
        "capital at the beginning of a sentence and after a colon",
        "no capital to the agent",
        "capital at the beginning of a link",
        "a quotation of what makes it worse",
        "capitals throughout",
    ],
)
def test_what_the_handbook_does_not_say_itself_passes(addressed: Tiny, file: str, old: str, new: str) -> None:
    """What customers say is theirs, and a word may mean several people where the catalogue allows it."""
    addressed.replace(file, old, new)

    assert list(form_of_address(addressed.load())) == []


def test_placeholders_are_no_address(addressed: Tiny) -> None:
    """The words in brackets are replaced before anybody says them."""
    addressed.replace(SHOUTING_IN_BULGARIAN, "[име]", "[ви]")

    assert list(form_of_address(addressed.load())) == []


def test_real_handbook_keeps_to_its_registers(real: Handbook) -> None:
    """No real page has a wrong form of address, though all languages but English say what one is."""
    without = {language for language, found in real.catalogues.items() if not (_wrong_words(found.register))}

    assert without == {"en"}
    assert list(form_of_address(real)) == []


def _wrong_words(register: object) -> tuple[str, ...]:
    lists = ("avoid", "avoid_to_customer", "polite_capitals")
    return tuple(word for name in lists for word in getattr(register, name))


# Amounts of time.


@pytest.fixture
def timed(tiny: Tiny) -> Tiny:
    """The tiny handbook, with an amount of time on a page and the words for it in two of three languages."""
    words = "quantities: {numerals: {2: [%s], 3: [%s]}, units: {minute: [%s], hour: [%s]}, phrases: {1 hour: [%s]}}\n"
    for name, *forms in (
        (ENGLISH, "two", "three", "minute, minutes", "hour, hours", "an hour, within the hour"),
        (SWEDISH, "två", "tre", "minut, minuter", "timme, timmar", "en timme"),
    ):
        tiny.write(name, tiny.read(name) + words % tuple(forms))
    tiny.replace(SHOUTING_IN_ENGLISH, "Breathe out.", "Breathe out for two minutes.")
    tiny.replace(SHOUTING_IN_ENGLISH, "Anger needs", "Within the hour anger needs")
    tiny.replace(SHOUTING, "Andas ut.", "Andas ut i två minuter.")
    tiny.replace(SHOUTING, "Ilska måste", "Inom en timme måste ilska")
    return tiny


def test_same_amounts_of_time_pass(timed: Tiny) -> None:
    """The same amounts are no finding, and a language that does not say how it counts is not judged."""
    assert list(same_quantities(timed.load())) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("i två minuter", "i 2 minuter"),
        ("i två minuter", "i *två*\n   minuter"),
        ("i två minuter", "- Två minuter"),
        ("Inom en timme", "Inom 60 minuter"),
        ("åt dig.", "åt dig i minuter och timmar."),
        ("2. Lyssna.", "2. Lyssna på de två eller tre."),
    ],
    ids=["digits", "marks and lines", "capital", "another unit", "unit without a number", "number without a unit"],
)
def test_same_time_in_other_words_passes(timed: Tiny, old: str, new: str) -> None:
    """An amount is the same in digits, in another unit, and however it is written."""
    timed.replace(SHOUTING, old, new)

    assert list(same_quantities(timed.load())) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "två minuter",
            "tre minuter",
            "“tre minuter” stands here, docs/en/scenarios/shouting.md:13 has “two minutes”",
        ),
        ("två minuter", "två timmar", "“två timmar” stands here, docs/en/scenarios/shouting.md:13 has “two minutes”"),
        ("en timme", "3 timmar", "“3 timmar” stands here, docs/en/scenarios/shouting.md:40 has “within the hour”"),
        ("2. Lyssna.", "2. Lyssna i tre minuter.", "“tre minuter” stands here, docs/en/scenarios/shouting.md has no"),
        ("åt dig.", "åt dig i tre timmar.", "“tre timmar” stands here, docs/en/scenarios/shouting.md has no"),
        ("2. Lyssna.", "2. Lyssna i två minuter.", "“två minuter” stands here, docs/en/scenarios/shouting.md has no"),
    ],
    ids=["another number", "another unit", "another than one", "one more", "in the summary", "once too often"],
)
def test_another_amount_of_time_is_found(timed: Tiny, old: str, new: str, message: str) -> None:
    """An amount that the reference does not have is named at its line, with what the reference has instead."""
    timed.replace(SHOUTING, old, new)

    [finding] = same_quantities(timed.load())

    assert (finding.code, finding.path) == ("HB659", SHOUTING)
    assert finding.line == line_of(timed, SHOUTING, new)
    assert finding.message.startswith(message)


def test_missing_amount_of_time_is_found(timed: Tiny) -> None:
    """An amount that only the reference has is missed, with the place where it stands."""
    timed.replace(SHOUTING, " i två minuter", "")

    [finding] = same_quantities(timed.load())

    assert finding.message == f"“two minutes” is missing, {SHOUTING_IN_ENGLISH}:13 has it"


def test_changed_reference_is_found_in_translations(timed: Tiny) -> None:
    """A change of the reference alone is found where it was not followed."""
    timed.replace(SHOUTING_IN_ENGLISH, "two minutes", "three minutes")

    [finding] = same_quantities(timed.load())

    assert finding.path == SHOUTING
    assert "“två minuter”" in finding.message


@pytest.mark.parametrize(
    ("language", "text", "seconds"),
    [
        ("en", "Wait twenty-five minutes.", [1500]),
        ("en", "Give two weeks’ notice, or a fortnight.", [1_209_600, 1_209_600]),
        ("en", "Half an hour, then an hour.", [1800, 3600]),
        ("en", "Two customers waited for hours.", []),
        ("bg", "Изчакайте двадесет и пет минути.", [1500]),
        ("bg", "До един час, но не в уговорения час.", [3600]),
        ("hr", "Pričekajte dvadeset i pet minuta.", [1500]),
        ("hr", "U roku od sat vremena ili dva radna dana.", [3600, 172_800]),
        ("hr", "Dvije ili tri minute, dva-tri sata.", [180, 10_800]),
        ("id", "Tunggu dua puluh lima menit, lalu lima belas menit.", [1500, 900]),
        ("id", "Dalam satu jam, pada jam kerja.", [3600]),
        ("sv", "Vänta tjugofem minuter.", [1500]),
        ("sv", "Fjorton dagar eller två dygn.", [1_209_600, 172_800]),
        ("tr", "İki saat, on beş dakika ya da yirmi beş dakikada.", [7200, 900, 1500]),
        ("tr", "ON DAKİKA sonra.", [600]),
        ("tr", "Belirli bir saat seçin, bir saat içinde arayın.", [3600]),
        ("tr", "Beş yıldız ve iki ayrı soru.", []),
    ],
)
def test_real_catalogues_read_amounts_of_time(real: Handbook, language: str, text: str, seconds: list[float]) -> None:
    """Inflected, compound and colloquial amounts are read; clock times, stars and bare hours are not."""
    quantities = real.catalogues[language].quantities
    assert quantities

    found = [quantity.amount for quantity in QuantityReader(quantities).read(text)]

    assert found == [Amount(size, "seconds") for size in seconds]


def test_years_are_months_and_months_are_no_days() -> None:
    """A year is twelve months; how many days a month has, nobody can say."""
    reader = QuantityReader(Quantities({}, {"month": ("months",), "year": ("year",), "day": ("days",)}, {}))

    year, months, days = (quantity.amount for quantity in reader.read("1 year, 12 months, 365 days"))

    assert year == months != days


def test_empty_lists_find_nothing() -> None:
    """A language that lists no words has no amounts, rather than one at every place."""
    assert list(QuantityReader(Quantities({}, {}, {})).read("two hours, 2 hours")) == []


def test_real_pages_agree_on_amounts_of_time(real: Handbook) -> None:
    """The real pages say the same amounts in all languages, and there are such amounts."""
    counts = {}
    for language, catalogue in real.catalogues.items():
        assert catalogue.quantities
        reader = QuantityReader(catalogue.quantities)
        pages = (page for page in real.pages.values() if page.language == language)
        counts[language] = sum(len(list(reader.read(text.text))) for page in pages for text in page.texts)

    assert len(set(counts.values())) == 1
    assert counts["en"] > 0
    assert list(same_quantities(real)) == []


# Texts left in another language.


def test_translated_catalogues_pass(tiny: Tiny) -> None:
    """Catalogues in their own languages have no findings."""
    assert list(untranslated_names(tiny.load())) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (SWEDISH, "worse: Sämre", "worse: Worse", [(SWEDISH, "pairs.worse", "English")]),
        (SWEDISH, "chat: Chatt", "chat: chat", [(SWEDISH, "channels.chat", "English")]),
        (SWEDISH, "sv-1: Håll dig lugn.", "sv-1: Stay calm.", [(SWEDISH, "sources.sv-1", "English")]),
        (SWEDISH, "  home: home sv", "  home: home en", [(SWEDISH, "labels.home", "English")]),
        (SWEDISH, "{term: namn,", "{term: name,", [(SWEDISH, "glossary.customer.term", "English")]),
        (
            BULGARIAN,
            "    how: Как",
            "    how: Hur",
            [(BULGARIAN, "sections.guideline.how", "Svenska"), (SWEDISH, "sections.guideline.how", "Български")],
        ),
        (
            SWEDISH,
            "bg-1: Låt dem gå.",
            "bg-1: Пуснете ги.",
            [(BULGARIAN, "sources.bg-1", "Svenska"), (SWEDISH, "sources.bg-1", "Български")],
        ),
        (
            ENGLISH,
            "calm: Keep calm",
            "calm: Håll dig lugn",
            [(SWEDISH, "groups.guideline.calm", "English")],
        ),
    ],
    ids=["one word", "another case", "source", "label", "term", "another language", "another's source", "reference"],
)
def test_text_in_another_language_is_found(
    tiny: Tiny, file: str, old: str, new: str, found: list[tuple[str, str, str]]
) -> None:
    """A text that is the same as another language's is named in each catalogue but the reference language's."""
    tiny.replace(file, old, new)

    findings = list(untranslated_names(tiny.load()))

    assert [(finding.path, finding.message) for finding in sorted(findings)] == [
        (path, f"{name} is the same as in {other}") for path, name, other in found
    ]
    assert {(finding.code, line_of(tiny, file, new)) for finding in findings if finding.path == file} <= {
        ("HB204", finding.line) for finding in findings
    }


def test_text_that_is_rightly_the_same_passes(tiny: Tiny) -> None:
    """A catalogue says itself which of its texts may be the same as another's."""
    tiny.replace(SWEDISH, "chat: Chatt", "chat: Chat")
    tiny.write(SWEDISH, tiny.read(SWEDISH) + "same_as_elsewhere: [channels.chat]\n")

    assert list(untranslated_names(tiny.load())) == []


@pytest.mark.parametrize("name", ["channels.phone", "channels.fax", "channels", "direction"])
def test_exception_for_nothing_is_found(tiny: Tiny, name: str) -> None:
    """What is the same as nothing, or no text at all, need not be named."""
    tiny.write(SWEDISH, f"{tiny.read(SWEDISH)}same_as_elsewhere:\n  - {name}\n")

    [finding] = untranslated_names(tiny.load())

    assert finding.message == f"no other language has the same at “{name}”"
    assert (finding.path, finding.line) == (SWEDISH, line_of(tiny, SWEDISH, f"  - {name}"))


def test_exception_is_kept_while_a_catalogue_cannot_be_read(tiny: Tiny) -> None:
    """A broken catalogue is no reason to remove what may be right beside it."""
    tiny.replace(SWEDISH, "chat: Chatt", "chat: Chat")
    tiny.write(SWEDISH, tiny.read(SWEDISH) + "same_as_elsewhere: [channels.chat]\n")
    tiny.replace(ENGLISH, "pairs:", "pairs: [")

    assert list(untranslated_names(tiny.load())) == []


def test_real_catalogues_are_in_their_own_languages(real: Handbook) -> None:
    """The real catalogues have nothing of another language but what they name."""
    assert list(untranslated_names(real)) == []


def test_new_keys_may_be_left_out(tiny: Tiny) -> None:
    """A language without lists of words, of times and of exceptions is complete."""
    assert tiny.load().load_findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "quantities: {numerals: {two: [två]}}\n",
        "quantities: {numerals: {2: []}}\n",
        "quantities: {units: {moment: [stund]}}\n",
        "quantities: {phrases: {an hour: [en timme]}}\n",
        "quantities: {numerals: {10: [on]}}\n",
        "same_as_elsewhere: channels.chat\n",
    ],
)
def test_new_keys_are_held_to_the_schema(tiny: Tiny, text: str) -> None:
    """Words for times and exceptions have their form; what YAML takes for a switch (on) is no word."""
    tiny.write(SWEDISH, tiny.read(SWEDISH) + text)

    assert {(finding.path, finding.code) for finding in tiny.load().load_findings} == {(SWEDISH, "HB002")}
