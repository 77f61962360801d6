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
    """Whether a process may be forked, which costs nearly nothing; it must not be where there are threads.

    There are while a site is served.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def side_by_side(
    function: Callable[..., Result], shared: Any, arguments: Sequence[tuple[Any, ...]], files: int
) -> list[Result]:
    """The results of calls of a function of a module, in their order.

    Each is given what is `shared`, which costs nothing, and its own arguments, which are sent to the process that makes
    the call. `files` are how many files the calls read together.
    """
    processes = min(os.cpu_count() or 1, len(arguments))
    if processes < 2 or files < WORTH_FORKING or not can_fork():
        return [function(shared, *given) for given in arguments]
    with ProcessPoolExecutor(processes, get_context("fork"), _Worker.prepare, (function, shared)) as pool:
        return list(pool.map(_Worker.call, arguments))


class _Worker:
    """A forked process, which has from the start what its calls share."""

    function: Callable[..., Any]
    shared: Any

    @classmethod
    def prepare(cls, function: Callable[..., Any], shared: Any) -> None:
        cls.function = staticmethod(function)
        cls.shared = shared

    @classmethod
    def call(cls, given: tuple[Any, ...]) -> Any:
        return cls.function(cls.shared, *given)
