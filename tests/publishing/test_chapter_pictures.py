"""Pictures of chapters: fetched from a real server, made small, put into the tag only when asked for."""

from __future__ import annotations

import io
import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from PIL import Image
from tests.studio.strict_reader import read_tag

from briefcast.errors import SourceError
from briefcast.publishing.chapter_pictures import MOST_BYTES, small_jpeg


def picture(kind: str, mode: str = "RGB", size=(1200, 800), **options) -> bytes:
    """A picture with much in it, which no coder makes small without loss."""
    rng = np.random.default_rng(7)
    noise = Image.fromarray(rng.integers(0, 255, (size[1], size[0], 3), np.uint8)).convert(mode)
    buffer = io.BytesIO()
    noise.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (picture("JPEG"), "a JPEG"),
        (picture("JPEG", progressive=True), "a progressive JPEG"),
        (picture("JPEG", "CMYK"), "a JPEG for print"),
        (picture("PNG", "RGBA"), "a PNG with alpha"),
        (picture("PNG", "L"), "a grey PNG"),
        (picture("GIF", "P"), "a GIF"),
        (picture("WEBP"), "a WebP"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_any_picture_becomes_a_small_baseline_jpeg(data, what):  # noqa: ARG001  # names the case
    small = small_jpeg(data, "https://example.org/a", MOST_BYTES)
    assert len(small) <= MOST_BYTES
    assert b"\xff\xc0" in small
    assert b"\xff\xc2" not in small
    with Image.open(io.BytesIO(small)) as found:
        assert (found.format, found.mode) == ("JPEG", "RGB")
        assert max(found.size) <= 300
        assert found.width / found.height == pytest.approx(1.5, abs=0.02)


def test_where_it_was_clear_it_is_white():
    buffer = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(buffer, "PNG")
    with Image.open(io.BytesIO(small_jpeg(buffer.getvalue(), "a", MOST_BYTES))) as found:
        assert found.getpixel((100, 100)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data", [b"", b"<html>no picture</html>", picture("PNG")[:2000], picture("JPEG")[:100], b"GIF89a" + bytes(20)]
)
def test_what_is_no_whole_picture_is_refused(data):
    with pytest.raises(SourceError, match=r"https://example\.org/a"):
        small_jpeg(data, "https://example.org/a", MOST_BYTES)


def test_a_small_file_that_claims_to_be_huge_is_refused():
    buffer = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(buffer, "PNG")
    with pytest.raises(SourceError):
        small_jpeg(buffer.getvalue(), "https://example.org/a", MOST_BYTES)


@pytest.fixture
def server(tmp_path):
    """A web server on this machine with one picture."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "tram.jpg").write_bytes(picture("JPEG"))
    handler = partial(Quiet, directory=str(tmp_path / "site"))
    web = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_port}"
    web.shutdown()
    web.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, *arguments):
        pass


def script(address: str) -> str:
    return (
        "---\nformat: briefcast script 1\ntitle: T\nlanguage: en\n---\n\n"
        f"## One\n\n![]({address}/tram.jpg)\n\nOne sentence.\n\n"
        "## Two\n\nAnother sentence.\n\n"
        f"## Three\n\n![]({address}/missing.jpg)\n\nA third sentence.\n"
    )


def test_pictures_are_put_into_the_tag_when_asked_for_and_one_that_is_missing_is_told_of(user, server):
    (user.home / "a.md").write_text(script(server), "utf-8")
    run = user("build", "a.md", "--voice", "system", "--pictures", "--allow-private")
    assert run.status == 0, run.stderr
    assert "missing.jpg" in run.stderr
    tag = read_tag((user.home / "a.mp3").read_bytes())
    assert [bool(chapter.picture) for chapter in tag.chapters] == [True, False, False]
    assert len(tag.chapters[0].picture) <= MOST_BYTES
    assert tag.size < 300_000
    assert "missing.jpg" in json.loads((user.home / "a.json").read_text("utf-8"))["warnings"][-1]


def test_nothing_is_fetched_unless_asked_for(user, server):
    (user.home / "a.md").write_text(script(server), "utf-8")
    run = user("build", "a.md", "--voice", "system")
    assert (run.status, "picture" in run.stderr) == (0, False)
    assert not any(chapter.picture for chapter in read_tag((user.home / "a.mp3").read_bytes()).chapters)
