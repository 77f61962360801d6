"""The files for machines in the built site: where they are documented to be, and leading to pages that are there."""

from __future__ import annotations

import json
import posixpath
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from handbook import Handbook
from handbook.markdown_source import links
from handbook.site import home_folder
from handbook.texts import Text
from jsonschema import Draft202012Validator
from lxml import html

SITE = "https://handbook.example/"

Page = html.HtmlElement


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Every page of the site by its address; the one for lost visitors is none."""
    files = (file for file in site.rglob("index.html"))
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): html.fromstring(file.read_bytes())
        for file in files
    }


def test_every_page_stands_there_as_markdown_and_says_so(real: Handbook, site: Path, pages: dict[str, Page]) -> None:
    """Its address with index.md behind it; the head names it, and the map of the page's language."""
    homes = {language: home_folder(real, language) for language in real.languages}
    for address, document in pages.items():
        title = document.xpath("//head/title/text()")[0]
        markdown = (site / address / "index.md").read_text(encoding="utf-8")
        heading = next(line for line in markdown.splitlines() if line.startswith("# "))
        assert title.startswith(heading.removeprefix("# ")) or address in homes.values()
        head = document.xpath("//head")[0]
        assert head.xpath("link[@rel='alternate'][@type='text/markdown']/@href") == ["index.md"]
        [described] = head.xpath("link[@rel='describedby']/@href")
        assert urljoin(f"{SITE}{address}", described) == f"{SITE}{homes[document.get('lang')]}llms.txt"


def test_maps_and_markdown_lead_to_files(site: Path) -> None:
    """Every link in every llms.txt and Markdown file is one to a file that the site has; none begins at the root."""
    found = 0
    for file in [*site.rglob("llms.txt"), *site.rglob("*.md")]:
        for link in links([Text(file.read_text(encoding="utf-8"), 1)]):
            assert not urlsplit(link.target).netloc
            assert not link.target.startswith("/")
            target = site / posixpath.normpath(posixpath.join(file.parent.relative_to(site).as_posix(), link.target))
            assert target.is_file(), f"{file.relative_to(site)} links to {link.target}"
            found += 1
    assert found > 1000


def test_data_leads_to_pages_and_places_on_them(real: Handbook, site: Path, pages: dict[str, Page]) -> None:
    """From the file, as a program resolves it: schema, root, each topic, its sections, and each sentence to say."""
    said = 0
    for language in real.languages:
        here = f"{SITE}{home_folder(real, language)}handbook.json"
        data = json.loads((site / here.removeprefix(SITE)).read_text(encoding="utf-8"))
        schema = json.loads((site / urljoin(here, data["$schema"]).removeprefix(SITE)).read_text(encoding="utf-8"))
        assert Draft202012Validator(schema).is_valid(data)
        assert urljoin(here, data["root"]) == data["site_url"] == SITE
        assert [(site / other["data"]).is_file() for other in data["languages"]] == [True] * len(real.languages)
        for topic in data["topics"]:
            document = pages[topic["address"]]
            assert (site / topic["markdown"]).is_file()
            for section in topic["sections"]:
                [place] = document.xpath(f"//*[@id='{section['id']}']")
                assert section["heading"] == place.text
                for item in (
                    item for block in section["content"] if block["type"] == "phrases" for item in block["items"]
                ):
                    [phrase] = document.xpath(f"//blockquote[@id='{item['anchor']}']")
                    assert " ".join(phrase.text_content().split()) == item["text"]
                    said += 1
                for block in section["content"]:
                    for link in block.get("links", ()):
                        assert link["address"].partition("#")[0] in pages
    assert said > 100 * len(real.languages)


def test_canned_replies_stand_there(real: Handbook, site: Path) -> None:
    """Every language has its file of text modules."""
    for language in real.languages:
        file = site / home_folder(real, language) / "canned-replies-zammad.csv"
        assert file.read_bytes().startswith(b"name,keywords,content,note,active\r\n")
