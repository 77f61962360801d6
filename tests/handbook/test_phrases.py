"""What a call needs of a page: its placeholders, and its sentences in the caller's language."""

from __future__ import annotations

import pytest
from handbook.phrases import CallView, Piece, Slot
from handbook.views import page_view
from tiny_handbook import Tiny


def call_of(tiny: Tiny, path: str) -> CallView:
    """The view of the call on a topic's page."""
    call = page_view(tiny.load(), path).call
    assert call
    return call


def test_sentences_stand_beside_each_other_by_their_place(tiny: Tiny) -> None:
    """Every other language brings its sentences under the same ids, placeholders known by what they mean."""
    call = call_of(tiny, "en/scenarios/shouting.md")

    assert [(language.locale, language.direction) for language in call.languages] == [("sv", "ltr"), ("bg", "ltr")]
    swedish = {sentence.id: sentence.pieces for sentence in call.languages[0].sentences}
    assert list(swedish) == ["say-1", "say-2"]
    assert Piece("[namn]", "customer") in swedish["say-1"]
    assert (call.steps, call.phrases) == ("do", "say")


def test_page_names_the_placeholders_that_it_uses(tiny: Tiny) -> None:
    """They are named in the reader's language; whose value is whose decides how long it is kept."""
    call = call_of(tiny, "sv/scenarios/shouting.md")

    assert call.words == {"namn": "customer", "tid": "time"}
    assert [(slot.id, slot.name, slot.kept) for slot in call.slots] == [
        ("customer", "namn", "call"),
        ("time", "tid", "page"),
    ]
    assert call_of(tiny, "sv/scenarios/leaving.md").slots == (Slot("customer", "namn", "call"),)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda tiny: tiny.path("docs/sv/scenarios/shouting.md").unlink(), id="no page"),
        pytest.param(
            lambda tiny: tiny.replace("docs/sv/scenarios/shouting.md", "Till slut:\n\n> ", "Till slut: "),
            id="fewer sentences",
        ),
    ],
)
def test_language_that_lacks_a_sentence_is_not_offered(tiny: Tiny, broken: object) -> None:
    """Sentences that do not stand side by side would answer something else."""
    assert callable(broken)
    broken(tiny)

    languages = call_of(tiny, "en/scenarios/shouting.md").languages

    assert [language.locale for language in languages] == ["bg"]


def test_draft_is_offered_once_its_sentences_are_its_own(tiny: Tiny) -> None:
    """A page that is still partly the reference's is not given out for another language."""
    tiny.write("translations/sv.yml", "draft: true\n" + tiny.read("translations/sv.yml"))
    assert [language.locale for language in call_of(tiny, "bg/scenarios/shouting.md").languages] == ["en", "sv"]

    english = next(line for line in tiny.read("docs/en/scenarios/shouting.md").splitlines() if line.startswith("> "))
    swedish = next(line for line in tiny.read("docs/sv/scenarios/shouting.md").splitlines() if line.startswith("> "))
    tiny.replace("docs/sv/scenarios/shouting.md", swedish, english)
    assert [language.locale for language in call_of(tiny, "bg/scenarios/shouting.md").languages] == ["en"]


def test_page_that_stands_in_is_read_in_its_own_language(tiny: Tiny) -> None:
    """Where a draft shows the reference's page, brackets mean what they mean there; fields have the draft's names."""
    tiny.write("translations/sv.yml", "draft: true\n" + tiny.read("translations/sv.yml"))
    tiny.path("docs/sv/scenarios/shouting.md").unlink()

    call = call_of(tiny, "sv/scenarios/shouting.md")

    assert call.words == {"name": "customer", "time": "time"}
    assert [slot.name for slot in call.slots] == ["namn", "tid"]
    assert [language.locale for language in call.languages] == ["bg"]
