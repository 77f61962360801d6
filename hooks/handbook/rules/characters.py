"""Rules about the letters that a page is written in: what the eye cannot see, and what does not belong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from handbook.data_files import DataFile
from handbook.findings import Finding
from handbook.load import Handbook
from handbook.pages import Page
from handbook.rules.patterns import Pattern, places

_WORD = re.compile(r"[^\W\d_]+")
_LEFTOVER = Pattern(
    re.compile(r"\b(?:TODO|FIXME|TBD|XXX|(?i:lorem ipsum))\b|\?\?\?|^(?:<{7}|={7}|>{7})(?:\s|$)", re.MULTILINE),
    ("todo", "fixme", "tbd", "xxx", "lorem ipsum", "???", "<<<<<<<", "=======", ">>>>>>>"),
)
_LATIN = r"a-zA-Z\u00c0-\u024f\u1e00-\u1eff"
_BEYOND_LATIN = re.compile(rf"[^\W\d_{_LATIN}\u00aa\u00b5\u00ba]")
_LATIN_TOUCHES = re.compile(rf"[{_LATIN}][^\W\d_{_LATIN}]|[^\W\d_{_LATIN}][{_LATIN}]")
_SPACES = re.compile("[\t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")
_ASCII = bytes(range(128))


def invisible_characters(handbook: Handbook) -> Iterator[Finding]:
    """HB601: a text has no characters that nobody sees: controls, direction marks, zero-width, byte order marks."""
    for text, number, line in _lines(handbook, _has_invisible):
        for column, character in enumerate(line, 1):
            if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") and character != "\t":
                name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
                message = f"an invisible character stands here ({name})"
                advice = "delete it, and type the words around it again"
                yield Finding(text.language, text.path, number, column, "HB601", message, advice)


def composed_characters(handbook: Handbook) -> Iterator[Finding]:
    """HB602: letters with marks are single characters (Unicode NFC), so that they are found and compared."""
    for text, number, line in _lines(handbook, lambda source: not unicodedata.is_normalized("NFC", source)):
        if not unicodedata.is_normalized("NFC", line):
            message = "a letter and its mark are two characters here"
            yield text.finding(number, "HB602", message, "type the letter again on a keyboard of the language")


def one_script_in_a_word(handbook: Handbook) -> Iterator[Finding]:
    """HB603: a word has letters of one script: a Cyrillic а in a Latin word looks right and is found by nobody."""
    for text, number, line in _lines(handbook, lambda source: not _surely_apart(source)):
        for word in sorted(_words_beyond_ascii(line)):
            if len(scripts := _scripts(word)) > 1:
                message = f"“{word}” mixes letters of {' and '.join(sorted(scripts))}"
                yield text.finding(number, "HB603", message, "type the word again on a keyboard of the language")


def leftovers(handbook: Handbook) -> Iterator[Finding]:
    """HB604: nothing is left over in a text: no TODO, no filler, no marks of a merge conflict."""
    for place in places(handbook.all_texts(), _LEFTOVER):
        message = f"“{place.words}” is left over here"
        yield place.text.finding(place.line, "HB604", message, "finish the place, or remove it")


def own_quotation_marks(handbook: Handbook) -> Iterator[Finding]:
    """HB605: a text has the quotation marks of its language, not straight ones and not those of another."""
    complete = (catalogue for language, catalogue in handbook.catalogues.items() if language not in handbook.drafts)
    marks = {mark for catalogue in complete for mark in catalogue.quotes} | {'"', "«", "»"}
    for page in handbook.all_pages():
        catalogue = handbook.catalogues.get(page.language)
        if catalogue is None:
            continue
        foreign = marks - set(catalogue.quotes)
        if not any(mark in page.source for mark in foreign):
            continue
        texts = [(text.text, text.line) for text in page.texts]
        texts += [
            (value, page.front_matter.line(key)) for key, value in (("title", page.title), ("summary", page.summary))
        ]
        texts += [(alias, page.front_matter.line("aliases", place)) for place, alias in enumerate(page.aliases)]
        for text, line in texts:
            for mark in sorted(foreign & set(text)):
                advice = f"use {catalogue.quotes[0]} and {catalogue.quotes[1]}, as {catalogue.path} says"
                yield page.finding(line, "HB605", f"{mark} is no quotation mark of this language", advice)


def _lines(handbook: Handbook, suspected: Callable[[str], bool]) -> Iterator[tuple[Page | DataFile, int, str]]:
    """The lines of whatever is suspected as a whole, each with its text and number."""
    for text in handbook.all_texts():
        for piece in text.as_written:
            if suspected(piece.text):
                for number, line in enumerate(piece.text.split("\n"), piece.line):
                    yield text, number, line


def _has_invisible(source: str) -> bool:
    """Whether a text may have characters that nobody sees."""
    lines = source.replace("\n", "")
    return not lines.isprintable() and not _SPACES.sub("", lines).isprintable()


def _surely_apart(source: str) -> bool:
    """Whether no word can mix scripts: Latin letters and those of at most one other, which never touch."""
    others = source.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass")
    if not _BEYOND_LATIN.search(others):
        return True
    beyond = _BEYOND_LATIN.findall("".join(set(others)))
    return len(set().union(*map(_scripts, beyond))) < 2 and not _LATIN_TOUCHES.search(source)


def _words_beyond_ascii(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if not word.isascii()}


@lru_cache(maxsize=100_000)
def _scripts(word: str) -> frozenset[str]:
    """The scripts of a word's letters, by the first word of their Unicode names."""
    return frozenset(unicodedata.name(letter, "?").split()[0].capitalize() for letter in word)
