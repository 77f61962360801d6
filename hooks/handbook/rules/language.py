"""The rule about the language that pages are written in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from handbook.findings import Finding
from handbook.language_identification import (
    FEWEST_UNKNOWN,
    FEWEST_WORDS,
    english_name,
    identify,
    knows,
    suspicious_words,
)
from handbook.load import Handbook
from handbook.pages import Page

_ADVICE = "write it in the language of its folder"


def own_language(handbook: Handbook) -> Iterator[Finding]:
    """HB657: a page, and each longer piece of text on it, is in the language of its folder."""
    for page in handbook.all_pages():
        if knows(page.language):
            yield from _on_page(page, handbook.languages)


def _on_page(page: Page, named: Collection[str]) -> Iterator[Finding]:
    """What is in another language on a page: the page as a whole, or pieces of it."""
    suspicious = suspicious_words(page.word_forms, page.language)
    foreign = {
        place: other
        for place, (text, forms) in enumerate(zip(page.plain_texts, page.forms_of_texts, strict=True))
        if _suspected(forms, suspicious) and (other := identify(text, page.language, named))
    }
    if other := _of_the_whole(page, page.plain_texts, foreign, named):
        yield page.finding(1, "HB657", f"the whole page seems to be in {english_name(other)}", _ADVICE)
        return
    found = [(page.texts[place].line, other) for place, other in foreign.items()]
    in_front = _in_front_matter(page, named) if _suspected([*chain(*page.forms_in_front)], suspicious) else ()
    for line, other in [*in_front, *found]:
        yield page.finding(line, "HB657", f"this seems to be in {english_name(other)}", _ADVICE)


def _suspected(words: Sequence[str], suspicious: frozenset[str]) -> bool:
    """Whether a text with these words must be judged; one with figures within words in any case."""
    if suspicious.isdisjoint(words):
        return False
    found = [word for word in words if word in suspicious]
    return len(found) >= FEWEST_UNKNOWN or not all(map(str.isalpha, found))


def _of_the_whole(page: Page, texts: Sequence[str], foreign: Collection[int], named: Collection[str]) -> str | None:
    """The language of a page that has gone astray as a whole: that is one thing to mend, not forty.

    It has when half of what can be judged is foreign, or what is left without that: many pieces are too short to be
    judged by themselves, but not together.
    """
    if not foreign and any(_can_be_judged(text) for text in texts):
        return None
    judged = filter(_can_be_judged, texts)
    front_matter = [page.title, page.summary, *page.aliases]
    left = [text for place, text in enumerate(texts) if place not in foreign]
    half = sum(len(texts[place]) for place in foreign) * 2 >= sum(map(len, judged))
    if half or identify(". ".join([*front_matter, *left]), page.language, named):
        return identify(". ".join([*front_matter, *texts]), page.language, named)
    return None


def _can_be_judged(text: str) -> bool:
    """Whether a text has words enough to be judged by itself."""
    return text.count(" ") >= FEWEST_WORDS - 1


def _in_front_matter(page: Page, named: Collection[str]) -> Iterator[tuple[int, str]]:
    """What is in another language before the text, with its line: the summary by itself, then all that is left."""
    names = [page.title, page.summary, *page.aliases]
    if other := identify(page.summary, page.language, named):
        yield page.front_matter.line("summary"), other
        names.remove(page.summary)
    if other := identify(". ".join(names), page.language, named):
        yield page.front_matter.line("title"), other
