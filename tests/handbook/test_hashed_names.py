"""What a browser keeps for ever has a name that changes with what is in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from handbook.hashed_names import is_hashed, published_files

SCRIPTS = "assets/javascripts/search"
FILES = {
    "assets/stylesheets/a.css": "a { background: url('../images/ground.png') }",
    "assets/stylesheets/b.css": '@import url("a.css");',
    f"{SCRIPTS}/engine.js": "engine",
    f"{SCRIPTS}/worker.js": 'importScripts("engine.js");',
    f"{SCRIPTS}/frame.xhtml": '<script src="../main.js"></script><script src="worker.js"></script>',
    "assets/javascripts/main.js": "main",
    "assets/images/ground.png": "ground",
    "service-worker.js": "worker",
}


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme whose files load each other."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def names(theme: Path) -> dict[str, str]:
    """The published name of each file."""
    return {name: published for name, (published, _) in published_files(theme).items()}


def test_name_has_the_digits_of_what_is_published(theme: Path) -> None:
    """Each style and script; what must keep its address, or is neither, is left alone."""
    published = published_files(theme)

    assert published.keys() == FILES.keys() - {"assets/images/ground.png", "service-worker.js"}
    name, frame = published.pop(f"{SCRIPTS}/frame.xhtml")
    assert name == f"{SCRIPTS}/frame.xhtml"
    for source, (name, content) in published.items():
        stem, _, suffix = source.rpartition(".")
        assert name == f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"
        assert is_hashed(name)
        assert not is_hashed(source)
    engine, worker, main = (
        published[f"assets/javascripts/{name}.js"][0].rsplit("/", 1)[1]
        for name in ("search/engine", "search/worker", "main")
    )
    assert published[f"{SCRIPTS}/worker.js"][1].decode() == f'importScripts("{engine}");'
    assert frame.decode() == f'<script src="../{main}"></script><script src="{worker}"></script>'
    style = published["assets/stylesheets/a.css"][0].rsplit("/", 1)[1]
    assert published["assets/stylesheets/b.css"][1].decode() == f'@import url("{style}");'
    assert published["assets/stylesheets/a.css"][1].decode() == FILES["assets/stylesheets/a.css"]


def test_name_changes_with_what_the_file_loads(theme: Path) -> None:
    """A change gives new names to the file and to those that load it, and to no others."""
    before = names(theme)
    (theme / SCRIPTS / "engine.js").write_text("another engine", encoding="utf-8")

    assert {name for name, published in names(theme).items() if published != before[name]} == {
        f"{SCRIPTS}/engine.js",
        f"{SCRIPTS}/worker.js",
    }


def test_style_takes_in_what_it_imports(theme: Path) -> None:
    """Browsers are given one file, which changes its name with each that is in it; those are not published."""
    styles = theme / "assets/stylesheets"
    (styles / "all.css").write_text('/* All. */\n@import "a.css";\n@import "c.css";\n', encoding="utf-8")
    (styles / "c.css").write_text("c { top: 0 }\n", encoding="utf-8")

    name, content = published_files(theme)["assets/stylesheets/all.css"]
    assert content.decode() == f"/* All. */\n{FILES['assets/stylesheets/a.css']}\nc {{ top: 0 }}\n"
    assert {"assets/stylesheets/a.css", "assets/stylesheets/c.css"} & names(theme).keys() == set()

    (styles / "c.css").write_text("c { top: 1px }\n", encoding="utf-8")
    assert names(theme)["assets/stylesheets/all.css"] != name


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (f"{SCRIPTS}/engine.js", 'importScripts("worker.js");', r"engine\.js loads .*worker\.js loads .*engine\.js"),
        ("assets/stylesheets/a.css", '@import "a.css";', r"a\.css loads .*a\.css"),
        (
            "assets/stylesheets/a.css",
            '@import "../javascripts/main.js";',
            r"imports .*main\.js, which is not beside it",
        ),
        ("assets/stylesheets/a.css", '@import "gone.css";', r"a\.css imports gone\.css, which is not beside it"),
    ],
)
def test_file_that_cannot_be_published_is_refused(theme: Path, name: str, text: str, message: str) -> None:
    """There is no name that it could have, or not all that is to be in it; the message says who loads what."""
    (theme / name).write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=message):
        published_files(theme)
