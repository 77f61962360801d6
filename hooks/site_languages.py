"""Give every language its own names: of the site, the navigation, the switches of the theme."""

from __future__ import annotations

from handbook.site import language_settings
from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    """Fill the i18n plugin's per-language options from the catalogues, before the plugin reads them."""
    handbook = config.extra["handbook"]
    i18n = config.plugins["i18n"]
    language = i18n.current_language or i18n.default_language
    settings = language_settings(handbook, language)
    if pages := config.extra.get("only_pages"):
        settings["nav"] = [page.removeprefix(f"{language}/") for page in sorted(pages)]
    entry = next(entry for entry in i18n.config.languages if entry.locale == language)
    for option, value in settings.items():
        entry[option] = value
