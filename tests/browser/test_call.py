"""The moment of the call: copying sentences, the caller's language, ticking steps, the record of the incident."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from handbook import load
from handbook.site import address as page_address
from handbook.site import topic_path
from playwright.sync_api import Locator, Page, expect
from tiny_handbook import PROJECT

REAL = load(PROJECT)
SCENARIO = "angry-customer"
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
WIDE = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}
CUSTOMER = "Ana <b>Kovač</b> & Söhne"

Visit = Callable[..., Page]


def topic(base: str, language: str, name: str = SCENARIO) -> str:
    """The address of a topic's page."""
    return f"{base}/{page_address(REAL, topic_path(REAL, language, name))}"


def said(language: str, name: str = SCENARIO) -> list[str]:
    """The sentences to say of a page, as they are written."""
    section = REAL.pages[language, name].section("say")
    assert section
    return [phrase.text for phrase in section.phrases]


def place_with(placeholder: str, name: str = SCENARIO) -> int:
    """The number of the first sentence that has a placeholder."""
    word = f"[{REAL.catalogues['en'].placeholders[placeholder]}]"
    return next(number for number, text in enumerate(said("en", name), 1) if word in text)


def topic_with(placeholder: str) -> str:
    """A scenario whose sentences have a placeholder."""
    word = f"[{REAL.catalogues['en'].placeholders[placeholder]}]"
    return next(one.id for one in REAL.contract.topics_of("scenario") if word in " ".join(said("en", one.id)))


def label(language: str, key: str) -> str:
    """One of the site's words."""
    return REAL.catalogues[language].labels[key]


def clipboard(page: Page) -> str:
    """What can be pasted now."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def line(page: Page, number: int, callers: bool = False) -> Locator:
    """A sentence to say, or the same in the caller's language."""
    return page.locator(f"#say-{number} .line").nth(1 if callers else 0)


def open_panel(page: Page) -> None:
    """Open what is put in for this call."""
    page.locator(".call__more > summary").click()


def test_click_copies_clean_text_and_says_so(visit: Visit, root: str) -> None:
    """The sentence, without marks around it, is in the clipboard; the button shows it and a screen reader is told."""
    page = visit(topic(root, "en"), viewport=WIDE, **CLIPBOARD)
    number = next(number for number, text in enumerate(said("en"), 1) if "[" not in text)
    button = line(page, number).get_by_role("button", name=f"Copy sentence {number}")
    button.click()

    expect(button).to_have_class(re.compile("is-done"))
    expect(page.get_by_role("status").filter(has_text=label("en", "call_copied"))).to_be_visible()
    assert clipboard(page) == said("en")[number - 1]
    expect(button).not_to_have_class(re.compile("is-done"))  # for a moment only


def test_values_are_put_in_and_kept_over_pages(visit: Visit, root: str) -> None:
    """A name that was given once stands in the sentences of every page, in every language, as plain text."""
    name = topic_with("customer")
    page = visit(topic(root, "en", name), viewport=WIDE, **CLIPBOARD)
    number = place_with("customer", name)
    open_panel(page)
    page.locator("[data-slot=customer]").fill(CUSTOMER)
    line(page, number).get_by_role("button").click()

    written = said("en", name)[number - 1].replace("[customer’s name]", CUSTOMER)
    expect(line(page, number).locator(".placeholder--filled").first).to_have_text(CUSTOMER)
    assert clipboard(page) == written

    page.goto(topic(root, "hr", name))
    expect(line(page, number).locator(".placeholder--filled").first).to_have_text(CUSTOMER)
    assert page.locator(".topic b").filter(has_text="Kovač").count() == 0


def test_what_is_missing_is_said(visit: Visit, root: str) -> None:
    """An unfilled placeholder stays in its brackets, and the confirmation names it."""
    name = topic_with("customer")
    page = visit(topic(root, "bg", name), viewport=WIDE, **CLIPBOARD)
    number = place_with("customer", name)
    line(page, number).get_by_role("button").click()

    expect(page.locator(".call-status")).to_contain_text(f"[{REAL.catalogues['bg'].placeholders['customer']}]")
    assert clipboard(page) == said("bg", name)[number - 1]


