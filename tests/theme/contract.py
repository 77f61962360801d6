"""What this project stands on in the theme and in the i18n plugin, and what is to be looked at where they have changed.

What ours depends on is read from our own files wherever it stands there, so that it is never listed twice. Every check
returns sentences, one for each thing that is no longer there: which it is, which file of ours needs it, where to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from handbook.content_security import CHARSET, script_texts
from jinja2 import Environment, meta, nodes
from theme_templates import BLOCKS_RENDERED_ONCE, RENDERED_ONCE
from tiny_handbook import PROJECT

OURS = PROJECT / "theme"
PARSER = Environment(extensions=["jinja2.ext.loopcontrols"])
PARSER.filters |= dict.fromkeys(("url", "script_tag"), str)  # MkDocs has them
SCRIPTS = "partials/javascripts"
_NAME = re.compile(r"(?<![\w-])(?:(?:--|data-)?md-[a-z][\w-]*|__(?:md_\w+|drawer|search|config|palette)\b)")
_TEMPLATES = ("*.html", "partials/*.html", f"{SCRIPTS}/*.html")


class Theme:
    """The theme's templates, styles and script, in the folder where they are installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.folder / name).is_file()

    def text(self, name: str) -> str:
        """A file's text, "" where it is gone."""
        return (self.folder / name).read_text(encoding="utf-8") if self.has(name) else ""

    @cached_property
    def bundle(self) -> str:
        """The script that every page loads."""
        return "".join(file.read_text(encoding="utf-8") for file in self.folder.glob("assets/javascripts/bundle.*.js"))

    @cached_property
    def made(self) -> set[str]:
        """The classes, attributes, ids and functions that come into pages by templates or script."""
        return set(_NAME.findall(self.bundle)) | self._names_in(*_TEMPLATES)

    @cached_property
    def styled(self) -> set[str]:
        """The classes, attributes, ids and properties that the theme's styles name."""
        return self._names_in("assets/stylesheets/**/*.css")

    def _names_in(self, *patterns: str) -> set[str]:
        files = [file for pattern in patterns for file in self.folder.glob(pattern)]
        return {name for file in files for name in _NAME.findall(file.read_text(encoding="utf-8"))}


@cache
def tree(text: str) -> nodes.Template:
    """A template's parts."""
    return PARSER.parse(text)


@cache
def our_templates() -> dict[str, str]:
    """Our templates, by their names."""
    return {file.relative_to(OURS).as_posix(): file.read_text(encoding="utf-8") for file in OURS.rglob("*.html")}


def blocks(theme: Theme) -> Iterator[str]:
    """Every block that our templates fill is one of the theme's, or of our own main.html."""
    theirs = {block.name for block in tree(theme.text("base.html")).find_all(nodes.Block)}
    main = tree(our_templates()["main.html"])
    inner = {block.name for outer in main.find_all(nodes.Block) for block in outer.find_all(nodes.Block)}
    for name, text in our_templates().items():
        for block in tree(text).find_all(nodes.Block):
            if block.name not in theirs | inner:
                yield (
                    f"The theme's base.html has no block “{block.name}” any more. theme/{name} fills it: what stands "
                    "there would be left out of every page, without a word. Look in the new base.html for what has "
                    "taken its place, and move it there."
                )


def files(theme: Theme) -> Iterator[str]:
    """Every template and icon of the theme's that ours include is there, and what ours replace is still asked for."""
    ours = our_templates()
    for name, text in ours.items():
        for wanted in meta.find_referenced_templates(tree(text)):
            if wanted and wanted not in ours and not theme.has(wanted):
                yield f"The theme has no {wanted} any more, which theme/{name} includes: look what it is called now."
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    for icon in re.findall(r"(?:icon|logo): (material/[\w-]+)", settings):
        if not theme.has(f".icons/{icon}.svg"):
            yield f"The theme has no icon “{icon}” any more, which mkdocs.yml names: choose another."
    if 'include "partials/alternate.html"' not in theme.text("partials/header.html"):
        yield (
            "The theme's partials/header.html does not include partials/alternate.html any more, which "
            "theme/partials/alternate.html stands in for: the switch of languages would be the theme's own, or gone. "
            "Look how the header of the new version shows it."
        )
    if "404.html" not in theme.text("mkdocs_theme.yml"):
        yield (
            "The theme does not build 404.html by itself any more: theme/404.html and hooks/not_found_page.py rely on "
            "`static_templates` in mkdocs_theme.yml."
        )


