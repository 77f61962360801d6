"""Put the text of every page of the handbook into it, rendered by the library: MkDocs is given none to render."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from handbook.render import Wording, inner_markup, render
from handbook.site import catalogue_of, shown_at
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """The handbook has read the page already, or has another one to show there; what it does not know, MkDocs reads."""
    return "" if shown_at(config.extra["handbook"], page.file.src_uri) else None


def on_page_content(markup: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the text, with links to where the pages and images stand that it names; keep it for the cards."""
    handbook, view = config.extra["handbook"], page.meta["view"]
    shown = shown_at(handbook, page.file.src_uri)
    if shown is None:
        return None
    folder = posixpath.dirname(page.file.src_uri)

    def target_of(target: str) -> str:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path:
            return target
        file = files.get_file_from_path(posixpath.normpath(posixpath.join(folder, unquote(parts.path))))
        return parts._replace(path=file.url_relative_to(page.file)).geturl() if file else target

    wording = Wording(
        placeholders=view.call.words if view.call else {},
        admonitions=catalogue_of(handbook, shown.language).admonitions,
        heading_link=view.labels["permalink"],
        phrase_link=view.labels["call_link"],
    )
    page.meta["text"] = render(shown.body, wording, target_of)
    return inner_markup(page.meta["text"])
