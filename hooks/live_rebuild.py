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
from typing import Any

from handbook import changes
from handbook.hashed_names import is_hashed
from handbook.host_headers import FOREVER
from handbook.load import PAGES_FOLDER
from handbook.site import CARDS_PAGE
from handbook.watching import Watch
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from watchdog.observers.polling import PollingObserver

_clean_directory = utils.clean_directory

_LOOK_EVERY = 0.02  # seconds between looks at the one file that the server itself watches
_QUIET = 0.05  # seconds without a change before a build begins: editors write in several steps
_REST = 1.0  # seconds between the two builds, in which the browser, served by the same process, loads the page anew
_commands: list[str] = []
_built: dict[str, bytes] = {}  # what the site was made of when all of it was last built
_shown: dict[str, bytes] = {}  # the same, with the pages that were built alone since
_building: dict[str, bytes] = {}
_asked_for = Path()  # to touch it is to ask for a build
_watches: list[Watch] = []
_asking: list[threading.Timer] = []  # who will ask for the second build soon


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
    """Hear of changes at once, and let browsers keep what changes its name with what is in it."""
    global _asked_for
    root = Path(config.config_file_path).parent
    for path in (config.docs_dir, config.config_file_path):
        server.unwatch(path)
    watched, config.watch = [config.docs_dir, *config.watch], []
    _asked_for = Path(tempfile.mkdtemp(prefix="handbook-")) / "build"
    _asked_for.touch()
    server.observer = PollingObserver(timeout=_LOOK_EVERY)
    server.watch(str(_asked_for.parent))
    server.build_delay = _QUIET
    server.set_app(_with_kept_assets(server.get_app()))

    def ask_if_changed() -> None:
        if changes.snapshot(root) != _building:
            _asked_for.touch()

    _watches[:] = [Watch(map(Path, [config.config_file_path, *watched]), ask_if_changed)]
    _watches[0].start()


def _with_kept_assets(app: Callable[..., Any]) -> Callable[..., Any]:
    """What answers requests, telling browsers which files never change under their names."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            if status.startswith("200") and is_hashed(environ["PATH_INFO"]):
                headers = [*headers, *FOREVER.items()]
            return start_response(status, headers, *error)

        return app(environ, start)

    return answer


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
        _asking.append(threading.Timer(_REST, _asked_for.touch))
        _asking[0].start()


def on_build_error(error: Exception) -> None:
    """Whatever happened, the next build may clean up again."""
    utils.clean_directory = _clean_directory


def on_shutdown() -> None:
    """Leave nothing behind."""
    _ask_no_more()
    while _watches:
        _watches.pop().stop()
    if _asked_for.name:
        shutil.rmtree(_asked_for.parent, ignore_errors=True)


def _ask_no_more() -> None:
    """What was to be built has been, or will be with what follows the latest change."""
    while _asking:
        _asking.pop().cancel()
