"""The tiny handbook: 3 topics in 3 languages, for tests to break."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from handbook import Handbook, load
from handbook.checking import check
from handbook.findings import Finding, Severity

PROJECT = Path(__file__).parent.parent
LANGUAGES = ("en", "sv", "bg")


def copy_tiny(root: Path) -> Tiny:
    """Put the tiny handbook into a folder, with the project's own schemas.

    Its labels are made from the schema: it needs all of them and has nothing to say about any.
    """
    shutil.copytree(Path(__file__).parent / "tiny", root)
    for schema in (PROJECT / "translations").glob("*.schema.json"):
        shutil.copy(schema, root / "translations")
    schema = json.loads((root / "translations" / "catalogue.schema.json").read_text(encoding="utf-8"))
    keys = schema["properties"]["labels"]["required"]
    for language in LANGUAGES:
        labels = "".join(f"  {key}: {key} {language} {{language}}\n" for key in keys)
        with (root / "translations" / f"{language}.yml").open("a", encoding="utf-8") as catalogue:
            catalogue.write(f"labels:\n{labels}")
    return Tiny(root)


class Tiny:
    """A handbook of 3 topics in 3 languages, in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        """Where a file of the handbook stands."""
        return self.root / name

    def read(self, name: str) -> str:
        """The text of a file."""
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Put a text into a file, in a new folder where need be."""
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace the first place where `old` stands, which must exist."""
        text = self.read(name)
        assert old in text, f"{name} has no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def load(self) -> Handbook:
        """The handbook as plain values."""
        return load(self.root)

    def findings(self) -> list[Finding]:
        """What is wrong with it; that something has moved since its last review is left out."""
        return [finding for finding in check(self.load()) if finding.severity is Severity.ERROR]