def words(theme: Theme) -> Iterator[str]:
    """Every text of the theme's own that our templates ask for is there."""
    english = theme.text("partials/languages/en.html")
    for name, text in our_templates().items():
        for key in re.findall(r"lang\.t\([\"']([^\"']+)", text):
            if f'"{key}":' not in english:
                yield (
                    f"The theme has no text “{key}” any more, which theme/{name} shows: look in its "
                    "partials/languages/en.html, or take one from the catalogues."
                )
    if "macro t(" not in theme.text("partials/language.html"):
        yield "The theme's partials/language.html has no macro `t` any more: theme/partials/navigation.html calls it."


def replaced(theme: Theme) -> Iterator[str]:
    """What our templates replace in the theme's output is in it, once."""
    base = {block.name: block for block in tree(theme.text("base.html")).find_all(nodes.Block)}
    for name, text in our_templates().items():
        for block in tree(text).find_all(nodes.Block):
            for old in _replaced_in(block):
                count = _output(theme, base[block.name]).count(old) if block.name in base else 0
                if count != 1:
                    yield (
                        f"theme/{name} replaces {old.strip()} in the theme's block “{block.name}”, where it stands "
                        f"{count} times now, and not once. Look in the new base.html, and what it includes there, for "
                        "the element that this is about."
                    )


def _replaced_in(block: nodes.Block) -> Iterator[str]:
    for call in block.find_all(nodes.Filter):
        subject = call.node
        if call.name == "replace" and isinstance(subject, nodes.Call) and getattr(subject.node, "name", "") == "super":
            yield call.args[0].as_const()


def _output(theme: Theme, node: nodes.Node) -> str:
    """What the theme writes in a part of a template, and in what that includes by name."""
    text = "".join(data.data for data in node.find_all(nodes.TemplateData))
    for include in node.find_all(nodes.Include):
        if isinstance(include.template, nodes.Const):
            text += _output(theme, tree(theme.text(include.template.value)))
    return text


def inline_scripts(theme: Theme) -> Iterator[str]:
    """The theme's inline scripts are where hooks/content_security.py looks for them, and can be rendered by it."""
    known = {"config", "base_url", "features"}
    for file in sorted((theme.folder / SCRIPTS).glob("*.html")):
        unknown = meta.find_undeclared_variables(tree(file.read_text(encoding="utf-8"))) - known
        if unknown:
            yield (
                f"The theme's {SCRIPTS}/{file.name} needs {', '.join(sorted(unknown))} now, and "
                "hooks/content_security.py does not give it: browsers would not run it, for its hash would be another."
            )
    for name in ("base.html", "palette.html"):
        if not script_texts(theme.text(f"{SCRIPTS}/{name}")):
            yield (
                f"The theme has no script in {SCRIPTS}/{name} any more: look where it puts it now, for "
                "hooks/content_security.py allows what stands in that folder and nothing else."
            )
    elsewhere = [theme.folder / "base.html", *sorted((theme.folder / "partials").glob("*.html"))]
    for file in elsewhere:
        for element in re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", file.read_text(encoding="utf-8")):
            if 'type="application/json"' not in element:
                yield (
                    f"The theme has a script of its own in {file.name} now: hooks/content_security.py knows those in "
                    f"{SCRIPTS}/ only, and browsers would not run this one."
                )
    if CHARSET not in theme.text("base.html"):
        yield (
            f"The theme's base.html has no {CHARSET} any more, behind which hooks/handbook/content_security.py puts "
            "the policy: look how it says the character set now."
        )


