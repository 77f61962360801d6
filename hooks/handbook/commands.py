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
from pathlib import Path
from urllib.parse import urlsplit

from handbook.findings import CannotRunError
from handbook.load import SITE_FILE, Handbook

SITE_FOLDER = "site"
_UNFINISHED = ".site-unfinished"


def build(root: Path, handbook: Handbook) -> bool:
    """Build the site into `site/`, strictly; an earlier site stays where the build fails.

    Returns whether it was built. What is wrong goes to standard error, a summary to standard output.
    """
    started = time.perf_counter()
    unfinished = root / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        done = subprocess.run(
            [*_mkdocs("build"), "--strict", "--quiet", "--site-dir", str(unfinished)],
            cwd=root,
            env={**_environment(), "HANDBOOK_PROGRESS": "1" if sys.stderr.isatty() else ""},
        )
        if done.returncode:
            return False
        shutil.rmtree(root / SITE_FOLDER, ignore_errors=True)
        unfinished.rename(root / SITE_FOLDER)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    pages = len(handbook.pages) + sum(len(pages) for pages in handbook.other_pages.values())
    seconds = time.perf_counter() - started
    print(f"Built {pages} pages in {len(handbook.languages)} languages into {SITE_FOLDER}/ in {seconds:.1f} seconds.")
    return True


def serve(root: Path, address: str) -> int:
    """Build the site and serve it on `address` (host:port) until it is interrupted; pages reload when a file changes.

    Returns the exit code. Raises `CannotRunError` where the address is none, or is taken.
    """
    _must_be_free(address)
    print("Building ...", flush=True)
    for ending in (signal.SIGINT, signal.SIGTERM):  # the first is ignored by what a script starts in the background
        signal.signal(ending, signal.default_int_handler)
    command = [*_mkdocs("serve"), "--quiet", "--dev-addr", address]
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
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()
            server.returncode = 0
    if server.returncode:
        print(f"The handbook could not be served at {url}; the reason stands above.", file=sys.stderr)
    return 2 if server.returncode else 0


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
    return [sys.executable, "-m", "mkdocs", command, "--config-file", SITE_FILE]


def _environment() -> dict[str, str]:
    """Ours, and the theme's notice about its own future silenced: adr/ speaks of it."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
