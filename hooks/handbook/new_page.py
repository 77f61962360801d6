"""A page to begin with: the right sections in order, with the headings and ids of its language.

Of a translation, what is still to be written is the reference's own text, which the check names piece by piece (HB651,
HB657); of the reference itself it says TODO, which is reported wherever it is left over (HB604).
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook.catalogue import Catalogue
from handbook.contract import Holds, SectionRule
from handbook.file_changes import FileChanges
from handbook.findings import CannotRunError
from handbook.load import PAGES_FOLDER, Handbook
from handbook.markdown_source import BlockKind
from handbook.pages import Page
from handbook.project import must_be_language
from handbook.site import catalogue_of, page_at, topic_path

TODO = "TODO"


def new_page(handbook: Handbook, language: str, name: str) -> FileChanges:
    """The page of a topic, or another page of the reference language, begun in a language. Raises `CannotRunError`."""
    must_be_language(handbook, language)
    contract = handbook.contract
    if name in contract.topics:
        place = topic_path(handbook, language, name).partition("/")[2]
    else:
        place = f"{name.removesuffix('.md')}.md"
    path = f"{PAGES_FOLDER}/{language}/{place}"
    if (handbook.root / path).exists():
        raise CannotRunError(f"There is a page {path} already - mend that one")
    reference = page_at(handbook, f"{handbook.reference}/{place}")
    if language == handbook.reference and name in contract.topics:
        return {path: empty_page(handbook, contract.topics[name].kind, name)}
    if reference is None:
        raise CannotRunError(f"There is no page {PAGES_FOLDER}/{handbook.reference}/{place} to begin with")
    if TODO in reference.source:
        raise CannotRunError(f"{reference.path} is not written yet - finish it first: nobody can translate a “{TODO}”")
    return {path: _after(reference, catalogue_of(handbook, language))}


def missing_pages(handbook: Handbook, language: str) -> FileChanges:
    """Every page that the reference has and a language has not, begun; those that are not finished there are left out.

    In the reference itself: every topic without a page. Raises `CannotRunError` where there is nothing to begin.
    """
    must_be_language(handbook, language)
    if language == handbook.reference:
        names = [topic for topic in handbook.contract.topics if not handbook.page(language, topic)]
    else:
        own = {page.name for page in handbook.all_pages(language)}
        whole = (page for page in handbook.all_pages(handbook.reference) if TODO not in page.source)
        names = [page.topic or page.name for page in whole if page.name not in own]
    if not names:
        raise CannotRunError(f"No page is missing in “{language}” - “handbook status {language}” says what is to do")
    return {path: text for name in names for path, text in new_page(handbook, language, name).items()}


def _after(reference: Page, catalogue: Catalogue) -> str:
    """The reference's page under the headings of another language."""
    lines = reference.source.split("\n")
    headings = catalogue.sections.get(reference.kind, {})
    for section in reference.sections:
        if section.id in headings:
            lines[section.line - 1] = f"## {headings[section.id]} {{ #{section.id} }}"
        for block in section.of_kind(BlockKind.TABLE):
            lines[block.line - 1] = f"| {catalogue.pairs['worse']} | {catalogue.pairs['better']} |"
    return "\n".join(lines)


def empty_page(handbook: Handbook, kind_id: str, topic: str) -> str:
    """The reference language's page of a topic: every part as the contract wants it, and nothing written."""
    contract, kind = handbook.contract, handbook.contract.kinds[kind_id]
    catalogue = catalogue_of(handbook, handbook.reference)
    aliases = "".join(f"  - {TODO} {number} {topic}\n" for number in range(1, contract.aliases[0] + 1))
    front_matter = f"---\ntitle: {TODO} {topic}\nsummary: {TODO} {topic} in one sentence.\naliases:\n{aliases}---\n"
    sections = "".join(
        f"\n## {catalogue.sections[kind.id][rule.id]} {{ #{rule.id} }}\n\n{''.join(_pieces(rule, catalogue))}"
        for rule in kind.sections
    )
    return f"{front_matter}\n{TODO} the lead.\n{sections}"


def _pieces(rule: SectionRule, catalogue: Catalogue) -> Iterator[str]:
    """What a section holds at the least, still to be written."""
    numbers = range(1, max(rule.least, 1) + 1)
    match rule.holds:
        case Holds.STEPS:
            yield from (f"{number}. {TODO} {rule.id} {number}\n" for number in numbers)
        case Holds.BULLETS | Holds.LIST:
            yield from (f"- {TODO} {rule.id} {number}\n" for number in numbers)
        case Holds.PHRASES:
            phrases = (f"{TODO} when {number}:\n\n> {TODO} {rule.id} {number}\n" for number in numbers)
            yield "\n".join(phrases)
        case Holds.PAIRS:
            yield f"| {catalogue.pairs['worse']} | {catalogue.pairs['better']} |\n|---|---|\n"
            yield from (f"| {TODO} worse {number} | {TODO} better {number} |\n" for number in numbers)
        case Holds.PROSE:
            yield f"{TODO} {rule.id}\n"
