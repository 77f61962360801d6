"""The built site, as a site: every page where it should be, every link leading somewhere, in every language."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from handbook import Handbook
from handbook.content_security import source_of
from handbook.site import address, topic_path
from lxml import etree, html
from search_files import read_search

BASE = "https://handbook.example/"

Pages = dict[str, html.HtmlElement]


@pytest.fixture(scope="session")
def pages(site: Path) -> Pages:
    """Every page of the site by its address, parsed once."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix().removesuffix("index.html")
        found[name] = html.fromstring(file.read_bytes())
    return found


def languages_of(real: Handbook) -> dict[str, str]:
    """Each language with the prefix of its addresses."""
    return {language: address(real, f"{language}/index.md").removeprefix("./") for language in real.languages}


def language_at(real: Handbook, name: str) -> str:
    """The language of the page at an address."""
    prefix = name.split("/")[0]
    return prefix if prefix in real.languages else real.reference


def test_every_topic_in_every_language(real: Handbook, pages: Pages) -> None:
    """All topic pages and those beside them are there, and the page for lost visitors; nothing else."""
    expected = {
        address(real, topic_path(real, language, topic))
        for language in real.languages
        for topic in real.contract.topics
    }
    for prefix in languages_of(real).values():
        names = ["", "sources/", "glossary/", "coverage/", "cards/", "404.html"]
        expected |= {f"{prefix}{name}" for name in names}

    assert expected == pages.keys()


def test_pages_say_their_language_and_title(real: Handbook, pages: Pages) -> None:
    """`lang` is that of the page, and title and first heading are the page's own."""
    for (language, topic), page in real.pages.items():
        document = pages[address(real, topic_path(real, language, topic))]
        assert language == document.get("lang")
        assert [page.title] == [heading.text_content() for heading in document.iter("h1")]
        assert f"{page.title} - {real.catalogues[language].site['name']}" == document.findtext(".//title")
        assert [page.summary] == document.xpath("//meta[@name='description']/@content")


def test_alternates_name_every_language(real: Handbook, pages: Pages) -> None:
    """Each page names itself as canonical, and the same page in all languages."""
    prefixes = languages_of(real)
    for name, document in pages.items():
        if name.endswith("404.html"):
            continue
        rest = name.removeprefix(prefixes[language_at(real, name)])
        expected = {language: f"{BASE}{prefix}{rest}" for language, prefix in prefixes.items()}
        expected["x-default"] = expected[real.reference]
        links = document.xpath("//head/link[@rel='alternate'][@hreflang]")
        assert expected == {link.get("hreflang"): link.get("href") for link in links}
        assert [f"{BASE}{name}"] == document.xpath("//head/link[@rel='canonical']/@href")


def test_sitemap_has_every_page(real: Handbook, site: Path, pages: Pages) -> None:
    """The sitemap lists every page with its alternates; the cards say what other pages say, and are left to people."""
    sitemap = etree.parse(site / "sitemap.xml")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = sitemap.xpath("//s:loc/text()", namespaces=names)

    hidden = {name for name, document in pages.items() if document.xpath("//meta[@name='robots'][@content='noindex']")}
    names_hidden = ("cards/", "404.html")
    assert {f"{prefix}{name}" for prefix in languages_of(real).values() for name in names_hidden} == hidden
    assert {f"{BASE}{name}" for name in pages.keys() - hidden} == {loc.replace("/./", "/") for loc in found}
    assert {len(real.languages)} == {len(url.xpath("x:link", namespaces=names)) for url in sitemap.getroot()}


def test_internal_links_lead_somewhere(site: Path, pages: Pages) -> None:
    """Every link, script, style and image within the site exists, and so does every anchor."""
    anchors = {name: set(document.xpath("//@id")) for name, document in pages.items()}
    for name, document in pages.items():
        for value in {*document.xpath("//@href"), *document.xpath("//@src")}:
            parts = urlsplit(value)
            if parts.scheme or value.startswith("/"):
                continue
            target = posixpath.normpath(posixpath.join("/", name if name.endswith("/") else "", unquote(parts.path)))[
                1:
            ]
            where = name if not parts.path else f"{target}/" if target and (site / target).is_dir() else target
            assert where in pages or (site / where).is_file(), f"{name} links to {value}"
            if parts.fragment and where in pages:
                assert unquote(parts.fragment) in anchors[where], f"{name} links to {value}"


