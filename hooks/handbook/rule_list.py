"""The list of all rules as a page: `RULES.md`, which is made by `make rules`."""

from __future__ import annotations

from handbook.rules import RULES

# What the first digits of a code stand for.
CHAPTERS = {
    "HB0": "Reading",
    "HB1": "The contract",
    "HB2": "The catalogues",
    "HB3": "Which pages there are",
    "HB4": "How a page is built",
    "HB5": "The vocabulary of the search",
    "HB60": "Letters and characters",
    "HB65": "The words of a translation",
    "HB7": "Safety",
    "HB8": "What has moved since the last review",
}


def rule_list() -> str:
    """All rules by chapter, each with its code, name, severity and what it is about, in Markdown."""
    lines = [
        "# The rules",
        "",
        "What `handbook check` looks at. `make rules` makes this page from the rules; `handbook explain HB301` says",
        "the same of one rule. How strict a rule is in this project, and what it lets pass, stands in",
        "[translations/check.yml](translations/check.yml).",
    ]
    for beginning, title in CHAPTERS.items():
        lines += ["", f"## {title}", "", "| code | name | severity | about |", "|---|---|---|---|"]
        lines += [
            f"| {rule.code} | {rule.name} | {rule.severity} | {_cell(rule.documentation)} |"
            for rule in RULES
            if rule.code.startswith(beginning)
        ]
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    """A text as a cell of a table: brackets and bars stand for themselves."""
    for mark in "\\|[]<>*_{}":
        text = text.replace(mark, f"\\{mark}")
    return text
