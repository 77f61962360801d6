"""Rules about the form of address that a language's register has agreed on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from handbook.catalogue import Catalogue
from handbook.contract import SectionRule
from handbook.findings import Finding
from handbook.load import Handbook
from handbook.markdown_source import BlockKind
from handbook.pages import Page, Section
from handbook.texts import Text, lower_case, word_forms

_LINK = re.compile(r"\[([^\[\]]*)\]\([^)]*\)")
_PLACEHOLDER = re.compile(r"\[[^\[\]]*\]")
_MARKS = re.compile(r"[*_`\\]")

# Stands for what was taken out. After it, as after the end of a sentence, a capital says nothing.
_GAP = "…"
_SENTENCE_ENDS = (".", "!", "?", ":", _GAP)


def form_of_address(handbook: Handbook) -> Iterator[Finding]:
    """HB658: agent and customer are addressed as the catalogue's register says: no familiar “you” for a polite one.

    The words are the catalogue's (`register`: avoid, avoid_to_customer, polite_capitals). What customers say is theirs:
    text in quotation marks, the first sign of a topic, and what makes it worse are not judged.
    """
    readers = {language: _reader(catalogue) for language, catalogue in handbook.catalogues.items()}
    for page in handbook.all_pages():
        if reader := readers.get(page.language):
            kind = handbook.contract.kinds.get(page.kind)
            yield from reader.findings(page, {rule.id: rule for rule in kind.sections} if kind else {})


class _Reader:
    """Reads pages of one language for words that its register does not allow."""

    def __init__(self, catalogue: Catalogue) -> None:
        register = catalogue.register
        begin, end = map(re.escape, catalogue.quotes)
        self._register = register
        self._quoted = re.compile(rf"{begin}(.*?){end}", re.DOTALL)
        self._capitals = {word.casefold(): word for word in register.polite_capitals}
        said = (*register.avoid, *register.avoid_to_customer, *register.polite_capitals)
        self._signs = frozenset(form for word in said for form in word_forms(lower_case(word))[-1:])
        self._find_capitals = _finder(register.polite_capitals)
        self._find_to_agent = _finder(register.avoid)
        self._find_to_customer = _finder((*register.avoid, *register.avoid_to_customer))

    def findings(self, page: Page, rules: dict[str, SectionRule]) -> Iterator[Finding]:
        """What is wrong on a page whose sections have these rules."""
        suspects = {*self._suspects(page), *_in_front(page)}
        for text in _to_agent(page, rules):
            if text in suspects:
                yield from self._in_agents_text(page, self._without_quotations(text))
        for text in _to_customer(page):
            if text in suspects:
                yield from self._in_customers_text(page, self._without_quotations(text))
        for text in _instead(page):
            if text not in suspects:
                continue
            yield from self._in_agents_text(page, self._without_quotations(text))
            for quoted in self._quoted.finditer(text.text):
                line = text.line + text.text.count("\n", 0, quoted.start())
                yield from self._in_customers_text(page, _cleaned(Text(quoted[1], line)))

    def _suspects(self, page: Page) -> Iterator[Text]:
        """The texts of a page's body that may hold such a word; also those with marks, which may stand within one."""
        for text, words, forms in zip(page.texts, page.plain_texts, page.forms_of_texts, strict=True):
            if words != text.text or not self._signs.isdisjoint(forms):
                yield text

    def _without_quotations(self, text: Text) -> Text:
        return _cleaned(Text(self._quoted.sub(_gap, text.text), text.line))

    def _in_agents_text(self, page: Page, text: Text) -> Iterator[Finding]:
        advice = f"address the agent thus: {self._register.agent}"
        for match in self._find_to_agent(text.text):
            yield page.finding(_line(text, match), "HB658", f"“{match[0]}” is a wrong form of address", advice)
        for match in self._find_capitals(text.text):
            before = text.text[: match.start()].rstrip()
            begins = not before or before.endswith(_SENTENCE_ENDS)
            if match[0] == self._capitals[match[0].casefold()] and not begins:
                message = f"“{match[0]}” has a capital, which is for the customer"
                yield page.finding(_line(text, match), "HB658", message, advice)

    def _in_customers_text(self, page: Page, text: Text) -> Iterator[Finding]:
        advice = f"address the customer thus: {self._register.customer}"
        for match in self._find_to_customer(text.text):
            yield page.finding(_line(text, match), "HB658", f"“{match[0]}” is a wrong form of address", advice)
        for match in self._find_capitals(text.text):
            if match[0].islower():
                message = f"“{match[0]}” to the customer is “{self._capitals[match[0].casefold()]}”"
                yield page.finding(_line(text, match), "HB658", message, advice)


@lru_cache(maxsize=64)
def _reader(catalogue: Catalogue) -> _Reader:
    return _Reader(catalogue)


def _in_front(page: Page) -> tuple[Text, Text]:
    """Title and summary."""
    return (
        Text(page.title, page.front_matter.line("title")),
        Text(page.summary, page.front_matter.line("summary")),
    )


def _to_agent(page: Page, rules: dict[str, SectionRule]) -> Iterator[Text]:
    """What a page says to the agent: all but sentences to say, tables of pairs, and the first sign of a topic."""
    yield from _in_front(page)
    for block in page.lead:
        yield from block.items
    for section in page.sections:
        rule = rules.get(section.id)
        heard = _first_bullet(section) if rule and rule.neighbours else None
        for block in section.blocks:
            if block.kind not in (BlockKind.QUOTE, BlockKind.TABLE):
                yield from (item for item in block.items if item is not heard)


def _first_bullet(section: Section) -> Text | None:
    return next(iter(section.items(BlockKind.BULLETS)), None)


def _to_customer(page: Page) -> Iterator[Text]:
    """The sentences to say."""
    for section in page.sections:
        yield from section.items(BlockKind.QUOTE)


def _instead(page: Page) -> Iterator[Text]:
    """What to do or say instead, in the tables of pairs: to the customer in quotation marks, to the agent without."""
    for section in page.sections:
        for row in section.pairs:
            yield from row[1:]


def _cleaned(text: Text) -> Text:
    """A text without marks and placeholders; a link leaves its words, which may begin like a sentence."""
    words = text.text
    if "[" in words:
        words = _PLACEHOLDER.sub(_gap, _LINK.sub(rf"{_GAP}\1", words))
    return Text(_MARKS.sub(" ", words), text.line)


def _gap(match: re.Match[str]) -> str:
    """What stands for a match, lines kept."""
    return _GAP + "\n" * match[0].count("\n")


def _finder(words: Iterable[str]) -> Callable[[str], Iterator[re.Match[str]]]:
    """Finds any of some words, whole and in any case."""
    forms: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if parts := word.split():
            forms[parts[0][0].lower()].append(r"\s+".join(map(re.escape, parts)))
    if not forms:
        return lambda _: iter(())
    # Grouped by their first letters: the others of a group are looked at only where that one stands.
    groups = "|".join(f"(?:{'|'.join(group)})" for group in forms.values())
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE).finditer


def _line(text: Text, match: re.Match[str]) -> int:
    return text.line + text.text.count("\n", 0, match.start())
