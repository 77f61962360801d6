"""Find a Chromium to test with, or install Debian's where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

MISSING = (
    "No Chromium was found and none could be installed: install one (on Debian: apt-get install chromium), "
    "or name its program in the variable CHROMIUM."
)


class NoChromiumError(Exception):
    """There is no Chromium; the text says what to do."""


def find_chromium() -> str:
    """The path of a Chromium. Raises `NoChromiumError`."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if not found:
            raise NoChromiumError(f"The variable CHROMIUM names “{named}”, which is no program: correct or unset it.")
        return found
    found = _on_path()
    if found is None and shutil.which("apt-get"):
        _install()
        found = _on_path()
    if found is None:
        raise NoChromiumError(MISSING)
    return found


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _install() -> None:
    """Install Debian's Chromium, where we may; whether it came is seen afterwards."""
    may = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if may and not shutil.which("sudo"):
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    subprocess.run([*may, "apt-get", "update"], **quiet)  # type: ignore[call-overload]
    install = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes"]
    subprocess.run([*install, "--no-install-recommends", "chromium"], **quiet)  # type: ignore[call-overload]