def rendered_once(theme: Theme) -> Iterator[str]:
    """What hooks/theme_templates.py renders once for many pages is there, and needs nothing that is a page's own."""
    parts: dict[str, nodes.Template] = {}
    for name, wanted in BLOCKS_RENDERED_ONCE.items():
        blocks = {block.name: block for block in tree(theme.text(name)).find_all(nodes.Block)}
        for block in wanted:
            body = blocks[block].body if block in blocks else []
            parts[f"{name}, block “{block}”"] = nodes.Template(body, lineno=1).set_environment(PARSER)
    to_read = {*RENDERED_ONCE}
    while to_read:
        parts |= {name: tree(theme.text(name)) for name in to_read}
        included = {name for part in parts.values() for name in meta.find_referenced_templates(part) if name}
        to_read = included - parts.keys()
    for name, part in parts.items():
        if not part.body:
            yield (
                f"The theme has no {name} any more, which hooks/theme_templates.py renders once: take it out of the "
                "lists there, and look which part of the header now takes the most time."
            )
        own = {found.name for found in part.find_all(nodes.Name) if found.ctx == "store"}
        unknown = meta.find_undeclared_variables(part) - own - {"config", "base_url", "features", "lang"}
        if unknown:
            yield (
                f"The theme's {name} needs {', '.join(sorted(unknown))} now, and may differ from page to page: take it "
                "out of what hooks/theme_templates.py renders once, or many pages would show what is one's own."
            )


def search_messages(theme: Theme) -> Iterator[str]:
    """The theme's script speaks to its search worker as ours understands, and finds it where we say."""
    worker = (OURS / "assets/javascripts/search/worker.js").read_text(encoding="utf-8")
    found = re.search(r"const Message = \{ SETUP: (\d), READY: (\d), QUERY: (\d), RESULT: (\d) \};", worker)
    assert found, "theme/assets/javascripts/search/worker.js names its messages otherwise: mend this check"
    setup, ready, query, result = found.groups()
    for pattern, what in {
        rf"type:{setup},data:\{{config:": f"does not begin with message {setup} and the index's config",
        rf"\.type==={ready}\b": f"does not wait for message {ready}, that the worker is ready",
        rf"type:{query},data:": f"does not ask with message {query}",
        rf"\.type==={result}\b": f"does not take message {result} for the answer",
        r"new Worker\(": "does not start a worker",
        r"\(\{items:\w+\}\)": "does not find the results in `items`",
        r"\.terms\b": "does not read a result's `terms`",
        r"\.location\b": "does not read a result's `location`",
    }.items():
        if not re.search(pattern, theme.bundle):
            yield (
                f"The theme's script {what} any more. theme/assets/javascripts/search/worker.js takes the place of its "
                "search worker: look in the new bundle.*.js, and in the theme's own worker, which messages they send."
            )
    for text, ours in {
        "search/search_index.json": "hooks/handbook/search/site_files.py writes",
        "search/search_index.js": "hooks/handbook/from_disk.py writes for pages that are opened from a disk",
        "__index": "hooks/handbook/from_disk.py fills",
    }.items():
        if text not in theme.bundle:
            yield f"The theme's script does not read {text} any more, which {ours}: look what its search reads now."
    config = theme.text("base.html").partition('id="__config"')[2]
    for key in ("base", "search"):
        if f'"{key}":' not in config:
            yield (
                f"The page's configuration (`__config` in the theme's base.html) has no “{key}” any more, which "
                "theme/assets/javascripts/handbook.js sets so that the theme uses our search."
            )
    if '"keyup"' not in theme.bundle:
        yield (
            "The theme's search does not listen for keyup any more. theme/assets/javascripts/handbook.js sends it that "
            "when something is pasted or dictated: look what it listens for now."
        )


