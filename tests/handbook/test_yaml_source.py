"""YAML is read as data only, and every value knows its line."""

from __future__ import annotations

import pytest
from handbook.findings import UnreadableError
from handbook.yaml_source import parse_yaml, read_text
from tiny_handbook import Tiny


def test_lines_count_from_the_file() -> None:
    """A value's line is that of its key, counted from where the text begins in its file."""
    source = parse_yaml("a: 1\nb:\n  - x\n  - y\n", "f.yml", first_line=10)

    assert source.data == {"a": 1, "b": ["x", "y"]}
    assert (source.line("a"), source.line("b"), source.line("b", 1)) == (10, 11, 13)


def test_line_of_what_is_missing_is_that_of_what_holds_it() -> None:
    """Where a key is missing, the line of its parent helps."""
    assert parse_yaml("a: 1\nb:\n  c: 2\n", "f.yml").line("b", "d", "e") == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", False),
        ("a: 12", 12),
        ("a: ~", None),
        ("a: 2026-01-01", "2026-01-01"),
        ("a: 1.5", "1.5"),
        ("a: !ENV X", "X"),
    ],
)
def test_values_are_plain(text: str, value: object) -> None:
    """Nothing but plain data comes out, of a tag that is allowed too."""
    assert {"a": value} == parse_yaml(text, "f.yml", tags={"!ENV"}).data


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "f.yml:1:1 HB001 this is not valid YAML"),
        ("a: 1\nb: !!python/object/apply:os.system [x]", "f.yml:2:1 HB001 “!!python/object/apply:os.system” asks for"),
        ("a: !ENV X", "f.yml:1:1 HB001 “!ENV” asks for more than data"),
        ("a: &x [1]\nb: *x", "f.yml:1:1 HB001 a reference leads to this place"),
        ("a: &x {b: 1}\nc:\n  <<: *x", "f.yml:1:1 HB001 a reference leads to this place"),
        ("a: 1\nb: '\n", "f.yml:"),
        ("a: 1\nb: 2\na: 3\n", "f.yml:3:1 HB001 “a” stands here a second time"),
        ("a: \x00", "f.yml:1:1 HB001 this is not valid YAML"),
    ],
)
def test_bad_yaml_is_named_with_its_line(text: str, message: str) -> None:
    """What is no YAML, or gives a key twice, is refused in plain words."""
    with pytest.raises(UnreadableError) as error:
        parse_yaml(text, "f.yml")

    assert str(error.value).startswith(message)


def test_missing_file_and_folder_are_named(tiny: Tiny) -> None:
    """A file that is not there, or is a folder, is an error in plain words."""
    with pytest.raises(UnreadableError, match=r"no\.yml:1:1 HB001 this file is missing"):
        read_text(tiny.path("no.yml"), "no.yml")
    with pytest.raises(UnreadableError, match="docs:1:1 HB001 this file cannot be read"):
        read_text(tiny.path("docs"), "docs")
