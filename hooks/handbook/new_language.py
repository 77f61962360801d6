"""What a new language needs: a place in the list of languages, a catalogue to translate, its search settings."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from babel import Locale, UnknownLocaleError

from handbook.file_changes import FileChanges
from handbook.findings import CannotRunError
from handbook.languages import is_locale, list_of_languages, text_direction
from handbook.load import DATA_FOLDER, SEARCH_FOLDER, SITE_FILE, SITE_TAGS, Handbook
from handbook.new_page import TODO
from handbook.search.dictionaries import has_dictionary
from handbook.yaml_source import parse_yaml
from handbook.yaml_text import Edit, edited, read_yaml_text, scalar

# What each language must find for itself: the reference's would be wrong, and nothing is better than that.
_OWN = (
    ("register", "avoid"),
    ("register", "avoid_to_customer"),
    ("register", "polite_capitals"),
    ("own_numbers",),
    ("quantities",),
    ("same_as_elsewhere",),
)

# The theme's own words, most of which a reader never meets: the handbook's stand in the catalogues.
_THEME_FOLDER = "theme"
_THEME_WORDS = "partials/languages"
_THEME_FILE = """\
{{#- The theme has no words in this language. What a catalogue does not say, it says in English. -#}}
{{% macro t(key) %}}{{{{ {{"language": "{locale}", "direction": "{direction}"}}[key] }}}}{{% endmacro %}}
"""

_HEAD = """\
# The catalogue of {name}: everything the site says in it that is not a page. It has been begun as a copy of the
# reference's. Put every text into {name}; `handbook check --language {locale}` names each that is not yet.
# What each key means stands in catalogue.schema.json.

# While this line stands here, nothing that is missing or wrong in {name} fails the check or the build, and the site
# shows the reference's page where one is missing. Remove it when all is written.
draft: true

"""


def new_language(handbook: Handbook, locale: str, name: str | None = None) -> FileChanges:
    """The files that change with a new language, and what they hold then. Raises `CannotRunError`."""
    if not is_locale(locale):
        raise CannotRunError(f"“{locale}” is no locale - write the language's code, such as de, pt-BR or zh-Hant")
    if locale in handbook.languages:
        raise CannotRunError(f"There is a language “{locale}” already")
    known = _known(locale)
    if not name and not known:
        raise CannotRunError(f"Nobody here knows what “{locale}” calls itself - say it: --name NAME")
    own_name = name or (known.get_display_name() if known else "") or locale
    own_name = own_name[:1].upper() + own_name[1:]  # in its own list of languages, a name stands alone
    direction = text_direction(locale)
    changes = {
        SITE_FILE: _site(handbook, locale, own_name),
        f"{DATA_FOLDER}/{locale}.yml": _catalogue(handbook, locale, own_name, direction),
    }
    if not _theme_speaks(locale):
        words = _THEME_FILE.format(locale=locale, direction=direction)
        changes[f"{_THEME_FOLDER}/{_THEME_WORDS}/{locale}.html"] = words
    settings = f"lemmas: {scalar(locale)}\n" if has_dictionary(locale) else ""
    if (stemmer := _english_name(known)) in handbook.search.stemmers:
        settings += f"stemmer: {stemmer}\n"
    if settings:
        changes[f"{SEARCH_FOLDER}/{locale}.yml"] = (
            "# What the search must know of the language. What each key is for stands in ../search.schema.json.\n"
            f"{settings}"
        )
    for path in changes:
        if path != SITE_FILE and (handbook.root / path).exists():
            raise CannotRunError(f"There is a file {path} already - move or remove it first")
    return changes


def _known(locale: str) -> Locale | None:
    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _english_name(known: Locale | None) -> str:
    """What search engines call a stemmer by; "" for a language that nobody here knows."""
    return (Locale(known.language).get_language_name("en") or "").lower() if known else ""


def _theme_speaks(locale: str) -> bool:
    theme = find_spec("material")
    folders = (theme.submodule_search_locations or []) if theme else []
    return any((Path(folder) / "templates" / _THEME_WORDS / f"{locale}.html").exists() for folder in folders)


def _site(handbook: Handbook, locale: str, name: str) -> str:
    """The site's settings with the language in its place: the reference first, then by code."""
    site = read_yaml_text(handbook.root, SITE_FILE, SITE_TAGS)
    place = list_of_languages(parse_yaml(site.text, SITE_FILE, tags=SITE_TAGS))
    if site.is_flow(*place):
        raise CannotRunError(f"The languages in {SITE_FILE} stand on one line - give each its own first")
    languages = list(handbook.languages.values())
    later = (i for i, language in enumerate(languages) if not language.reference and language.locale > locale)
    neighbour = next(later, None)
    last = len(languages) - 1
    at = site.lines(*place, last)[1] if neighbour is None else site.lines(*place, neighbour)[0]
    gap = "" if site.text[:at].endswith("\n") else "\n"
    entry = f"{site.indent(*place, last)}- {{locale: {scalar(locale)}, name: {scalar(name)}}}\n"
    return edited(site.text, [(at, at, gap + entry)])


def _catalogue(handbook: Handbook, locale: str, name: str, direction: str) -> str:
    """The reference's catalogue as it stands, but for what it says of its own language."""
    path = f"{DATA_FOLDER}/{handbook.reference}.yml"
    catalogue = read_yaml_text(handbook.root, path)
    data = parse_yaml(catalogue.text, path).data
    first = catalogue.lines(next(iter(data)))[0]
    edits: list[Edit] = [
        (0, first, _HEAD.format(name=name, locale=locale)),
        (*catalogue.values["name",], scalar(name, flow=False)),
        (*catalogue.values["direction",], direction),
        (*catalogue.values["typography", "quotes"], f"[{TODO}, {TODO}]"),
    ]
    edits += [(*catalogue.lines_with_comment(*place), "") for place in _OWN if place in catalogue.keys]
    edits += [
        (*catalogue.values["glossary", term, "avoid"], "[]")
        for term, entry in data["glossary"].items()
        if entry["avoid"]
    ]
    return edited(catalogue.text, edits)
