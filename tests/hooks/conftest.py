"""What the tests of the hooks share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tiny_handbook import PROJECT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the real handbook, to break."""
    for folder in ("docs", "translations", "hooks", "theme"):
        shutil.copytree(PROJECT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    return tmp_path
