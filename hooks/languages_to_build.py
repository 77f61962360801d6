"""Which languages a process builds; for a whole site one process each, side by side, as many as there are cores.

They are forked from the process that has loaded the handbook, and each builds its language as MkDocs builds any: into a
folder of its own, whose pages the first process, which builds the reference language, then puts among its own. What is
no language's, such as the theme's files, is the reference's.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from handbook.parts import merge
from handbook.processes import can_fork
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

_children: dict[int, str] = {}  # the languages that other processes build, by the process
_folders: list[Path] = []  # where they build
_cores: list[tuple[int, int]] = []  # a pipe with a byte for each core that is free


@event_priority(90)  # once the handbook is loaded, before i18n asks for its languages
def on_config(config: MkDocsConfig) -> None:
    """Choose the languages, and divide them among processes where there is more than one of both."""
    i18n, extra = config.plugins["i18n"], config.extra
    if i18n.building:
        return
    asked_for = extra.get("only_language") or os.environ.get("HANDBOOK_LANGUAGE")
    languages = [asked_for] if asked_for else list(extra["handbook"].languages)
    extra["is_whole"] = True
    processes = min(int(os.environ.get("HANDBOOK_JOBS") or os.cpu_count() or 1), len(languages))
    if processes > 1 and can_fork() and not extra["serving"]:
        languages = [_side_by_side(config, languages, processes)]
    extra["languages"] = [] if extra.get("only_pages") else languages  # pages alone bring no file of their language
    i18n.current_language = languages[0]
    for language in i18n.config.languages:
        language.build = language.locale in languages


@event_priority(-50)  # after the stand-ins have been listed, before i18n looks at each file
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out the other languages' pages, and the theme's files where the reference language's build has them."""
    language, only_pages = config.plugins["i18n"].current_language, config.extra.get("only_pages")
    has_theme = language == config.extra["handbook"].reference and not only_pages
    for file in list(files):
        if file.src_dir != config.docs_dir:
            is_wanted = has_theme
        else:
            is_wanted = file.src_uri in only_pages if only_pages else file.src_uri.startswith(f"{language}/")
        if not is_wanted:
            files.remove(file)


@event_priority(-240)  # when all that belongs to a language is there, before what is about the whole site
def on_post_build(config: MkDocsConfig) -> None:
    """Wait for the other processes, and put the site together."""
    if config.plugins["i18n"].building:
        return
    if _cores:
        os.write(_cores[0][1], b".")
    failed = []
    while _children:
        process, status = os.wait()
        language = _children.pop(process, "")
        if status:
            failed.append(language)
            os.write(_cores[0][1], b".")  # it may have ended without giving its core back
    if failed:
        raise PluginError(f"{', '.join(sorted(failed))} could not be built - see above")
    while _folders:
        folder = _folders.pop()
        for part in sorted(folder.iterdir()):
            merge(part, Path(config.site_dir))
        shutil.rmtree(folder)


def on_build_error(error: Exception) -> None:
    """Leave no process and no folder behind."""
    if _cores:
        os.write(_cores[0][1], b".")
    for process in _children:
        os.kill(process, signal.SIGTERM)
    while _children:
        os.waitpid(_children.popitem()[0], 0)
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)


def _side_by_side(config: MkDocsConfig, languages: list[str], processes: int) -> str:
    """Start a process for each language but the first. Returns the language of the process that is running then."""
    site = Path(config.site_dir)
    site.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".parts-", dir=site))  # hidden, so MkDocs leaves it alone
    reader, writer = os.pipe()
    os.write(writer, b"." * (processes - 1))
    _cores[:] = [(reader, writer)]
    sys.stdout.flush()
    sys.stderr.flush()
    for language in languages[1:]:
        process = os.fork()
        if not process:
            os.read(reader, 1)
            _children.clear()
            config.extra["is_whole"] = False
            config.site_dir = str(folder / language)
            return language
        _children[process] = language
    _folders.append(folder)
    return languages[0]
