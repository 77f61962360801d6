"""The rules: each a function from the handbook to findings, its docstring its documentation.

A rule is added by writing it in the module that it belongs to and naming it in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handbook.findings import Finding
from handbook.load import Handbook
from handbook.rules import (
    catalogues,
    characters,
    contents,
    contract,
    coverage,
    front_matter,
    links,
    phrases,
    safety,
    search,
    sections,
    translation,
)

Rule = Callable[[Handbook], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    contract.consistent_contract,
    contract.carried_sources,
    catalogues.same_names,
    catalogues.language_names,
    catalogues.stray_catalogues,
    catalogues.untranslated_names,
    coverage.missing_pages,
    coverage.stray_pages,
    front_matter.front_matter,
    sections.sections_in_order,
    contents.section_contents,
    contents.same_counts,
    contents.word_counts,
    phrases.cues,
    phrases.same_placeholders,
    links.links_lead_somewhere,
    links.same_links,
    links.neighbours,
    characters.invisible_characters,
    characters.composed_characters,
    characters.one_script_in_a_word,
    characters.leftovers,
    characters.own_quotation_marks,
    translation.untranslated_texts,
    translation.same_numbers,
    translation.like_lengths,
    translation.repeated_texts,
    translation.glossary_terms,
    translation.aliases_of_one_topic,
    safety.no_markup,
    safety.images_have_text,
    safety.no_dangerous_addresses,
    safety.no_outside_addresses,
    safety.no_attributes,
    safety.no_templates,
    safety.files_stay_inside,
    search.known_topics,
    search.phrases_of_one_topic,
)


# While these find something, the names that a page needs are not there: nothing can be built, unfinished or not.
NEEDED_TO_BUILD: tuple[Rule, ...] = (contract.consistent_contract, catalogues.same_names)


def code_of(rule: Rule) -> str:
    """A rule's code, with which its documentation begins."""
    return (rule.__doc__ or "").split(":", 1)[0]


def check(handbook: Handbook) -> list[Finding]:
    """All findings of a handbook, sorted."""
    found = list(handbook.load_findings)
    for rule in RULES:
        found.extend(rule(handbook))
    return sorted(found)
