"""The list of languages. It stands once, in mkdocs.yml, where the build needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError

from handbook.findings import unreadable
from handbook.yaml_source import YamlSource

_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Language:
    """A language as the site lists it. The reference is the one that translations are compared with."""

    locale: str
    name: str
    reference: bool
    line: int


def listed_languages(site: YamlSource, name: str) -> dict[str, Language]:
    """The languages that mkdocs.yml lists under its i18n plugin, in that order.

    `name` is what messages call the file. Raises `UnreadableError` where there is no such list.
    """
    place, entries = _i18n_languages(site)
    if not isinstance(entries, list) or not entries:
        raise unreadable(name, 1, "no list of languages", "list them under plugins, i18n, languages")
    found: dict[str, Language] = {}
    for index, entry in enumerate(entries):
        line = site.line(*place, index)
        locale = entry.get("locale") if isinstance(entry, dict) else None
        if not isinstance(locale, str) or not _LOCALE.fullmatch(locale):
            raise unreadable(name, line, "a language without a locale", "give it one, such as “locale: en”")
        if locale in found:
            raise unreadable(name, line, f"“{locale}” is listed twice", "remove one of the two")
        found[locale] = Language(locale, str(entry.get("name", "")), entry.get("default") is True, line)
    if sum(language.reference for language in found.values()) != 1:
        line = site.line(*place)
        raise unreadable(name, line, "one language must be the default", "mark just one “default: true”")
    return found


def is_locale(text: str) -> bool:
    """Whether a text is written as a locale: de, pt-BR, zh-Hant."""
    return _LOCALE.fullmatch(text) is not None


def list_of_languages(site: YamlSource) -> tuple[str | int, ...]:
    """Where the list of languages stands in mkdocs.yml."""
    return _i18n_languages(site)[0]


def _i18n_languages(site: YamlSource) -> tuple[tuple[str | int, ...], Any]:
    plugins = site.data.get("plugins") if isinstance(site.data, dict) else None
    for index, plugin in enumerate(plugins if isinstance(plugins, list) else []):
        if isinstance(plugin, dict) and isinstance(plugin.get("i18n"), dict):
            return ("plugins", index, "i18n", "languages"), plugin["i18n"].get("languages")
    return (), None


def text_direction(locale: str) -> str:
    """The direction that a language is written in, `ltr` or `rtl`; `ltr` for one that Babel does not know."""
    try:
        return Locale.parse(locale, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
