"""A new version of the theme, or of the i18n plugin, that changes what we stand on is told in plain words."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points, version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import contract
import material
import pytest
from contract import Theme
from handbook import Handbook
from mkdocs.plugins import event_priority
from mkdocs_static_i18n.plugin import I18n

INSTALLED = Path(material.__file__).parent / "templates"
OF_THE_THEME = [
    contract.blocks,
    contract.files,
    contract.words,
    contract.replaced,
    contract.inline_scripts,
    contract.rendered_once,
    contract.search_messages,
    contract.names,
]


def said(complaints: Iterator[str]) -> str:
    """What has changed, under the version that it has changed in; "" where nothing has."""
    found = "\n".join(f"- {complaint}" for complaint in complaints)
    return found and f"Material for MkDocs {version('mkdocs-material')}:\n{found}"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str, str], Theme]:
    """A copy of the theme in which a text has been changed in the files of a name."""

    def change(pattern: str, old: str, new: str) -> Theme:
        target = tmp_path / "theme"
        shutil.copytree(INSTALLED, target, ignore=shutil.ignore_patterns(".icons", "*.map", "lunr", "__pycache__"))
        (target / ".icons").symlink_to(INSTALLED / ".icons")
        files = list(target.glob(pattern))
        assert any(old in file.read_text(encoding="utf-8") for file in files)
        for file in files:
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return Theme(target)

    return change


@pytest.mark.parametrize("check", OF_THE_THEME, ids=lambda check: check.__name__)
def test_theme_has_what_we_stand_on(check: Callable[[Theme], Iterator[str]]) -> None:
    """The installed theme has every block, file, text, script, message and name that ours rely on."""
    assert said(check(Theme(INSTALLED))) == ""


def test_theme_speaks_every_language(real: Handbook) -> None:
    """The installed theme has its own few words in every language of the handbook."""
    folder = INSTALLED / "partials" / "languages"
    assert [language for language in real.languages if not (folder / f"{language}.html").is_file()] == []


def test_search_plugin_lets_itself_be_replaced() -> None:
    """The theme's search plugin is found under its name, can be turned off, and skips what is excluded."""
    (found,) = entry_points(group="mkdocs.plugins", name="material/search")
    plugin: Any = found.load()
    index = sys.modules[plugin.__module__].SearchIndex
    page = SimpleNamespace(meta={"search": {"exclude": True}}, content="<h1>Calm</h1><p>Stay</p>", toc=[], url="calm/")
    assert said(contract.search_plugin(plugin, index, page)) == ""


def test_search_plugin_writes_nothing_when_off(tmp_path: Path) -> None:
    """While it is off, the theme's search plugin leaves our index alone; its header shows the box while it is on."""
    (found,) = entry_points(group="mkdocs.plugins", name="material/search")
    plugin = found.load()()
    plugin.load_config({"enabled": False})

    plugin.on_post_build(config=SimpleNamespace(site_dir=str(tmp_path)))

    assert list(tmp_path.iterdir()) == []
    assert "search.enabled" in Theme(INSTALLED).text("partials/header.html")


def test_i18n_plugin_keeps_its_insides() -> None:
    """The i18n plugin has the attributes, options and priorities that our hooks count on."""
    assert list(contract.i18n_plugin(I18n)) == []


@pytest.mark.parametrize(
    ("pattern", "old", "new", "check", "words"),
    [
        (
            "base.html",
            "{% block announce %}",
            "{% block notice %}",
            contract.blocks,
            ["no block “announce”", "theme/main.html", "Look in the new base.html"],
        ),
        (
            "partials/search.html",
            ' role="dialog"',
            "",
            contract.replaced,
            ['theme/main.html replaces role="dialog"', "block “header”", "0 times"],
        ),
        (
            "base.html",
            'class="md-content"',
            'class="md-content md-content--wide"',
            contract.replaced,
            ['class="md-content"', "block “container”"],
        ),
        (
            "assets/javascripts/bundle.*.js",
            ".type===3",
            ".type===4",
            contract.search_messages,
            ["does not take message 3 for the answer any more", "search/worker.js", "look in the new bundle"],
        ),
        (
            "partials/header.html",
            'include "partials/alternate.html"',
            'include "partials/languages.html"',
            contract.files,
            ["does not include partials/alternate.html any more", "switch of languages"],
        ),
        (
            "partials/top.html",
            "<button",
            "<script>top()</script><button",
            contract.inline_scripts,
            ["script of its own in top.html", "hooks/content_security.py"],
        ),
        (
            "partials/javascripts/palette.html",
            "<script>",
            "<script>{{ page.url }};",
            contract.inline_scripts,
            ["palette.html needs page", "hooks/content_security.py"],
        ),
        (
            "partials/palette.html",
            "{{ option.media }}",
            "{{ option.media }} {{ page.url }}",
            contract.rendered_once,
            ["partials/palette.html needs page", "hooks/theme_templates.py"],
        ),
        (
            "base.html",
            '"base": base_url,',
            '"base": base_url, "title": page.title,',
            contract.rendered_once,
            ["base.html, block “config” needs page", "hooks/theme_templates.py"],
        ),
        (
            "base.html",
            "{% block styles %}",
            "{% block style %}",
            contract.rendered_once,
            ["has no base.html, block “styles” any more", "hooks/theme_templates.py"],
        ),
        (
            "partials/icons.html",
            "{% endfor %}",
            "{{ page.url }}{% endfor %}",
            contract.rendered_once,
            ["partials/icons.html needs page", "hooks/theme_templates.py"],
        ),
        (
            "partials/languages/en.html",
            '"action.skip":',
            '"skip":',
            contract.words,
            ["no text “action.skip”", "theme/main.html"],
        ),
        (
            "partials/*.html",
            "md-search__scrollwrap",
            "md-search__results",
            contract.names,
            ["has no “md-search__scrollwrap” any more", "theme/assets/stylesheets/"],
        ),
        (
            "assets/stylesheets/*.css",
            "--md-typeset-a-color",
            "--md-link-color",
            contract.names,
            ["has no “--md-typeset-a-color” any more", "theme/assets/stylesheets/handbook.css"],
        ),
    ],
)
def test_change_is_told(
    changed: Callable[[str, str, str], Theme],
    pattern: str,
    old: str,
    new: str,
    check: Callable[[Theme], Iterator[str]],
    words: list[str],
) -> None:
    """What has changed, which file of ours needs it, and where to look stand in the message."""
    message = said(check(changed(pattern, old, new)))

    assert all(word in message for word in words), message


def test_other_turn_of_i18n_is_told() -> None:
    """An i18n plugin with other priorities would break our hooks in silence; the message names event and hooks."""

    class Later(I18n):
        """Has its turn after everything else."""

        @event_priority(-500)
        def on_post_build(self, config: Any) -> None:
            """Build the other languages."""

    (message,) = contract.i18n_plugin(Later)
    assert "on_post_build has the priority -500 now" in message
    assert "those with -200 after" in message
