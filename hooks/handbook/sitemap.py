"""The sitemap: every page with the same page in the other languages (sitemaps.org, with search engines' hreflang).

A draft's stand-ins are left out, as they are no pages of that language, and the cards, which say nothing of their own.
No dates: when the site was built says nothing about a page.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from xml.etree import ElementTree

from handbook.files import write_whole
from handbook.load import PAGES_FOLDER, Handbook
from handbook.site import CARDS_PAGE, SITEMAP_FILE, page_address, page_at

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def write_sitemap(handbook: Handbook, site: Path, site_url: str) -> None:
    """Write the sitemap into a built site, and once more compressed; none for a site that does not know its address."""
    if site_url:
        content = sitemap(handbook, site_url)
        write_whole(site / SITEMAP_FILE, content)
        write_whole(site / f"{SITEMAP_FILE}.gz", gzip.compress(content, mtime=0))


def sitemap(handbook: Handbook, site_url: str) -> bytes:
    """The sitemap as XML."""
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for language in handbook.languages:
        for page in sorted(handbook.all_pages(language), key=lambda page: page.path):
            if page.name == CARDS_PAGE:
                continue
            name = page.path.removeprefix(f"{PAGES_FOLDER}/").partition("/")[2]
            url = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(url, "loc").text = f"{site_url}{page_address(handbook, page)}"
            for other in handbook.languages:
                if twin := page_at(handbook, f"{other}/{name}"):
                    link = {"rel": "alternate", "hreflang": other, "href": f"{site_url}{page_address(handbook, twin)}"}
                    ElementTree.SubElement(url, "xhtml:link", link)
    ElementTree.indent(root, " ")
    markup: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return markup + b"\n"
