"""The whole handbook, read once: contract, catalogues and pages."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from handbook.catalogue import Catalogue, build_catalogue
from handbook.check_settings import CheckSettings, build_check_settings
from handbook.contract import Contract, build_contract
from handbook.data_files import DataFile, Vocabularies
from handbook.findings import Finding, UnreadableError, unreadable
from handbook.languages import Language, listed_languages
from handbook.pages import Page
from handbook.reviews import Reviews, read_reviews, reviews_path
from handbook.schema import faults, read_schema
from handbook.yaml_source import YamlSource, decode, read_yaml

SITE_FILE = "mkdocs.yml"
PAGES_FOLDER = "docs"
DATA_FOLDER = "translations"
TOPICS_FILE = f"{DATA_FOLDER}/topics.yml"
SOURCES_FILE = f"{DATA_FOLDER}/sources.yml"
CHECK_FILE = f"{DATA_FOLDER}/check.yml"
SEARCH_FOLDER = f"{DATA_FOLDER}/search"

_DRAFT = re.compile(r"^draft: *true *(?:#.*)?$", re.MULTILINE)
SITE_TAGS = {"!ENV"}  # MkDocs' own, for what the machine that builds says


@dataclass(frozen=True, eq=False)  # each is itself, so that what is worked out from it can be kept
class Handbook:
    """Everything that the handbook holds.

    `drafts` are the languages that are still being written: what is wrong in them fails nothing.
    `pages` are those that belong to a topic, by language and topic; `other_pages` are the rest, by language.
    `data_files` are the texts of the files in translations/, by path; `reviews` the records of reviews, by language.
    `stray_files` stand among pages or data and are neither, or lead elsewhere. `load_findings` say what could not be
    read: such a file is left out here.
    """

    root: Path
    contract: Contract
    languages: dict[str, Language]
    drafts: frozenset[str]
    catalogues: dict[str, Catalogue]
    pages: dict[tuple[str, str], Page]
    other_pages: dict[str, tuple[Page, ...]]
    search: Vocabularies
    data_files: dict[str, DataFile]
    stray_files: tuple[StrayFile, ...]
    check_settings: CheckSettings
    reviews: dict[str, Reviews]
    load_findings: tuple[Finding, ...]

    @cached_property
    def reference(self) -> str:
        """The language that the others are compared with."""
        return next(language.locale for language in self.languages.values() if language.reference)

    def page(self, language: str, topic: str) -> Page | None:
        """The page of a topic in a language, where there is one."""
        return self.pages.get((language, topic))

    def twin(self, page: Page) -> Page | None:
        """The reference language's page of the same topic; none for that page itself."""
        return self.pages.get((self.reference, page.topic)) if page.language != self.reference else None

    def all_pages(self, language: str | None = None) -> Iterator[Page]:
        """Every page, of a topic or not; of one language where it is given."""
        yield from (page for page in self.pages.values() if language in (None, page.language))
        for locale, pages in self.other_pages.items():
            if language in (None, locale):
                yield from pages

    def all_texts(self) -> Iterator[Page | DataFile]:
        """Everything that somebody has written: the pages and the data files."""
        yield from self.all_pages()
        yield from self.data_files.values()

    def page_path(self, language: str, topic: str) -> str:
        """Where the page of a topic stands, or should stand, from the project's root."""
        kind = self.contract.kinds[self.contract.topics[topic].kind]
        return f"{PAGES_FOLDER}/{language}/{kind.folder}/{topic}.md"


@dataclass(frozen=True, slots=True)
class StrayFile:
    """Something among the pages or the data that does not belong there; `leads_out` for a symbolic link."""

    path: str
    leads_out: bool


def load(root: Path) -> Handbook:
    """Read the handbook in a folder.

    Raises `UnreadableError` where the contract or the list of languages cannot be used; every lesser fault becomes a
    finding, so that one broken page never hides the others.
    """
    languages = listed_languages(read_yaml(root / SITE_FILE, SITE_FILE, SITE_TAGS), SITE_FILE)
    contract = _load_contract(root)
    reader = _Reader(root, languages)
    pages, other_pages = reader.pages(contract)
    return Handbook(
        root=root,
        contract=contract,
        languages=languages,
        pages=pages,
        other_pages=other_pages,
        data_files=reader.data_files(),
        drafts=reader.drafts(),
        catalogues=reader.catalogues(),
        search=reader.vocabularies(),
        check_settings=reader.check_settings(),
        reviews=reader.reviews,
        stray_files=tuple(reader.stray_files),
        load_findings=tuple(reader.findings),
    )


def reread(handbook: Handbook, paths: Collection[str]) -> Handbook | None:
    """The handbook with some of its pages read anew, and everything else as it was; None where one cannot be read."""

    def current(page: Page) -> Page:
        if page.path not in paths:
            return page
        text = decode((handbook.root / page.path).read_bytes(), page.path)
        return replace(page, source=text.replace("\r\n", "\n"))

    try:
        return replace(
            handbook,
            pages={key: current(page) for key, page in handbook.pages.items()},
            other_pages={
                language: tuple(current(page) for page in pages) for language, pages in handbook.other_pages.items()
            },
        )
    except (UnreadableError, OSError):
        return None


def _load_contract(root: Path) -> Contract:
    sources = read_yaml(root / SOURCES_FILE, SOURCES_FILE)
    topics = read_yaml(root / TOPICS_FILE, TOPICS_FILE)
    for name, source in ((SOURCES_FILE, sources), (TOPICS_FILE, topics)):
        schema_name = name.removesuffix(".yml") + ".schema.json"
        found = sorted(faults(source, read_schema(root / schema_name, schema_name), name, ""))
        if found:
            raise UnreadableError(*found)
    return build_contract(topics, sources)


