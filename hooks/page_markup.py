"""Leave out of every page what templates are written with and browsers do not show: indents and empty lines."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

_SHOWN_AS_WRITTEN = re.compile(r"<(?:pre|textarea)\b[^>]*>(?!</)")


@event_priority(-50)  # before whatever looks at a page as it will be
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """A page's markup, shorter by a quarter."""
    return _lean(output)


@event_priority(-50)
def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for a page that is no document."""
    return _lean(output) if template_name.endswith(".html") else output


def _lean(markup: str) -> str:
    if _SHOWN_AS_WRITTEN.search(markup):
        return markup
    return "\n".join(line for line in map(str.lstrip, markup.split("\n")) if line) + "\n"
