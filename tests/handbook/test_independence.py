"""The library would outlive the program that builds the site with it."""

from __future__ import annotations

import ast
from pathlib import Path

import handbook

GENERATOR = {"mkdocs", "material", "mkdocs_static_i18n", "properdocs", "zensical"}


def imported(file: Path) -> set[str]:
    """The packages that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def test_no_module_imports_the_generator() -> None:
    """No module of the library imports MkDocs, the theme or the i18n plugin, at its head or later."""
    library = Path(handbook.__file__).parent
    modules = sorted(library.rglob("*.py"))

    assert len(modules) > 80
    assert {str(file.relative_to(library)): found for file in modules if (found := imported(file) & GENERATOR)} == {}
