"""The data files checked against their schemas, with the line of each fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator, ReferencingError, ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from handbook.findings import Finding, unreadable
from handbook.yaml_source import YamlSource, read_text


def read_schema(path: Path, name: str) -> dict[str, Any]:
    """Read a JSON Schema. Raises `UnreadableError`."""
    try:
        schema = json.loads(read_text(path, name))
    except json.JSONDecodeError as error:
        raise unreadable(name, error.lineno, f"this is not valid JSON ({error.msg})", "mend the line") from None
    try:
        Draft202012Validator(schema)
    except (ValidationError, ReferencingError, ValueError):
        schema = None
    if not isinstance(schema, dict):
        raise unreadable(name, 1, "this is no JSON Schema", "put the file back")
    return schema


def faults(source: YamlSource, schema: dict[str, Any], path: str, language: str) -> Iterator[Finding]:
    """What in a YAML file is not as its schema says."""
    for error in Draft202012Validator(schema).iter_errors(source.data):
        message, advice, extra = _in_words(error, schema)
        where = (*error.instance_path, *extra)
        place = ".".join(str(part) for part in where) or "the file"
        yield Finding(language, path, source.line(*where), 1, "HB002", f"{place}: {message}", advice)


def _in_words(error: ValidationError, schema: dict[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    """What is wrong, what to do, and what to add to the place that the error names."""
    described = _description(schema, error.schema_path)
    hint = f" ({described})" if described else ""
    match error.kind:
        case Kind.Required(property=missing):
            return f"“{missing}” is missing", "add it, as the reference language has it", ()
        case Kind.AdditionalProperties(unexpected=unknown):
            return "nothing of this name is expected here", "remove it, or correct its spelling", (min(unknown),)
        case Kind.Type(types=types):
            names = " or ".join(_TYPES.get(name, name) for name in sorted(types))
            return f"this must be {names}", f"correct it{hint}", ()
        case Kind.MinLength():
            return "this is empty", f"write it{hint}", ()
        case _:
            return error.message, f"correct it{hint}", ()


def _description(schema: Any, path: list[str | int]) -> str:
    """What a schema says of what the last keyword of a path in it is about."""
    for part in path[:-1]:
        schema = schema[part]
    return str(schema.get("description", "")) if isinstance(schema, dict) else ""


_TYPES = {"string": "a text", "object": "a list of names and values", "array": "a list", "integer": "a whole number"}
