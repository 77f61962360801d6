"""The files of a built site's search, read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def search_data(script: str) -> Any:
    """What one of the search's scripts hands over."""
    return json.loads(script.removeprefix("searchData(").removesuffix(");\n"))


def read_search(folder: Path, name: str) -> Any:
    """What the file of this name holds, below the home of a language."""
    return search_data((folder / "search" / f"{name}.js").read_text(encoding="utf-8"))
