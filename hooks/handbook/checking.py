"""Everything that is wrong with a handbook: the rules run over it, as little as need be.

The handbook is looked at in parts: each topic in all its languages, each other page, each data file. What a part holds
decides what is found in it, so findings are kept by content, and only a part that has changed is looked at again. Rules
that compare topics run every time; they need only the facts of each page, which are kept with the findings.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import starmap
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from handbook.data_files import DataFile
from handbook.files import write_whole
from handbook.findings import Finding, Severity
from handbook.load import SEARCH_FOLDER, Handbook
from handbook.markdown_source import Link
from handbook.own_code import own_code
from handbook.pages import Page, PageFacts, SectionFacts
from handbook.processes import WORTH_FORKING, can_fork
from handbook.rules import FRESHNESS_RULES, HANDBOOK_RULES, RULES, SETTINGS_RULE, TOPIC_RULES
from handbook.texts import Text

CACHE_FILE = ".cache/findings.json"

_KEPT = ("language", "path", "line", "column", "code", "message", "advice")  # of a finding; the rest is judged anew
_WORTH_PROCESSES = {"fork": WORTH_FORKING, "spawn": 400}  # files; below, starting processes costs more than it saves
_TURNS = 8  # of each process, so that the last does not keep the others waiting


@dataclass(frozen=True)
class _Part:
    """What is looked at together: one topic or other page in all languages, or one data file."""

    name: str
    files: tuple[Page | DataFile, ...]

    def key(self, base: str) -> str:
        """What the findings of the part depend on."""
        content = hashlib.sha256(base.encode())
        for file in self.files:
            content.update(f"\0{file.path}\0{file.source}".encode(errors="surrogatepass"))
        return content.hexdigest()


@dataclass(frozen=True)
class _Result:
    """What has been found in a part, and the facts of its pages by path."""

    findings: list[Finding]
    facts: dict[str, PageFacts]


def check(handbook: Handbook, *, keep: bool = True) -> list[Finding]:
    """All findings of a handbook, sorted, with the severity that the project gives them; ignored ones are marked.

    With `keep`, what was found before in the same content is taken from `.cache/`, and kept there for the next time.
    """
    base = _base(handbook)
    parts = {part.name: part for part in _parts(handbook)}
    keys = {name: part.key(base) for name, part in parts.items()}
    file = handbook.root / CACHE_FILE
    kept = _read(file, keys) if keep else {}
    results = {name: result for name, (_, result) in kept.items()}
    fresh = [part for name, part in parts.items() if name not in results]
    entries = {name: entry for name, (entry, _) in kept.items()}
    for part, packed in zip(fresh, _examine_all(handbook, fresh), strict=True):
        entries[part.name] = [keys[part.name], *packed]
        results[part.name] = _unpack(packed)
    if keep and fresh:
        with suppress(OSError):
            write_whole(file, json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode())
    facts = {path: known for result in results.values() for path, known in result.facts.items()}
    for page in handbook.all_pages():
        page.__dict__["facts"] = facts[page.path]  # where `cached_property` would put them
    found = {finding for result in results.values() for finding in result.findings}
    found.update(finding for rule in (*HANDBOOK_RULES, *FRESHNESS_RULES) for finding in rule.find(handbook))
    found.update(SETTINGS_RULE.find(handbook, found, {rule.code for rule in RULES}))
    return sorted(_judged(handbook, found))


def _judged(handbook: Handbook, found: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding with its severity, and with the reason where it is let pass."""
    settings = handbook.check_settings
    severities = {rule.code: rule.severity for rule in RULES} | settings.severities
    for finding in found:
        severity = severities.get(finding.code, Severity.ERROR)
        draft = finding.language in handbook.drafts and severity is Severity.ERROR
        severity = Severity.WARNING if draft else severity
        reason = next((ignore.reason for ignore in settings.ignores if ignore.covers(finding)), "")
        yield replace(finding, severity=severity, ignored=reason, draft=draft)


def _parts(handbook: Handbook) -> Iterator[_Part]:
    found: dict[str, list[Page]] = defaultdict(list)
    for page in handbook.pages.values():
        found[f"topic {page.topic}"].append(page)
    for pages in handbook.other_pages.values():
        for page in pages:
            found[f"page {page.name}"].append(page)
    for name, pages_of_part in found.items():
        yield _Part(name, tuple(pages_of_part))
    for path, file in handbook.data_files.items():
        yield _Part(f"data {path}", (file,))


