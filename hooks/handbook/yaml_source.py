"""YAML read as data with the line of every value, so that a finding can point at it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from handbook.findings import unreadable
from handbook.texts import Text

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

KeyPath = tuple[str | int, ...]

_DATA_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}


@dataclass(frozen=True, slots=True)
class YamlSource:
    """A YAML document: `data` as plain values, `lines` from key path to line (from 1)."""

    data: Any
    lines: dict[KeyPath, int]

    def line(self, *path: str | int) -> int:
        """The line of a value, or of the nearest thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_yaml(text: str, name: str, first_line: int = 1, tags: Collection[str] = ()) -> YamlSource:
    """Read YAML text that begins on line `first_line` of the file `name`.

    Raises `UnreadableError` where it is no YAML, gives a key twice, or does more than hold data: tags but for those
    in `tags`, which are read as the plain value behind them, and references to another place.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
        reader = _Reader(name, first_line, _DATA_TAGS | set(tags))
        data = reader.construct(node, ()) if node is not None else None
    except RecursionError:
        raise unreadable(name, first_line, "this YAML is nested too deeply", "make it flat") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = text.rstrip().count("\n")  # what is missing is noticed only beyond the end
        line = first_line + min(mark.line if mark else 0, last)
        raise unreadable(name, line, f"this is not valid YAML ({error.problem})", "mend the line") from None
    except yaml.YAMLError as error:
        raise unreadable(name, first_line, f"this is not valid YAML ({error})", "mend it") from None
    return YamlSource(data, reader.lines)


def read_yaml(path: Path, name: str, tags: Collection[str] = ()) -> YamlSource:
    """Read a YAML file as `parse_yaml` does; `name` is what messages call it. Raises `UnreadableError`."""
    return parse_yaml(read_text(path, name), name, tags=tags)


def read_text(path: Path, name: str) -> str:
    """A file's text, read as UTF-8. Raises `UnreadableError` where it is missing or something else."""
    try:
        return decode(path.read_bytes(), name)
    except FileNotFoundError:
        raise unreadable(name, 1, "this file is missing", "put it back") from None
    except OSError as error:
        raise unreadable(name, 1, f"this file cannot be read ({error.strerror})", "put a file here") from None


def decode(content: bytes, name: str) -> str:
    """Bytes of the file `name` as text. Raises `UnreadableError` where they are not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise unreadable(name, line, "this file is not UTF-8", "save it as UTF-8") from None


def texts_of(source: YamlSource) -> Iterator[Text]:
    """Every text that a document holds, with its line, in order."""
    yield from _texts(source.data, (), source)


def _texts(value: Any, place: KeyPath, source: YamlSource) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(value, source.line(*place))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _texts(entry, (*place, key), source)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _texts(entry, (*place, index), source)


class _Reader:
    """Makes plain values of nodes, and notes their lines."""

    def __init__(self, name: str, first_line: int, tags: Collection[str]) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._name = name
        self._first_line = first_line
        self._tags = tags
        self._seen: set[int] = set()

    def construct(self, node: Node, path: KeyPath) -> Any:
        """The value of a node that stands at a key path."""
        line = self._first_line + node.start_mark.line
        if node.tag not in self._tags:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            raise unreadable(self._name, line, f"“{tag}” asks for more than data", "write a plain value")
        if id(node) in self._seen:
            raise unreadable(self._name, line, "a reference leads to this place", "write the value where it belongs")
        self._seen.add(id(node))
        self.lines.setdefault(path, line)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.construct(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: MappingNode, path: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else repr(key_node.value)
            line = self._first_line + key_node.start_mark.line
            if key in mapping:
                raise unreadable(self._name, line, f"“{key}” stands here a second time", "remove one of the two")
            self.lines[(*path, key)] = line
            mapping[key] = self.construct(value_node, (*path, key))
        return mapping


def _scalar(node: Node) -> Any:
    match node.tag:
        case "tag:yaml.org,2002:bool":
            return str(node.value).lower() in ("true", "yes", "on")
        case "tag:yaml.org,2002:int" if str(node.value).lstrip("+-").isdecimal():
            return int(node.value)
        case "tag:yaml.org,2002:null":
            return None
        case _:
            return str(node.value)
