"""The commands about what has moved: `status`, `diff` and `reviewed`."""

from __future__ import annotations

import argparse
import json
import sys

from handbook.checking import check
from handbook.files import write_whole
from handbook.findings import CannotRunError, Finding, Severity
from handbook.freshness import Freshness, SectionState, after_review, page_name, section_states
from handbook.load import Handbook, load
from handbook.pages import Page
from handbook.project import must_be_language, project_root
from handbook.reviews import reviews_path, written_reviews


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `status`, `diff` and `reviewed` to the commands."""
    command = subparsers.add_parser(
        "status", help="say which translations are missing or have moved, most urgent first"
    )
    command.add_argument("language", metavar="LANG", nargs="?", help="one language, section by section; all without it")
    command.add_argument("--json", action="store_true", help="as data")
    command.set_defaults(run=_status)

    command = subparsers.add_parser("diff", help="show what has changed in the reference since a page was reviewed")
    command.add_argument("language", metavar="LANG")
    command.add_argument("topic", metavar="TOPIC", help="the page, such as legal-threat, or index for the home page")
    command.set_defaults(run=_diff)

    command = subparsers.add_parser("reviewed", help="record that a translation has been compared with the reference")
    command.add_argument("language", metavar="LANG")
    command.add_argument("topic", metavar="TOPIC", nargs="?", help="one page; every page without it")
    command.add_argument("section", metavar="SECTION", nargs="?", help="one section of it, such as say")
    command.set_defaults(run=_reviewed)


def _status(options: argparse.Namespace) -> int:
    handbook = load(project_root(options.root))
    translations = [locale for locale in handbook.languages if locale != handbook.reference]
    languages = [_translation(handbook, options.language)] if options.language else translations
    check(handbook)  # knows the facts of pages that have not changed, so that they need not be read
    states = {language: _by_urgency(handbook, language) for language in languages}
    if options.json:
        listed = [state._asdict() for found in states.values() for state in found]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    elif options.language:
        from handbook.review_tables import print_sections

        print_sections(states[options.language])
    else:
        from handbook.review_tables import print_languages

        print_languages(handbook, states)
    return 0


def _diff(options: argparse.Namespace) -> int:
    handbook = load(project_root(options.root))
    language = _translation(handbook, options.language)
    reference, page = (_page(handbook, each, options.topic) for each in (handbook.reference, language))
    moved = [
        state
        for state in section_states(handbook, language)
        if state.page == options.topic and state.freshness is not Freshness.CURRENT
    ]
    if moved:
        from handbook.review_tables import print_differences  # what draws tables takes a tenth of a second to load

        print_differences(handbook, reference, page, moved)
        print(f"When both say the same again: handbook reviewed {language} {options.topic}")
    else:
        print(f"{page.path} is current: nothing has changed since it was last compared with {reference.path}.")
    return 0


def _reviewed(options: argparse.Namespace) -> int:
    handbook = load(project_root(options.root))
    language = _translation(handbook, options.language)
    errors = _errors(handbook, language)
    places = _places(handbook, language, options.topic, options.section)
    refused = sorted({page for page, _ in places} & errors.keys())
    for page in refused:
        for finding in errors[page]:
            print(finding, file=sys.stderr)
    if refused and options.topic:
        print("Nothing was recorded: mend the page first.", file=sys.stderr)
        return 1
    recorded = [place for place in places if place[0] not in refused]
    file = handbook.root / reviews_path(language)
    text = written_reviews(after_review(handbook, language, recorded))
    try:
        write_whole(file, text.encode())
    except OSError as error:
        raise CannotRunError(f"{reviews_path(language)} cannot be written ({error.strerror})") from None
    print(f"Recorded {len(recorded)} {'section' if len(recorded) == 1 else 'sections'} in {reviews_path(language)}.")
    if refused:
        print(f"Not recorded, because they have errors: {', '.join(refused)}.", file=sys.stderr)
    return 1 if refused else 0


def _places(handbook: Handbook, language: str, topic: str | None, section: str | None) -> list[tuple[str, str]]:
    """The sections that a command is about: those there are in both languages, of one page where it is named."""
    if topic:
        _page(handbook, language, topic)
    states = [state for state in section_states(handbook, language) if topic in (None, state.page)]
    if section and section not in {state.section for state in states}:
        known = ", ".join(state.section for state in states)
        raise CannotRunError(f"There is no section “{section}” on this page - use one of: {known}")
    return [
        (state.page, state.section)
        for state in states
        if section in (None, state.section) and state.freshness is not Freshness.MISSING
    ]


def _errors(handbook: Handbook, language: str) -> dict[str, list[Finding]]:
    """The errors on the pages of a language and of the reference, by page name."""
    names = {page.path: page_name(page) for page in handbook.all_pages()}
    found: dict[str, list[Finding]] = {}
    for finding in check(handbook):
        concerned = finding.path in names and finding.language in (language, handbook.reference)
        if concerned and finding.severity is Severity.ERROR and not finding.ignored:
            found.setdefault(names[finding.path], []).append(finding)
    return found


def _by_urgency(handbook: Handbook, language: str) -> list[SectionState]:
    """A language's sections, the most urgent first: what is wrong with them, then how soon their topic is needed."""
    freshness = list(Freshness)
    urgencies = {
        topic.id: handbook.contract.urgencies.index(topic.urgency) for topic in handbook.contract.topics.values()
    }
    last = len(handbook.contract.urgencies)
    return sorted(
        section_states(handbook, language),
        key=lambda state: (freshness.index(state.freshness), urgencies.get(state.page, last)),
    )


def _translation(handbook: Handbook, language: str) -> str:
    if language == handbook.reference:
        known = ", ".join(locale for locale in handbook.languages if locale != language)
        raise CannotRunError(f"“{language}” is what the others are compared with - use one of: {known}")
    return must_be_language(handbook, language)


def _page(handbook: Handbook, language: str, name: str) -> Page:
    page = next((page for page in handbook.all_pages(language) if page_name(page) == name), None)
    if page is None and name in handbook.contract.topics:
        path = handbook.page_path(language, name)
        raise CannotRunError(f"{path} is missing - write it, after {handbook.page_path(handbook.reference, name)}")
    if page is None:
        raise CannotRunError(f"There is no topic “{name}” - “handbook status” names the pages")
    return page
