"""The files that tell how complete the handbook is, in the built site.

<address of a language's coverage page>/
    coverage.json         what the page shows: the fields of `CoverageView` and its parts, as objects and lists
    coverage-<lang>.svg   the language's badge
coverage.svg              the badge of the whole handbook, in the reference language
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree

from handbook.coverage import build_coverage
from handbook.coverage_view import coverage_view
from handbook.files import write_whole
from handbook.findings import Finding
from handbook.load import Handbook
from handbook.site import COVERAGE_PAGE, address, catalogue_of, per_cent

JSON_FILE = "coverage.json"
BADGE_FILE = "coverage.svg"

# From that per cent on, the ground under the number; white on it has at least 4.5:1.
_GROUNDS = ((100, "#1a6333"), (90, "#7a4a00"), (0, "#9a2617"))
_LABEL_GROUND = "#3d474d"
_HEIGHT, _PADDING = 20, 6  # pixels
_WIDE, _NARROW, _DIGIT, _LETTER = 12, 4, 7, 6.8  # of characters in about any plain face of 11 pixels


def language_badge_file(language: str) -> str:
    """The name of a language's badge, beside its page."""
    return f"coverage-{language}.svg"


def write_coverage(handbook: Handbook, findings: Iterable[Finding], site: Path, languages: Iterable[str]) -> None:
    """Write the JSON and the badge of some languages into a built site; with the reference's the badge of the whole."""
    coverage = build_coverage(handbook, findings)
    for language in languages:
        row = coverage.languages[language]
        folder = site / address(handbook, f"{language}/{COVERAGE_PAGE}")
        view = asdict(coverage_view(handbook, coverage, language))
        text = json.dumps(view, ensure_ascii=False) + "\n"
        write_whole(folder / JSON_FILE, text.encode("utf-8"))
        write_whole(folder / language_badge_file(language), _badge_of(handbook, language, row.percent))
        if language == handbook.reference:
            write_whole(site / BADGE_FILE, _badge_of(handbook, language, coverage.percent))


def _badge_of(handbook: Handbook, language: str, percent: int) -> bytes:
    label = catalogue_of(handbook, language).labels["coverage_badge"]
    return badge(label, per_cent(percent, language), language, percent).encode("utf-8")


def badge(label: str, value: str, language: str, percent: int) -> str:
    """A badge as SVG: a label and, on a ground that depends on the per cent, a value."""
    left, right = (_width(text) + 2 * _PADDING for text in (label, value))
    ground = next(colour for least, colour in _GROUNDS if percent >= least)
    svg = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(left + right),
            "height": str(_HEIGHT),
            "viewBox": f"0 0 {left + right} {_HEIGHT}",
            "role": "img",
            "aria-labelledby": "title",
            "lang": language,
        },
    )
    ElementTree.SubElement(svg, "title", id="title").text = f"{label}: {value}"
    text = {
        "fill": "#fff",
        "font-family": "Verdana, DejaVu Sans, sans-serif",
        "font-size": "11",
        "text-anchor": "middle",
    }
    for start, width, colour, words in ((0, left, _LABEL_GROUND, label), (left, right, ground, value)):
        ElementTree.SubElement(
            svg, "rect", {"x": str(start), "width": str(width), "height": str(_HEIGHT), "fill": colour}
        )
        # The length is set, so that no font makes the words wider than their ground.
        place = {"x": str(start + width / 2), "y": "14", "textLength": str(width - 2 * _PADDING)}
        ElementTree.SubElement(svg, "text", text | place | {"aria-hidden": "true"}).text = words
    return ElementTree.tostring(svg, encoding="unicode", xml_declaration=False) + "\n"


def _width(text: str) -> int:
    """How wide a text is, about: nobody knows the reader's fonts."""
    return round(
        sum(
            _WIDE if letter == "%" else _NARROW if letter.isspace() else _DIGIT if letter.isdecimal() else _LETTER
            for letter in text
        )
    )
