"""The data files checked against their schemas, with the line of each fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from handbook.findings import Finding, unreadable
from handbook.yaml_source import YamlSource, read_text


def read_schema(path: Path, name: str) -> dict[str, Any]:
    """Read a JSON Schema. Raises `UnreadableError`."""
    try:
        schema = json.loads(read_text(path, name))
    except json.JSONDecodeError as error:
        raise unreadable(name, error.lineno, f"this is not valid JSON ({error.msg})", "mend the line") from None
    if not isinstance(schema, dict):
        raise unreadable(name, 1, "this is no JSON Schema", "put the file back")
    return schema


def faults(source: YamlSource, schema: dict[str, Any], path: str, language: str) -> Iterator[Finding]:
    """What in a YAML file is not as its schema says."""
    for error in Draft202012Validator(schema).iter_errors(source.data):
        where = tuple(error.absolute_path)
        message, advice, extra = _in_words(error)
        line = source.line(*where, *extra)
        place = ".".join(str(part) for part in (*where, *extra)) or "the file"
        yield Finding(language, path, line, 1, "HB002", f"{place}: {message}", advice)


def _in_words(error: Any) -> tuple[str, str, tuple[str, ...]]:
    described = error.schema.get("description", "") if isinstance(error.schema, dict) else ""
    hint = f" ({described})" if described else ""
    match error.validator:
        case "required":
            missing = next(key for key in error.validator_value if key not in error.instance)
            return f"“{missing}” is missing", "add it, as the reference language has it", ()
        case "additionalProperties":
            known = set(error.schema.get("properties", {}))
            unknown = next(iter(sorted(set(error.instance) - known)), "")
            return "nothing of this name is expected here", "remove it, or correct its spelling", (unknown,)
        case "type":
            return (
                f"this must be {_TYPES.get(str(error.validator_value), error.validator_value)}",
                f"correct it{hint}",
                (),
            )
        case "minLength":
            return "this is empty", f"write it{hint}", ()
        case _:
            return str(error.message), f"correct it{hint}", ()


_TYPES = {"string": "a text", "object": "a list of names and values", "array": "a list", "integer": "a whole number"}
