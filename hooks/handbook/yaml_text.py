"""YAML as text with the place of every key and value in it, to change one line and leave all others as they are.

A library that writes YAML back decides itself about spaces, quotes and line breaks; people's files stay as people wrote
them, so what changes is cut out and put in by its place.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import yaml
from yaml import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from handbook.yaml_source import KeyPath, parse_yaml, read_text

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Edit = tuple[int, int, str]  # from, to (without it), and what comes there instead


class YamlText:
    """A sound YAML document. `keys` and `values` say where each begins and ends, by key path."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: dict[KeyPath, tuple[int, int]] = {}
        self.values: dict[KeyPath, tuple[int, int]] = {}
        self._flow: set[KeyPath] = set()
        node = yaml.compose(text, Loader=_Loader)
        if node is not None:
            self._note(node, ())

    def is_flow(self, *path: str | int) -> bool:
        """Whether a value is written as {a: b} or [a, b]."""
        return path in self._flow

    def lines(self, *path: str | int) -> tuple[int, int]:
        """From the beginning of the line where a key or an item stands to the end of the last line of its value."""
        start = (self.keys.get(path) or self.values[path])[0]
        start = self.text.rfind("\n", 0, start) + 1
        return start, self.line_end(self.values[path][1])

    def lines_with_comment(self, *path: str | int) -> tuple[int, int]:
        """The same, with the comment right above it and an empty line above that."""
        start, end = self.lines(*path)
        while (above := self._line_above(start)).lstrip().startswith("#"):
            start -= len(above)
        if self._line_above(start) == "\n":
            start -= 1
        return start, end

    def line_end(self, place: int) -> int:
        """Where the line of a place ends, with its line break where it has one."""
        found = self.text.find("\n", place)
        return len(self.text) if found < 0 else found + 1

    def indent(self, *path: str | int) -> str:
        """The spaces before a key or an item."""
        start, _ = self.lines(*path)
        line = self.text[start : self.line_end(start)]
        return line[: len(line) - len(line.lstrip(" "))]

    def _line_above(self, start: int) -> str:
        """The line before the one that begins at a place, or "" before the first."""
        return self.text[self.text.rfind("\n", 0, max(start - 1, 0)) + 1 : start] if start else ""

    def _note(self, node: Node, path: KeyPath) -> None:
        self.values[path] = node.start_mark.index, self._end(node)
        if isinstance(node, CollectionNode) and node.flow_style:
            self._flow.add(path)
        if isinstance(node, MappingNode):
            for key, value in node.value:
                place = (*path, str(key.value))
                self.keys[place] = key.start_mark.index, key.end_mark.index
                self._note(value, place)
        elif isinstance(node, SequenceNode):
            for index, item in enumerate(node.value):
                self._note(item, (*path, index))

    def _end(self, node: Node) -> int:
        """Where a value ends; the end that the parser gives for a block is that of the comments after it."""
        if isinstance(node, CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return len(self.text[: node.end_mark.index].rstrip())
        return int(node.end_mark.index)


def read_yaml_text(root: Path, path: str, tags: Collection[str] = ()) -> YamlText:
    """A file of the project, to be changed. Raises `UnreadableError` where it is not sound, as `parse_yaml` does."""
    text = read_text(root / path, path)
    parse_yaml(text, path, tags=tags)
    return YamlText(text)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with some places changed; they must not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def scalar(text: str, *, flow: bool = True) -> str:
    """A text as a YAML value on one line, in quotes only where it needs them: in {a: b} and [a, b] more do."""
    try:
        read: Any = yaml.safe_load(f"{{k: {text}}}" if flow else f"k: {text}")
    except yaml.YAMLError:
        read = None
    return text if read == {"k": text} and "\n" not in text else json.dumps(text, ensure_ascii=False)
