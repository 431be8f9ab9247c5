"""The recipes of docs/hosting.md, as they stand there, in the real Caddy and the real nginx."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.conftest import ROOT, program
from tests.serving.show_folders import add_release, make_show

from briefcast.publishing.public_files import PublicFile, Turn
from briefcast.publishing.publishing import LOCAL, publish
from briefcast.publishing.releases.shelf import load_releases

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path

_FRAME = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
{server}
}}
"""


@dataclass
class Host:
    """A web server that has a show's public/."""

    port: int
    public: Path
    #: Path in public/ of the sound of the newest episode.
    sound: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, f"/{path}", skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def show(tmp_path_factory, harbour) -> Path:
    """A public show, published."""
    folder = make_show(tmp_path_factory.mktemp("hosted") / "show", base_url="https://quay.example/")
    add_release(folder, harbour, 1)
    publish(folder, targets=[LOCAL])
    return folder


@pytest.fixture(scope="module", params=["caddy", "nginx"])
def host(request, show, tmp_path_factory):
    """The show behind each server."""
    with _run(request.param, show, tmp_path_factory.mktemp(request.param)) as running:
        yield running


@contextmanager
def _run(name: str, show: Path, folder: Path, *, private: bool = False):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    page = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    recipe = re.search(rf"```{name}\n(.*?)```", page, re.DOTALL)[1].replace("/srv/quay/public", str(show / "public"))
    if not private:
        recipe = "".join(line for line in recipe.splitlines(keepends=True) if "X-Robots-Tag" not in line)
    if name == "nginx":
        config = _FRAME.format(folder=folder, server=recipe.replace("listen 80;", f"listen 127.0.0.1:{port};"))
        command = [program("nginx"), "-p", folder, "-e", folder / "error.log", "-c", folder / "config"]
    else:
        named = recipe.replace("quay.example {", f"http://127.0.0.1:{port} {{")
        config = "{\n\tadmin off\n\tauto_https off\n}\n" + named
        command = [program("caddy"), "run", "--config", folder / "config", "--adapter", "caddyfile"]
    (folder / "config").write_text(config, encoding="utf-8")
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
    try:
        _wait(port, process, folder / "said")
        sound = f"e/{load_releases(show)[0].media.name}"
        yield Host(port, show / "public", sound)
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen, said: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(said.read_text(encoding="utf-8"))


def _parts(value: str) -> list[str]:
    return [part.strip().lower() for part in value.split(";")]


def test_every_file_has_its_type_and_time_to_live_and_is_open_to_other_origins(host):
    paths = [path.relative_to(host.public) for path in host.public.rglob("*") if path.is_file()]
    shown = [path.as_posix() for path in paths if not path.name.startswith((".", "_"))]
    assert {"mp3", "vtt", "json", "xml", "html", "css", "js", "jpg", "txt"} <= {name.split(".")[-1] for name in shown}
    for path in shown:
        status, headers, body = host.ask(path, "HEAD")
        about = PublicFile(Turn.PAGE, path, host.public / path, path.endswith(".mp3"))
        assert (status, body) == (200, b"")
        assert _parts(headers["Content-Type"]) == _parts(about.content_type), path
        assert headers["Cache-Control"] == about.cache_control, path
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "X-Robots-Tag" not in headers


def test_sound_is_given_in_whole_in_part_and_never_compressed(host):
    sound = (host.public / host.sound).read_bytes()
    status, headers, body = host.ask(host.sound, Accept_Encoding="gzip, br")
    assert (status, body, headers["Content-Length"]) == (200, sound, str(len(sound)))
    assert "Content-Encoding" not in headers
    assert headers["Accept-Ranges"] == "bytes"
    assert host.ask(host.sound, Range="bytes=100-199")[::2] == (206, sound[100:200])
    assert host.ask(host.sound, Range="bytes=-50", If_Range=headers["ETag"])[::2] == (206, sound[-50:])
    assert host.ask(host.sound, Range="bytes=0-9", If_Range='"another"')[0] == 200
    assert host.ask(host.sound, Range=f"bytes={len(sound)}-")[0] == 416
    assert host.ask(host.sound, "HEAD")[1]["Content-Length"] == str(len(sound))


@pytest.mark.parametrize("path", ["feed.xml", "index.html", "sw.js"])
def test_text_is_compressed_and_not_sent_twice(host, path):
    status, headers, body = host.ask(path, Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == (host.public / path).read_bytes()
    assert "Accept-Encoding" in headers["Vary"]
    plain = host.ask(path)[1]
    assert host.ask(path, If_None_Match=plain["ETag"])[0] == 304
    assert host.ask(path, If_Modified_Since=plain["Last-Modified"])[0] == 304


def test_the_folder_opens_with_its_page_and_hides_what_is_not_for_listeners(host):
    assert host.ask("")[2] == (host.public / "index.html").read_bytes()
    assert {host.ask(path)[0] for path in (".htaccess", ".nojekyll", "_headers", "none", "e/none.mp3")} == {404}
    assert host.ask("e/")[0] in {403, 404}


@pytest.mark.parametrize("name", ["caddy", "nginx"])
def test_a_private_show_is_kept_from_search_engines(name, tmp_path, show):
    with _run(name, show, tmp_path, private=True) as host:
        for path in ("", "feed.xml", host.sound):
            assert host.ask(path)[1]["X-Robots-Tag"] == "noindex, nofollow"
