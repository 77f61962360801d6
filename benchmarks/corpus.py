"""A handbook of many topics, and the same pages for stock tools: what the benchmarks measure with.

The handbook is the real one, its topics copied under other ids with other titles and aliases until there are enough;
the vocabulary of the search stays that of the real topics.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "hooks"))

from handbook import Handbook  # noqa: E402

STOCK = """
site_name: Stock
theme: {{name: material, font: false}}
markdown_extensions: [attr_list, admonition, tables]
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages: {languages}
"""


def generate(real: Handbook, root: Path, topics: int) -> int:
    """Write a handbook of so many topics; returns its number of pages."""
    for name in ("mkdocs.yml", "hooks", "theme", "translations"):
        source = PROJECT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, root / name) if source.is_dir() else (root.mkdir(parents=True), copy(source, root / name))
    contract = root / "translations" / "topics.yml"
    contract.write_text(more_topics(contract.read_text(encoding="utf-8"), real, topics), encoding="utf-8")
    originals = list(real.contract.topics)
    pages = 0
    for page in real.all_pages():
        copies = range(1 + (topics - 1 - originals.index(page.topic)) // len(originals)) if page.topic else range(1)
        for number in copies:
            file = root / page.path
            file = file.with_stem(renamed(file.stem, number)) if page.topic else file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(copied(page.source, number), encoding="utf-8")
            pages += 1
    return pages


def renamed(topic: str, number: int) -> str:
    """The id of a copy of a topic; the first copy is the topic itself."""
    return f"{topic}-{number}" if number else topic


def copied(source: str, number: int) -> str:
    """A page as the page of another topic: other names, links to copies of the same number."""
    if not number:
        return source
    source = re.sub(r"^title: (.*)$", rf"title: \1 ({number})", source, count=1, flags=re.MULTILINE)
    source = re.sub(r"^(  - .*)$", rf"\1-{number}", source, flags=re.MULTILINE)
    return re.sub(r"\]\(((?:\.\./\w+/)?[\w-]+)\.md", lambda found: f"]({renamed(found[1], number)}.md", source)


def more_topics(contract: str, real: Handbook, topics: int) -> str:
    """The contract with copies of its topics, each related to the copies of the same number."""
    originals = list(real.contract.topics)
    entries = {
        topic: found[0]
        for topic in originals
        if (found := re.search(rf"^  {topic}:\n(?:    .*\n)+", contract, re.MULTILINE))
    }
    for place, topic in enumerate(originals):
        copies = []
        for number in range(1 + (topics - 1 - place) // len(originals)):
            known = {name for at, name in enumerate(originals) if at + number * len(originals) < topics}
            related = [renamed(name, number) for name in real.contract.topics[topic].related if name in known]
            entry = re.sub(r"related: \[.*?\]", f"related: [{', '.join(related)}]", entries[topic])
            copies.append(entry.replace(f"  {topic}:", f"  {renamed(topic, number)}:", 1))
        contract = contract.replace(entries[topic], "".join(copies), 1)
    return contract


def stock_build(real: Handbook, root: Path) -> list[str]:
    """A strict build of the same pages with MkDocs, Material and static-i18n alone, without a site to compare."""
    languages = [
        {"locale": language.locale, "name": language.name, "default": language.reference}
        for language in real.languages.values()
    ]
    config = root / "stock.yml"
    config.write_text(STOCK.format(languages=languages), encoding="utf-8")
    return [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "-f",
        str(config),
        "-d",
        str(root / "stock"),
    ]


def timed(command: list[str], folder: Path | None = None) -> float:
    """Seconds that a command takes, in a folder; what it finds wrong ends the benchmark."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, cwd=folder)
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return seconds
