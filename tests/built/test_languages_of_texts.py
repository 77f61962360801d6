"""Every text of the built site says which language it is in, where that is not its page's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from handbook import Handbook
from handbook.language_identification import identify
from handbook.site import language_name
from lxml import html

WORD = re.compile(r"[^\W\d_]+")
NO_PROSE = {"code", "kbd", "script", "style"}


def texts(document: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The texts of a page that are read, each with the language that it says it is in."""
    for element in document.find("body").iter("*"):
        for owner, text in ((element, element.text), (element.getparent(), element.tail)):
            if text and text.strip() and not NO_PROSE & {owner.tag, *(above.tag for above in owner.iterancestors())}:
                yield " ".join(text.split()), owner.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        for name in ("aria-label", "title", "alt", "placeholder"):
            if element.get(name):
                yield element.get(name), element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def script_of(text: str) -> str:
    """The script that most letters of a text are of, such as `CYRILLIC`."""
    scripts = Counter(unicodedata.name(letter).split()[0] for letter in text if letter.isalpha())
    return scripts.most_common(1)[0][0] if scripts else ""


def test_every_text_is_in_the_language_that_it_says(real: Handbook, site: Path) -> None:
    """No text seems to be in another language than its `lang`, nor stands in another script."""
    scripts = {
        language: script_of(" ".join(catalogue.labels.values())) for language, catalogue in real.catalogues.items()
    }
    found = {pair for file in site.rglob("*.html") for pair in texts(html.fromstring(file.read_bytes()))}

    assert {language for _, language in found} == set(real.languages)
    words = [(text, language) for text, language in found if any(word.islower() for word in WORD.findall(text))]
    assert [pair for pair in words if script_of(pair[0]) != scripts[pair[1]] and "." not in pair[0]] == []
    assert [pair for pair in words if identify(*pair, named=real.languages)] == []


def test_links_to_other_languages_are_in_them(real: Handbook, site: Path) -> None:
    """The text of a link to another language is in that language, unless it is only its name in the reader's."""
    for file in site.rglob("*.html"):
        document = html.fromstring(file.read_bytes())
        for link in document.xpath("//body//a[@hreflang]"):
            language = link.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
            target, text = link.get("hreflang"), link.text_content().strip()
            assert target == language or text == language_name(target, language), (file, text)
    assert real.languages
