"""The Content-Security-Policy: what a page may load and run, and from where.

Of the scripts that stand in the page itself only the theme's own may run. They are known by their text, however a page
came by another: a script in its title, its Markdown or its address has no hash here.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser

CHARSET = '<meta charset="utf-8">'

# From disk, where browsers do not agree on what 'self' is. A page that came from a server can load no such address.
_FROM_DISK = "file:"
_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons stand in its styles
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": "'self'",  # from disk the search runs in a frame
    "form-action": "'self'",
    "base-uri": "'none'",
}
_POLICY = '<meta http-equiv="Content-Security-Policy" content="'
_SOURCE = re.compile(r"'sha256-[^']+'")
_LOADED_FROM_DISK = ("script-src", "style-src", "img-src", "frame-src")


def script_texts(markup: str) -> list[str]:
    """The texts of the scripts that stand in a piece of markup; those that are loaded have none."""
    parser = _Scripts()
    parser.feed(markup)
    parser.close()
    return parser.texts


class _Scripts(HTMLParser):
    """Collects what stands within `script` elements, as a browser reads it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag == "script" and "src" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._within = False

    def handle_data(self, data: str) -> None:
        if self._within:
            self.texts.append(data)


def source_of(script: str) -> str:
    """A script's text as a source that a policy can name."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(scripts: Iterable[str] = (), **more: str) -> str:
    """The policy, with these sources of scripts besides the site's own files; `more` are further directives."""
    directives = {**_DIRECTIVES, **{name.replace("_", "-"): sources for name, sources in more.items()}}
    directives["script-src"] = " ".join([directives["script-src"], *scripts])
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def policy_element(scripts: Iterable[str] = ()) -> str:
    """The policy as an element of a page's head."""
    from_disk = {name.replace("-", "_"): f"{_DIRECTIVES[name]} {_FROM_DISK}" for name in _LOADED_FROM_DISK}
    return f'{_POLICY}{policy(scripts, **from_disk)}">'


def named_scripts(page: str) -> list[str]:
    """The sources of scripts that a page's policy names."""
    policy = page.partition(_POLICY)[2].partition('"')[0]
    return _SOURCE.findall(policy)


def with_policy(page: str, scripts: Iterable[str]) -> str:
    """The page with its policy, before anything in it that the policy is about."""
    before, charset, after = page.partition(CHARSET)
    if not charset:
        raise ValueError(f"the page has no {CHARSET}, after which its policy would stand")
    return f"{before}{charset}{policy_element(scripts)}{after}"
