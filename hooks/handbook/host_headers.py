"""The file `_headers`, from which Netlify, Cloudflare Pages and others take what they send along with each file.

Two rules that match the same address must not name the same header: some hosts join the values, some take the last.
What is said of no file keeps those hosts' own rule, which is to ask again each time (`max-age=0, must-revalidate`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from handbook.content_security import named_scripts, policy
from handbook.files import write_whole
from handbook.hashed_names import is_hashed

FILE = "_headers"

_UNUSED = ("camera", "geolocation", "microphone", "payment", "usb")
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_ASK_EACH_TIME = {"Cache-Control": "no-cache"}
_FOR_MACHINES = {"Access-Control-Allow-Origin": "*"}


def write_headers(site: Path) -> None:
    """Write the file into a site whose pages have their policies."""
    write_whole(site / FILE, headers_text(_hashed_files(site), _named_scripts(site)).encode("utf-8"))


def headers_text(hashed: Iterable[str], scripts: Iterable[str]) -> str:
    """The file's text; `hashed` are the addresses of files whose names change with what is in them."""
    rules = {
        "/*": {
            # A page's own policy holds as well; this one is also for what is no page, such as images and workers.
            "Content-Security-Policy": policy(sorted(scripts), frame_ancestors="'self'"),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
            "Cross-Origin-Opener-Policy": "same-origin",
        },
        **dict.fromkeys(sorted(hashed), _FOREVER),
        "/service-worker.js": _ASK_EACH_TIME,
        "/*.md": {"Content-Type": "text/markdown; charset=utf-8", **_FOR_MACHINES},
        "/*.json": _FOR_MACHINES,
        "/*.txt": _FOR_MACHINES,
    }
    return "\n".join(
        "\n".join([path, *(f"  {name}: {value}" for name, value in headers.items())]) + "\n"
        for path, headers in rules.items()
    )


def _named_scripts(site: Path) -> set[str]:
    """The sources of scripts that the policies of the site's pages name."""
    pages = (page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    return {source for page in pages for source in named_scripts(page)}


def _hashed_files(site: Path) -> list[str]:
    files = (f"/{file.relative_to(site).as_posix()}" for file in (site / "assets").rglob("*") if file.is_file())
    return [file for file in files if is_hashed(file)]
