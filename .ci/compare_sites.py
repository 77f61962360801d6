"""Compare two builds of the site, page by page: addresses, headings, anchors, links and text.

    .venv/bin/python .ci/compare_sites.py EXPECTED BUILT     (two folders with a built site)

Says for every difference which page it is on and what it is. Exit code: 0 where the sites say the same, 1 where they
differ, 2 where there is nothing to compare.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import urljoin

from lxml import html

_ROOT = "https://site.invalid/"  # links are compared as what they lead to, however they are written
_PAGES = ".html"
_TEXTS = "//body//text()[not(ancestor::script)]"


def main(arguments: Sequence[str]) -> int:
    """Compare the two folders that are named. Returns the exit code."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    expected, built = (Path(argument) for argument in arguments)
    for site in (expected, built):
        if not any(site.rglob(f"*{_PAGES}")):
            print(f"{site} has no page - name a folder with a built site", file=sys.stderr)
            return 2
    found = list(differences(expected, built))
    for difference in found:
        print(difference)
    if found:
        print(f"{len(found)} differences.")
        return 1
    pages = sum(1 for _ in expected.rglob(f"*{_PAGES}"))
    print(f"{pages} pages: the same addresses, headings, anchors, links and text.")
    return 0


def differences(expected: Path, built: Path) -> Iterator[str]:
    """What is not the same in two folders, a line for each: files by their addresses, then pages by what is on them."""
    here, there = _addresses(expected), _addresses(built)
    for address in sorted(here - there):
        yield f"{address}: is missing"
    for address in sorted(there - here):
        yield f"{address}: is new"
    for address in sorted(here & there):
        if address.endswith(_PAGES):
            yield from _page_differences(address, expected / address, built / address)


def _addresses(site: Path) -> set[str]:
    return {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}


def _page_differences(address: str, expected: Path, built: Path) -> Iterator[str]:
    before, after = _contents(address, expected), _contents(address, built)
    for kind, old in before.items():
        new = after[kind]
        for change, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if change == "equal":
                continue
            for gone in old[start:end]:
                yield f"{address}: {kind} is missing: {gone}"
            for come in new[new_start:new_end]:
                yield f"{address}: {kind} is new: {come}"


def _contents(address: str, file: Path) -> dict[str, list[str]]:
    """What readers and other pages find on a page, by kind, each in the order of the page."""
    page = html.fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    headings = [
        f"<{element.tag}{_id(element)}> {_words(element.text_content())}"
        for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6")
    ]
    links = [
        f"{element.tag} {urljoin(_ROOT + address, value).removeprefix(_ROOT)}"
        for element, attribute, value, _ in page.iterlinks()
        if attribute in {"href", "src"}
    ]
    texts = [words for text in page.xpath(_TEXTS) if (words := _words(text))]
    return {"heading": headings, "anchor": page.xpath("//@id"), "link": links, "text": texts}


def _id(element: html.HtmlElement) -> str:
    return f' id="{element.get("id")}"' if element.get("id") else ""


def _words(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
