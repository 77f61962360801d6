"""Build and serve the site, by running MkDocs as its own program."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from handbook.findings import CannotRunError
from handbook.language_identification import dictionary_code
from handbook.load import SITE_FILE, Handbook
from handbook.parts import assemble as assemble_parts
from handbook.processes import run_module, side_by_side
from handbook.search.dictionaries import keep_dictionary

SITE_FOLDER = "site"
PARTS_FOLDER = "parts"
_UNFINISHED = ".site-unfinished"


def build(root: Path, language: str | None = None, jobs: int | None = None) -> bool:
    """Build the site into `site/`, or a language's part of it into `parts/<lang>/`, strictly.

    What was built earlier stays where the build fails. `jobs` processes build side by side, by default one for each
    core. Returns whether it was built. What is wrong goes to standard error, a summary to standard output.
    """
    started = time.perf_counter()
    target = f"{PARTS_FOLDER}/{language}" if language else SITE_FOLDER
    with _unfinished_folder(root) as unfinished:
        environment = {
            **_environment(),
            "HANDBOOK_PROGRESS": "1" if sys.stderr.isatty() else "",
            "HANDBOOK_LANGUAGE": language or "",
            "HANDBOOK_JOBS": str(jobs or ""),
        }
        command = [*_mkdocs("build"), "--strict", "--site-dir", str(unfinished)]
        if run_module(command, root, environment):
            return False
        _replace(unfinished, root / target)
    pages = sum(1 for _ in (root / target).rglob("index.html"))
    print(f"Built {pages} pages into {target}/ in {time.perf_counter() - started:.1f} seconds.")
    return True


def prepare(handbook: Handbook) -> None:
    """Decode the dictionaries that the check and the search ask, so that no build has to."""
    codes = {dictionary_code(language) for language in handbook.languages}
    codes |= {settings.lemmas for settings in handbook.search.values()}
    side_by_side(keep_dictionary, None, [(code,) for code in sorted(codes - {""})], len(handbook.pages))


def assemble(root: Path, handbook: Handbook, parts: list[Path]) -> None:
    """Put parts that `build` has made, by default all in `parts/`, together as `site/`.

    Raises `CannotRunError` where they do not make a site; an earlier site then stays.
    """
    if not parts:
        parts = sorted(part for part in (root / PARTS_FOLDER).glob("*") if part.is_dir())
    with _unfinished_folder(root) as unfinished:
        assemble_parts(handbook, parts, unfinished)
        _replace(unfinished, root / SITE_FOLDER)
    print(f"Put {len(parts)} parts together into {SITE_FOLDER}/.")


def serve(root: Path, address: str) -> int:
    """Build the site and serve it on `address` (host:port) until it is interrupted; pages reload when a file changes.

    Returns the exit code. Raises `CannotRunError` where the address is none, or is taken.
    """
    _must_be_free(address)
    print("Building ...", flush=True)
    for ending in (signal.SIGINT, signal.SIGTERM):  # the first is ignored by what a script starts in the background
        signal.signal(ending, signal.default_int_handler)
    command = [sys.executable, "-m", *_mkdocs("serve"), "--quiet", "--dev-addr", address]
    server = subprocess.Popen(command, cwd=root, env=_environment(), start_new_session=True)
    path = urlsplit(os.environ.get("SITE_URL", "")).path.strip("/")
    url = f"http://{address}/{path + '/' if path else ''}"
    try:
        while server.poll() is None and not _answers(url):
            time.sleep(0.1)
        if server.poll() is None:
            print(f"The handbook is at {url} - stop it with Ctrl+C.", flush=True)
        server.wait()
    except KeyboardInterrupt:
        print()
    finally:
        if server.poll() is None:
            _end(server)
            server.returncode = 0
    if server.returncode:
        print(f"The handbook could not be served at {url}; the reason stands above.", file=sys.stderr)
    return 2 if server.returncode else 0


def _end(server: subprocess.Popen[bytes]) -> None:
    """End a process as Ctrl+C does, so that it leaves nothing behind; by force where it takes too long."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


@contextmanager
def _unfinished_folder(root: Path) -> Iterator[Path]:
    """A folder to fill that is gone afterwards, unless it has been moved."""
    folder = root / _UNFINISHED
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(folder: Path, earlier: Path) -> None:
    shutil.rmtree(earlier, ignore_errors=True)
    earlier.parent.mkdir(exist_ok=True)
    folder.rename(earlier)


def _must_be_free(address: str) -> None:
    """Try the address first: the server would only notice once everything is built."""
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname or "", parts.port or 0
    except ValueError:
        host, port = "", 0
    if not host or not port:
        raise CannotRunError(f"“{address}” is no address - write host and port, such as 127.0.0.1:8000")
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise CannotRunError(
            f"The handbook cannot be served at {address} ({error.strerror}) - choose another port, as in "
            f"“make serve ADDRESS={host}:{port + 1}”"
        ) from None


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _mkdocs(command: str) -> list[str]:
    return ["mkdocs", command, "--config-file", SITE_FILE]


def _environment() -> dict[str, str]:
    """Ours, and the theme's notice about its own future silenced: adr/ speaks of it."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
