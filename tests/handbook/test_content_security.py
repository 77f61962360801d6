"""Pages say what may run in them, and hosts what they are to send along."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook.content_security import policy, script_texts, source_of, with_policy
from handbook.host_headers import headers_text, write_headers

PAGE = '<!doctype html>\n<html><head>\n<meta charset="utf-8">\n<title>A</title></head></html>'


def test_scripts_are_read_as_a_browser_reads_them() -> None:
    """Markup and entities within a script are its text; a script that is loaded has none."""
    markup = '<script>a<b && "&amp;" < "<p>"</script>\n<p>no</p><script src="x.js"></script><SCRIPT>\n2</SCRIPT>'

    assert script_texts(markup) == ['a<b && "&amp;" < "<p>"', "\n2"]


def test_source_is_the_hash_of_the_text() -> None:
    """The value that the specification gives for its own example."""
    assert source_of("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_policy_allows_the_site_itself_only() -> None:
    """Nothing is loaded from elsewhere, no script runs that is not named, and no base changes where addresses lead."""
    directives = dict(part.split(" ", 1) for part in policy([source_of("a")]).split("; "))

    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == f"'self' {source_of('a')}"
    assert directives["base-uri"] == "'none'"
    allowed = {source for sources in directives.values() for source in sources.split() if "sha256" not in source}
    assert allowed == {"'none'", "'self'", "data:"}


def test_policy_stands_before_everything_else() -> None:
    """Only the character set comes first: it must stand among a page's first thousand bytes."""
    page = with_policy(PAGE, [source_of("a")])

    assert page.replace(page[page.index("<meta http") : page.index("\n<title>")], "") == PAGE
    assert page.index("charset") < page.index("Content-Security-Policy") < page.index("<title>")
    with pytest.raises(ValueError, match="no <meta charset"):
        with_policy("<html>", [])


def test_headers_name_hashed_files_and_no_header_twice(tmp_path: Path) -> None:
    """What has its hash in its name is kept for ever; no two rules give the same address the same header."""
    for name in ("bundle.a5f9d56c.min.js", "bundle.a5f9d56c.min.js.map", "handbook.js"):
        (tmp_path / "assets").mkdir(exist_ok=True)
        (tmp_path / "assets" / name).write_text("", encoding="utf-8")

    for script in "ba":
        (tmp_path / f"{script}.html").write_text(with_policy(PAGE, [source_of(script)]), encoding="utf-8")

    write_headers(tmp_path)

    text = (tmp_path / "_headers").read_text(encoding="utf-8")
    assert text == headers_text(["/assets/bundle.a5f9d56c.min.js"], [source_of("a"), source_of("b")])
    rules = {block.split("\n")[0]: block.split("\n")[1:] for block in text.strip().split("\n\n")}
    assert rules["/assets/bundle.a5f9d56c.min.js"] == ["  Cache-Control: public, max-age=31536000, immutable"]
    assert rules["/service-worker.js"] == ["  Cache-Control: no-cache"]
    assert any("frame-ancestors 'self'" in line for line in rules["/*"])
    everywhere = {line.split(":")[0] for line in rules.pop("/*")}
    assert all(everywhere.isdisjoint(line.split(":")[0] for line in lines) for lines in rules.values())
    assert all(len(line) < 2000 for line in text.splitlines()), "Cloudflare reads no longer ones"