def test_every_placeholder_of_a_page_can_be_filled(visit: Visit, root: str) -> None:
    """All that stands in brackets has its field, and nothing else has."""
    page = visit(topic(root, "sv"), viewport=WIDE)
    for scenario in REAL.contract.topics_of("scenario"):
        page.goto(topic(root, "sv", scenario.id))
        marked = page.locator(".topic [data-placeholder]")
        used = set(marked.evaluate_all("spans => spans.map(span => span.dataset.placeholder)"))
        fields = page.locator("[data-slot]").evaluate_all("fields => fields.map(field => field.dataset.slot)")
        assert used == set(fields), scenario.id
        assert marked.count() == page.locator(".topic .placeholder").count()


def test_callers_language_stands_beside_the_agents(visit: Visit, root: str) -> None:
    """Chosen once, it is there on every page: the same sentence, in its language, and the keys copy that one."""
    page = visit(topic(root, "hr"), viewport=WIDE, **CLIPBOARD)
    page.locator("[data-caller]").select_option(label="Bahasa Indonesia")
    for number, text in enumerate(said("id"), 1):
        expect(line(page, number, callers=True).locator("[lang=id]")).to_have_text(text)
        expect(line(page, number)).to_contain_text(said("hr")[number - 1])

    page.goto(topic(root, "hr", "stay-calm"))
    expect(line(page, 1, callers=True).locator("[lang=id]")).to_have_text(said("id", "stay-calm")[0])
    page.locator("h1").click()
    page.keyboard.press("1")
    expect(line(page, 1, callers=True).locator(".is-done")).to_be_visible()
    assert clipboard(page) == said("id", "stay-calm")[0]

    page.locator("[data-caller]").select_option("")
    expect(page.locator(".line--callers")).to_have_count(0)


def test_keys_copy_and_show_their_number(visit: Visit, root: str) -> None:
    """Each sentence shows its key; after a tick it still works."""
    page = visit(topic(root, "en"), viewport=WIDE, **CLIPBOARD)
    count = len(said("en"))
    expect(page.locator(".copy kbd:visible")).to_have_text([str(number) for number in range(1, count + 1)])
    page.locator(".part--do li label").first.click()
    page.keyboard.press(str(count))

    expect(line(page, count).locator(".is-done")).to_be_visible()
    assert clipboard(page).split("[")[0] == said("en")[count - 1].split("[")[0]


def test_keys_are_silent_while_typing(visit: Visit, root: str) -> None:
    """Digits in a field, in the search, with a modifier or after they were switched off copy nothing."""
    page = visit(topic(root, "en", topic_with("customer")), viewport=WIDE, **CLIPBOARD)
    page.evaluate("navigator.clipboard.writeText('untouched')")
    open_panel(page)
    page.locator("[data-slot]").first.press("1")
    expect(page.locator("[data-slot]").first).to_have_value("1")
    page.locator("[data-caller]").press("1")
    page.locator("h1").click()
    page.keyboard.press("Control+2")
    page.keyboard.press("Shift+2")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type("12")
    expect(page.locator(".md-search__input")).to_have_value("12")
    page.keyboard.press("Escape")
    page.locator("[data-keys]").uncheck()
    page.keyboard.press("3")
    expect(page.locator(".copy kbd:visible")).to_have_count(0)

    assert clipboard(page) == "untouched"
    assert page.locator(".is-done").count() == 0

    page.locator("[data-keys]").check()
    page.keyboard.press("2")
    expect(line(page, 2).locator(".is-done")).to_be_visible()


def test_copying_works_without_the_clipboard_api(visit: Visit, root: str) -> None:
    """On an address without encryption the older way is taken; where nothing works, that is said."""
    page = visit(topic(root, "en"), viewport=WIDE, **CLIPBOARD)
    page.evaluate("navigator.clipboard.writeText = undefined")
    number = next(number for number, text in enumerate(said("en"), 1) if "[" not in text)
    line(page, number).get_by_role("button").click()
    expect(page.locator(".call-status")).to_contain_text(label("en", "call_copied"))
    assert clipboard(page) == said("en")[number - 1]

    page.evaluate("document.execCommand = () => false")
    line(page, number).get_by_role("button").click()
    expect(page.locator(".call-status")).to_contain_text(label("en", "call_failed"))


