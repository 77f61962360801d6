"""Rules about what stands between the dashes on top of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbook.contract import Contract
from handbook.findings import Finding
from handbook.load import Handbook
from handbook.pages import Page

CODE = "HB401"


def front_matter(handbook: Handbook) -> Iterator[Finding]:
    """HB401: a page has a title, a summary and, where it is a topic's, aliases; as long and as many as allowed."""
    for page in handbook.all_pages():
        data = page.front_matter.data if isinstance(page.front_matter.data, dict) else {}
        yield from _keys(page, data)
        yield from _texts(page, data)
        yield from _lengths(page, handbook.contract)
        if page.topic and "aliases" in data:
            yield from _aliases(page, data["aliases"], *handbook.contract.aliases)


def _keys(page: Page, data: dict[str, Any]) -> Iterator[Finding]:
    wanted = ("title", "summary", "aliases") if page.topic else ("title", "summary")
    for key in wanted:
        if key not in data:
            message = f"the front matter has no “{key}”"
            yield page.finding(1, CODE, message, "add it between the dashes on top")
    for key in data:
        if key not in wanted:
            message = f"“{key}” is not expected in the front matter"
            yield page.finding(page.front_matter.line(key), CODE, message, "remove it, or correct its spelling")


def _texts(page: Page, data: dict[str, Any]) -> Iterator[Finding]:
    for key in ("title", "summary"):
        if key in data and (not isinstance(data[key], str) or not data[key].strip()):
            yield page.finding(page.front_matter.line(key), CODE, f"“{key}” must be a text", f"write the {key}")


def _lengths(page: Page, contract: Contract) -> Iterator[Finding]:
    names = [("the title", page.title, page.front_matter.line("title"), contract.title_characters)]
    names.append(("the summary", page.summary, page.front_matter.line("summary"), contract.summary_characters))
    names += [
        (f"“{alias}”", alias, page.front_matter.line("aliases", place), contract.title_characters)
        for place, alias in enumerate(page.aliases)
    ]
    for name, text, line, longest in names:
        if len(text) > longest:
            yield page.finding(line, CODE, f"{name} has {len(text)} characters, {longest} are allowed", "shorten it")


def _aliases(page: Page, aliases: Any, least: int, most: int) -> Iterator[Finding]:
    found = aliases if isinstance(aliases, list) else []
    if not least <= len(found) <= most:
        message = f"there are {len(found)} aliases, {least} to {most} are wanted"
        yield page.finding(page.front_matter.line("aliases"), CODE, message, "write one alias a line, each after “- ”")
    for index, alias in enumerate(found):
        line = page.front_matter.line("aliases", index)
        if alias in found[:index]:
            yield page.finding(line, CODE, f"“{alias}” stands here already", "remove one of the two")
        if not isinstance(alias, str) or not alias.strip():
            yield page.finding(line, CODE, "this alias is no text", "write it, in quotation marks where needed")
