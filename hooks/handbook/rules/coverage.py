"""Rules about which pages there are: every topic in every language, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.load import PAGES_FOLDER, TOPICS_FILE, Handbook


def missing_pages(handbook: Handbook) -> Iterator[Finding]:
    """HB301: every topic, and every page beside the topics, must exist in every language."""
    unread = {finding.path for finding in handbook.load_findings}
    for language in handbook.languages:
        for topic in handbook.contract.topics.values():
            path = handbook.page_path(language, topic.id)
            if handbook.page(language, topic.id) is None and path not in unread:
                source = handbook.page_path(handbook.reference, topic.id)
                message = f"the topic {topic.id} has no page in {_name(handbook, language)}"
                advice = f"write it, after {source}" if language != handbook.reference else f"write it: {topic.what}"
                yield Finding(language, path, 1, 1, "HB301", message, advice)
        for name in sorted(_other_names(handbook, handbook.reference) - _other_names(handbook, language)):
            path = f"{PAGES_FOLDER}/{language}/{name}"
            if path not in unread:
                message = f"the page {name} is missing in {_name(handbook, language)}"
                yield Finding(language, path, 1, 1, "HB301", message, f"write it, after {_beside(handbook, name)}")


def stray_pages(handbook: Handbook) -> Iterator[Finding]:
    """HB302: a page must belong to a topic, stand under the topic's kind, or exist in the reference language too."""
    known = _other_names(handbook, handbook.reference)
    folders = {kind.folder for kind in handbook.contract.kinds.values()}
    for language, pages in handbook.other_pages.items():
        for page in pages:
            name = page.name
            in_kind = name.split("/")[0] in folders and "/" in name
            if in_kind or (name not in known and language != handbook.reference):
                topic = handbook.contract.topics.get(name.rsplit("/", 1)[-1].removesuffix(".md"))
                if topic:
                    right = handbook.page_path(language, topic.id)
                    message, advice = f"{topic.id} is a {topic.kind}", f"move the page to {right}"
                else:
                    message, advice = (
                        "this page belongs to no topic",
                        f"add the topic to {TOPICS_FILE}, or remove the page",
                    )
                yield Finding(language, page.path, 1, 1, "HB302", message, advice)


def _other_names(handbook: Handbook, language: str) -> set[str]:
    folders = {kind.folder for kind in handbook.contract.kinds.values()}
    names = {page.name for page in handbook.other_pages.get(language, ())}
    return {name for name in names if name.split("/")[0] not in folders}


def _beside(handbook: Handbook, name: str) -> str:
    return f"{PAGES_FOLDER}/{handbook.reference}/{name}"


def _name(handbook: Handbook, language: str) -> str:
    return handbook.languages[language].name or language
