"""Another id for a topic: its pages move, and whatever names it names it anew."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from handbook.file_changes import FileChanges
from handbook.findings import CannotRunError, UnreadableError
from handbook.load import CHECK_FILE, PAGES_FOLDER, SEARCH_FOLDER, TOPICS_FILE, Handbook
from handbook.new_topic import must_be_free
from handbook.redirects import after_rename, redirects_edit
from handbook.reviews import REVIEWS_FOLDER
from handbook.yaml_source import read_text
from handbook.yaml_text import Edit, edited, read_yaml_text, scalar

# The address of a link, behind its text or in a definition of its own, without the section that it may lead to.
_LINK = re.compile(r"(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)([^\s)>#]+\.md)(?=[\s)>#])", re.MULTILINE)


def rename_topic(handbook: Handbook, old: str, new: str) -> FileChanges:
    """The files that change when a topic gets another id, and what they hold then.

    Raises `CannotRunError`, and `UnreadableError` where a file cannot be read.
    """
    if old not in handbook.contract.topics:
        raise CannotRunError(f"There is no topic “{old}” - use one of those in {TOPICS_FILE}")
    must_be_free(handbook, new)
    # Nobody knows what stands in a file that cannot be read: it might name the topic.
    unread = [finding for finding in handbook.load_findings if finding.code == "HB001" or finding.path == CHECK_FILE]
    if unread:
        raise UnreadableError(*unread)
    changes: dict[str, str | None] = {TOPICS_FILE: _contract(handbook, old, new)}
    changes.update(_pages(handbook, old, new))
    for path in handbook.data_files:
        if path.startswith(f"{SEARCH_FOLDER}/"):
            changes.update(_vocabulary(handbook, path, old, new))
    if CHECK_FILE in handbook.data_files:
        changes.update(_check_settings(handbook, old, new))
    for records in sorted((handbook.root / REVIEWS_FOLDER).glob("*.yml")):
        path = f"{REVIEWS_FOLDER}/{records.name}"
        changes.update(_reviews(read_text(records, path), path, old, new))
    return changes


def _contract(handbook: Handbook, old: str, new: str) -> str:
    """The contract with the topic under its new id, wherever it is named, and the redirects that follow."""
    topics = read_yaml_text(handbook.root, TOPICS_FILE)
    contract = handbook.contract
    folder = {topic.id: contract.kinds[topic.kind].folder for topic in contract.topics.values()}
    edits: list[Edit] = [(*topics.keys[folder[old], old], scalar(new))]
    for topic in contract.topics.values():
        for place, related in enumerate(topic.related):
            if related == old:
                edits.append((*topics.values[folder[topic.id], topic.id, "related", place], scalar(new)))
    edits += redirects_edit(topics, after_rename(contract.redirects, old, new))
    return edited(topics.text, edits)


def _pages(handbook: Handbook, old: str, new: str) -> Iterator[tuple[str, str | None]]:
    """Every page that moves or links to one that does."""
    moved = {handbook.page_path(language, old) for language in handbook.languages}
    for page in handbook.all_pages():
        before = read_text(handbook.root / page.path, page.path)
        after = _with_links(before, page.path, moved, new)
        if page.path in moved:
            yield page.path, None
            yield _beside(page.path, new), after
        elif after != before:
            yield page.path, after


def _with_links(text: str, path: str, moved: set[str], new: str) -> str:
    def renamed(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
        return match[1] + _beside(match[2], new) if target in moved else match[0]

    return _LINK.sub(renamed, text)


def _beside(path: str, topic: str) -> str:
    """The same path with another topic's page at its end."""
    return posixpath.join(posixpath.dirname(path), f"{topic}.md")


def _vocabulary(handbook: Handbook, path: str, old: str, new: str) -> Iterator[tuple[str, str]]:
    """A language's words for the topic."""
    vocabulary = read_yaml_text(handbook.root, path)
    if place := vocabulary.keys.get(("topics", old)):
        yield path, edited(vocabulary.text, [(*place, scalar(new))])


def _check_settings(handbook: Handbook, old: str, new: str) -> Iterator[tuple[str, str]]:
    """The findings that are let pass on the topic's pages, be it of one language or, by a pattern, of several."""
    settings = read_yaml_text(handbook.root, CHECK_FILE)
    kind = handbook.contract.kinds[handbook.contract.topics[old].kind]
    edits = [
        (*settings.values["ignore", place, "path"], scalar(_beside(ignore.path, new)))
        for place, ignore in enumerate(handbook.check_settings.ignores)
        if ignore.path.startswith(f"{PAGES_FOLDER}/") and ignore.path.endswith(f"/{kind.folder}/{old}.md")
    ]
    if edits:
        yield CHECK_FILE, edited(settings.text, edits)


def _reviews(text: str, path: str, old: str, new: str) -> Iterator[tuple[str, str]]:
    """The records of reviews: sorted lines after a comment, each beginning with the topic."""
    lines = text.splitlines(keepends=True)
    if any(line.startswith(f"{old}/") for line in lines):
        comments = [line for line in lines if line.startswith("#")]
        records = (line for line in lines if not line.startswith("#"))
        renamed = (f"{new}/{line.removeprefix(f'{old}/')}" if line.startswith(f"{old}/") else line for line in records)
        yield path, "".join([*comments, *sorted(renamed)])
