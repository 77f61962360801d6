"""What each translation was last reviewed against, section by section (`translations/reviewed/<lang>.yml`).

A record holds two fingerprints: of the reference's text, and of the translation's, as they were when somebody last held
one beside the other. What has moved since is seen by comparing them with the texts of today; dates are not asked.
The files are written by `handbook reviewed` only, a line for each section, sorted, so that two people's changes meet in
the same line only when they reviewed the same section.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook.findings import Finding

REVIEWS_FOLDER = "translations/reviewed"

_HEADER = """\
# Written by `handbook reviewed`, never by hand: for each section the fingerprint of the reference's text and of this
# translation when they were last compared. Where a merge stops here, take either side and review the section again.
"""
_RECORD = re.compile(r"([\w-]+)/([\w-]+): ([0-9a-f]{12}) ([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Record:
    """The fingerprints of a section at its last review, and the line where they are kept."""

    reference: str
    translation: str
    line: int


@dataclass(frozen=True)
class Reviews:
    """One language's records, by page name and section."""

    path: str
    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()


def read_reviews(text: str, path: str, language: str) -> Reviews:
    """The records of a file; every line that is none becomes a finding (HB805)."""
    records: dict[tuple[str, str], Record] = {}
    faults: list[Finding] = []
    advice = f"take either side of the merge, then run “handbook reviewed {language}” for what stands there"
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        found = _RECORD.fullmatch(line)
        if found is None:
            faults.append(Finding(language, path, number, 1, "HB805", "this line is no record of a review", advice))
            continue
        page, section, reference, translation = found.groups()
        if (page, section) in records:
            message = f"“{page}/{section}” stands here a second time"
            faults.append(Finding(language, path, number, 1, "HB805", message, advice))
        records[page, section] = Record(reference, translation, number)
    return Reviews(path, records, tuple(faults))


def written_reviews(records: Mapping[tuple[str, str], Record]) -> str:
    """The file that holds some records."""
    lines = [f"{page}/{section}: {kept.reference} {kept.translation}\n" for (page, section), kept in records.items()]
    return _HEADER + "".join(sorted(lines))


def reviews_path(language: str) -> str:
    """Where a language's records are kept, from the project's root."""
    return f"{REVIEWS_FOLDER}/{language}.yml"
