"""A language's llms.txt, as https://llmstxt.org/ describes it: a map for language models, with links to Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.load import Handbook
from handbook.pages import Page
from handbook.publishing.addresses import (
    DATA_FILE,
    LLMS_FILE,
    REPLIES_FILE,
    SCHEMA_ADDRESS,
    relative,
    topic_pages,
)
from handbook.site import HOME_PAGE, catalogue_of, home_folder, markdown_address

_SECONDARY = "Optional"  # the form's own word, in any language, for what can be left out


def llms_txt(handbook: Handbook, language: str) -> str:
    """The map of a language. Links are relative, as everywhere in the site: it stands at any address."""
    catalogue = catalogue_of(handbook, language)
    labels = catalogue.labels
    home = home_folder(handbook, language)
    parts = [
        f"# {catalogue.site['name']}",
        f"> {catalogue.site['description']}",
        labels["glossary_brackets"],
        *_topics(handbook, language),
        _section(
            labels["machine_files"],
            [
                link(DATA_FILE, DATA_FILE, labels["machine_data"]),
                link(SCHEMA_ADDRESS, relative(SCHEMA_ADDRESS, home), labels["machine_schema"]),
                link(REPLIES_FILE, REPLIES_FILE, labels["machine_replies"]),
            ],
        ),
        _section(_SECONDARY, [_page_link(handbook, page, home) for page in _other_pages(handbook, language)]),
        _section(
            labels["glossary_languages"],
            [
                link(other.name, relative(f"{home_folder(handbook, other.locale)}{LLMS_FILE}", home))
                for other in handbook.languages.values()
                if other.locale != language
            ],
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def link(words: str, target: str, note: str = "") -> str:
    """A point of a list that leads somewhere, and what is there."""
    for mark in "\\[]":
        words = words.replace(mark, f"\\{mark}")
    return f"- [{words}]({target})" + (f": {note}" if note else "")


def _topics(handbook: Handbook, language: str) -> Iterator[str]:
    catalogue, pages = catalogue_of(handbook, language), topic_pages(handbook, language)
    home = home_folder(handbook, language)
    for kind in handbook.contract.kinds.values():
        for group in handbook.contract.groups[kind.id]:
            topics = [topic.id for topic in handbook.contract.topics_of(kind.id, group) if topic.id in pages]
            heading = f"{catalogue.labels[kind.folder]}: {catalogue.groups[kind.id][group]}"
            yield _section(heading, [_page_link(handbook, pages[topic], home) for topic in topics])


def _other_pages(handbook: Handbook, language: str) -> list[Page]:
    """The pages beside the topics, in the order in which they are named; not the home page, which this is like."""
    others = (page for page in handbook.other_pages.get(language, ()) if page.name != HOME_PAGE)
    return sorted((page for page in others if page.title), key=lambda page: page.name)


def _page_link(handbook: Handbook, page: Page, home: str) -> str:
    return link(page.title, relative(markdown_address(handbook, page), home), page.summary)


def _section(heading: str, points: list[str]) -> str:
    return f"## {heading}\n\n" + "\n".join(points) if points else ""