def test_scripts_and_styles_lead_somewhere(site: Path, pages: Pages) -> None:
    """What the site's scripts and styles load or name is there, though not all that the theme brings is."""
    named = {
        (Path(name), value)
        for name, document in pages.items()
        for value in document.xpath("//script/@data-worker")
        if not name.endswith("404.html")  # it is served at any depth
    }
    for file in (site / "assets").rglob("*.*"):
        if file.suffix in (".js", ".css"):
            text = file.read_text(encoding="utf-8")
            found = re.findall(r"""url\(\s*["']?([^"')]+)|importScripts\(["']([^"']+)|sourceMappingURL=(\S+)""", text)
            named |= {(file.relative_to(site).parent, value) for values in found for value in values if value}
    assert len(named) > len(pages) - 10
    for folder, value in named:
        assert value.startswith("data:") or (site / folder / value).is_file(), f"{folder} names {value}"


def test_theme_brings_nothing_that_nobody_loads(site: Path) -> None:
    """Its own search, with a dictionary of Thai, and its sources are not in the site."""
    files = [file.relative_to(site).as_posix() for file in (site / "assets").rglob("*") if file.is_file()]
    assert [name for name in files if "lunr" in name or "/workers/" in name or name.endswith(".map")] == []


def test_links_hold_under_any_path(pages: Pages) -> None:
    """No address begins at the server's root, so the site works at `/` and behind a proxy at `/handbook/`."""
    for name, document in pages.items():
        if not name.endswith("404.html"):  # it is served at any depth, so its links must begin at the root
            values = {*document.xpath("//@href"), *document.xpath("//@src")}
            assert [value for value in values if value.startswith("/")] == [], name


def test_site_asks_nobody_else(pages: Pages) -> None:
    """Nothing that a browser loads comes from another host, and no link leads to one."""
    for name, document in pages.items():
        values = {*document.xpath("//@src"), *document.xpath("//link[not(@hreflang)][not(@rel='canonical')]/@href")}
        values |= set(document.xpath("//a/@href"))
        assert [value for value in values if urlsplit(value).netloc] == [], name


def test_topic_page_shows_what_the_contract_says(real: Handbook, pages: Pages) -> None:
    """Sections, related topics and merged source guidelines stand on the page, in its language."""
    for language, topic in real.pages:
        document = pages[address(real, topic_path(real, language, topic))]
        catalogue, entry = real.catalogues[language], real.contract.topics[topic]
        headings = [heading.text for heading in document.xpath("//article//section/h2")]
        assert list(catalogue.sections[entry.kind].values()) == headings
        related = document.xpath("//nav[@class='related']//li/a/text()")
        assert [real.pages[language, other].title for other in entry.related] == related
        merged = set(document.xpath("//details[@class='merged']//dd/a/text()"))
        assert {catalogue.sources[guideline] for guideline in entry.merges} == merged


def test_home_has_every_topic(real: Handbook, pages: Pages) -> None:
    """Scenarios come first, grouped, each with what one hears; then the guidelines."""
    for language, prefix in languages_of(real).items():
        document = pages[prefix]
        catalogue = real.catalogues[language]
        titles = [real.pages[language, topic].title for topic in real.contract.topics]
        assert titles == document.xpath("//section[@class='group']//li/a/strong/text()")
        groups = [name for kind in real.contract.kinds for name in catalogue.groups[kind].values()]
        assert groups == document.xpath("//section[@class='group']/*[1]/text()")
        heard = document.xpath("//div[contains(@class, 'groups--scenario')]//li/a/span/text()")
        assert all(text.startswith(catalogue.quotes[0]) for text in heard)


