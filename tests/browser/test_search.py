"""The search as agents meet it: its worker asked directly, and the theme's box typed into."""

from __future__ import annotations

import csv
import random
import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.quiet import open_until_quiet
from handbook import load
from handbook.hashed_names import published_files
from handbook.search.index import build_index
from handbook.search.site_files import write_search
from handbook.site import address as page_address
from handbook.site import topic_path
from playwright.sync_api import Browser, Page, Route, expect
from search_cases import SAME_LEMMA, WORDS
from tiny_handbook import PROJECT

REAL = load(PROJECT)
PUBLISHED = published_files(PROJECT / "theme")
PHONE = {"width": 390, "height": 844}
GOLDEN = PROJECT / "tests" / "golden"
WORKER = "assets/javascripts/search"

# The share of golden queries whose first result, and one of whose first three, must be right.
FIRST, FIRST_THREE = 0.86, 0.93
QUOTES_FROM_OTHERS = 0.85

Visit = Callable[..., Page]
Ask = Callable[[str, list[str]], list[list[str]]]

# Puts queries to a worker; gives for each all answers, the early one where there is one and the full one.
ASK = """
async ({ worker, config, queries }) => {
  const search = new Worker(worker);
  const until = (isLast) => new Promise((resolve) => {
    const found = [];
    const listen = ({ data }) => {
      found.push(data.data);
      if (!isLast(data)) return;
      search.removeEventListener("message", listen);
      resolve(found);
    };
    search.addEventListener("message", listen);
  });
  const setup = await (await fetch(config)).json();
  const ready = until(({ type }) => type === 1);
  search.postMessage({ type: 0, data: setup });
  await ready;
  const found = [];
  for (const query of queries) {
    const answers = until(({ type, data }) => type === 3 && !data.isEarly);
    search.postMessage({ type: 2, data: query });
    found.push(await answers);
  }
  search.terminate();
  return found;
}
"""


def home(base: str, language: str) -> str:
    """The address of a language's home page."""
    return f"{base}/{page_address(REAL, f'{language}/index.md').removeprefix('./')}"


@pytest.fixture(scope="module")
def worker_page(browser: Browser, root: str) -> Page:
    """A page of the site from which its worker is asked."""
    page = browser.new_page()
    page.goto(f"{root}/404.html")
    return page


@pytest.fixture(scope="module")
def items(worker_page: Page, root: str) -> Callable[[str, list[str]], list[Any]]:
    """A function that puts queries to a language's worker and gives the items of each answer."""

    def ask(language: str, queries: list[str]) -> list[Any]:
        config = f"{home(root, language)}search/search_index.json"
        worker = f"{root}/{PUBLISHED['assets/javascripts/search/worker.js'][0]}"
        found = worker_page.evaluate(ASK, {"worker": worker, "config": config, "queries": queries})
        return [answers[-1]["items"] for answers in found]

    return ask


@pytest.fixture(scope="module")
def topics(items: Callable[[str, list[str]], list[Any]]) -> Ask:
    """A function that gives the topics that a language's worker finds for each query, best first."""

    def ask(language: str, queries: list[str]) -> list[list[str]]:
        return [list(map(topic_of, found)) for found in items(language, queries)]

    return ask


