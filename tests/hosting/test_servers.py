"""What HOSTING.md says holds: with real servers where they are installed, and by the rules in `_headers`."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from email.message import Message
from fnmatch import fnmatchcase
from http.client import HTTPConnection
from pathlib import Path

import pytest
from tiny_handbook import PROJECT

GUIDE = (PROJECT / "HOSTING.md").read_text(encoding="utf-8")
FOLDER = "/srv/handbook/site"
LISTEN = "# ... listen, server_name, TLS"
FOR_EVER = "public, max-age=31536000, immutable"
ICONS = "public, max-age=86400"
ANEW = "no-cache"

# Address (or, in braces, the pattern of a name), status, how long it is kept, type, and the language of a page.
EXPECTED = [
    ("/", 200, ANEW, "text/html; charset=utf-8", "en"),
    ("/bg/scenarios/shouting/", 200, ANEW, "text/html; charset=utf-8", "bg"),
    ("/{all.*.css}", 200, FOR_EVER, "text/css; charset=utf-8", None),
    ("/{worker.*.js}", 200, FOR_EVER, "(text|application)/javascript; charset=utf-8", None),
    ("/bg/search/index.js", 200, ANEW, "(text|application)/javascript; charset=utf-8", None),
    ("/assets/images/icon-192.png", 200, ICONS, "image/png", None),
    ("/service-worker.js", 200, ANEW, "(text|application)/javascript; charset=utf-8", None),
    ("/bg/handbook.json", 200, ANEW, "application/json.*", None),
    ("/bg/index.md", 200, ANEW, "text/markdown; charset=utf-8", None),
    ("/bg/manifest.webmanifest", 200, ANEW, "application/manifest\\+json", None),
    ("/coverage.svg", 200, ANEW, "image/svg\\+xml.*", None),
    ("/bg/nothing/", 404, ANEW, "text/html; charset=utf-8", "bg"),
    ("/bg/a/b/nothing.md", 404, ANEW, "text/html; charset=utf-8", "bg"),
    ("/nothing", 404, ANEW, "text/html; charset=utf-8", "en"),
    ("/xx/nothing/", 404, ANEW, "text/html; charset=utf-8", "en"),
    ("/assets/stylesheets/handbook.00000000.css", 404, ANEW, "text/html; charset=utf-8", "en"),
]
FOR_MACHINES = ("/bg/handbook.json", "/bg/index.md")


def snippet(language: str) -> str:
    """What HOSTING.md has people put into a server's configuration."""
    found = re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


