"""Changes to several files that belong together: all are made, or none is."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from handbook.files import write_whole
from handbook.findings import CannotRunError

# What files are to hold, by path from the project's root; None for a file that is to go.
FileChanges = Mapping[str, str | None]


def make(root: Path, changes: FileChanges) -> None:
    """Make all changes. Where one cannot be made, those before it are taken back.

    Raises `CannotRunError`.
    """
    made: list[tuple[Path, bytes | None]] = []
    folders: set[Path] = set()
    for path, text in changes.items():
        file = root / path
        try:
            before = file.read_bytes() if file.is_file() else None
            folders.update(folder for folder in file.parents if not folder.exists())
            if text is None:
                file.unlink()
            else:
                write_whole(file, text.encode("utf-8"))
        except OSError as error:
            _take_back(made, folders)
            message = f"{path} cannot be written ({error.strerror}) - nothing has been changed"
            raise CannotRunError(message) from None
        made.append((file, before))


def _take_back(made: list[tuple[Path, bytes | None]], folders: set[Path]) -> None:
    for file, before in reversed(made):
        if before is None:
            file.unlink()
        else:
            write_whole(file, before)
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with suppress(OSError):  # one that was never made, or that somebody else has put something into
            folder.rmdir()
