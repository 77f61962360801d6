"""Hears of changes to files while somebody writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

# Other events come of reading, and who is told reads.
_CHANGES: list[type[FileSystemEvent]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
_LOOK_AFTER_ALL = 2.0  # seconds; on network drives and in containers, the system may not tell
_LOOK_ALONE = 0.25  # seconds; where the system tells nothing at all


class Watch(FileSystemEventHandler):
    """Calls a function, in a thread of its own, after files below some folders have changed.

    The system tells at once; as it does not tell everywhere, the files are also looked at from time to time. So one
    change may be told of more than once.
    """

    def __init__(self, folders: Iterable[Path], changed: Callable[[], None]) -> None:
        self._folders = [folder for folder in folders if folder.exists()]
        self._changed = changed
        self._is_over = False
        self._told = threading.Event()
        self._teller = threading.Thread(target=self._tell, daemon=True)
        self._observers: list[BaseObserver] = []

    def start(self) -> None:
        """Begin to watch."""
        try:
            self._observe(Observer())
            self._observe(PollingObserver(timeout=_LOOK_AFTER_ALL))
        except OSError:  # the system watches too many files for others already
            self._observe(PollingObserver(timeout=_LOOK_ALONE))
        self._teller.start()

    def stop(self) -> None:
        """Watch no more; the function is not called afterwards."""
        self._is_over = True
        self._told.set()
        for observer in self._observers:
            observer.stop()
            observer.join()
        self._teller.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """What the observers call; many events that come together are told of once."""
        self._told.set()

    def _observe(self, observer: BaseObserver) -> None:
        for folder in self._folders:
            observer.schedule(self, str(folder), recursive=folder.is_dir(), event_filter=_CHANGES)
        observer.start()
        self._observers.append(observer)

    def _tell(self) -> None:
        while self._told.wait() and not self._is_over:
            self._told.clear()
            self._changed()
