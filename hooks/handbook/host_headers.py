"""The files from which hosts take what they send along with each file of the site.

_headers     of Netlify, Cloudflare Pages and others. Two rules that match the same address must not name the same
             header: some hosts join the values, some take the last. What is said of no file keeps those hosts' own
             rule, which is to ask again each time (`max-age=0, must-revalidate`).
.htaccess    of Apache, which also learns there which page is for lost visitors
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from handbook.content_security import named_scripts, policy
from handbook.files import write_whole
from handbook.hashed_names import HASHED_NAME, is_hashed
from handbook.load import Handbook
from handbook.offline import WORKER_FILE
from handbook.site import home_folder, not_found_path
from handbook.web_app import IMAGES_FOLDER

FILE = "_headers"
APACHE_FILE = ".htaccess"

_UNUSED = ("camera", "geolocation", "microphone", "payment", "usb")
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}
_ASK_EACH_TIME = {"Cache-Control": "no-cache"}
_FOR_MACHINES = {"Access-Control-Allow-Origin": "*"}
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
}
_FRAME_ANCESTORS = "'self'"
_TOP = 8192  # characters of a page, which end well below its policy

_HTACCESS = """\
{not_found}
AddDefaultCharset utf-8
<IfModule mod_mime.c>
    AddType text/markdown .md
    AddType application/manifest+json .webmanifest
    AddCharset utf-8 .md .json .txt .js .css .svg
</IfModule>
<IfModule mod_headers.c>
    # The pages' own policies say what may run.
    Header always set Content-Security-Policy "frame-ancestors {frame_ancestors}"
{everywhere}
    Header always set Cache-Control "{ask_each_time}"
    <FilesMatch "{hashed}">
        Header always set Cache-Control "{forever}"
    </FilesMatch>
    <If "%{{REQUEST_URI}} =~ m#/{images}#">
        Header always set Cache-Control "{for_a_day}"
    </If>
    <FilesMatch "\\.(md|json|txt)$">
        Header set Access-Control-Allow-Origin "*"
    </FilesMatch>
</IfModule>
"""


def write_headers(site: Path) -> None:
    """Write the file into a site whose pages have their policies."""
    write_whole(site / FILE, headers_text(_hashed_files(site), _named_scripts(site)).encode("utf-8"))


def headers_text(hashed: Iterable[str], scripts: Iterable[str]) -> str:
    """The file's text; `hashed` are the addresses of files whose names change with what is in them."""
    rules = {
        "/*": {
            # A page's own policy holds as well; this one is also for what is no page, such as images and workers.
            "Content-Security-Policy": policy(sorted(scripts), frame_ancestors=_FRAME_ANCESTORS),
            **_EVERYWHERE,
        },
        **dict.fromkeys(sorted(hashed), FOREVER),
        f"/{IMAGES_FOLDER}*": _FOR_A_DAY,
        f"/{WORKER_FILE}": _ASK_EACH_TIME,
        "/*.md": {"Content-Type": "text/markdown; charset=utf-8", **_ASK_EACH_TIME, **_FOR_MACHINES},
        "/*.json": {**_ASK_EACH_TIME, **_FOR_MACHINES},
        "/*.txt": {**_ASK_EACH_TIME, **_FOR_MACHINES},
    }
    return "\n".join(
        "\n".join([path, *(f"  {name}: {value}" for name, value in headers.items())]) + "\n"
        for path, headers in rules.items()
    )


def write_htaccess(handbook: Handbook, site: Path, site_url: str) -> None:
    """Write Apache's file into a site, which is to stand at its address, or at a server's root without one."""
    write_whole(site / APACHE_FILE, htaccess(handbook, site_url).encode("utf-8"))


def htaccess(handbook: Handbook, site_url: str) -> str:
    """The text of Apache's file. It needs `AllowOverride FileInfo`, and leaves out what modules are missing for."""
    root = urlsplit(site_url or "/").path
    return _HTACCESS.format(
        not_found="\n".join(_not_found_lines(handbook, root)),
        everywhere="\n".join(f'    Header always set {name} "{value}"' for name, value in _EVERYWHERE.items()),
        frame_ancestors=_FRAME_ANCESTORS,
        hashed=HASHED_NAME.pattern,
        images=IMAGES_FOLDER,
        forever=FOREVER["Cache-Control"],
        for_a_day=_FOR_A_DAY["Cache-Control"],
        ask_each_time=_ASK_EACH_TIME["Cache-Control"],
    )


def _not_found_lines(handbook: Handbook, root: str) -> Iterator[str]:
    """The page for lost visitors, in the language in whose folder they are lost."""
    yield f"ErrorDocument 404 {root}{not_found_path(handbook, handbook.reference)}"
    for language in handbook.languages:
        if folder := home_folder(handbook, language):
            yield f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(root + folder)}#">'
            yield f"    ErrorDocument 404 {root}{not_found_path(handbook, language)}"
            yield "</If>"


def _named_scripts(site: Path) -> set[str]:
    """The sources of scripts that the policies of the site's pages name, which stand at the top of each."""
    found: set[str] = set()
    for file in site.rglob("*.html"):
        with file.open(encoding="utf-8") as page:
            found.update(named_scripts(page.read(_TOP)))
    return found


def _hashed_files(site: Path) -> list[str]:
    files = (f"/{file.relative_to(site).as_posix()}" for file in (site / "assets").rglob("*") if file.is_file())
    return [file for file in files if is_hashed(file)]
