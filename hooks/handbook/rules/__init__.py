"""The rules: each a function from the handbook to findings, its docstring its documentation.

A rule is added by writing it in the module that it belongs to and naming it below: under `TOPIC_RULES` when it looks at
one topic in all languages at a time, or at one data file; under `HANDBOOK_RULES` when it compares topics, and then asks
pages only for their path and their `facts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handbook.findings import Finding, Severity
from handbook.rules import (
    catalogues,
    characters,
    contents,
    contract,
    coverage,
    freshness,
    front_matter,
    language,
    links,
    markup,
    phrases,
    reading,
    register,
    safety,
    search,
    sections,
    translation,
)


@dataclass(frozen=True)
class Rule:
    """A rule: the function that finds, and how much a finding of it matters where the project does not say."""

    find: Callable[..., Iterator[Finding]]
    severity: Severity = Severity.ERROR

    @property
    def code(self) -> str:
        """The stable code, with which the documentation begins."""
        return (self.find.__doc__ or "").split(":", 1)[0]

    @property
    def name(self) -> str:
        """The name, as people say it."""
        return self.find.__name__.replace("_", "-")

    @property
    def documentation(self) -> str:
        """What the rule is about, without the code, in one line."""
        return " ".join((self.find.__doc__ or "").split(":", 1)[1].split("Args:")[0].split())


TOPIC_RULES = tuple(
    Rule(find)
    for find in (
        front_matter.front_matter,
        sections.sections_in_order,
        contents.section_contents,
        contents.same_counts,
        contents.word_counts,
        phrases.cues,
        phrases.same_placeholders,
        links.same_links,
        links.neighbours,
        markup.lists_that_show,
        characters.invisible_characters,
        characters.composed_characters,
        characters.one_script_in_a_word,
        characters.leftovers,
        characters.own_quotation_marks,
        language.own_language,
        translation.untranslated_texts,
        translation.same_numbers,
        translation.same_quantities,
        translation.like_lengths,
        translation.repeated_texts,
        translation.glossary_terms,
        register.form_of_address,
        safety.no_markup,
        safety.images_have_text,
        safety.no_dangerous_addresses,
        safety.no_outside_addresses,
        safety.no_attributes,
        safety.no_templates,
        search.sound_vocabularies,
        search.known_topics,
        search.phrases_of_one_topic,
        catalogues.own_names,
    )
)

HANDBOOK_RULES = tuple(
    Rule(find)
    for find in (
        reading.readable_files,
        reading.sound_data,
        contract.consistent_contract,
        contract.carried_sources,
        catalogues.same_names,
        catalogues.language_names,
        catalogues.stray_catalogues,
        catalogues.untranslated_names,
        catalogues.same_fields,
        catalogues.writing_direction,
        catalogues.words_for_rules,
        coverage.missing_pages,
        coverage.stray_pages,
        links.links_lead_somewhere,
        translation.aliases_of_one_topic,
        safety.files_stay_inside,
        safety.images_are_here,  # asks the disk, so what it finds must not be kept
    )
)

# As those above, they run each time; but they are about work to do, not about faults.
FRESHNESS_RULES = (
    Rule(freshness.outdated_sections, Severity.WARNING),
    Rule(freshness.diverged_sections, Severity.WARNING),
    Rule(freshness.sections_ahead, Severity.WARNING),
    Rule(freshness.unreviewed_sections, Severity.WARNING),
    Rule(freshness.sound_records),
)

SETTINGS_RULE = Rule(reading.settings_that_matter)  # runs last: it must know what the others have found

RULES = tuple(sorted((*TOPIC_RULES, *HANDBOOK_RULES, *FRESHNESS_RULES, SETTINGS_RULE), key=lambda rule: rule.code))

# While these find something, the names that a page needs are not there: nothing can be built, unfinished or not.
NEEDED_TO_BUILD = frozenset(
    rule.code for rule in RULES if rule.find in (contract.consistent_contract, catalogues.same_names)
)
