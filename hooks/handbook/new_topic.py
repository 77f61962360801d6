"""What a new topic needs: its entry in the contract, and the reference's page with every part to be written."""

from __future__ import annotations

import re

import yaml

from handbook.contract import Contract, Kind
from handbook.file_changes import FileChanges
from handbook.findings import CannotRunError
from handbook.load import PAGES_FOLDER, TOPICS_FILE, Handbook
from handbook.new_page import TODO, empty_page
from handbook.redirects import redirects_edit
from handbook.yaml_text import Edit, YamlText, edited, read_yaml_text, scalar

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def new_topic(
    handbook: Handbook, topic: str, kind: str, group: str, what: str | None = None, urgency: str | None = None
) -> FileChanges:
    """The files that change with a new topic, and what they hold then. Raises `CannotRunError`."""
    contract = handbook.contract
    must_be_free(handbook, topic)
    _must_be_one_of("kind", kind, contract.kinds)
    _must_be_one_of(f"group of the kind “{kind}”", group, contract.groups[kind])
    urgency = urgency or contract.urgencies[0]
    _must_be_one_of("urgency", urgency, contract.urgencies)
    rules = contract.kinds[kind]
    topics = read_yaml_text(handbook.root, TOPICS_FILE)
    entry = {
        "what": scalar(what or f"{TODO} the situation or the principle, for whoever writes the page", flow=False),
        "group": scalar(group),
        "urgency": scalar(urgency),
        "channels": f"[{', '.join(map(scalar, contract.channels))}]",
        "related": "[]",
        "merges": "[]",
    }
    edits = [_entry_edit(topics, contract, rules, topic, entry)]
    if topic in contract.redirects:  # the address is a page again
        edits += redirects_edit(topics, {old: new for old, new in contract.redirects.items() if old != topic})
    path = f"{PAGES_FOLDER}/{handbook.reference}/{rules.folder}/{topic}.md"
    return {TOPICS_FILE: edited(topics.text, edits), path: empty_page(handbook, kind, topic)}


def must_be_free(handbook: Handbook, topic: str) -> None:
    """Whether an id can be that of one more topic. Raises `CannotRunError` where it cannot."""
    if not _SLUG.fullmatch(topic) or yaml.safe_load(topic) != topic:  # YAML takes some words for more than a text: no
        raise CannotRunError(
            f"“{topic}” is no id - use English words in lower case, joined by hyphens, such as legal-threat"
        )
    if topic in handbook.contract.topics:
        raise CannotRunError(f"There is a topic “{topic}” already - choose another id")
    for kind in handbook.contract.kinds.values():
        for language in handbook.languages:
            path = f"{PAGES_FOLDER}/{language}/{kind.folder}/{topic}.md"
            if (handbook.root / path).exists():
                raise CannotRunError(f"There is a file {path} already - move or remove it first")


def _must_be_one_of(what: str, name: str, known: object) -> None:
    names = [str(entry) for entry in known] if isinstance(known, (dict, tuple)) else []
    if name not in names:
        raise CannotRunError(f"There is no {what} “{name}” - use one of: {', '.join(names)}")


def _entry_edit(topics: YamlText, contract: Contract, kind: Kind, topic: str, entry: dict[str, str]) -> Edit:
    """Put the entry after the last topic of its group, or where the group would stand."""
    neighbours = contract.topics_of(kind.id)
    indent = topics.indent(kind.folder, neighbours[0].id) if neighbours else "  "
    lines = [f"{indent}{topic}:", *(f"{indent * 2}{key}: {value}" for key, value in entry.items())]
    if topics.is_flow(kind.folder):
        if neighbours:
            raise CannotRunError(f"“{kind.folder}” in {TOPICS_FILE} is written in braces - give each topic its lines")
        start, end = topics.keys[kind.folder,][1] + 1, topics.values[kind.folder,][1]
        return start, end, "".join(f"\n{line}" for line in lines)
    groups = contract.groups[kind.id]
    before = groups[: groups.index(entry["group"]) + 1]
    listed = [topic for topic in neighbours if topic.group in before]
    if not listed:
        place = topics.line_end(topics.keys[kind.folder,][1])
        return place, place, "".join(f"{line}\n" for line in lines)
    nearest = max(before.index(topic.group) for topic in listed)
    last = max((topic for topic in listed if before.index(topic.group) == nearest), key=lambda topic: topic.line)
    place = topics.lines(kind.folder, last.id)[1]
    gap = "" if topics.text[:place].endswith("\n") else "\n"
    return place, place, gap + "".join(f"{line}\n" for line in lines)