def _base(handbook: Handbook) -> str:
    """What the findings of every part depend on: the contract, the catalogues, the languages, and the rules."""
    content = hashlib.sha256(own_code().encode())
    for path, file in handbook.data_files.items():
        if not path.startswith(f"{SEARCH_FOLDER}/"):
            content.update(f"\0{path}\0{file.source}".encode(errors="surrogatepass"))
    content.update(
        repr([(entry.locale, entry.name, entry.reference) for entry in handbook.languages.values()]).encode()
    )
    for schema in sorted((handbook.root / SEARCH_FOLDER).parent.glob("*.schema.json")):
        content.update(schema.read_bytes())
    return content.hexdigest()


def _examine_all(handbook: Handbook, parts: list[_Part]) -> Iterable[list[Any]]:
    """What is found in each of some parts, packed, in their order; by several processes where that is faster."""
    workers = os.cpu_count() or 1
    method = "fork" if can_fork() else "spawn"
    if sum(len(part.files) for part in parts) < _WORTH_PROCESSES[method] or workers == 1:
        return [_pack(_examine(handbook, part)) for part in parts]
    with ProcessPoolExecutor(
        workers, get_context(method), initializer=_Worker.prepare, initargs=(_without_texts(handbook), parts)
    ) as processes:
        return list(processes.map(_Worker.examine, range(len(parts)), chunksize=1 + len(parts) // (workers * _TURNS)))


class _Worker:
    """A process that examines parts. It has all of them from the start, which costs a forked one nothing."""

    handbook: Handbook
    parts: list[_Part]

    @classmethod
    def prepare(cls, handbook: Handbook, parts: list[_Part]) -> None:
        gc.disable()  # a process that lives for seconds, and whose values have no cycles
        cls.handbook = handbook
        cls.parts = parts

    @classmethod
    def examine(cls, place: int) -> list[Any]:
        part = cls.parts[place]
        # Of copies, so that what is worked out from a page goes with it, and its memory serves for the next.
        copies = tuple(replace(file) for file in part.files)
        return _pack(_examine(cls.handbook, replace(part, files=copies)))


def _without_texts(handbook: Handbook) -> Handbook:
    return replace(handbook, pages={}, other_pages={}, data_files={}, load_findings=())


def _examine(handbook: Handbook, part: _Part) -> _Result:
    """Run the rules that look at one part over it."""
    pages = [file for file in part.files if isinstance(file, Page)]
    sound = [page for page in pages if page.facts.fault is None]
    others = defaultdict(list)
    for page in sound:
        if not page.topic:
            others[page.language].append(page)
    searched = {file.language for file in part.files if file.path.startswith(f"{SEARCH_FOLDER}/")}
    partial = replace(
        handbook,
        pages={(page.language, page.topic): page for page in sound if page.topic},
        other_pages={language: tuple(found) for language, found in others.items()},
        data_files={file.path: file for file in part.files if isinstance(file, DataFile)},
        search=handbook.search.only(searched),
        load_findings=(),
    )
    findings = [finding for rule in TOPIC_RULES for finding in rule.find(partial)]
    return _Result(findings, {page.path: page.facts for page in pages})


def _read(file: Path, keys: dict[str, str]) -> dict[str, tuple[list[Any], _Result]]:
    """What was kept of the parts whose keys are still the same, packed and unpacked; what is damaged is left out."""
    found: dict[str, tuple[list[Any], _Result]] = {}
    with suppress(OSError, ValueError, AttributeError):
        for name, entry in json.loads(file.read_bytes()).items():
            with suppress(LookupError, TypeError, ValueError, AttributeError):
                key, *packed = entry
                if key == keys.get(name):
                    found[name] = entry, _unpack(packed)
    return found


def _pack(result: _Result) -> list[Any]:
    """A result in lists, which cost less than values to hand from process to process, and can be kept as JSON."""
    findings = [[getattr(finding, name) for name in _KEPT] for finding in result.findings]
    facts = {
        path: [
            [*map(tuple, known.names)],
            [*map(tuple, known.links)],
            [*map(tuple, known.sections)],
            known.fault,
        ]
        for path, known in result.facts.items()
    }
    return [findings, facts]


def _unpack(packed: list[Any]) -> _Result:
    findings, facts = packed
    return _Result(
        [Finding(*values) for values in findings],
        {
            path: PageFacts(
                tuple(starmap(Text, names)),
                tuple(starmap(Link, links)),
                tuple(SectionFacts(id_, line, mark, tuple(phrases)) for id_, line, mark, phrases in sections),
                (fault[0], fault[1], fault[2]) if fault else None,
            )
            for path, (names, links, sections, fault) in facts.items()
        },
    )
