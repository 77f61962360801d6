"""Results kept between builds, by the content that they were made from; the folder may be deleted at any time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from handbook.files import write_whole

FOLDER = ".cache"


def cached(root: Path, name: str, content: Any, make: Callable[[], Any]) -> Any:
    """What `make` gives, made anew only when `content` has changed since the last time.

    `content` is anything that JSON can hold: all that the result depends on, the versions of libraries included.
    A damaged or unreadable entry is made anew; one that cannot be written is no error.
    """
    key = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    file = root / FOLDER / f"{name}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        entry = json.loads(file.read_text(encoding="utf-8"))
        if entry["key"] == key:
            return entry["value"]
    value = make()
    with suppress(OSError):
        write_whole(file, json.dumps({"key": key, "value": value}, ensure_ascii=False).encode())
    return value
