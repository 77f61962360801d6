"""Results kept between builds, by the content that they were made from; the folder may be deleted at any time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

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
    unfinished = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps({"key": key, "value": value}, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(file)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
    return value
