"""What has moved, drawn for a terminal; piped, it is plain text of full width."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from handbook.differences import Change, changed_words
from handbook.freshness import Freshness, SectionState
from handbook.history import NoHistoryError, Version, is_shallow, versions
from handbook.load import Handbook
from handbook.pages import LEAD, Page

_STYLES = {
    Freshness.MISSING: "bold red",
    Freshness.DIVERGED: "red",
    Freshness.OUTDATED: "yellow",
    Freshness.UNREVIEWED: "magenta",
    Freshness.AHEAD: "cyan",
    Freshness.CURRENT: "green",
}
_MARKS = {Change.KEPT: ("", "", ""), Change.GONE: ("[-", "-]", "red"), Change.NEW: ("{+", "+}", "green")}


def print_languages(handbook: Handbook, states: dict[str, list[SectionState]]) -> None:
    """Show how many sections of each language are in which state."""
    table = Table("language", "current", title="Sections of each translation", title_justify="left")
    shown = [freshness for freshness in Freshness if freshness is not Freshness.CURRENT]
    for freshness in shown:
        table.add_column(freshness.value, justify="right", header_style=_STYLES[freshness])
    for language, found in states.items():
        counts = Counter(state.freshness for state in found)
        share = 100 * counts[Freshness.CURRENT] // max(len(found), 1)
        numbers = [Styled(str(counts[one]), _STYLES[one]) if counts[one] else Styled("-") for one in shown]
        name = f"{language} {handbook.languages[language].name}"
        table.add_row(name, f"{counts[Freshness.CURRENT]} of {len(found)} ({share} %)", *numbers)
    _console().print(table)
    print("“handbook status LANG” names the sections, “handbook diff LANG TOPIC” shows what has changed.")


def print_sections(states: list[SectionState]) -> None:
    """Show the sections of one language that are not current, in the order given, and how many there are of each."""
    counts = Counter(state.freshness for state in states)
    console = _console()
    pending = [state for state in states if state.freshness is not Freshness.CURRENT]
    if pending:
        table = Table("state", "page", "section", "where")
        for state in pending:
            style = _STYLES[state.freshness]
            table.add_row(Styled(state.freshness.value, style), state.page, state.section, f"{state.path}:{state.line}")
        console.print(table)
    parts = ", ".join(f"{counts[one]} {one.value}" for one in Freshness if counts[one])
    print(f"{len(states)} sections: {parts}.")


def print_differences(handbook: Handbook, reference: Page, page: Page, moved: list[SectionState]) -> None:
    """Show some sections of a page beside the reference's, with what has changed in either since the last review."""
    console = _console()
    records = handbook.reviews[page.language].records if page.language in handbook.reviews else {}
    for state in moved:
        kept = records.get((state.page, state.section))
        console.rule(f"{state.section}: {state.freshness.value}", align="left", style=_STYLES[state.freshness])
        table = Table(expand=True)
        cells = []
        for side, fingerprint in (
            (reference, kept.reference if kept else None),
            (page, kept.translation if kept else None),
        ):
            heading, text = _since_review(handbook.root, side, state.section, fingerprint)
            table.add_column(f"{handbook.languages[side.language].name}: {heading}", ratio=1)
            cells.append(text)
        table.add_row(*cells)
        console.print(table)


def _since_review(root: Path, page: Page, section: str, fingerprint: str | None) -> tuple[str, Styled]:
    """What has become of a section since its review: what to call it, and the text with its changes marked."""
    now = _text_of(page, section)
    facts = page.facts.sections_by_id.get(section)
    if facts is None:
        return "this section is missing", Styled()
    if fingerprint is None:
        return "never compared", Styled(now)
    if fingerprint == facts.fingerprint:
        return "not changed since the review", Styled(now)
    try:
        before = _reviewed_version(root, page, section, fingerprint)
    except NoHistoryError as error:
        return f"changed, but the earlier text cannot be shown: {error}", Styled(now)
    marked = Styled()
    for words in changed_words(_text_of(replace(page, source=before.text), section), now):
        opening, closing, style = _MARKS[words.change]
        marked.append(f"{opening}{words.text}{closing}", style)
    return f"what has changed since {before.date}", marked


def _reviewed_version(root: Path, page: Page, section: str, fingerprint: str) -> Version:
    """The newest version of a page whose section was as it was reviewed; `NoHistoryError` where git has none."""
    for version in versions(root, page.path):
        text = version.text.replace("\r\n", "\n")
        facts = replace(page, source=text).facts.sections_by_id.get(section)
        if facts and facts.fingerprint == fingerprint:
            return replace(version, text=text)
    if is_shallow(root):
        raise NoHistoryError("only the newest commits are here; “git fetch --unshallow” brings the others")
    raise NoHistoryError("the text that was reviewed was never committed")


def _text_of(page: Page, section: str) -> str:
    """A section as it is written, its heading left out; for the lead the title and the summary with it."""
    lines = page.source.rstrip("\n").split("\n")
    starts = [found.line for found in page.sections]
    if section == LEAD:
        first = page.lead[0].line if page.lead else len(lines) + 1
        last = starts[0] - 1 if starts else len(lines)
        return "\n".join([page.title, page.summary, "", *lines[first - 1 : last]]).strip()
    found = page.section(section)
    if found is None:
        return ""
    after = next((start for start in starts if start > found.line), len(lines) + 1)
    return "\n".join(lines[found.line : after - 1]).strip()


def _console() -> Console:
    """Standard output; as wide as need be where nobody looks at it, so that no text is cut."""
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)
