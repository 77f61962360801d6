"""A text in another language is found, whatever the language; a name or a quotation in the right one is not."""

from __future__ import annotations

import pytest
from handbook import Handbook
from handbook.language_identification import english_name, identify, identify_name, knows
from handbook.rules.language import own_language
from tiny_handbook import LANGUAGES, Tiny

SENTENCES = {
    "bg": "Дишайте бавно и оставете клиента да довърши.",
    "de": "Atme langsam aus und lass den Kunden ausreden.",
    "en": "Breathe slowly and let the customer finish.",
    "es": "Respira despacio y deja que el cliente termine.",
    "hr": "Dišite polako i pustite klijenta da završi.",
    "id": "Tarik napas pelan-pelan dan biarkan pelanggan menyelesaikan keluhannya.",
    "ru": "Дышите медленно и дайте клиенту договорить.",
    "sv": "Andas långsamt och låt kunden tala till punkt.",
    "tr": "Yavaşça nefes alın ve müşterinin sözünü bitirmesini bekleyin.",
}
SIX = ("bg", "en", "hr", "id", "sv", "tr")

SOUND = {
    "names of a product": ("sv", "Ring Volkswagen Financial Services i Wolfsburg och be dem skicka avtalet."),
    "names in other letters": ("bg", "Отворете Google Chrome и влезте в Microsoft Dynamics Customer Service."),
    "names inflected": ("hr", "Nazovite Björna Söderströma iz Deutsche Telekom AG u Frankfurtu."),
    "names only": ("bg", "Microsoft Teams, Google Drive, Facebook Messenger, WhatsApp"),
    "a name in other letters": ("sv", "Иван Петров"),
    "a book": ("sv", "Harvard Business Review, Customer Service Handbook, 2021"),
    "a quotation": ("en", "He shouts “das ist eine Unverschämtheit” and hangs up."),
    "a quotation in the middle": ("tr", "Müşteri “money back guarantee” diye bağırıyor."),
    "borrowed words": ("id", "Klik “Forgot password” lalu masukkan kode OTP yang dikirim lewat SMS."),
    "addresses": ("sv", "customer.service@example.com, https://www.example.com/support/contact"),
    "capitals": ("tr", "HEMEN İPTAL EDİN VE PARAMI GERİ VERİN!"),
    "close to Russian": ("bg", "Не признавайте, не обещавайте и не оспорвайте нищо."),
    "too short": ("sv", "Thank you"),
    "nothing": ("sv", ""),
    "figures": ("sv", "1 234 567,89 12:30 2026-11-22"),
    "close languages": ("hr", "Polako izdahni i pusti kupca da završi."),
    "no spaces": ("ja", "お客様が怒鳴っています。落ち着いて聞いてください。"),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_foreign_sentences_are_found(language: str) -> None:
    """A sentence is let pass in its own language, and named in every other one."""
    found = {identify(SENTENCES[language], expected, SIX) for expected in SIX if expected != language}
    assert found == {language}
    assert identify(SENTENCES[language], language) is None


@pytest.mark.parametrize(
    ("language", "name", "found"),
    [
        ("hr", "Startsida", "sv"),
        ("hr", "Sökresultat", "sv"),
        ("bg", "Startsida", "sv"),
        ("tr", "Početna stranica", "hr"),
        ("sv", "Настройки", "bg"),
        ("en", "Arama sonuçları", "tr"),
        ("hr", "Početna", None),  # its own
        ("id", "nominal", None),  # its own, though its small dictionary lacks it: several other languages have it
        ("bg", "самотник", None),  # as above, and a dictionary of Serbian would have it
        ("sv", "Start", None),  # a word of both
        ("sv", "IMEI", None),  # an abbreviation
        ("hr", "Qwrtzx", None),  # in no dictionary
        ("hr", "ok", None),  # too short
        ("sv", "", None),
    ],
)
def test_names_of_a_word_or_two(language: str, name: str, found: str | None) -> None:
    """A name is foreign where only the dictionary of another language has its words."""
    assert identify_name(name, language, SIX) == found


def test_familiar_words_are_no_names_of_another_language() -> None:
    """What is known to be a word of the language needs no dictionary."""
    assert identify_name("Startsida", "hr", SIX, {"startsida"}) is None


@pytest.mark.parametrize("name", SOUND)
def test_sound_texts_are_left_in_peace(name: str) -> None:
    """Names, quotations and short texts say nothing about the language that they stand in."""
    expected, text = SOUND[name]

    assert identify(text, expected) is None


def test_other_letters_need_few_words() -> None:
    """Where Latin letters are expected, two words in others are enough, even of a language that is a twin."""
    assert identify("Клиентът вика.", "sv") == "bg"
    assert identify("Купац виче.", "hr", SIX) == "sr"
    assert identify("Купац виче на тебе.", "sr") is None


def test_locales() -> None:
    """The language of a locale counts, not its region; what the model does not know is never judged."""
    assert identify(SENTENCES["de"], "pt-BR") == "de"
    assert identify("O cliente está gritando e não quer ouvir.", "pt-BR") is None
    assert identify("Kunden roper og vil ikke høre på deg.", "nb") is None
    assert not knows("tlh")
    assert identify(SENTENCES["de"], "tlh") is None


def test_without_a_dictionary_the_model_must_be_sure() -> None:
    """A language that simplemma does not have is judged by the model alone."""
    assert identify(SENTENCES["en"], "th") == "en"


def test_names_of_languages() -> None:
    """Messages name a language in English, or by its code."""
    assert english_name("de") == "German"
    assert english_name("als-x") == "als-x"


def found(handbook: Handbook) -> list[tuple[str, int, str]]:
    """What the rule finds: path, line and message."""
    return [(finding.path, finding.line, finding.message) for finding in own_language(handbook)]


def test_sound_handbooks_have_no_findings(tiny: Tiny, real: Handbook) -> None:
    """Neither the tiny handbook nor the real one has a word in a wrong place."""
    assert found(tiny.load()) == []
    assert found(real) == []


def test_a_piece_is_found_where_it_stands(tiny: Tiny) -> None:
    """A point of a list in another language is found on its line, and nothing else on the page."""
    page = "docs/sv/guidelines/breathe.md"
    tiny.replace(page, "Räkna till tre.", "Count to three before you say anything at all.")
    line = tiny.read(page).splitlines().index("- Count to three before you say anything at all.") + 1

    assert found(tiny.load()) == [(page, line, "this seems to be in English")]


def test_front_matter_is_judged(tiny: Tiny) -> None:
    """A summary is judged by itself; title and aliases, each too short for it, together."""
    page = "docs/bg/guidelines/breathe.md"
    tiny.replace(page, "Дишайте, преди да отговорите.", SENTENCES["de"])
    assert found(tiny.load()) == [(page, 3, "this seems to be in German")]

    tiny.replace(page, "Първо дишайте", "Breathe before you answer")
    tiny.replace(page, "дъх", "take a slow breath")
    tiny.replace(page, "успокойте се сами", "calm yourself down first")
    assert (page, 2, "this seems to be in English") in found(tiny.load())


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "sv"])
def test_a_page_of_another_language_is_one_finding(tiny: Tiny, language: str) -> None:
    """A whole page that has got into a wrong folder is said once."""
    page = "scenarios/shouting.md"
    tiny.write(f"docs/sv/{page}", tiny.read(f"docs/{language}/{page}"))

    assert found(tiny.load()) == [(f"docs/sv/{page}", 1, f"the whole page seems to be in {english_name(language)}")]


def test_a_page_left_half_translated_is_one_finding(tiny: Tiny) -> None:
    """A few words of the right language do not save a page."""
    page = "scenarios/leaving.md"
    tiny.write(f"docs/bg/{page}", tiny.read(f"docs/sv/{page}"))
    tiny.replace(f"docs/bg/{page}", "Kunden vill gå.", "Клиентът иска да си тръгне.")

    assert found(tiny.load()) == [(f"docs/bg/{page}", 1, "the whole page seems to be in Swedish")]