def test_ticks_stay_for_the_call(visit: Visit, root: str) -> None:
    """They survive a reload and a change of language, belong to their topic, and can be taken back."""
    page = visit(topic(root, "en"), viewport=WIDE)
    boxes = page.locator(".part--do input")
    page.locator(".part--do li").nth(1).get_by_text(re.compile(r"\w")).first.click()  # the line, not the box alone
    boxes.nth(2).check()
    page.reload()
    page.goto(topic(root, "tr"))
    states = [number in (1, 2) for number in range(boxes.count())]
    assert boxes.evaluate_all("boxes => boxes.map(box => box.checked)") == states

    page.goto(topic(root, "tr", "legal-threat"))
    expect(page.locator(".part--do input:checked")).to_have_count(0)
    page.goto(topic(root, "tr"))
    page.get_by_role("button", name=label("tr", "call_untick")).click()
    expect(page.locator(".part--do input:checked")).to_have_count(0)
    page.reload()
    expect(page.locator(".part--do input:checked")).to_have_count(0)


def test_new_call_forgets_the_customer_and_not_the_agent(visit: Visit, root: str) -> None:
    """Ticks, name and record go; own name and caller's language stay; a slip can be undone."""
    name = topic_with("customer")
    page = visit(topic(root, "en", name), viewport=WIDE, **CLIPBOARD)
    page.evaluate("call.setValue('agent', 'always', 'Iva')")
    page.locator("[data-caller]").select_option("sv")
    open_panel(page)
    page.locator("[data-slot=customer]").fill("Ana")
    page.locator(".part--do input").first.check()
    page.locator(".call [data-renew]").dblclick()
    expect(page.locator("[data-slot=customer]")).to_have_value("")
    expect(page.locator(".part--do input:checked")).to_have_count(0)
    expect(page.locator("[data-caller]")).to_have_value("sv")
    assert page.evaluate("call.value('agent', 'always')") == "Iva"

    page.get_by_role("button", name=label("en", "call_undo")).click()
    expect(page.locator("[data-slot=customer]")).to_have_value("Ana")
    expect(page.locator(".part--do input").first).to_be_checked()


def test_record_tells_the_call(visit: Visit, root: str, tmp_path: Path) -> None:
    """Date, topic, ticked steps and used sentences stand in it; what is added is copied, saved and not lost."""
    page = visit(topic(root, "sv"), viewport=WIDE, locale="sv-SE", **CLIPBOARD)
    number = next(number for number, text in enumerate(said("sv"), 1) if "[" not in text)
    page.locator(".part--do input").nth(1).check()
    line(page, number).get_by_role("button").click()
    expect(line(page, number).locator(".is-done")).to_be_visible()
    page.get_by_role("button", name=label("sv", "call_record")).click()

    text = page.get_by_role("textbox", name=label("sv", "call_record"))
    expect(text).to_be_focused()
    steps = page.locator(".part--do li").all_text_contents()
    written = text.input_value()
    year = page.evaluate("String(new Date().getFullYear())")
    for part in (REAL.pages["sv", SCENARIO].title, topic(root, "sv"), year, f"2. {steps[1]}", said("sv")[number - 1]):
        assert part in written
    assert steps[0] not in written

    page.keyboard.type("Vi ringer i morgon.")
    page.keyboard.press("1")  # a digit here is a digit
    with page.expect_download() as download:
        page.get_by_role("button", name=label("sv", "call_download")).click()
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d-{SCENARIO}\.txt", download.value.suggested_filename)
    download.value.save_as(tmp_path / "record.txt")
    saved = (tmp_path / "record.txt").read_text(encoding="utf-8")
    assert f"{label('sv', 'call_agreed')}:\n- Vi ringer i morgon.1" in saved

    page.locator("button[data-copy]").click()
    expect(page.locator("dialog .call-status")).to_contain_text(label("sv", "call_copied"))
    assert clipboard(page) == saved

    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name=label("sv", "call_record"))).to_be_focused()
    page.reload()
    page.get_by_role("button", name=label("sv", "call_record")).click()
    expect(text).to_have_value(saved)
    page.locator("[data-again]").click()
    expect(text).not_to_have_value(re.compile("ringer i morgon"))


HOSTILE: list[Any] = [
    "{",
    "null",
    "[1]",
    '"text"',
    json.dumps({"values": {"customer": 7, "agent": ["x"]}, "topics": 3, "keys": {}, "callerLanguage": {"a": 1}}),
    json.dumps({"topics": {SCENARIO: {"steps": ["<b>", {}, 10**9], "said": [1, {"at": "x"}], "record": 5}}}),
    json.dumps({"callerLanguage": '"],*', "values": {"customer": "<img src=x onerror=document.title='hit'>"}}),
    json.dumps({"values": {"customer": "x" * 1_000_000}, "__proto__": {"steps": [1]}}),
]


