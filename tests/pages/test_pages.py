"""Every page of the real handbook has the shape that it should have: one test for each language and topic."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import pytest
from handbook import Handbook, load
from handbook.checking import check
from handbook.findings import Finding
from handbook.markdown_source import count_words
from handbook.rules import RULES
from handbook.rules.coverage import missing_pages
from handbook.rules.sections import sections_in_order
from tiny_handbook import PROJECT

REAL = load(PROJECT)
EVERY_PAGE = [(language, topic) for topic in REAL.contract.topics for language in REAL.languages]
SCENARIOS = [(language, topic.id) for topic in REAL.contract.topics_of("scenario") for language in REAL.languages]


def ids(pages: list[tuple[str, str]]) -> list[str]:
    """Test ids such as `sv-angry-customer`."""
    return [f"{language}-{topic}" for language, topic in pages]


@pytest.fixture(scope="session")
def findings(real: Handbook) -> dict[str, list[Finding]]:
    """What the rules find, by file."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in check(real):
        by_path[finding.path].append(finding)
    return by_path


@pytest.mark.parametrize(("language", "topic"), EVERY_PAGE, ids=ids(EVERY_PAGE))
def test_page_has_its_shape(real: Handbook, findings: dict[str, list[Finding]], language: str, topic: str) -> None:
    """The page exists, and no rule finds anything on it."""
    page = real.page(language, topic)

    assert page is not None, f"write {real.page_path(language, topic)}"
    assert [str(finding) for finding in findings[page.path]] == []


@pytest.mark.parametrize(("language", "topic"), SCENARIOS, ids=ids(SCENARIOS))
def test_scenario_is_for_the_moment(real: Handbook, language: str, topic: str) -> None:
    """What is needed first fits a phone, steps fit a line, and the first sign is a sentence that one hears."""
    page = real.pages[language, topic]
    sections = {section.id: section for section in page.sections}
    opening, closing = real.catalogues[language].quotes
    steps = [item.text for block in sections["do"].blocks for item in block.items]
    first = [page.title, *(item.text for block in page.lead for item in block.items), *steps]
    first += [text for phrase in sections["say"].phrases for text in (phrase.cue, phrase.text)]
    heard = sections["signs"].blocks[0].items[0].text

    assert sum(map(count_words, first)) <= 210
    assert [step for step in steps if len(step) > 90] == []
    assert heard.startswith(opening)
    assert closing in heard
    assert len(heard) <= 90


def test_nothing_else_is_wrong(findings: dict[str, list[Finding]]) -> None:
    """Contract, catalogues and the pages beside the topics are sound too."""
    assert [str(finding) for found in findings.values() for finding in found] == []


def test_handbook_is_whole(real: Handbook) -> None:
    """There are 34 topics in six languages, and the five pages beside them in each."""
    assert len(real.languages) == 6
    assert (len(real.contract.topics_of("scenario")), len(real.contract.topics_of("guideline"))) == (18, 16)
    assert len(real.pages) == 204
    assert [{"index.md", "sources.md", "glossary.md", "coverage.md", "cards.md"}] * 6 == [
        {page.path.rsplit("/", 1)[1] for page in pages} for pages in real.other_pages.values()
    ]


def test_every_source_guideline_is_carried(real: Handbook) -> None:
    """The five sources have 35 guidelines, each of them in some topic."""
    guidelines = [guideline for source in real.contract.sources.values() for guideline in source.guidelines]

    assert len(guidelines) == 35
    assert [guideline for guideline in guidelines if not real.contract.carriers(guideline)] == []


@pytest.mark.parametrize("language", REAL.languages)
def test_any_page_or_section_is_missed(real: Handbook, language: str) -> None:
    """Whichever page or section is taken away, a finding names its file, its language and its topic."""
    for page in real.all_pages(language):
        if not page.topic:
            continue
        without = replace(real, pages={key: value for key, value in real.pages.items() if value is not page})
        [finding] = missing_pages(without)
        assert page.path == finding.path
        assert re.search(rf"\b{page.topic}\b", finding.message)
        for section in page.sections:
            lines = page.source.split("\n")
            after = next((other.line for other in page.sections if other.line > section.line), len(lines) + 1)
            rest = replace(page, source="\n".join([*lines[: section.line - 1], *lines[after - 1 :]]))
            [finding] = sections_in_order(replace(real, pages={(language, page.topic): rest}))
            assert page.path == finding.path
            assert f"{page.topic} in {language} has no section “{section.id}”" == finding.message


def test_writers_are_told_in_their_language(real: Handbook) -> None:
    """Every translation's catalogue says of every rule what is wrong where it finds something, and of no other."""
    codes = {rule.code for rule in RULES}

    for language, catalogue in real.catalogues.items():
        if language != real.reference:
            assert set(catalogue.rules) == codes, language
