"""The site of the tiny handbook, made with the project's own settings, hooks and theme."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tiny_handbook import PROJECT, Tiny


def build_tiny_site(tiny: Tiny, site_url: str, **environment: str) -> Path:
    """Make a project of it and build that; what the check finds wrong is no hindrance."""
    make_project(tiny)
    return build_project(tiny, site_url, **environment)


def make_project(tiny: Tiny) -> None:
    """Give it the project's own settings, hooks and theme."""
    declared = re.search(r" *languages:\n( +- .*\n)+", tiny.read("mkdocs.yml"))
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    assert declared
    listed = "".join(f"        {line.strip()}\n" for line in declared.group().splitlines()[1:])
    settings, count = re.subn(r"(      languages:\n)( +- .*\n)+", lambda found: found.group(1) + listed, settings)
    assert count == 1
    tiny.write("mkdocs.yml", settings)
    for folder in ("hooks", "theme"):
        shutil.copytree(PROJECT / folder, tiny.path(folder), ignore=shutil.ignore_patterns("__pycache__"))


def build_project(tiny: Tiny, site_url: str, **environment: str) -> Path:
    """Build what `make_project` has made, with further variables in the environment. Returns the site's folder."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": site_url, "EDIT_URI": "", **environment}
    done = subprocess.run(command, cwd=tiny.root, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return tiny.path("site")
