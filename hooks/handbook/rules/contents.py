"""Rules about what a section holds, how much of it, and how long a page is."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.catalogue import Catalogue
from handbook.contract import Holds, SectionRule
from handbook.findings import Finding
from handbook.load import TOPICS_FILE, Handbook
from handbook.markdown_source import BlockKind
from handbook.pages import Page, Section

_PIECES = {
    Holds.STEPS: "steps",
    Holds.BULLETS: "bullets",
    Holds.LIST: "points",
    Holds.PHRASES: "phrases",
    Holds.PAIRS: "pairs",
}

_ALLOWED = {
    Holds.STEPS: {BlockKind.STEPS},
    Holds.BULLETS: {BlockKind.BULLETS},
    Holds.LIST: {BlockKind.STEPS, BlockKind.BULLETS},
    Holds.PHRASES: {BlockKind.PARAGRAPH, BlockKind.QUOTE},
    Holds.PAIRS: {BlockKind.TABLE},
    Holds.PROSE: {BlockKind.PARAGRAPH},
}


def section_contents(handbook: Handbook) -> Iterator[Finding]:
    """HB403: a section holds what the contract says of its kind, as many pieces as allowed, and nothing else."""
    for page, section, rule in ruled_sections(handbook):
        if not section.blocks:
            message = f"the section “{section.id}” is empty"
            yield page.finding(section.line, "HB403", message, "write it; the contract wants it on every page")
            continue
        yield from _foreign_blocks(page, section, rule)
        if rule.holds is not Holds.PROSE:
            count = count_pieces(section, rule)
            if not rule.least <= count <= rule.most:
                pieces = f"{count} {_PIECES[rule.holds]}, {rule.least} to {rule.most} are allowed"
                message = f"the section “{section.id}” holds {pieces}"
                advice = f"{'add' if count < rule.least else 'remove'} some, as {TOPICS_FILE} says"
                yield page.finding(section.line, "HB403", message, advice)
        if rule.holds is Holds.PAIRS:
            yield from _pair_table(handbook, page, section)


def same_counts(handbook: Handbook) -> Iterator[Finding]:
    """HB404: a section holds as many pieces as in the reference language, so that they stand side by side."""
    for page, section, rule in ruled_sections(handbook):
        reference = handbook.twin(page)
        twin = reference.section(section.id) if reference else None
        if reference is None or twin is None or rule.holds is Holds.PROSE:
            continue
        here, there = count_pieces(section, rule), count_pieces(twin, rule)
        if here != there:
            message = f"the section “{section.id}” holds {here} {_PIECES[rule.holds]}, {reference.path} has {there}"
            yield page.finding(section.line, "HB404", message, "make them the same number, in the same order")


def word_counts(handbook: Handbook) -> Iterator[Finding]:
    """HB406: a page is as long as its kind allows."""
    for page in handbook.pages.values():
        least, most = handbook.contract.kinds[page.kind].words
        if not least <= page.words <= most:
            message = f"{page.topic} in {page.language} has {page.words} words, {least} to {most} are allowed"
            yield page.finding(
                1, "HB406", message, f"{'shorten it' if page.words > most else 'say more'}, as {TOPICS_FILE} says"
            )


def ruled_sections(handbook: Handbook) -> Iterator[tuple[Page, Section, SectionRule]]:
    """Every section that the contract knows, with its page and its rule."""
    for page in handbook.pages.values():
        rules = {rule.id: rule for rule in handbook.contract.kinds[page.kind].sections}
        for section in page.sections:
            if section.id in rules:
                yield page, section, rules[section.id]


def count_pieces(section: Section, rule: SectionRule) -> int:
    """How many of the pieces that its rule is about a section holds; prose has none."""
    match rule.holds:
        case Holds.STEPS:
            return len(section.items(BlockKind.STEPS))
        case Holds.BULLETS:
            return len(section.items(BlockKind.BULLETS))
        case Holds.LIST:
            return len(section.items(BlockKind.STEPS)) + len(section.items(BlockKind.BULLETS))
        case Holds.PHRASES:
            return len(section.phrases)
        case Holds.PAIRS:
            return len(section.pairs)
        case Holds.PROSE:
            return 0


def _foreign_blocks(page: Page, section: Section, rule: SectionRule) -> Iterator[Finding]:
    allowed = _ALLOWED[rule.holds] | ({BlockKind.PARAGRAPH} if rule.neighbours else set())
    for block in section.blocks:
        if block.kind not in allowed and block.kind is not BlockKind.HEADING:
            message = f"a {block.kind.value} does not belong in the section “{section.id}”"
            advice = f"use only a {' or a '.join(sorted(kind.value for kind in allowed))} here"
            yield page.finding(block.line, "HB403", message, advice)


def _path(catalogue: Catalogue | None) -> str:
    return catalogue.path if catalogue else "the catalogue"


def _pair_table(handbook: Handbook, page: Page, section: Section) -> Iterator[Finding]:
    catalogue = handbook.catalogues.get(page.language)
    for block in section.of_kind(BlockKind.TABLE):
        heads = tuple(cell.text for cell in block.rows[0])
        wanted = (catalogue.pairs["worse"], catalogue.pairs["better"]) if catalogue else heads
        if heads != wanted:
            message = f"the head of the table is “{' | '.join(heads)}”"
            yield page.finding(block.line, "HB403", message, f"write “{' | '.join(wanted)}”, as in {_path(catalogue)}")
        for row in block.rows[1:]:
            if any(not cell.text for cell in row):
                yield page.finding(row[0].line, "HB403", "half of this pair is missing", "fill both columns")
