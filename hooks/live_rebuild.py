"""While the handbook is served: whoever saves a page sees it at once, and soon after what follows from it.

A change of pages is answered by two builds. The first is of these pages only, with everything else as it was. The
second is of their languages, with their search and what the check finds; other processes make it, so that a change in
the meantime is shown as quickly. A change of anything else of one language is answered by a build of that language, and
a change that concerns several by a build of them all.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from handbook import changes
from handbook.follow_up import LANGUAGE_VARIABLE, FollowUp, hand_over
from handbook.hashed_names import is_hashed
from handbook.host_headers import FOREVER
from handbook.load import PAGES_FOLDER
from handbook.site import CARDS_PAGE, HOME_PAGE
from handbook.watching import Watch
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from watchdog.observers.polling import PollingObserver

_clean_directory = utils.clean_directory

_LOOK_EVERY = 0.02  # seconds between looks at the one file that the server itself watches
_QUIET = 0.05  # seconds without a change before a build begins: editors write in several steps
_commands: list[str] = []
_built: dict[str, bytes] = {}  # what the site was made of when all of it was last built
_shown: dict[str, bytes] = {}  # the same, with the pages that were built alone since
_building: dict[str, bytes] = {}
_asked_for = Path()  # to touch it is to ask for a build
_watches: list[Watch] = []
_follow_ups: list[FollowUp] = []  # one at most


def on_startup(command: str, dirty: bool) -> None:
    """Note what MkDocs has been asked to do; it says so here only."""
    _commands[:] = [command]


@event_priority(200)
def on_config(config: MkDocsConfig) -> None:
    """Before anything else: see what has changed, and what is to be built because of it."""
    extra, i18n = config.extra, config.plugins["i18n"]
    extra["serving"] = "serve" in _commands or LANGUAGE_VARIABLE in os.environ
    if not extra["serving"] or i18n.building:
        return
    if LANGUAGE_VARIABLE in os.environ:
        extra["only_language"] = os.environ[LANGUAGE_VARIABLE]
        return
    _take_over(config)
    _note(_building, changes.snapshot(Path(config.config_file_path).parent))
    pages = changes.changed_pages(_shown, _building)
    if _shown == _building:  # something has followed, or was asked for twice; MkDocs must build some page
        pages = {min(changes.changed_pages(_built, _building), default=_home(i18n.default_language))}
    concerned = changes.languages_concerned(_built, _building)
    if concerned is None or not concerned <= {language.locale for language in i18n.config.languages}:
        return
    languages = {changes.language_of(page) for page in pages}
    if len(languages) == 1 and not any(page.endswith(f"/{CARDS_PAGE}") for page in pages):  # which shows all others
        extra["only_pages"] = {page.removeprefix(f"{PAGES_FOLDER}/") for page in pages}
        extra["changed_pages"] = changes.changed_pages(_built, _building)
    elif len(concerned) > 1:
        return
    extra["only_language"] = next(iter(languages if "only_pages" in extra else concerned), i18n.default_language)
    utils.clean_directory = lambda directory: None  # as i18n does between its languages


def _take_over(config: MkDocsConfig) -> None:
    """Put what has followed into the site, where it is there."""
    if _follow_ups and _follow_ups[0].is_done:
        follow_up = _follow_ups.pop()
        follow_up.move_into(Path(config.site_dir))
        config.extra["followed"] = follow_up.pages, follow_up.findings()
        _note(_built, follow_up.made_of)
        follow_up.stop()


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
    """After everything else: remember what this site was made of, and begin what is to follow."""
    if config.plugins["i18n"].building:
        return
    utils.clean_directory = _clean_directory
    if LANGUAGE_VARIABLE in os.environ:
        hand_over(config.extra["findings"])
        return
    _note(_shown, _building)
    if not config.extra.get("only_pages"):
        _note(_built, _building)
    if _follow_ups and _follow_ups[0].made_of == _building:
        return
    _stop_following()
    if pages := config.extra.get("changed_pages"):
        follow_up = FollowUp({changes.language_of(page) for page in pages}, pages, _building)
        _follow_ups.append(follow_up)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config.config_file_path]
        root = Path(config.config_file_path).parent
        follow_up.start([*command, "--site-dir"], root, config.site_url or "", _asked_for.touch)


def on_build_error(error: Exception) -> None:
    """Whatever happened, the next build may clean up again."""
    utils.clean_directory = _clean_directory


def on_shutdown() -> None:
    """Leave nothing behind."""
    while _watches:
        _watches.pop().stop()
    _stop_following()
    if _asked_for.name:
        shutil.rmtree(_asked_for.parent, ignore_errors=True)


def _stop_following() -> None:
    """What was to follow will follow from the latest change."""
    while _follow_ups:
        _follow_ups.pop().stop()


def _note(kept: dict[str, bytes], snapshot: Mapping[str, bytes]) -> None:
    if kept is not snapshot:
        kept.clear()
        kept.update(snapshot)


def _home(language: str) -> str:
    return f"{PAGES_FOLDER}/{language}/{HOME_PAGE}"
