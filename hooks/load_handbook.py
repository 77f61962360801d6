"""Load the handbook once per build, and report what is wrong with it.

Where pages are built alone while the handbook is served, they are read anew, and the rest is what it was.
"""

from __future__ import annotations

import gc
import logging
from pathlib import Path

from handbook import Handbook, load
from handbook.checking import check
from handbook.findings import Finding, Severity, UnreadableError
from handbook.load import reread
from handbook.rules import NEEDED_TO_BUILD
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

log = get_plugin_logger("handbook")
_last: list[tuple[Handbook, list[Finding]]] = []  # of the last build of more than some pages


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Put the handbook where the other hooks find it; a strict build with errors ends here, before it renders."""
    if "handbook" in config.extra:  # i18n builds every language with the same config
        return
    if "only_pages" in config.extra:
        handbook, findings = _last[0]
        if "followed" in config.extra:
            pages, findings = config.extra["followed"]
            handbook = reread(handbook, pages) or handbook
            _last[:] = [(handbook, findings)]
        if current := reread(handbook, config.extra["changed_pages"]):
            config.extra["handbook"], config.extra["findings"] = current, findings
            return
        del config.extra["only_pages"]
    if not config.extra["serving"]:
        gc.disable()  # a process of seconds makes hardly any garbage; to look for it would copy what is shared
    try:
        handbook = load(Path(config.config_file_path).parent)
    except UnreadableError as error:
        raise PluginError(str(error)) from None
    findings = [finding for finding in check(handbook) if not finding.ignored]
    errors = 0
    for finding in findings:
        is_error = finding.severity is Severity.ERROR
        # A strict build fails on whatever is logged as a warning; ours are work to do, and let it pass. A draft has so
        # much of it that it would hide the rest: its pages say what is to be mended on each.
        is_quiet = config.strict or finding.draft
        log.log(logging.ERROR if is_error else logging.INFO if is_quiet else logging.WARNING, finding)
        errors += is_error
    if config.strict and errors:
        raise PluginError(f"{errors} {'finding' if errors == 1 else 'findings'} above - mend them, then build again")
    if handbook.reference not in handbook.catalogues:
        raise PluginError("the reference language has no catalogue that can be read - see above")
    if {finding.code for finding in findings if finding.severity is Severity.ERROR} & NEEDED_TO_BUILD:
        raise PluginError("the contract and the catalogues do not agree - mend what stands above first")
    config.extra["handbook"] = handbook
    config.extra["findings"] = findings
    _last[:] = [(handbook, findings)]