def golden(language: str) -> list[dict[str, str]]:
    """The golden queries of a language."""
    with (GOLDEN / f"{language}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def rank(found: list[str], row: dict[str, str]) -> int:
    """Where the first right topic stands, from 1; 0 where none is found."""
    right = row["expected"].split(",")
    return next((place for place, topic in enumerate(found, 1) if topic in right), 0)


@pytest.mark.parametrize("language", REAL.languages)
def test_golden_queries_find_their_topic(topics: Ask, language: str) -> None:
    """Most queries have the right topic first, nearly all among the first three, and none finds nothing."""
    rows = golden(language)
    ranks = [
        rank(found, row) for found, row in zip(topics(language, [row["query"] for row in rows]), rows, strict=True)
    ]
    missed = [
        (place, row["kind"], row["query"], row["expected"])
        for place, row in zip(ranks, rows, strict=True)
        if place != 1
    ]

    assert sum(place == 1 for place in ranks) >= FIRST * len(rows), missed
    assert sum(1 <= place <= 3 for place in ranks) >= FIRST_THREE * len(rows), missed


@pytest.fixture(scope="module")
def parts_page(browser: Browser, serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A page from which a worker is asked where every index is in parts."""
    folder = tmp_path_factory.mktemp("parts")
    shutil.copytree(PROJECT / "theme" / WORKER, folder / WORKER)
    write_search(REAL, folder, REAL.languages, whole=0)
    page = browser.new_page()
    page.goto(f"{serve(folder)}/search/search_index.json")
    return page


@pytest.fixture(scope="module")
def answers_in_parts(parts_page: Page) -> Callable[[str, list[str]], list[Any]]:
    """A function that gives a worker's answers to each query there: an early one, if there is one, and the full one."""
    base = parts_page.url.removesuffix("/search/search_index.json")

    def ask(language: str, queries: list[str]) -> list[Any]:
        config = f"{home(base, language)}search/search_index.json"
        given = {"worker": f"{base}/{WORKER}/worker.js", "config": config, "queries": queries}
        found = parts_page.evaluate(ASK, given)
        assert isinstance(found, list)
        return found

    return ask


@pytest.fixture(scope="module")
def in_parts(answers_in_parts: Callable[[str, list[str]], list[Any]]) -> Ask:
    """A function that gives the topics that a language's worker finds there."""
    return lambda language, queries: [
        list(map(topic_of, answers[-1]["items"])) for answers in answers_in_parts(language, queries)
    ]


def topic_of(documents: list[Any]) -> str:
    """The topic that an item leads to."""
    return str(documents[0]["location"].strip("./").split("/")[-1])


@pytest.mark.parametrize("language", REAL.languages)
def test_index_in_parts_finds_the_same(topics: Ask, in_parts: Ask, language: str) -> None:
    """Where a query takes a few parts of an index, the first topic is the one that the whole index finds."""
    queries = [row["query"] for row in golden(language)][::4]
    queries += [row["query"] for other in REAL.languages if other != language for row in golden(other)[:2]]
    differing = [
        (query, whole[0], parts[0])
        for query, whole, parts in zip(queries, topics(language, queries), in_parts(language, queries), strict=True)
        if whole[0] != parts[0]
    ]

    assert len(differing) <= len(queries) // 20, differing


def test_query_takes_a_few_parts(in_parts: Ask, parts_page: Page) -> None:
    """Of an index in parts only what a query needs is fetched."""
    asked: list[str] = []
    parts_page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].split("-")[0]))
    [found] = in_parts("en", ["lawyer letter"])

    assert found[0] == "legal-threat"
    assert asked.count("words") == 1
    assert 1 <= asked.count("counts") <= 5
    assert asked.count("topic") <= 12
    assert asked.count("texts.js") == 1, "the titles, for an early answer"


@pytest.mark.parametrize("language", REAL.languages)
def test_early_answer_is_nearly_right(answers_in_parts: Callable[[str, list[str]], list[Any]], language: str) -> None:
    """Before any texts are there, topics are shown by their titles, nearly always the right one first."""
    queries = [row["query"] for row in golden(language) if row["kind"] != "crosslang"][::4]
    agreed = []
    for query in queries:  # each is put to a worker that has nothing yet
        [[*early, full]] = answers_in_parts(language, [query])
        for answer in early:
            assert all(len(documents) == 1 for documents in answer["items"]), "no section is known yet"
            agreed.append(topic_of(answer["items"][0]) == topic_of(full["items"][0]))

    assert len(agreed) > len(queries) / 2
    assert sum(agreed) >= 0.85 * len(agreed)


def test_answer_comes_early_and_focus_stays(
    visit: Visit, serve: Callable[..., str], site: Path, tmp_path: Path
) -> None:
    """While texts are on their way, titles are there to go to; when they come, whoever has gone to one stays there."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    write_search(REAL, folder, ["en"], whole=0)
    page = visit(serve(folder))
    held: list[Route] = []
    page.route("**/search/topic-*.js", lambda route: held.append(route))
    page.locator(".md-search__input").click()
    page.keyboard.type("lawyer letter")
    found = page.locator(".md-search-result__item").filter(has_text=REAL.pages["en", "legal-threat"].title).first
    expect(found).to_be_visible()
    expect(found.locator("a.md-search-result__link")).to_have_count(1)

    page.keyboard.press("ArrowDown")
    for route in held:
        route.continue_()

    expect(found.locator("a.md-search-result__link")).not_to_have_count(1)
    expect(found.locator("a.md-search-result__link").first).to_be_focused()


def test_nothing_found_in_parts_shows_some_topics_of_each_group(in_parts: Ask) -> None:
    """Where there are too many topics to show them all, each group leads on to its first."""
    [found] = in_parts("en", ["qqqqq wwwww"])
    assert len(found) == 1 + len(REAL.catalogues["en"].groups["scenario"])


def test_word_that_has_just_begun_is_this_languages(parts_page: Page, in_parts: Ask) -> None:
    """While the first word is typed, no other language is asked for, as long as it may become a word of this one."""
    asked: list[str] = []
    parts_page.on("request", lambda request: asked.append(request.url))
    in_parts("en", ["s", "sh", "shou", "shouti", "shouting cust"])
    assert [url for url in asked if "/bg/" in url] == []
    in_parts("en", ["viče"])
    assert [url for url in asked if "/hr/" in url] != []


@pytest.mark.parametrize("language", REAL.languages)
def test_quotes_from_other_languages_are_understood(topics: Ask, language: str) -> None:
    """A customer's own words lead to the topic, whatever language they are in."""
    rows = [row for other in REAL.languages if other != language for row in golden(other) if row["kind"] == "quote"]
    found = topics(language, [row["query"] for row in rows])
    ranks = [rank(topics_found, row) for topics_found, row in zip(found, rows, strict=True)]

    assert sum(1 <= place <= 3 for place in ranks) >= QUOTES_FROM_OTHERS * len(rows)


