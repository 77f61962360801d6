"""Work divided among processes, one for each core, where that is faster."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
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


def run_module(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Run a module as a program in a folder, as `python -m` does. Returns its exit code.

    Where this process may be forked, the program has what is loaded here already.
    """
    if not can_fork():
        return subprocess.run([sys.executable, "-m", *command], cwd=folder, env=environment).returncode
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if not process:
        os._exit(_as_program(command, folder, environment))
    try:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    except BaseException:  # such as Ctrl+C, which the program has heard too
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(process, signal.SIGTERM)
            os.waitpid(process, 0)
        raise


def _as_program(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """What a forked process does in place of what it was."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = command
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    else:
        code = 0
    sys.stdout.flush()
    sys.stderr.flush()
    return code


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
