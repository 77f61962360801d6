"""Work divided among processes, one for each core, where that is faster."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")

WORTH_FORKING = 60  # files to read; below, starting processes costs more than it saves


def can_fork() -> bool:
    """Whether a process may be forked, which costs nearly nothing; it must not be where there are threads."""
    return sys.platform == "linux" and threading.active_count() == 1


def side_by_side(function: Callable[..., Result], arguments: Sequence[tuple[Any, ...]], files: int) -> list[Result]:
    """The results of calls of a function of a module, in their order; `files` are how many files they read together."""
    processes = min(os.cpu_count() or 1, len(arguments))
    if processes < 2 or files < WORTH_FORKING or not can_fork():
        return [function(*given) for given in arguments]
    with ProcessPoolExecutor(processes, get_context("fork")) as pool:
        return list(pool.map(function, *zip(*arguments, strict=True)))
