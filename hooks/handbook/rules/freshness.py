"""Rules about what has moved since somebody last held a translation beside the reference."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from handbook.findings import Finding
from handbook.freshness import Freshness, SectionState, obsolete, section_states
from handbook.load import Handbook


def outdated_sections(handbook: Handbook) -> Iterator[Finding]:
    """HB801: no section's reference has changed since the translation was last reviewed."""
    for state in _states(handbook, Freshness.OUTDATED):
        message = f"the reference of “{state.section}” has changed since the last review"
        advice = f"see “handbook diff {state.language} {state.page}”, mend it, then {_reviewed(state)}"
        yield _finding(state, "HB801", message, advice)


def diverged_sections(handbook: Handbook) -> Iterator[Finding]:
    """HB802: no section has changed in the reference and in the translation since the last review."""
    for state in _states(handbook, Freshness.DIVERGED):
        message = f"“{state.section}” has changed here and in the reference since the last review"
        advice = f"see “handbook diff {state.language} {state.page}”, bring both together, then {_reviewed(state)}"
        yield _finding(state, "HB802", message, advice)


def sections_ahead(handbook: Handbook) -> Iterator[Finding]:
    """HB803: no translated section has changed since the last review without the reference."""
    for state in _states(handbook, Freshness.AHEAD):
        message = f"“{state.section}” has changed since the last review, its reference has not"
        advice = f"compare the two, change the reference if this is better, then {_reviewed(state)}"
        yield _finding(state, "HB803", message, advice)


def unreviewed_sections(handbook: Handbook) -> Iterator[Finding]:
    """HB804: every translated section has been compared with its reference once."""
    for language in handbook.languages:
        for _, states in groupby(_moved(handbook)[language], key=attrgetter("page")):
            sections = list(states)
            never = [state for state in sections if state.freshness is Freshness.UNREVIEWED]
            if never and len(never) == len(sections):
                message = "this page has never been compared with its reference"
                advice = f"compare the two, then run “handbook reviewed {language} {never[0].page}”"
                yield _finding(never[0], "HB804", message, advice)
                continue
            for state in never:
                message = f"“{state.section}” has never been compared with its reference"
                yield _finding(state, "HB804", message, f"compare the two, then {_reviewed(state)}")


def sound_records(handbook: Handbook) -> Iterator[Finding]:
    """HB805: the records of reviews are as `handbook reviewed` writes them, and about sections that exist."""
    for language, reviews in handbook.reviews.items():
        yield from reviews.faults
        for (page, section), record in obsolete(handbook, language).items():
            message = f"there is no section “{section}” on a page “{page}”"
            advice = f"run “handbook reviewed {language}”, which removes the record"
            yield Finding(language, reviews.path, record.line, 1, "HB805", message, advice)


def _states(handbook: Handbook, freshness: Freshness) -> Iterator[SectionState]:
    for language in handbook.languages:
        yield from (state for state in _moved(handbook)[language] if state.freshness is freshness)


@lru_cache(maxsize=1)
def _moved(handbook: Handbook) -> dict[str, list[SectionState]]:
    """How every section stands on the pages where any has moved, by language: worked out once for all rules."""
    moved: dict[str, list[SectionState]] = {language: [] for language in handbook.languages}
    for language, found in moved.items():
        for _, states in groupby(section_states(handbook, language), key=attrgetter("page")):
            sections = list(states)
            if any(state.freshness is not Freshness.CURRENT for state in sections):
                found += sections
    return moved


def _reviewed(state: SectionState) -> str:
    return f"run “handbook reviewed {state.language} {state.page} {state.section}”"


def _finding(state: SectionState, code: str, message: str, advice: str) -> Finding:
    return Finding(state.language, state.path, state.line, 1, code, message, advice)