@pytest.mark.parametrize("stored", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_stored_values_break_nothing(visit: Visit, root: str, stored: str) -> None:
    """Whatever lies in the browser's storage, nothing of it runs and everything works."""
    page = visit(topic(root, "en"), viewport=WIDE, **CLIPBOARD)
    page.evaluate(
        "text => ['handbook.agent', 'handbook.call'].forEach(key => (localStorage[key] = sessionStorage[key] = text))",
        stored,
    )
    page.goto(topic(root, "en", topic_with("customer")))
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    page.goto(topic(root, "en"))
    page.locator(".part--do input").first.check()
    page.locator("[data-caller]").select_option("bg")
    line(page, 1, callers=True).get_by_role("button").click()
    expect(line(page, 1, callers=True).locator(".is-done")).to_be_visible()
    page.get_by_role("button", name=label("en", "call_record")).click()

    expect(page.locator("dialog textarea")).to_have_value(re.compile(re.escape(label("en", "call_agreed"))))
    assert page.title() != "hit"
    assert page.locator(".topic img").count() == 0


def test_closed_storage_keeps_for_the_page(visit: Visit, root: str) -> None:
    """A browser that keeps nothing for us still copies with names put in."""
    page = visit(f"{root}/")
    page.context.add_init_script(
        """for (const name of ['getItem', 'setItem']) {
          const original = Storage.prototype[name]; // the theme's own may go on: it complains aloud
          Storage.prototype[name] = function (key, ...rest) {
            if (key.startsWith('handbook.')) throw new DOMException('closed', 'SecurityError');
            return original.call(this, key, ...rest);
          };
        }"""
    )
    page.goto(topic(root, "en", topic_with("customer")))
    open_panel(page)
    page.locator("[data-slot=customer]").fill("Ana")
    expect(page.locator(".placeholder--filled").first).to_have_text("Ana")
    page.locator(".part--do input").first.check()
    expect(page.get_by_role("button", name=label("en", "call_untick"))).to_be_visible()


def test_without_scripts_nothing_is_dead(visit: Visit, root: str) -> None:
    """No button, box or field of the call stands on the page; the links to sentences work all the same."""
    page = visit(topic(root, "en"), java_script_enabled=False, viewport=PHONE)

    assert page.locator("article :is(button, input, select, textarea):visible").count() == 0
    assert page.locator("article summary:visible").count() == 1  # what the page merges
    page.locator("a[href='#say-2']").click()
    expect(page).to_have_url(re.compile("#say-2$"))
    expect(page.locator("#say-2")).to_be_in_viewport()


def test_link_to_a_sentence_shows_it_below_the_header(visit: Visit, root: str) -> None:
    """Whoever follows it sees the sentence with its moment, marked."""
    page = visit(f"{topic(root, 'bg')}#say-3", viewport=PHONE)
    header = page.locator(".md-header").bounding_box()
    cue = page.locator(".cue").nth(2)
    expect(page.locator("#say-3")).to_be_in_viewport()
    page.wait_for_function("document.querySelectorAll('.cue')[2].getBoundingClientRect().top < innerHeight")
    box = cue.bounding_box()
    assert header
    assert box
    assert box["y"] >= header["y"] + header["height"]
    assert page.locator("#say-3").evaluate("phrase => getComputedStyle(phrase).outlineStyle") == "solid"


@pytest.mark.parametrize("language", REAL.languages)
def test_nothing_is_cut_off_with_everything_open(visit: Visit, root: str, language: str) -> None:
    """With the panel open and a caller's language, no page is wider than a phone; what is pressed is large enough."""
    page = visit(topic(root, language), viewport=PHONE, has_touch=True, is_mobile=True)
    page.locator("[data-caller]").select_option(index=1)
    open_panel(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".part--do input").first.check()
    targets = page.locator(
        ".copy, .phrase-link, .call-button, .call select, .call summary, .call__field input, .part--do li > label"
    )
    heights = targets.evaluate_all("all => all.map(one => [one.className, one.getBoundingClientRect().height])")
    assert [found for found in heights if 0 < found[1] < 43.5] == []


def test_paper_has_no_controls(visit: Visit, root: str) -> None:
    """What can be pressed is not printed."""
    page = visit(topic(root, "en"))
    page.emulate_media(media="print")
    assert page.locator("article :is(button, input, select, textarea, .call summary):visible").count() == 0
