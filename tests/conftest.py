"""What the tests share: a tiny handbook to break, the real one, and the site built from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from handbook import Handbook, load
from tiny_handbook import PROJECT, Tiny, copy_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """The tiny handbook, without a fault."""
    return copy_tiny(tmp_path / "tiny")


@pytest.fixture(scope="session")
def real() -> Handbook:
    """The real handbook, as it stands in this project."""
    return load(PROJECT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly, once."""
    target = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://handbook.example/", "EDIT_URI": ""}
    environment["HANDBOOK_PROGRESS"] = ""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout + done.stderr == "", "a strict build says nothing"
    return target
