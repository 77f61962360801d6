"""Rules about the vocabulary of the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handbook.findings import Finding
from handbook.load import SEARCH_FOLDER, Handbook


def sound_vocabularies(handbook: Handbook) -> Iterator[Finding]:
    """HB503: the vocabulary of a language can be read, and is as its schema says."""
    for language in handbook.search:
        for finding in handbook.search.faults(language):
            yield replace(finding, code="HB503")


def known_topics(handbook: Handbook) -> Iterator[Finding]:
    """HB501: the vocabulary of the search is about topics that exist."""
    for language, settings in handbook.search.items():
        for topic in settings.phrases.keys() - handbook.contract.topics.keys():
            message = f"there is no topic “{topic}”"
            yield _finding(handbook, language, ("topics", topic), "HB501", message, "correct the id, or remove it")


def phrases_of_one_topic(handbook: Handbook) -> Iterator[Finding]:
    """HB502: a phrase stands under one topic only: under two, it tells nothing."""
    for language, settings in handbook.search.items():
        owners: dict[str, str] = {}
        for topic, phrases in settings.phrases.items():
            for place, phrase in enumerate(phrases):
                owner = owners.setdefault(phrase.casefold(), topic)
                if owner != topic:
                    message = f"“{phrase}” stands under {owner} already"
                    where = ("topics", topic, place)
                    yield _finding(handbook, language, where, "HB502", message, "leave it under one of the two")


def _finding(
    handbook: Handbook, language: str, where: tuple[str | int, ...], code: str, message: str, advice: str
) -> Finding:
    line = handbook.search[language].source.line(*where)
    return Finding(language, f"{SEARCH_FOLDER}/{language}.yml", line, 1, code, message, advice)
