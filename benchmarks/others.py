"""Builds of the same pages with other generators, each plain and with what it brings itself.

Zensical and Hugo are measured where they are on the path; Starlight and Docusaurus where STARLIGHT and DOCUSAURUS name
folders in which they are installed (`npm install astro @astrojs/starlight`, `npm install @docusaurus/core
@docusaurus/preset-classic @docusaurus/faster react react-dom`).
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus import timed
from handbook import Handbook

ZENSICAL = """
site_name: Plain
theme: {name: material, font: false}
markdown_extensions: [attr_list, admonition, tables]
"""

HUGO_PAGE = """<!doctype html><html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title>
{{ range .Translations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .RelPermalink }}">
{{ end }}</head><body>{{ partialCached "navigation.html" . .Language.Lang }}
<main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
"""
HUGO_NAVIGATION = """<nav><ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></nav>
"""

STARLIGHT = """
import {{ defineConfig }} from "astro/config";
import starlight from "@astrojs/starlight";
export default defineConfig({{
  integrations: [starlight({{ title: "Plain", defaultLocale: "{reference}", locales: {locales} }})],
}});
"""
STARLIGHT_CONTENT = """
import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""

DOCUSAURUS = """
module.exports = {{
  title: "Plain", url: "https://handbook.example", baseUrl: "/",
  onBrokenLinks: "ignore", onBrokenAnchors: "ignore", markdown: {{ format: "md" }},
  future: {{ faster: true, v4: true }},
  i18n: {{ defaultLocale: "{reference}", locales: {locales} }},
  presets: [["classic", {{ docs: {{ routeBasePath: "/" }}, blog: false }}]],
}};
"""
DOCUSAURUS_PAGES = "i18n/{language}/docusaurus-plugin-content-docs/current"

Build = Callable[[Handbook, Path], float]


def installed() -> dict[str, tuple[Build, str]]:
    """The generators that are there: how each is timed, and the folder below the handbook's that it builds into."""
    found: dict[str, tuple[Build, str]] = {}
    if shutil.which("zensical"):
        found["Zensical"] = zensical, "zensical"
    if shutil.which("hugo"):
        found["Hugo"] = hugo, "hugo/public"
    if os.environ.get("STARLIGHT"):
        found["Starlight"] = starlight, "starlight/dist"
    if os.environ.get("DOCUSAURUS"):
        found["Docusaurus"] = docusaurus, "docusaurus/build"
    return found


def zensical(real: Handbook, root: Path) -> float:
    """Seconds for a build of each language, two at a time, without a switch between them."""
    commands = []
    for language in real.languages:
        folder = root / "zensical" / language  # it keeps a cache there
        shutil.copytree(root / "docs" / language, folder / "docs")
        (folder / "mkdocs.yml").write_text(ZENSICAL, encoding="utf-8")
        commands.append(["zensical", "build", "--clean", "-f", str(folder / "mkdocs.yml")])
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as two:
        list(two.map(timed, commands))
    return time.perf_counter() - started


def hugo(real: Handbook, root: Path) -> float:
    """Seconds for a build with a theme of two templates: text, navigation and other languages, no search."""
    folder = root / "hugo"
    shutil.rmtree(folder, ignore_errors=True)
    layouts = folder / "layouts"
    (layouts / "partials").mkdir(parents=True)
    (layouts / "all.html").write_text(HUGO_PAGE, encoding="utf-8")
    (layouts / "partials" / "navigation.html").write_text(HUGO_NAVIGATION, encoding="utf-8")
    languages = {
        language.locale: {"contentDir": f"content/{language.locale}", "languageName": language.name}
        for language in real.languages.values()
    }
    config = {
        "baseURL": "/",
        "title": "Plain",
        "defaultContentLanguage": real.reference,
        "languages": languages,
        "disableAliases": True,  # ours are no addresses
        "disableKinds": ["taxonomy", "term"],
    }
    (folder / "hugo.json").write_text(json.dumps(config), encoding="utf-8")
    shutil.copytree(root / "docs", folder / "content")
    for home in folder.glob("content/*/index.md"):
        home.rename(home.with_name("_index.md"))
    return timed(["hugo", "--quiet", "--source", str(folder)])


def starlight(real: Handbook, root: Path) -> float:
    """Seconds for a build with its own theme, its switch of languages, and Pagefind."""
    folder = root / "starlight"
    if not folder.exists():
        (folder / "src" / "content").mkdir(parents=True)
        (folder / "node_modules").symlink_to(Path(os.environ["STARLIGHT"]).resolve() / "node_modules")
        locales = {
            language.locale: {"label": language.name, "lang": language.locale} for language in real.languages.values()
        }
        config = STARLIGHT.format(reference=real.reference, locales=json.dumps(locales))
        (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        (folder / "astro.config.mjs").write_text(config, encoding="utf-8")
        (folder / "src" / "content.config.ts").write_text(STARLIGHT_CONTENT, encoding="utf-8")
        shutil.copytree(root / "docs", folder / "src" / "content" / "docs")
    shutil.rmtree(folder / ".astro", ignore_errors=True)
    return timed(["node_modules/.bin/astro", "build", "--root", str(folder), "--silent"], folder)


def docusaurus(real: Handbook, root: Path) -> float:
    """Seconds for a build with its own theme and its switch of languages, no search."""
    folder = root / "docusaurus"
    if not folder.exists():
        folder.mkdir()
        (folder / "node_modules").symlink_to(Path(os.environ["DOCUSAURUS"]).resolve() / "node_modules")
        config = DOCUSAURUS.format(reference=real.reference, locales=json.dumps(list(real.languages)))
        (folder / "docusaurus.config.js").write_text(config, encoding="utf-8")
        packages = dict.fromkeys(("@docusaurus/core", "@docusaurus/preset-classic", "react", "react-dom"), "*")
        (folder / "package.json").write_text(json.dumps({"dependencies": packages}), encoding="utf-8")
        for language in real.languages:
            place = "docs" if language == real.reference else DOCUSAURUS_PAGES.format(language=language)
            shutil.copytree(root / "docs" / language, folder / place)
    for kept in (".docusaurus", "build", "node_modules/.cache"):
        shutil.rmtree(folder / kept, ignore_errors=True)
    return timed(["node_modules/.bin/docusaurus", "build"], folder)