def test_understood_language_is_named(items: Callable[[str, list[str]], list[Any]]) -> None:
    """An agent in Zagreb pastes Indonesian words, gets the Croatian page, and is told whence it was understood."""
    [[first, *_]] = items("hr", ["saya akan lapor polisi"])

    assert first[0]["location"] == "scenarios/legal-threat/"
    assert REAL.pages["hr", "legal-threat"].title in first[0]["title"]
    assert "indonezijski" in first[0]["title"]


@pytest.mark.parametrize(
    ("language", "query", "topic"),
    [
        ("hr", "prijeti tuzbom", "legal-threat"),
        ("tr", "KUFUR", "abusive-language"),
        ("tr", "küfür", "abusive-language"),
        ("tr", "IADE", "refund-demand"),
        ("bg", "zaplaha s advokat", "legal-threat"),
        ("bg", "ruga6 me", "abusive-language"),
        ("bg", "shefa ti", "ask-for-support"),
        ("bg", "da vikna 6efa", "ask-for-support"),
        ("bg", "fal6iv produkt", "counterfeit-claim"),
        ("sv", "aterbetalning", "refund-demand"),
        ("sv", "advokathot", "legal-threat"),
        ("en", "lawer letter", "legal-threat"),
        ("en", "lawsui", "legal-threat"),
        ("en", "letter lawyer the of", "legal-threat"),
        ("id", "di ancam pengacara", "legal-threat"),
    ],
)
def test_hurried_queries_find_their_topic(topics: Ask, language: str, query: str, topic: str) -> None:
    """Without the right keyboard, with a typo, unfinished, in another order: the topic is among the first three."""
    [found] = topics(language, [query])

    assert topic in found[:3]


@pytest.mark.parametrize(("language", "text", "expected"), WORDS)
def test_worker_folds_words_as_the_library_does(
    worker_page: Page, root: str, language: str, text: str, expected: list[str]
) -> None:
    """What is typed becomes what the index has."""
    worker_page.add_script_tag(url=f"{root}/{PUBLISHED['assets/javascripts/search/engine.js'][0]}")
    index = build_index(REAL, language)["index"]

    assert expected == worker_page.evaluate(
        "([text, analysis]) => wordsOf(text, analysis).map(word => foldWord(word, analysis))", [text, index["analysis"]]
    )


@pytest.mark.parametrize("language", REAL.languages)
def test_forms_of_a_word_find_each_other(worker_page: Page, root: str, language: str) -> None:
    """An inflected word, met nowhere in the handbook, leads to the same lemma as the word that is there."""
    worker_page.add_script_tag(url=f"{root}/{PUBLISHED['assets/javascripts/search/engine.js'][0]}")
    index = build_index(REAL, language)["index"]
    meanings = worker_page.evaluate(
        """([data, words]) => {
          const index = new SearchIndex(data);
          return words.map(word => {
            const [{ lemmas }] = index.understand(word + " ").meanings;
            return [...lemmas].filter(([, sure]) => sure > 0.5).map(([lemma]) => lemma);
          });
        }""",
        [index, [word for locale, *pair in SAME_LEMMA if locale == language for word in pair]],
    )

    for typed, there in zip(meanings[::2], meanings[1::2], strict=True):
        assert set(typed) & set(there)


def test_no_query_breaks_the_worker(items: Callable[[str, list[str]], list[Any]]) -> None:
    """Whatever is typed, there is an answer, the same each time, and never markup of the typist's."""
    chance = random.Random(7)
    alphabet = "aeiouзажѝçğıİšđåö 0159<>&\"'`{}[]()*+?.\\/^$|\u0301\u202e\ud83d\ude00\t"
    queries = ["".join(chance.choice(alphabet) for _ in range(chance.randrange(1, 60))) for _ in range(120)]
    queries += ["a" * 5000, "<img src=x onerror=alert(1)>", "\u0000", "constructor __proto__", " ".join("xyz" * 200)]
    queries = [query.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for query in queries]

    first, second = items("bg", queries), items("bg", queries)

    assert first == second
    assert "<img" not in str(first)


