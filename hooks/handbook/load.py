"""The whole handbook, read once: contract, catalogues and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.catalogue import Catalogue, build_catalogue
from handbook.contract import Contract, build_contract
from handbook.findings import Finding, UnreadableError
from handbook.languages import Language, listed_languages
from handbook.pages import Page, read_page
from handbook.schema import faults, read_schema
from handbook.search.settings import SearchSettings, build_settings
from handbook.yaml_source import YamlSource, read_yaml

SITE_FILE = "mkdocs.yml"
PAGES_FOLDER = "docs"
DATA_FOLDER = "translations"
TOPICS_FILE = f"{DATA_FOLDER}/topics.yml"
SOURCES_FILE = f"{DATA_FOLDER}/sources.yml"
SEARCH_FOLDER = f"{DATA_FOLDER}/search"


@dataclass(frozen=True)
class Handbook:
    """Everything that the handbook holds.

    `pages` are those that belong to a topic, by language and topic; `other_pages` are the rest, by language.
    `load_findings` say what could not be read: such a page or catalogue is left out here.
    """

    root: Path
    contract: Contract
    languages: dict[str, Language]
    catalogues: dict[str, Catalogue]
    pages: dict[tuple[str, str], Page]
    other_pages: dict[str, tuple[Page, ...]]
    search: dict[str, SearchSettings]
    load_findings: tuple[Finding, ...]

    @property
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

    def page_path(self, language: str, topic: str) -> str:
        """Where the page of a topic stands, or should stand, from the project's root."""
        kind = self.contract.kinds[self.contract.topics[topic].kind]
        return f"{PAGES_FOLDER}/{language}/{kind.folder}/{topic}.md"


def load(root: Path) -> Handbook:
    """Read the handbook in a folder.

    Raises `UnreadableError` where the contract or the list of languages cannot be used; every lesser fault becomes a
    finding, so that one broken page never hides the others.
    """
    languages = listed_languages(read_yaml(root / SITE_FILE, SITE_FILE), SITE_FILE)
    contract = _load_contract(root)
    findings: list[Finding] = []
    catalogues = _load_catalogues(root, languages, findings)
    pages: dict[tuple[str, str], Page] = {}
    other_pages: dict[str, tuple[Page, ...]] = {}
    for language in languages:
        others: list[Page] = []
        for page in _load_pages(root, language, contract, findings):
            if page.topic:
                pages[language, page.topic] = page
            else:
                others.append(page)
        other_pages[language] = tuple(others)
    search = _load_search(root, languages, findings)
    return Handbook(root, contract, languages, catalogues, pages, other_pages, search, tuple(findings))


def _load_contract(root: Path) -> Contract:
    sources = read_yaml(root / SOURCES_FILE, SOURCES_FILE)
    topics = read_yaml(root / TOPICS_FILE, TOPICS_FILE)
    for name, source in ((SOURCES_FILE, sources), (TOPICS_FILE, topics)):
        schema_name = name.removesuffix(".yml") + ".schema.json"
        found = sorted(faults(source, read_schema(root / schema_name, schema_name), name, ""))
        if found:
            raise UnreadableError("\n".join(str(finding) for finding in found))
    return build_contract(topics, sources)


def _load_catalogues(root: Path, languages: dict[str, Language], findings: list[Finding]) -> dict[str, Catalogue]:
    paths = {language: f"{DATA_FOLDER}/{language}.yml" for language in languages}
    sources = _load_data(root, f"{DATA_FOLDER}/catalogue.schema.json", paths, findings)
    return {language: build_catalogue(language, paths[language], source) for language, source in sources.items()}


def _load_search(root: Path, languages: dict[str, Language], findings: list[Finding]) -> dict[str, SearchSettings]:
    """What the search knows of each language; a language may do without."""
    paths = {language: f"{SEARCH_FOLDER}/{language}.yml" for language in languages}
    present = {language: path for language, path in paths.items() if (root / path).exists()}
    sources = _load_data(root, f"{DATA_FOLDER}/search.schema.json", present, findings)
    return {language: build_settings(source) for language, source in sources.items()}


def _load_data(root: Path, schema_name: str, paths: dict[str, str], findings: list[Finding]) -> dict[str, YamlSource]:
    """The data files that are as their schema says, by language; what is wrong with the others becomes findings."""
    schema = read_schema(root / schema_name, schema_name)
    sound: dict[str, YamlSource] = {}
    for language, path in paths.items():
        try:
            source = read_yaml(root / path, path)
        except UnreadableError as error:
            findings.append(_unreadable(language, path, error))
            continue
        found = list(faults(source, schema, path, language))
        findings += found
        if not found:
            sound[language] = source
    return sound


def _load_pages(root: Path, language: str, contract: Contract, findings: list[Finding]) -> list[Page]:
    folders = {kind.folder: kind.id for kind in contract.kinds.values()}
    home = root / PAGES_FOLDER / language
    pages: list[Page] = []
    for file in sorted(home.rglob("*.md")):
        if file.is_symlink():
            continue  # a finding; what it leads to is not ours to read
        path = file.relative_to(root).as_posix()
        folder = file.parent.relative_to(home).as_posix()
        kind = folders.get(folder, "")
        topic = file.stem if kind and file.stem in contract.topics and contract.topics[file.stem].kind == kind else ""
        try:
            pages.append(read_page(file, path, language, kind, topic))
        except UnreadableError as error:
            findings.append(_unreadable(language, path, error))
    return pages


def _unreadable(language: str, path: str, error: UnreadableError) -> Finding:
    """An `UnreadableError` of one file as a finding: its text is `path:line: message - advice`."""
    place, _, rest = str(error).removeprefix(f"{path}:").partition(": ")
    message, _, advice = rest.partition(" - ")
    line = int(place) if place.isdecimal() else 1
    return Finding(language, path, line, 1, "HB001", message or str(error), advice or "mend the file")