@dataclass
class _Reader:
    """Reads what lesser faults are allowed in, and collects them."""

    root: Path
    languages: dict[str, Language]
    findings: list[Finding] = field(default_factory=list)
    stray_files: list[StrayFile] = field(default_factory=list)
    reviews: dict[str, Reviews] = field(default_factory=dict)
    _data: dict[str, DataFile] = field(default_factory=dict)

    def pages(self, contract: Contract) -> tuple[dict[tuple[str, str], Page], dict[str, tuple[Page, ...]]]:
        """The pages of topics, and the others."""
        kinds = {kind.folder: kind.id for kind in contract.kinds.values()}
        pages: dict[tuple[str, str], Page] = {}
        others: dict[str, list[Page]] = {language: [] for language in self.languages}
        for path in self._files(PAGES_FOLDER):
            language, _, place = path.removeprefix(f"{PAGES_FOLDER}/").partition("/")
            folder, _, name = place.rpartition("/")
            if language not in self.languages or not name.endswith(".md"):
                self.stray_files.append(StrayFile(path, leads_out=False))
                continue
            text = self._text(path, language)
            if text is None:
                continue
            kind, stem = kinds.get(folder, ""), name.removesuffix(".md")
            topic = stem if kind and stem in contract.topics and contract.topics[stem].kind == kind else ""
            page = Page(path, language, kind, topic, text.replace("\r\n", "\n"))
            if topic:
                pages[language, topic] = page
            else:
                others[language].append(page)
        return pages, {language: tuple(found) for language, found in others.items()}

    def data_files(self) -> dict[str, DataFile]:
        """The texts of the YAML files in translations/; the records of reviews are put aside."""
        for path in self._files(DATA_FOLDER):
            if not path.endswith(".yml"):
                continue
            stem = path.rsplit("/", 1)[1].removesuffix(".yml")
            language = stem if stem in self.languages else ""
            text = self._text(path, language)
            if text is None:
                continue
            text = text.replace("\r\n", "\n")
            if path == reviews_path(language):
                self.reviews[language] = read_reviews(text, path, language)
            else:
                self._data[path] = DataFile(path, language, text)
        return self._data

    def drafts(self) -> frozenset[str]:
        """The languages whose catalogue says so, be the rest of it as broken as it may."""
        files = {language: self._data.get(f"{DATA_FOLDER}/{language}.yml") for language in self.languages}
        return frozenset(language for language, file in files.items() if file and _DRAFT.search(file.source))

    def catalogues(self) -> dict[str, Catalogue]:
        """The catalogues that are as their schema says."""
        found: dict[str, Catalogue] = {}
        for language in self.languages:
            path = f"{DATA_FOLDER}/{language}.yml"
            if source := self._sound(path, f"{DATA_FOLDER}/catalogue.schema.json", language):
                found[language] = build_catalogue(language, path, source)
        return found

    def vocabularies(self) -> Vocabularies:
        """What the search knows of each language; a language may do without."""
        paths = {language: f"{SEARCH_FOLDER}/{language}.yml" for language in self.languages}
        files = {language: self._data[path] for language, path in paths.items() if path in self._data}
        schema = f"{DATA_FOLDER}/search.schema.json"
        return Vocabularies(files, read_schema(self.root / schema, schema))

    def check_settings(self) -> CheckSettings:
        """How strict the check is here; as strict as can be where nothing says so."""
        if CHECK_FILE not in self._data:
            return CheckSettings()
        source = self._sound(CHECK_FILE, f"{DATA_FOLDER}/check.schema.json", "")
        return build_check_settings(source) if source else CheckSettings()

    def _sound(self, path: str, schema: str, language: str) -> YamlSource | None:
        """A data file's values, where it can be read and is as its schema says."""
        if path not in self._data:
            if all(finding.path != path for finding in self.findings):
                self.findings += (
                    unreadable(path, 1, "this file is missing", "put it back").of_language(language).findings
                )
            return None
        try:
            source = self._data[path].yaml
        except UnreadableError as error:
            self.findings += error.findings
            return None
        found = list(faults(source, read_schema(self.root / schema, schema), path, language))
        self.findings += found
        return None if found else source

    def _text(self, path: str, language: str) -> str | None:
        try:
            with open(f"{self.root}/{path}", "rb", buffering=0) as file:  # ten thousand pages are read this way
                return decode(file.read(), path)
        except UnreadableError as error:
            self.findings += error.of_language(language).findings
        except OSError as error:
            advice = "make it a file that can be read"
            self.findings.append(
                Finding(language, path, 1, 1, "HB001", f"this file cannot be read ({error.strerror})", advice)
            )
        return None

    def _files(self, folder: str) -> Iterator[str]:
        """The files below a folder of the project, sorted; a symbolic link is noted as a stray, not followed."""
        start = self.root / folder
        if start.is_symlink():
            self.stray_files.append(StrayFile(folder, leads_out=True))
            return
        if not start.is_dir():
            return
        below: list[str] = []
        for entry in sorted(os.scandir(start), key=lambda entry: entry.name):
            path = f"{folder}/{entry.name}"
            if entry.is_symlink():
                self.stray_files.append(StrayFile(path, leads_out=True))
            elif entry.is_dir():
                below.append(path)
            elif entry.is_file():
                yield path
            else:
                self.stray_files.append(StrayFile(path, leads_out=False))
        for path in below:
            yield from self._files(path)
