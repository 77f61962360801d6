"""Rules about the contract itself: it must not contradict itself."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.load import SOURCES_FILE, TOPICS_FILE, Handbook


def consistent_contract(handbook: Handbook) -> Iterator[Finding]:
    """HB101: every group, urgency, channel, related topic and source guideline that a topic names must exist.

    A redirect leads from an id that no topic has any more to one that a topic has.
    """
    contract = handbook.contract
    guidelines = {guideline for source in contract.sources.values() for guideline in source.guidelines}
    for topic in contract.topics.values():
        named = {
            "group": ([topic.group], contract.groups[topic.kind]),
            "urgency": ([topic.urgency], contract.urgencies),
            "channel": (topic.channels, contract.channels),
            "related topic": (topic.related, contract.topics.keys() - {topic.id}),
            "source guideline": (topic.merges, guidelines),
        }
        for what, (names, known) in named.items():
            for name in names:
                if name not in known:
                    message = f"{topic.id} names the {what} “{name}”, which does not exist"
                    where = SOURCES_FILE if what == "source guideline" else TOPICS_FILE
                    advice = f"correct the name, remove it, or add it to {where}"
                    yield Finding("", TOPICS_FILE, topic.line, 1, "HB101", message, advice)
    for old, new in contract.redirects.items():
        line = handbook.data_files[TOPICS_FILE].yaml.line("redirects", old)
        if old in contract.topics:
            message, advice = f"a redirect leads away from {old}, which is a topic", "remove the redirect"
            yield Finding("", TOPICS_FILE, line, 1, "HB101", message, advice)
        if new not in contract.topics:
            message, advice = f"a redirect leads to “{new}”, which is no topic", "correct it, or remove the redirect"
            yield Finding("", TOPICS_FILE, line, 1, "HB101", message, advice)


def carried_sources(handbook: Handbook) -> Iterator[Finding]:
    """HB102: every source guideline must be carried by a topic, so that no advice of a source is lost."""
    for source in handbook.contract.sources.values():
        for guideline, gist in source.guidelines.items():
            if not handbook.contract.carriers(guideline):
                message = f"no topic carries the source guideline {guideline} ({gist})"
                advice = f"name it under “merges” of a topic in {TOPICS_FILE}"
                yield Finding("", SOURCES_FILE, 1, 1, "HB102", message, advice)