def names(theme: Theme) -> Iterator[str]:
    """Every name of the theme's that ours use is still one: styles and scripts look for what the theme makes."""
    for file in sorted(file for file in OURS.rglob("*.*") if file.suffix in {".html", ".css", ".js"}):
        ours = set(_NAME.findall(file.read_text(encoding="utf-8")))
        properties = {name for name in ours if name.startswith("--")}
        known = theme.made if file.suffix != ".html" else theme.made | theme.styled
        for name in sorted((ours - properties - known) | (properties - theme.styled)):
            yield (
                f"The theme has no “{name}” any more, which {file.relative_to(PROJECT)} names: look what the element, "
                "or the property, is called in the new version."
            )
    for component in ("search-query", "sidebar", "logo"):
        if f'data-md-component="{component}"' not in "".join(theme.text(name) for name in _component_files()):
            yield (
                f"The theme has no component “{component}” any more, by which theme/assets/javascripts and "
                "theme/partials/navigation.html find it."
            )


def _component_files() -> tuple[str, ...]:
    return ("base.html", "partials/search.html", "partials/header.html", "partials/nav.html")


def search_plugin(plugin: type[Any], index: type[Any], page: Any) -> Iterator[str]:
    """The theme's search can be turned off when it would write, and leaves out what a page's meta excludes."""
    search = plugin()
    search.load_config({})
    if getattr(search.config, "enabled", None) is not True:
        yield "The theme's search plugin has no option `enabled` any more: hooks/search_index.py turns it on and off."
    entries = index(**dict(search.config))
    entries.add_entry_from_context(page)
    if entries.entries:
        yield (
            "The theme's search plugin indexes pages with `search: {exclude: true}` in their meta now, which "
            "hooks/page_templates.py sets on every page: our search replaces that index, and building it costs time."
        )


def i18n_plugin(plugin: type[Any]) -> Iterator[str]:
    """The i18n plugin keeps what our hooks read and set, and has its turn where they expect it."""
    i18n = plugin()
    languages = [{"locale": "en", "name": "English", "default": True}, {"locale": "sv", "name": "Svenska"}]
    faults, _ = i18n.load_config({"docs_structure": "folder", "fallback_to_default": False, "languages": languages})
    if faults:
        yield f"The i18n plugin refuses our options in mkdocs.yml: {faults}."
        return
    first = i18n.config.languages[0]
    for holds, what, ours in (
        (
            getattr(i18n, "building", None) is False,
            "`building`, False at first",
            "nearly every hook with on_post_build",
        ),
        (getattr(i18n, "current_language", "") is None, "`current_language`, None at first", "hooks/site_languages.py"),
        (getattr(i18n, "default_language", "") == "en", "`default_language`", "hooks/live_rebuild.py"),
        (getattr(first, "locale", "") == "en", "`config.languages` with a `locale` each", "hooks/site_languages.py"),
    ):
        if not holds:
            yield f"The i18n plugin has no {what} any more, which {ours} reads: look what says so now."
    for language in i18n.config.languages:
        language.build = language.locale == "sv"
    if getattr(i18n, "build_languages", None) != ["sv"]:
        yield (
            "The i18n plugin does not go by `build` of its languages any more, by which hooks/languages_to_build.py "
            "chooses what a process builds."
        )
    for option in ("site_name", "site_description", "nav", "theme"):
        if option not in first:
            yield (
                f"The i18n plugin has no option “{option}” for a language any more, which hooks/site_languages.py sets "
                "from the catalogues."
            )
    for event, lowest, highest, ours in (
        ("on_config", -1000, 90, "hooks/languages_to_build.py and hooks/site_languages.py prepare its languages"),
        ("on_files", -1000, -50, "hooks/languages_to_build.py takes files out before it looks at them"),
        ("on_post_build", -200, 100, "hooks with 100 come before it builds the next language, those with -200 after"),
    ):
        turn = getattr(getattr(plugin, event, None), "mkdocs_priority", 0)
        if not lowest < turn < highest:
            yield (
                f"The i18n plugin's {event} has the priority {turn} now, and not one between {lowest} and {highest}: "
                f"{ours}. Look at the `event_priority` of both."
            )
