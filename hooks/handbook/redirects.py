"""The old addresses of topics: kept in the contract, and a small page in the built site at each."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from html import escape
from pathlib import Path

from handbook.content_security import policy_element
from handbook.files import write_whole
from handbook.load import Handbook
from handbook.site import address, catalogue_of, page_address, shown_page, topic_path
from handbook.yaml_text import Edit, YamlText, scalar

KEY = "redirects"

_COMMENT = "# Addresses that topics had before: the id then, and the id now. Written by `handbook rename topic`.\n"

_PAGE = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
{policy}
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={link}">
<link rel="canonical" href="{canonical}">
<meta name="viewport" content="width=device-width,initial-scale=1">
</head>
<body><p><a href="{link}">{title}</a></p></body>
</html>
"""


def write_redirects(handbook: Handbook, site: Path, languages: Collection[str], site_url: str) -> None:
    """Write a page at every old address, in those languages that show the topic: it leads on to the new one."""
    for old, new in handbook.contract.redirects.items():
        if new not in handbook.contract.topics:
            continue  # that it leads nowhere is a finding of its own
        for language in languages:
            page = shown_page(handbook, language, new)
            if page is None:
                continue
            here = posixpath.join(posixpath.dirname(topic_path(handbook, language, new)), f"{old}.md")
            itself = page_address(handbook, page)
            link = f"../{new}/"  # both stand in the folder of their kind
            text = _PAGE.format(
                policy=policy_element(),
                language=page.language,
                direction=catalogue_of(handbook, page.language).direction,
                title=escape(page.title),
                link=link,
                canonical=escape(f"{site_url}{itself}" if site_url else link),
            )
            write_whole(site / address(handbook, here) / "index.html", text.encode("utf-8"))


def after_rename(redirects: dict[str, str], old: str, new: str) -> dict[str, str]:
    """The redirects once a topic has another id: each leads to an id of today at once.

    To give a topic its former id back is to take the renaming back: that id is no old address any more, and the other
    has not been used long enough to be one.
    """
    taken_back = redirects.get(new) == old
    kept = {before: new if now == old else now for before, now in redirects.items() if before != new}
    return kept if taken_back else {**kept, old: new}


def redirects_edit(topics: YamlText, redirects: dict[str, str]) -> list[Edit]:
    """What changes in the contract's file so that it holds these redirects, and none but these."""
    lines = "".join(f"  {scalar(old)}: {scalar(new)}\n" for old, new in redirects.items())
    if (KEY,) in topics.keys:
        start, end = topics.lines(KEY)
        if not lines:
            start, end = topics.lines_with_comment(KEY)
            return [(start, end, "")]
        return [(start, end, f"{KEY}:\n{lines}")]
    end = len(topics.text)
    gap = "" if topics.text.endswith("\n") else "\n"
    return [(end, end, f"{gap}\n{_COMMENT}{KEY}:\n{lines}")] if lines else []
