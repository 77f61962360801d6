"""While the handbook is served: whoever saves a page sees it at once, and soon after what follows from it.

A change of pages of one language is answered by two builds. The first is of these pages only, with everything else as
it was. The second, right after it, is of the language, with its search and what the check finds. A change of anything
else of one language is answered by the second alone, and a change that concerns several by a build of them all.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from handbook import changes
from handbook.load import PAGES_FOLDER
from handbook.site import CARDS_PAGE
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from watchdog.observers.polling import PollingObserver

_clean_directory = utils.clean_directory


_LOOK_EVERY = 0.1  # seconds
_REST = 1.0  # seconds between the two builds, in which the browser, served by the same process, loads the page anew
_commands: list[str] = []
_built: dict[str, bytes] = {}  # what the site was made of when all of it was last built
_shown: dict[str, bytes] = {}  # the same, with the pages that were built alone since
_building: dict[str, bytes] = {}
_second_build = Path()  # a file that the server watches: to touch it is to ask for the build that follows
_asking: list[threading.Timer] = []  # who will do that soon


def on_startup(command: str, dirty: bool) -> None:
    """Note what MkDocs has been asked to do; it says so here only."""
    _commands[:] = [command]


@event_priority(200)
def on_config(config: MkDocsConfig) -> None:
    """Before anything else: see what has changed, and what is to be built because of it."""
    config.extra["serving"] = "serve" in _commands
    if not config.extra["serving"] or config.plugins["i18n"].building:
        return
    root = Path(config.config_file_path).parent
    _building.clear()
    _building.update(changes.snapshot(root))
    pages = changes.changed_pages(_shown, _building)
    concerned = changes.languages_concerned(_built, _building)
    i18n = config.plugins["i18n"]
    known = [language.locale for language in i18n.config.languages]
    if concerned is None or len(concerned) > 1 or not concerned <= set(known):
        return
    config.extra["only_language"] = next(iter(concerned), i18n.default_language)
    if not any(path.endswith(f"/{CARDS_PAGE}") for path in pages):  # which shows all the others
        config.extra["only_pages"] = {path.removeprefix(f"{PAGES_FOLDER}/") for path in pages}
    utils.clean_directory = lambda directory: None  # as i18n does between its languages


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> None:
    """Look for changes more often than MkDocs does, and for the second build's file."""
    global _second_build
    watched = [config.docs_dir, config.config_file_path]
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=_LOOK_EVERY)
    _second_build = Path(tempfile.mkdtemp(prefix="handbook-")) / "build"
    _second_build.touch()
    for path in [*watched, str(_second_build.parent)]:
        server.watch(path)


@event_priority(-300)
def on_post_build(config: MkDocsConfig) -> None:
    """After everything else: remember what this site was made of, and ask for what is to follow."""
    if config.plugins["i18n"].building:
        return
    utils.clean_directory = _clean_directory
    for made_of in [_shown] if config.extra.get("only_pages") else [_shown, _built]:
        made_of.clear()
        made_of.update(_building)
    _ask_no_more()
    if config.extra.get("only_pages"):
        _asking.append(threading.Timer(_REST, _second_build.touch))
        _asking[0].start()


def on_build_error(error: Exception) -> None:
    """Whatever happened, the next build may clean up again."""
    utils.clean_directory = _clean_directory


def on_shutdown() -> None:
    """Leave no file behind."""
    _ask_no_more()
    if _second_build.name:
        shutil.rmtree(_second_build.parent, ignore_errors=True)


def _ask_no_more() -> None:
    """What was to be built has been, or will be with what follows the latest change."""
    while _asking:
        _asking.pop().cancel()