def test_cards_page_has_every_topic(real: Handbook, pages: Pages) -> None:
    """All topics stand there whole, in the order of the navigation; each page leads there, and no id stands twice."""
    for language, prefix in languages_of(real).items():
        document = pages[f"{prefix}cards/"]
        cards = document.xpath("//section[@class='card']")
        titles = [real.pages[language, topic].title for topic in real.contract.topics]
        assert titles == [card.findtext(".//h3/a") for card in cards]
        assert titles == document.xpath("//nav[@aria-labelledby='contents']//a/text()")
        for topic, card in zip(real.contract.topics, cards, strict=True):
            own = pages[address(real, topic_path(real, language, topic))]
            for path in (".//ol/li", ".//ul/li", ".//blockquote", ".//td"):
                wanted = [
                    item.text_content() for item in own.xpath("//div[contains(@class, 'topic--')]")[0].xpath(path)
                ]
                assert wanted == [item.text_content() for item in card.xpath(path)], (language, topic)
        ids = document.xpath("//article//@id")
        assert len(ids) == len(set(ids))
        assert pages[prefix].xpath("//p[@class='to-cards']/a/@href") == ["cards/"]


def test_sources_page_has_every_guideline(real: Handbook, pages: Pages) -> None:
    """All source guidelines stand there, each with links to the topics that carry it."""
    for language, prefix in languages_of(real).items():
        document = pages[f"{prefix}sources/"]
        for source in real.contract.sources.values():
            for guideline in source.guidelines:
                [item] = document.xpath(f"//li[@id='{guideline}']")
                assert real.catalogues[language].sources[guideline] == item.findtext("p")
                titles = [real.pages[language, topic.id].title for topic in real.contract.carriers(guideline)]
                assert titles == item.xpath(".//a/text()")


def test_glossary_page_has_every_word_in_every_language(real: Handbook, pages: Pages) -> None:
    """Terms with what to avoid, and placeholders, in the reader's language; beside each what it is in the others."""
    for language, prefix in languages_of(real).items():
        document = pages[f"{prefix}glossary/"]
        catalogue = real.catalogues[language]
        others = [other for other in real.languages if other != language]
        for key, term in catalogue.glossary.items():
            [entry] = document.xpath(f"//li[@id='term-{key}']")
            assert term.term == entry.findtext(".//strong")
            said = " ".join(entry.text_content().split())
            assert all(words in said for words in (", ".join(term.avoid), term.note))
            words = [(word.get("lang"), word.text) for word in entry.iter("dd")]
            assert [(other, real.catalogues[other].glossary[key].term) for other in others] == words
        for key, text in catalogue.placeholders.items():
            [entry] = document.xpath(f"//li[@id='placeholder-{key}']")
            assert [f"[{text}]"] == entry.xpath(".//span[@class='placeholder']/text()")
            words = [(word.get("lang"), word.text) for word in entry.iter("dd")]
            assert [(other, f"[{real.catalogues[other].placeholders[key]}]") for other in others] == words
        assert len(document.xpath("//ul[@class='entries']/li")) == len(catalogue.glossary) + len(catalogue.placeholders)


def test_coverage_page_has_every_topic_in_every_language(real: Handbook, pages: Pages) -> None:
    """Each language is complete, every topic has its page and a state for each language, in the reader's words."""
    for language, prefix in languages_of(real).items():
        document = pages[f"{prefix}coverage/"]
        labels = real.catalogues[language].labels
        rows = document.xpath("//table//tr[th[@scope='row']]")
        titles = [real.pages[language, topic].title for topic in real.contract.topics]
        assert titles == [row.findtext("th/a") for row in rows]
        assert [real.page_path(language, topic) for topic in real.contract.topics] == [
            row.find("th/code").text_content().rsplit(" ", 1)[1] for row in rows
        ]
        states = [[cell.text_content().strip() for cell in row.iter("td")] for row in rows]
        assert [[labels["state_complete"]] * len(real.languages)] * len(rows) == states
        assert [(str(len(rows)), str(len(rows)))] * len(real.languages) == [
            (bar.get("value"), bar.get("max")) for bar in document.iter("progress")
        ]
        assert labels["coverage_nothing"] in document.text_content()


