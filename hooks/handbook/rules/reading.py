"""Rules about reading: every file can be read, and data is as its schema says."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from handbook.findings import Finding
from handbook.load import CHECK_FILE, Handbook


def readable_files(handbook: Handbook) -> Iterator[Finding]:
    """HB001: a file can be read: it exists, is UTF-8, and its YAML is sound and holds nothing but data."""
    yield from (finding for finding in handbook.load_findings if finding.code == "HB001")
    for page in handbook.all_pages():
        if page.facts.fault:
            line, message, advice = page.facts.fault
            yield page.finding(line, "HB001", message, advice)


def sound_data(handbook: Handbook) -> Iterator[Finding]:
    """HB002: a data file is as its schema in translations/ says."""
    yield from (finding for finding in handbook.load_findings if finding.code == "HB002")


def settings_that_matter(handbook: Handbook, found: Collection[Finding], codes: Collection[str]) -> Iterator[Finding]:
    """HB003: the settings of the check are about rules that exist, and an ignore still ignores something."""
    # `found` is what all other rules have found, `codes` are those of all rules.
    settings = handbook.check_settings
    places = [*settings.lines.items(), *((ignore.rule, ignore.line) for ignore in settings.ignores)]
    for code, line in places:
        if code not in codes:
            message = f"there is no rule {code}"
            yield Finding("", CHECK_FILE, line, 1, "HB003", message, "correct the code, or remove the setting")
    for ignore in settings.ignores:
        if ignore.rule in codes and not any(map(ignore.covers, found)):
            message = f"nothing is ignored here: {ignore.rule} finds nothing in {ignore.path}"
            yield Finding("", CHECK_FILE, ignore.line, 1, "HB003", message, "remove the ignore")