def test_typing_arrows_and_enter_lead_to_the_page(visit: Visit, address: str) -> None:
    """The keys of the theme's search work: `/`, typing, arrow down, Enter; then the section of the second link."""
    page = visit(home(address, "en"), viewport={"width": 1366, "height": 900})
    page.keyboard.press("/")
    page.keyboard.type("sue us lawyer")
    links = page.locator("a.md-search-result__link")
    expect(links.first).to_be_visible()
    expect(page.locator(".md-search-result mark").first).to_be_visible()
    expect(links.first.locator(".hit__summary")).to_have_text(REAL.pages["en", "legal-threat"].summary)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/scenarios/legal-threat/?h=*#*")
    assert page.url.startswith(f"{home(address, 'en')}scenarios/legal-threat/")
    expect(page.locator(f"#{page.url.rsplit('#')[1]}")).to_be_visible()


def test_escape_closes_the_search(visit: Visit, root: str) -> None:
    """Escape leaves the search."""
    page = visit(home(root, "sv"), viewport={"width": 1366, "height": 900})
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__input")).not_to_be_focused()


def test_search_works_on_a_phone(visit: Visit, root: str) -> None:
    """On a phone the first result is seen without scrolling, and touched it opens the page."""
    page = visit(home(root, "tr"), viewport=PHONE, has_touch=True)
    page.locator("[data-ask]").tap()
    page.locator(".md-search__input").fill("avukat")
    first = page.locator("a.md-search-result__link").first
    expect(first).to_be_in_viewport()
    first.tap()

    page.wait_for_url("**/tr/scenarios/legal-threat/*")


def test_nothing_found_shows_the_topics(visit: Visit, root: str) -> None:
    """For words that nobody knows there is a plain line and every group of topics, never an empty box."""
    page = visit(home(root, "hr"), viewport={"width": 1366, "height": 900})
    page.locator("[data-ask]").click()
    page.locator(".md-search__input").fill("qqqqq wwwww")
    catalogue = REAL.catalogues["hr"]

    expect(page.locator(".md-search-result__item").first).to_contain_text(catalogue.labels["search_nothing"])
    for name in catalogue.groups["scenario"].values():
        expect(page.locator(".md-search-result__list")).to_contain_text(name)


@pytest.mark.parametrize("file", ["index.js", "texts.js", "search_index.json"])
def test_broken_index_is_said_in_a_plain_line(browser: Browser, root: str, file: str) -> None:
    """Without its index the search says so, and the rest of the site works."""
    page = browser.new_page()
    page.route(f"**/search/{file}", lambda route: route.fulfill(status=500, body="broken"))
    page.goto(home(root, "bg"))
    page.locator("[data-ask]").click()
    page.locator(".md-search__input").fill("заплаха")

    expect(page.locator(".md-search-result")).to_contain_text(REAL.catalogues["bg"].labels["search_broken"])
    page.goto(f"{root}/{page_address(REAL, topic_path(REAL, 'bg', 'legal-threat'))}")
    expect(page.locator("h1")).to_be_visible()
    page.close()


def test_hostile_words_stay_words(visit: Visit, root: str) -> None:
    """What is typed, or comes with the address, is shown as text and runs nothing."""
    page = visit(f"{home(root, 'en')}?q=<img src=x onerror=document.title='hit'>lawyer")
    expect(page.locator("a.md-search-result__link").first).to_be_visible()

    assert page.title() != "hit"
    assert page.locator(".md-search-result img").count() == 0


def test_index_is_loaded_when_it_is_needed(visit: Visit, root: str) -> None:
    """A page is read without its language's index; the search loads it when it is opened."""
    page = visit(root)
    open_until_quiet(page, home(root, "id"))
    assert [name for name in loaded(page) if name.endswith(("search/index.js", "texts.js"))] == []


def loaded(page: Page) -> list[str]:
    """What a page and its workers have loaded."""
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert isinstance(names, list)
    return names


def test_every_kind_of_query_is_answered(topics: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """No kind of query is lost; the figures by kind, and the queries without a right result, are printed."""
    ranks: dict[str, list[int]] = defaultdict(list)
    lost: list[str] = []
    for language in REAL.languages:
        rows = golden(language)
        for found, row in zip(topics(language, [row["query"] for row in rows]), rows, strict=True):
            ranks[row["kind"]].append(rank(found, row))
            if not ranks[row["kind"]][-1]:
                lost.append(f"{language}: {row['query']} ({row['expected']})")
    figures = {
        kind: [sum(1 <= place <= most for place in places) / len(places) for most in (1, 3)]
        for kind, places in ranks.items()
    }
    with capsys.disabled():
        print("\nGolden queries, right topic first and among the first three:")
        for kind, (first, three) in sorted(figures.items()):
            print(f"  {kind:8}{len(ranks[kind]):>4}{first:>7.3f}{three:>7.3f}")
        print("  without a right result: " + ("; ".join(lost) or "none"))

    assert min(three for _, three in figures.values()) >= 0.8
