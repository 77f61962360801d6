"""The forge's workflow builds a part for each language that there is."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import yaml
from handbook import Handbook
from tiny_handbook import PROJECT

WORKFLOW = PROJECT / ".github/workflows/handbook.yml"


def test_a_part_for_each_language(real: Handbook, tmp_path: Path) -> None:
    """The list that the parts' jobs are made from names the languages of mkdocs.yml."""
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    [listing] = [step["run"] for step in jobs["languages"]["steps"] if "run" in step]
    output = tmp_path / "output"
    environment = {**os.environ, "GITHUB_OUTPUT": str(output)}
    subprocess.run(["bash", "-c", listing], cwd=PROJECT, env=environment, check=True)

    name, _, value = output.read_text(encoding="utf-8").partition("=")
    assert (name, json.loads(value)) == ("all", list(real.languages))