def test_coverage_stands_beside_its_page_as_data_and_badge(real: Handbook, site: Path) -> None:
    """The JSON tells what the page shows; the badges are SVG and say 100 per cent."""
    for language, prefix in languages_of(real).items():
        data = json.loads((site / prefix / "coverage/coverage.json").read_text(encoding="utf-8"))
        assert (data["language"], data["percent"], data["missing"]) == (language, 100, [])
        topics = [topic for kind in data["kinds"] for group in kind["groups"] for topic in group["topics"]]
        assert list(real.contract.topics) == [topic["topic"] for topic in topics]
        assert all((site / topic["address"] / "index.html").is_file() for topic in topics)
        states = {(topic["topic"], file["language"]): file["state"] for topic in topics for file in topic["files"]}
        assert {(topic, locale): "complete" for locale, topic in real.pages} == states
    badges = [site / prefix / f"coverage/coverage-{language}.svg" for language, prefix in languages_of(real).items()]
    for badge in [site / "coverage.svg", *badges]:
        svg = etree.parse(badge).getroot()
        assert (svg.tag, svg.get("role")) == ("{http://www.w3.org/2000/svg}svg", "img")
        assert "100" in svg.findtext("{*}title")


def test_navigation_has_every_topic(real: Handbook, pages: Pages) -> None:
    """The navigation of each language lists its topics under its groups."""
    for language, prefix in languages_of(real).items():
        titles = {text.strip() for text in pages[prefix].xpath("//nav[@data-md-level='0']//text()")}
        catalogue = real.catalogues[language]
        assert titles >= {page.title for page in real.all_pages(language) if page.topic}
        assert titles >= {name for groups in catalogue.groups.values() for name in groups.values()}


def test_navigation_marks_the_page_and_opens_its_group(pages: Pages) -> None:
    """Each page's own link says so and leads there, and whatever it stands below is open."""
    for name, document in pages.items():
        current = document.xpath("//nav[@data-md-level='0']//a[@aria-current='page']")
        assert len(current) == (not name.endswith("404.html"))
        for link in current:
            assert posixpath.normpath(posixpath.join(name, link.get("href"))) == posixpath.normpath(name)
            above = [item for item in link.iterancestors("li") if item.find("input") is not None]
            assert all(item.find("input").get("checked") is not None for item in above)
            opened = document.xpath("//nav[@data-md-level='0']//input[@checked]")
            assert len(opened) == len(above)


def test_search_holds_one_language(real: Handbook, site: Path, pages: Pages) -> None:
    """Each language's index has its own topics, each of which is a page below its home."""
    for prefix in languages_of(real).values():
        index = read_search(site / prefix, "index")
        found = [prefix + place for place, _ in index["topics"]]
        assert len(found) == len(real.contract.topics)
        assert set(found) <= pages.keys()


def test_lost_visitors_find_a_way_home(real: Handbook, pages: Pages) -> None:
    """Each language's page for addresses that lead nowhere has its own way home first, then those of all others."""
    homes = languages_of(real)
    for language, prefix in homes.items():
        document = pages[f"{prefix}404.html"]
        assert (document.get("lang"), document.findtext(".//h1")) == (
            language,
            real.catalogues[language].labels["not_found_title"],
        )
        links = {link.get("hreflang"): link.get("href").removesuffix("./") for link in document.xpath("//article//a")}
        assert {other: f"/{home}" for other, home in homes.items()} == links
        assert next(iter(links)) == language
        assert document.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_every_page_has_its_policy_first(pages: Pages) -> None:
    """The policy stands before everything that loads or runs, and has the hash of each script within the page."""
    for name, document in pages.items():
        policy = document.xpath("//head/*[2][@http-equiv='Content-Security-Policy']/@content")
        assert len(policy) == 1, name
        texts = document.xpath("//script[not(@src)][not(@type='application/json')]/text()")
        assert texts
        assert [text for text in texts if source_of(text) not in policy[0]] == [], name
        assert len(texts) == policy[0].count("sha256-"), name


def test_host_is_told_every_script(site: Path, pages: Pages) -> None:
    """What a page's own policy lets run, the policy that a host sends lets run too: both hold at once."""
    headers = (site / "_headers").read_text(encoding="utf-8")
    for document in pages.values():
        [policy] = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert [source for source in policy.split() if "sha256-" in source and source.rstrip(";") not in headers] == []


def test_pages_have_no_inline_handlers_or_styles(pages: Pages) -> None:
    """No attribute runs anything, no link is a script, and nothing needs a style that its policy would refuse."""
    for name, document in pages.items():
        assert document.xpath("//@*[starts-with(name(), 'on')]") == [], name
        assert document.xpath("//@*[starts-with(normalize-space(.), 'javascript:')]") == [], name
        assert document.xpath("//@style | //style") == [], name
