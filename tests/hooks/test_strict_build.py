"""A build that misses something fails, names it, and says what to do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from handbook.cli import main


def build(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build a copy with MkDocs itself."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *options]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8")


def test_missing_page_fails_the_build(copy: Path) -> None:
    """The message has file, language, topic and what to do, and no traceback."""
    (copy / "docs/hr/scenarios/legal-threat.md").unlink()

    done = build(copy, "--strict")

    assert done.returncode == 1
    assert (
        "docs/hr/scenarios/legal-threat.md:1:1 HB301 the topic legal-threat has no page in Hrvatski "
        "- write it, after docs/en/scenarios/legal-threat.md"
    ) in done.stderr
    assert "Traceback" not in done.stderr
    assert not (copy / "site").exists()


def test_missing_section_fails_the_build(copy: Path) -> None:
    """A section is missed like a page."""
    page = copy / "docs/tr/guidelines/stay-calm.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"## [^\n]*\{ #how \}.*?(?=\n## )", "", text, flags=re.DOTALL), encoding="utf-8")

    done = build(copy, "--strict")

    assert done.returncode == 1
    assert "docs/tr/guidelines/stay-calm.md" in done.stderr
    assert "stay-calm in tr has no section “how”" in done.stderr
    assert "Traceback" not in done.stderr


def test_broken_contract_fails_the_build(copy: Path) -> None:
    """A contract that cannot be read ends the build in one plain message, strict or not."""
    (copy / "translations/topics.yml").write_text("kinds: [", encoding="utf-8")

    done = build(copy)

    assert done.returncode == 1
    assert "translations/topics.yml:1:1 HB001 this is not valid YAML" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("translations/topics.yml", "urgency: now", "urgency: never", "names the urgency “never”"),
        ("translations/sv.yml", "    upset:", "    upsett:", "groups.scenario.upset"),
    ],
)
def test_names_that_pages_need_end_the_build(copy: Path, file: str, old: str, new: str, words: str) -> None:
    """Where contract and catalogues do not agree, even an unfinished build says so, without a traceback."""
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    done = build(copy)

    assert done.returncode == 1
    assert words in done.stderr
    assert "do not agree" in done.stderr
    assert "Traceback" not in done.stderr


def test_unfinished_handbook_is_still_served(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --strict the rest is built, so that a writer sees it, and the coverage page says what is missing."""
    monkeypatch.setenv("EDIT_URI", "https://forge.example/edit/main/docs/")
    (copy / "docs/hr/scenarios/legal-threat.md").unlink()
    (copy / "translations/sv.yml").unlink()

    done = build(copy)

    assert done.returncode == 0, done.stderr
    assert "HB301" in done.stderr
    assert (copy / "site/hr/scenarios/reputation-threat/index.html").exists()
    assert not (copy / "site/hr/scenarios/legal-threat").exists()
    coverage = (copy / "site/hr/coverage/index.html").read_text(encoding="utf-8")
    assert "the topic legal-threat has no page in Hrvatski" in coverage
    assert 'href="https://forge.example/edit/main/docs/hr/scenarios/reputation-threat.md"' in coverage
    assert "https://forge.example/edit/main/docs/hr/scenarios/legal-threat.md" not in coverage


def test_failed_build_keeps_the_site(copy: Path) -> None:
    """`handbook build` leaves what was built before, and nothing half built."""
    (copy / "site").mkdir()
    (copy / "site/index.html").write_text("old", encoding="utf-8")
    (copy / "docs/hr/scenarios/legal-threat.md").unlink()

    assert main(["--root", str(copy), "build"]) == 1
    assert (copy / "site/index.html").read_text(encoding="utf-8") == "old"
    assert list(copy.glob(".site-*")) == []


def test_warning_of_mkdocs_fails_the_build(copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What MkDocs or a plugin warns of stops the strict build, in whichever process it is; an earlier site stays."""
    (copy / "site").mkdir()
    (copy / "hooks/warns.py").write_text(
        "import logging\n"
        "def on_page_markdown(markdown, page, config, files):\n"
        "    if page.file.src_uri == 'tr/index.md':\n"
        "        logging.getLogger('mkdocs.test').warning('warned on purpose')\n",
        encoding="utf-8",
    )
    settings = copy / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("hooks:\n", "hooks:\n  - hooks/warns.py\n"), encoding="utf-8")

    assert main(["--root", str(copy), "build"]) == 1

    said = capfd.readouterr().err
    assert "warned on purpose" in said
    assert "tr could not be built" in said
    assert list((copy / "site").iterdir()) == []


def test_odd_address_on_a_page_breaks_no_build(copy: Path) -> None:
    """Whoever has it served while writing sees the page, with the finding; a strict build ends before it renders."""
    page = copy / "docs/hr/scenarios/legal-threat.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n<a href='http://[odd'>x</a>\n", encoding="utf-8")

    done = build(copy)

    assert done.returncode == 0, done.stderr
    assert "docs/hr/scenarios/legal-threat.md:" in done.stderr
    assert "HB703 an address outside the handbook stands here: http://[odd" in done.stderr
    assert "Traceback" not in done.stderr
    assert "<a>x</a>" in (copy / "site/hr/scenarios/legal-threat/index.html").read_text(encoding="utf-8")
