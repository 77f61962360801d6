"""While the handbook is served: build only the language that has changed, and keep the rest of the site as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from handbook import changes
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from watchdog.observers.polling import PollingObserver

_clean_directory = utils.clean_directory


class _Templates(BytecodeCache):
    """Compiled templates, kept as long as the process lives: every language and every build uses the same."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from memory; Jinja sees for itself whether its source is still the same."""
        if code := self._compiled.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Put a template into memory."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_LOOK_EVERY = 0.1  # seconds
_templates = _Templates()
_commands: list[str] = []
_built: dict[str, bytes] = {}  # what the site was made of when it was last built
_building: dict[str, bytes] = {}


def on_startup(command: str, dirty: bool) -> None:
    """Note what MkDocs has been asked to do; it says so here only."""
    _commands[:] = [command]


@event_priority(200)
def on_config(config: MkDocsConfig) -> None:
    """Before anything else: have i18n build one language only, where no other has changed since the last build."""
    config.extra["serving"] = "serve" in _commands
    if not config.extra["serving"] or config.plugins["i18n"].building:
        return
    root = Path(config.config_file_path).parent
    _building.clear()
    _building.update(changes.snapshot(root))
    concerned = changes.languages_concerned(_built, _building)
    i18n = config.plugins["i18n"]
    known = [language.locale for language in i18n.config.languages]
    if concerned is None or len(concerned) > 1 or not concerned <= set(known):
        return
    only = next(iter(concerned), i18n.default_language)
    config.extra["only_language"] = only
    utils.clean_directory = lambda directory: None  # as i18n does between its languages


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> None:
    """Look for changes more often than MkDocs does."""
    watched = [config.docs_dir, config.config_file_path]
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=_LOOK_EVERY)
    for path in watched:
        server.watch(path)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Compile no template twice."""
    env.bytecode_cache = _templates


@event_priority(-300)
def on_post_build(config: MkDocsConfig) -> None:
    """After everything else: remember what this site was made of."""
    if not config.plugins["i18n"].building:
        utils.clean_directory = _clean_directory
        _built.clear()
        _built.update(_building)


def on_build_error(error: Exception) -> None:
    """Whatever happened, the next build may clean up again."""
    utils.clean_directory = _clean_directory
