"""Rules about a translation beside the reference: nothing left as it was, no number changed, the agreed words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from handbook.catalogue import Catalogue
from handbook.findings import Finding
from handbook.load import Handbook
from handbook.markdown_source import count_words
from handbook.pages import Page
from handbook.quantities import Quantity, QuantityReader
from handbook.texts import Text, lower_case, word_forms

# Pieces of more than so many characters are compared; how much shorter or longer a good translation may be.
_LONG = 40
_SHORTEST, _LONGEST = 0.35, 2.8

_NUMBER = re.compile(r"\d+")


def untranslated_texts(handbook: Handbook) -> Iterator[Finding]:
    """HB651: no text of two words or more, nor a title, is the same as on the same page of another language."""
    by_name: dict[str, list[Page]] = defaultdict(list)
    for page in handbook.all_pages():
        by_name[page.name].append(page)
    for pages in by_name.values():
        if not _share_texts(pages):
            continue
        speakers: dict[str, set[str]] = defaultdict(set)
        said = [(page, text.casefold(), line) for page in pages for text, line in _told_apart(page)]
        for page, text, _ in said:
            speakers[text].add(page.language)
        for page, text, line in said:
            if page.language != handbook.reference and len(speakers[text]) > 1:
                others = speakers[text] - {page.language}
                names = ", ".join(sorted(handbook.languages[other].name for other in others))
                yield page.finding(line, "HB651", f"this is the same as in {names}", "write it in this language")


def repeated_texts(handbook: Handbook) -> Iterator[Finding]:
    """HB656: a page says a thing once: no piece of text of three words or more stands on it twice."""
    for page in handbook.all_pages():
        if len(set(page.folded_texts)) == len(page.folded_texts):
            continue
        seen: set[str] = set()
        for text, words in zip(page.texts, page.folded_texts, strict=True):
            if words in seen:
                yield page.finding(text.line, "HB656", "this stands on the page already", "remove one of the two")
            elif count_words(text.text) > 2:
                seen.add(words)


def like_lengths(handbook: Handbook) -> Iterator[Finding]:
    """HB655: a piece of text is not far shorter or longer than its twin in the reference language."""
    for page in handbook.pages.values():
        reference = handbook.twin(page)
        if reference is None or len(reference.texts) != len(page.texts):
            continue  # that pieces are missing is a finding of its own
        lengths = [[len(text) for text in each.plain_texts] for each in (page, reference)]
        summaries = (
            Text(page.summary, page.front_matter.line("summary")),
            Text(reference.summary, reference.front_matter.line("summary")),
            len(page.summary),
            len(reference.summary),
        )
        for text, twin, here, there in (summaries, *zip(page.texts, reference.texts, *lengths, strict=True)):
            if max(here, there) > _LONG and not _SHORTEST * there <= here <= _LONGEST * there:
                message = f"this has {here} characters, {reference.path}:{twin.line} has {there}"
                yield page.finding(text.line, "HB655", message, "say the same, no less and no more")


def same_numbers(handbook: Handbook) -> Iterator[Finding]:
    """HB652: a page has the numbers of the reference, beside those that its catalogue names as its own."""
    in_reference: dict[str, Counter[str]] = {}
    for page in handbook.pages.values():
        reference, catalogue = handbook.twin(page), handbook.catalogues.get(page.language)
        if reference is None or catalogue is None:
            continue
        if reference.topic not in in_reference:
            in_reference[reference.topic] = _numbers(reference)
        here, there = _numbers(page), in_reference[reference.topic]
        for number in sorted((there - here).elements()):
            message = f"the number {number} is missing, {reference.path} has it"
            yield page.finding(1, "HB652", message, "add it where it belongs")
        for number in sorted(here - there):
            if number not in catalogue.own_numbers:
                texts = zip(page.texts, page.plain_texts, strict=True)
                line = next(text.line for text, words in texts if number in _NUMBER.findall(words))
                advice = f"correct it, or name it in {catalogue.path} under “own_numbers”"
                yield page.finding(line, "HB652", f"{reference.path} has no {number}, or fewer of them", advice)


def same_quantities(handbook: Handbook) -> Iterator[Finding]:
    """HB659: a page has the amounts of time of the reference, such as “two hours”, in words or digits.

    How a language says them stands in its catalogue, under `quantities`; a language without that is not judged.
    """
    readers = {language: reader for language, found in handbook.catalogues.items() if (reader := _reader(found))}
    in_reference: dict[str, list[tuple[Quantity, int]]] = {}
    for page in handbook.pages.values():
        reference = handbook.twin(page)
        if reference is None or not {page.language, reference.language} <= readers.keys():
            continue
        if reference.topic not in in_reference:
            in_reference[reference.topic] = _quantities(reference, readers[reference.language])
        here, there = _quantities(page, readers[page.language]), in_reference[reference.topic]
        words = f"name its words in {handbook.catalogues[page.language].path} under “quantities”"
        for added, lost in zip_longest(_beyond(here, there), _beyond(there, here)):
            if added and lost:
                message = f"“{added[0].words}” stands here, {reference.path}:{lost[1]} has “{lost[0].words}”"
                yield page.finding(added[1], "HB659", message, f"say the same, or {words}")
            elif added:
                message = f"“{added[0].words}” stands here, {reference.path} has no such time, or fewer"
                yield page.finding(added[1], "HB659", message, "correct it")
            elif lost:
                message = f"“{lost[0].words}” is missing, {reference.path}:{lost[1]} has it"
                yield page.finding(1, "HB659", message, f"add it where it belongs, or {words}")


def glossary_terms(handbook: Handbook) -> Iterator[Finding]:
    """HB653: pages use the words that the glossary has agreed on, not those that it says to avoid."""
    for language, catalogue in handbook.catalogues.items():
        instead, avoided, signs = _words_to_avoid(catalogue)
        for page in handbook.all_pages(language):
            if not page.topic or page.word_forms.isdisjoint(signs):
                continue
            for text, words, forms in zip(page.texts, page.lowered_texts, page.forms_of_texts, strict=True):
                for word in () if signs.isdisjoint(forms) else avoided.findall(words):
                    advice = f"use “{instead[word]}”, as the glossary in {catalogue.path} says"
                    yield page.finding(text.line, "HB653", f"“{word}” is a word to avoid", advice)


def aliases_of_one_topic(handbook: Handbook) -> Iterator[Finding]:
    """HB654: a title or alias stands on one topic of a language only: on two, the search is a lottery."""
    owner: dict[tuple[str, str], str] = {}
    shared: dict[tuple[str, str], set[str]] = {}
    for page in handbook.pages.values():
        for name in page.facts.names:
            place = page.language, name.text.casefold()
            if (first := owner.setdefault(place, page.topic)) != page.topic:
                shared.setdefault(place, {first}).add(page.topic)
    for page in handbook.pages.values() if shared else ():
        for name in page.facts.names:
            found = shared.get((page.language, name.text.casefold()))
            if found and name.text:
                others = sorted(found - {page.topic})
                message = f"“{name.text}” stands on {', '.join(others)} as well"
                yield page.finding(name.line, "HB654", message, "leave it on the topic that it fits best")


@lru_cache(maxsize=64)
def _words_to_avoid(catalogue: Catalogue) -> tuple[dict[str, str], re.Pattern[str], frozenset[str]]:
    """The words that the glossary says to avoid, each with the one to use; a pattern for them all; their last words."""
    instead = {lower_case(word): term.term for term in catalogue.glossary.values() for word in term.avoid}
    signs = frozenset(form for word in instead for form in word_forms(word)[-1:])
    return instead, re.compile(rf"\b(?:{'|'.join(map(re.escape, instead))})\b"), signs


@lru_cache(maxsize=64)
def _reader(catalogue: Catalogue) -> QuantityReader | None:
    return QuantityReader(catalogue.quantities) if catalogue.quantities else None


def _share_texts(pages: Sequence[Page]) -> bool:
    """Whether pages may have any text in common: a quick look, that takes all of their texts into account."""
    texts = [
        {*page.folded_texts, *(text.casefold() for text in (page.title, page.summary, *page.aliases))} for page in pages
    ]
    return len(set().union(*texts)) < sum(map(len, texts))


def _told_apart(page: Page) -> Iterator[tuple[str, int]]:
    """What no two languages say in the same words, with its line; a single word may well be the same, but no title."""
    yield page.title, page.front_matter.line("title")
    yield page.summary, page.front_matter.line("summary")
    for text, words in zip(page.texts, page.plain_texts, strict=True):
        if count_words(text.text) > 1:
            yield words, text.line
    for name in page.facts.names[1:]:
        if " " in name.text:
            yield name.text, name.line


def _numbers(page: Page) -> Counter[str]:
    return Counter(_NUMBER.findall("\n".join(page.plain_texts)))


def _quantities(page: Page, reader: QuantityReader) -> list[tuple[Quantity, int]]:
    """The amounts of time on a page, each with its line."""
    if page.word_forms.isdisjoint(reader.signs):
        return []
    summary = (page.front_matter.line("summary"), lower_case(page.summary), word_forms(lower_case(page.summary)))
    lines = (text.line for text in page.texts)
    texts = (summary, *zip(lines, page.lowered_texts, page.forms_of_texts, strict=True))
    return [
        (quantity, line)
        for line, text, forms in texts
        if not reader.signs.isdisjoint(forms)
        for quantity in reader.read(text)
    ]


def _beyond(some: list[tuple[Quantity, int]], others: list[tuple[Quantity, int]]) -> list[tuple[Quantity, int]]:
    """Those of some quantities that are more than the others have."""
    left = Counter(quantity.amount for quantity, _ in others)
    found = []
    for quantity, line in some:
        left[quantity.amount] -= 1
        if left[quantity.amount] < 0:
            found.append((quantity, line))
    return found
