"""What follows from changed pages while the handbook is served: their languages, built by processes of their own.

So whoever goes on writing does not wait for it. Each process puts its language into a folder, and beside it what the
check has found; once all are there, they can be moved into the site.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from handbook.findings import Finding

LANGUAGE_VARIABLE = "HANDBOOK_FOLLOW_UP"  # names to a process the language that it builds
_FINDINGS_VARIABLE = "HANDBOOK_FOLLOW_UP_FINDINGS"
_REST = 0.5  # seconds; in which the browser loads the page anew, and whoever writes may save again


class FollowUp:
    """The languages that `pages`, paths in the project, belong to. `made_of` says of what they are built."""

    def __init__(self, languages: Collection[str], pages: set[str], made_of: Mapping[str, bytes]) -> None:
        self.pages = pages
        self.made_of = dict(made_of)
        self.is_done = False
        self._languages = sorted(languages)
        self._folder = Path(tempfile.mkdtemp(prefix="handbook-"))
        self._over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None

    def start(self, command: Sequence[str], root: Path, site_url: str, done: Callable[[], None]) -> None:
        """Build with a command, which is given the folder for the site, and call `done` when all is built."""
        self._thread = threading.Thread(target=self._build, args=(command, root, site_url, done), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Leave it, finished or not; nothing remains."""
        self._over.set()
        if self._process:
            self._process.terminate()
        if self._thread:
            self._thread.join()
        shutil.rmtree(self._folder, ignore_errors=True)

    def findings(self) -> list[Finding]:
        """What the check has found in what was built."""
        found: list[Finding] = pickle.loads((self._folder / "findings").read_bytes())
        return found

    def move_into(self, site: Path) -> None:
        """Put what was built into the site, over what stands there."""
        for language in self._languages:
            built = self._folder / language
            for place, _, names in os.walk(built):
                target = site / Path(place).relative_to(built)
                target.mkdir(parents=True, exist_ok=True)
                for name in names:
                    os.replace(Path(place) / name, target / name)

    def _build(self, command: Sequence[str], root: Path, site_url: str, done: Callable[[], None]) -> None:
        self._over.wait(_REST)
        for language in self._languages:
            if self._over.is_set():
                return
            environment = {
                **os.environ,
                "SITE_URL": site_url,
                LANGUAGE_VARIABLE: language,
                _FINDINGS_VARIABLE: str(self._folder / "findings"),
            }
            self._process = subprocess.Popen([*command, str(self._folder / language)], cwd=root, env=environment)
            if self._over.is_set():  # while it was being started
                self._process.terminate()
            if self._process.wait() != 0:  # ended, or it has said why it could not
                return
        self.is_done = not self._over.is_set()
        if self.is_done:
            done()


def hand_over(findings: list[Finding]) -> None:
    """Leave what the check has found to the process for which this one builds."""
    Path(os.environ[_FINDINGS_VARIABLE]).write_bytes(pickle.dumps(findings))
