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
async ({ tags, colours, exclude, bothSchemes }) => {
  const options = { resultTypes: ["violations"], preload: false };
  const others = Object.fromEntries(bothSchemes ? [] : colours.map(rule => [rule, { enabled: false }]));
  const { violations } = await axe.run({ exclude }, { ...options, runOnly: tags, rules: others });
  if (!bothSchemes) return violations;
  const scheme = document.body.dataset.mdColorScheme;
  document.body.dataset.mdColorScheme = scheme === "slate" ? "default" : "slate";
  const second = await axe.run({ exclude }, { ...options, runOnly: { type: "rule", values: colours } });
  document.body.dataset.mdColorScheme = scheme;
  return [...violations, ...second.violations];
}
"""


def violations(page: Page, axe: str, exclude: tuple[str, ...] = (), colours: bool = True) -> AxeResults:
    """What axe-core finds on a page as it stands, in both schemes; what `exclude` selects is left out.

    Without `colours`, the rules about them are left out, which take as long as all others together; what is left does
    not differ between the schemes. `axe` is the address of `FILE`: loaded from one, the browser compiles it once and
    not for every page.
    """
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(url=axe)
    given = {
        "tags": TAGS,
        "colours": COLOURS,
        "exclude": [[selector] for selector in exclude],
        "bothSchemes": colours,
    }
    return AxeResults({"violations": page.evaluate(_RUN, given)})
