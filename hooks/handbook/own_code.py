"""What the library itself is made of, for whatever is kept between runs: what other code has made is made anew."""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path


@cache
def own_code() -> str:
    """A digest of the library's code, of the libraries that it is locked to, and of Python's version."""
    folder = Path(__file__).parent
    content = hashlib.sha256(sys.version.encode())
    for file in [*sorted(folder.rglob("*.py")), folder.parents[1] / "requirements.lock"]:
        with suppress(OSError):
            content.update(file.read_bytes())
    return content.hexdigest()
