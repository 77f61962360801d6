"""The files for machines in the built site; README.md says where each stands and what may be relied on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from handbook.coverage import build_coverage
from handbook.files import write_whole
from handbook.findings import Finding
from handbook.load import Handbook
from handbook.publishing.addresses import (
    DATA_FILE,
    LLMS_FILE,
    REPLIES_FILE,
    SCHEMA_ADDRESS,
    former_addresses,
)
from handbook.publishing.canned_replies import canned_replies
from handbook.publishing.data import SCHEMA_FILE, build_data
from handbook.publishing.llms_txt import llms_txt
from handbook.publishing.markdown_pages import markdown_page
from handbook.site import home_folder, markdown_address


def write_machine_files(
    handbook: Handbook, findings: Iterable[Finding], site: Path, languages: Iterable[str], site_url: str = ""
) -> None:
    """Write the files of some languages into a built site; with the reference's what is common to all."""
    coverage = build_coverage(handbook, findings)
    for language in languages:
        home = site / home_folder(handbook, language)
        data = json.dumps(build_data(handbook, language, site_url), ensure_ascii=False) + "\n"
        write_whole(home / DATA_FILE, data.encode("utf-8"))
        write_whole(home / LLMS_FILE, llms_txt(handbook, language).encode("utf-8"))
        write_whole(home / REPLIES_FILE, canned_replies(handbook, language, site_url))
        for page in handbook.all_pages(language):
            text = markdown_page(handbook, page, coverage, site_url)
            for place in (markdown_address(handbook, page), *former_addresses(handbook, page)):
                write_whole(site / place, text.encode("utf-8"))
        if language == handbook.reference:
            write_whole(site / SCHEMA_ADDRESS, SCHEMA_FILE.read_bytes())
