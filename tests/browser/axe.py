"""axe-core, asked about a page in both schemes."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.base import AXE_FILE_PATH, AxeResults
from playwright.sync_api import Page

FILE = Path(AXE_FILE_PATH)

# WCAG 2.2, levels A and AA, and what axe-core calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]

# All rules in the scheme that the page has, then those about colours in the other, which is put as the theme puts it.
_RUN = """
async ({ tags, colours, exclude }) => {
  const options = { resultTypes: ["violations"], preload: false };
  const first = await axe.run({ exclude }, { ...options, runOnly: tags });
  const scheme = document.body.dataset.mdColorScheme;
  document.body.dataset.mdColorScheme = scheme === "slate" ? "default" : "slate";
  const second = await axe.run({ exclude }, { ...options, runOnly: { type: "rule", values: colours } });
  document.body.dataset.mdColorScheme = scheme;
  return [...first.violations, ...second.violations];
}
"""


def violations(page: Page, axe: str, exclude: tuple[str, ...] = ()) -> AxeResults:
    """What axe-core finds on a page as it stands, in both schemes; what `exclude` selects is left out.

    `axe` is the address of `FILE`: loaded from one, the browser compiles it once and not for every page.
    """
    page.add_script_tag(url=axe)
    given = {"tags": TAGS, "colours": COLOURS, "exclude": [[selector] for selector in exclude]}
    return AxeResults({"violations": page.evaluate(_RUN, given)})
