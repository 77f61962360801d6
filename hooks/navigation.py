"""Give every page its navigation, which is rendered once for all pages that show the same."""

from __future__ import annotations

from functools import cache
from typing import Any

from handbook.navigation_view import Place, navigation_place, navigation_view
from handbook.site import NOT_FOUND_FILE
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

_LINK = 'href="{}" class="md-nav__link'
_CURRENT = f'{_LINK} md-nav__link--active" aria-current="page'


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Know how to render it for a place in it, on pages from which `base_url` leads to the root."""
    template = env.get_template("partials/navigation.html")
    handbook = config.extra["handbook"]

    @cache
    def rendered(place: Place, base_url: str) -> str:
        return template.render(view=navigation_view(handbook, place), config=config, base_url=base_url, page=None)

    config.extra["navigation"] = rendered


@event_priority(-50)  # after the page has its view
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Mark the page's own link."""
    view, base_url = context["view"], context["base_url"]
    place = navigation_place(config.extra["handbook"], view.language, view.topic)
    own = normalize_url(page.url or "./", base=base_url)
    markup = config.extra["navigation"](place, base_url)
    context["navigation"] = markup.replace(_LINK.format(own), _CURRENT.format(own), 1)


@event_priority(-50)
def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> None:
    """The page for addresses that lead nowhere is none of them."""
    if template_name == NOT_FOUND_FILE:
        context["navigation"] = config.extra["navigation"](Place(context["view"].language), context["base_url"])
