"""The theme's search index, split by language."""

from __future__ import annotations

import json
from pathlib import Path

from handbook.load import Handbook
from handbook.site import HOME_PAGE, address

INDEX = Path("search/search_index.json")


def split_index(site: Path, handbook: Handbook) -> None:
    """Replace the one index of a built site by one for each language, under that language's home.

    Addresses in an index are relative to the home that it stands under.
    """
    whole = json.loads((site / INDEX).read_text(encoding="utf-8"))
    homes = {language: address(handbook, f"{language}/{HOME_PAGE}") for language in handbook.languages}
    prefixes = tuple(home for language, home in homes.items() if language != handbook.reference)
    for language, home in homes.items():
        if language == handbook.reference:
            docs = [entry for entry in whole["docs"] if not entry["location"].startswith(prefixes)]
        else:
            own = [entry for entry in whole["docs"] if entry["location"].startswith(home)]
            docs = [{**entry, "location": entry["location"].removeprefix(home)} for entry in own]
        target = site / home / INDEX
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**whole, "docs": docs}, ensure_ascii=False, separators=(",", ":"))
        target.write_text(text, encoding="utf-8")
