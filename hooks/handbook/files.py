"""Files written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file by way of a temporary one beside it, making its folder; a reader never sees half of it.

    Raises OSError when it cannot be written; the file is then as it was.
    """
    unfinished = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        try:
            unfinished.write_bytes(content)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(content)
        unfinished.replace(file)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise
