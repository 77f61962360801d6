"""YAML read as data with the line of every value, so that a finding can point at it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from handbook.findings import UnreadableError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

KeyPath = tuple[str | int, ...]


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


def parse_yaml(text: str, name: str, first_line: int = 1) -> YamlSource:
    """Read YAML text that begins on line `first_line` of the file `name`.

    Raises `UnreadableError` where it is no YAML, gives a key twice, or carries tags that ask for more than data.
    Anchors and tags of other programs (`!ENV`) are read as the plain value behind them.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = text.rstrip().count("\n")  # what is missing is noticed only beyond the end
        line = first_line + min(mark.line if mark else 0, last)
        raise UnreadableError(f"{name}:{line}: this is not valid YAML ({error.problem}) - mend the line") from None
    except yaml.YAMLError as error:
        raise UnreadableError(f"{name}:{first_line}: this is not valid YAML ({error}) - mend it") from None
    lines: dict[KeyPath, int] = {}
    data = _construct(node, (), lines, name, first_line) if node is not None else None
    return YamlSource(data, lines)


def read_yaml(path: Path, name: str) -> YamlSource:
    """Read a YAML file; `name` is what messages call it. Raises `UnreadableError`."""
    return parse_yaml(read_text(path, name), name)


def read_text(path: Path, name: str) -> str:
    """A file's text, read as UTF-8. Raises `UnreadableError` where it is missing or something else."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise UnreadableError(f"{name}:1: this file is missing - put it back") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableError(f"{name}:{line}: this file is not UTF-8 - save it as UTF-8") from None
    except OSError as error:
        raise UnreadableError(f"{name}:1: this file cannot be read ({error.strerror})") from None


def _construct(node: Node, path: KeyPath, lines: dict[KeyPath, int], name: str, first_line: int) -> Any:
    line = first_line + node.start_mark.line
    lines.setdefault(path, line)
    if isinstance(node, MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else repr(key_node.value)
            key_line = first_line + key_node.start_mark.line
            if key in mapping:
                raise UnreadableError(f"{name}:{key_line}: “{key}” stands here a second time - remove one of the two")
            lines[(*path, key)] = key_line
            mapping[key] = _construct(value_node, (*path, key), lines, name, first_line)
        return mapping
    if isinstance(node, SequenceNode):
        return [_construct(item, (*path, index), lines, name, first_line) for index, item in enumerate(node.value)]
    return _scalar(node)


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