def nginx(program: Path, root: Path, port: int, folder: Path) -> list[str]:
    """Write nginx's configuration; returns the command."""
    text = snippet("nginx").replace(FOLDER, str(root)).replace(LISTEN, f"listen 127.0.0.1:{port};")
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    types = program.parents[2] / "etc/nginx/mime.types"
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; events {{}}\nhttp {{ include {types}; access_log off; {places} {text} }}\n",
        encoding="utf-8",
    )
    return ["-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def apache2(program: Path, root: Path, port: int, folder: Path) -> list[str]:
    """Write Apache's configuration; the site has its own file."""
    modules = program.parents[1] / "lib/apache2/modules"
    loaded = "".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so\n"
        for name in ("mpm_event", "authz_core", "dir", "mime", "headers")
    )
    (folder / "apache.conf").write_text(
        f"ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog /dev/stderr\n"
        f"{loaded}TypesConfig /etc/mime.types\nUser nobody\nGroup nogroup\nDocumentRoot {root}\n"
        + snippet("apache").replace(FOLDER, str(root)),
        encoding="utf-8",
    )
    return ["-d", str(folder), "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]


def caddy(program: Path, root: Path, port: int, folder: Path) -> list[str]:
    """Write Caddy's configuration."""
    text = snippet("caddy").replace(FOLDER, str(root)).replace("handbook.example.org", f"http://127.0.0.1:{port}")
    assert str(root) in text
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{text}", encoding="utf-8")
    return ["run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


SERVERS = {"nginx": nginx, "apache2": apache2, "caddy": caddy}


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Iterator[int]:
    """A server that has the site at its root and once more under a path; gives the port."""
    name: str = request.param
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        pytest.skip(f"{name} is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as place:  # pytest's own folders are closed to the user that servers run as
        folder, root = Path(place), Path(place) / "root"
        folder.chmod(0o755)
        shutil.copytree(sites[""], root)
        shutil.copytree(sites["/support"], root / "support")
        command = [program, *SERVERS[name](Path(program), root, port, folder)]
        environment = {**os.environ, "HOME": place, "XDG_DATA_HOME": place, "XDG_CONFIG_HOME": place}
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, encoding="utf-8")
        try:
            yield until_it_listens(process, port)
        finally:
            process.terminate()
            process.communicate(timeout=30)


def until_it_listens(process: subprocess.Popen[str], port: int) -> int:
    """Wait for a server; returns its port. Fails with what it says where it ends instead."""
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return port
    process.kill()
    raise AssertionError(process.communicate()[1])


def ask(port: int, address: str) -> tuple[int, Message, str]:
    """The status, headers and text of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, answer.headers, text


@pytest.mark.parametrize("place", ["", "/support"])
@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected[0])
def test_server_sends_what_it_should(
    server: int, sites: dict[str, Path], place: str, expected: tuple[str, int, str, str, str | None]
) -> None:
    """Each kind of file with its headers, each one once; lost visitors get the page of the language they are in."""
    address, status, kept, media_type, language = expected
    if hashed := re.fullmatch(r"/\{(.*)\}", address):
        address = f"/{next(sites[place].rglob(hashed[1])).relative_to(sites[place]).as_posix()}"
    address = f"{place}{address}"

    found, headers, text = ask(server, address)

    assert found == status
    assert headers.get_all("Cache-Control") == [kept]
    assert re.fullmatch(media_type, headers["Content-Type"]), headers["Content-Type"]
    assert headers.get_all("Content-Security-Policy") == ["frame-ancestors 'self'"]
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("Referrer-Policy") == ["no-referrer"]
    assert headers.get_all("Cross-Origin-Opener-Policy") == ["same-origin"]
    assert "camera=()" in headers["Permissions-Policy"]
    if address.endswith(FOR_MACHINES):
        assert headers.get_all("Access-Control-Allow-Origin") == ["*"]
    if language:
        assert re.search(r'<html[^>]* lang="(\w+)"', text)[1] == language  # type: ignore[index]
    if status == 404:
        assert f'href="{place}/assets/stylesheets/' in text, "its parts are found from anywhere"


def test_headers_file_gives_each_file_its_own(sites: dict[str, Path]) -> None:
    """No address gets a header from two rules; what is kept is what may be; and hosts read all of it."""
    site = sites[""]
    blocks = (site / "_headers").read_text(encoding="utf-8").strip().split("\n\n")
    rules = [(lines[0], [line.strip().split(": ", 1) for line in lines[1:]]) for lines in map(str.splitlines, blocks)]
    kept: dict[str, set[str]] = {}
    for file in (file for file in site.rglob("*") if file.is_file()):
        address = f"/{file.relative_to(site).as_posix()}"
        sent = [header for path, headers in rules if fnmatchcase(address, path) for header in headers]
        assert len({name for name, _ in sent}) == len(sent), address
        kept.setdefault(dict(sent).get("Cache-Control", ""), set()).add(address)

    assert all(re.search(r"\.[0-9a-f]{8}\.(min\.)?(css|js)$", address) for address in kept[FOR_EVER])
    assert {address for address in kept[ICONS] if not address.startswith("/assets/images/")} == set()
    assert {"/bg/handbook.json", "/bg/index.md", "/service-worker.js", "/llms.txt"} <= kept[ANEW]
    assert {"/index.html", "/coverage.svg"} <= kept[""], "hosts ask for these anew by themselves"
    assert {Path(address).name.split(".")[0] for address in kept[FOR_EVER]} >= {
        "handbook",
        "bundle",
        "worker",
        "engine",
    }
    assert len(rules) <= 100, "Cloudflare reads no more"
