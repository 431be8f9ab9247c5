"""Fetching a model: whole or not at all, continued where it ended, and only what its makers published."""

from __future__ import annotations

import hashlib
import importlib.resources
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from briefcast.errors import OutputError, VoiceError
from briefcast.voices import load_voice, voice_names
from briefcast.voices.engine import engine_class
from briefcast.voices.fetching import fetch
from briefcast.voices.model_files import ModelFile, catalogue, files_of, missing_files, models_folder

CONTENT = bytes(range(256)) * 4096


class Publisher:
    """A server that publishes CONTENT, and can be told to cut it off, to change it, or to refuse it."""

    def __init__(self):
        self.content = CONTENT
        self.cut_after: int | None = None
        self.takes_ranges = True
        self.status: int | None = None
        self.asked: list[str | None] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                publisher.answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request):
        wanted = request.headers.get("Range")
        self.asked.append(wanted)
        if self.status:
            request.send_error(self.status)
            return
        start = int(re.fullmatch(r"bytes=(\d+)-", wanted)[1]) if wanted and self.takes_ranges else 0
        request.send_response(206 if wanted and self.takes_ranges else 200)
        if wanted and self.takes_ranges:
            request.send_header("Content-Range", f"bytes {start}-{len(self.content) - 1}/{len(self.content)}")
        request.send_header("Content-Length", str(len(self.content) - start))
        request.end_headers()
        request.wfile.write(self.content[start : self.cut_after])


@pytest.fixture
def publisher():
    publisher = Publisher()
    yield publisher
    publisher.server.shutdown()
    publisher.server.server_close()


@pytest.fixture
def file(publisher, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return ModelFile("voice.onnx", f"{publisher.address}/x", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def bring(file, mirror=""):
    return fetch(file, lambda *_: None, mirror)


def left_over():
    return sorted(path.name for path in models_folder().iterdir())


def test_a_file_is_brought_whole_and_under_its_name(file):
    assert bring(file).read_bytes() == CONTENT
    assert left_over() == ["voice.onnx"]


def test_progress_ends_with_all_of_it(file):
    told = []
    fetch(file, lambda here, size: told.append((here, size)))
    assert told == sorted(told)
    assert told[-1] == (len(CONTENT), len(CONTENT))


def test_a_download_that_was_cut_off_goes_on_where_it_ended(file, publisher):
    publisher.cut_after = 300_000
    with pytest.raises(VoiceError, match="run the command again to go on"):
        bring(file)
    assert not file.path.exists()
    publisher.cut_after = None
    assert bring(file).read_bytes() == CONTENT
    start = int(publisher.asked[-1].removeprefix("bytes=").removesuffix("-"))
    assert 0 < start <= 300_000


def test_a_server_that_sends_no_parts_begins_anew(file, publisher):
    publisher.cut_after = 300_000
    with pytest.raises(VoiceError):
        bring(file)
    publisher.cut_after, publisher.takes_ranges = None, False
    assert bring(file).read_bytes() == CONTENT


def test_other_contents_are_thrown_away(file, publisher):
    publisher.content = CONTENT[:-1] + b"?"
    with pytest.raises(VoiceError, match="other contents than its makers published"):
        bring(file)
    assert left_over() == []


def test_more_than_was_published_is_not_read_to_its_end(file, publisher):
    publisher.content = CONTENT * 20
    with pytest.raises(VoiceError, match="other contents"):
        bring(file)
    assert left_over() == []


def test_a_refusal_is_told_with_its_number(file, publisher):
    publisher.status = 404
    with pytest.raises(VoiceError, match=r"127\.0\.0\.1 answered 404"):
        bring(file)


def test_a_server_that_is_not_there_is_one_sentence(file, publisher):
    publisher.server.shutdown()
    publisher.server.server_close()
    with pytest.raises(VoiceError, match="could not be fetched"):
        bring(file)


def test_a_folder_may_stand_in_for_the_publisher(file, tmp_path):
    (tmp_path / "voice.onnx").write_bytes(CONTENT)
    assert bring(file, str(tmp_path)).read_bytes() == CONTENT
    file.path.unlink()
    with pytest.raises(VoiceError, match="There is no file"):
        bring(file, str(tmp_path / "elsewhere"))


def test_a_mirror_has_the_files_under_their_names(file, publisher):
    assert bring(file, f"{publisher.address}/mirror/").read_bytes() == CONTENT


def test_a_folder_that_cannot_be_made_is_one_sentence(file, tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OutputError):
        bring(file)


def test_every_file_of_the_catalogue_is_had_by_https_and_checked():
    assert len(catalogue()) > 30
    for file in catalogue().values():
        assert file.address.startswith("https://")
        assert file.size > 500_000
        assert re.fullmatch("[0-9a-f]{64}", file.sha256)


def test_voices_that_are_fetched_name_files_that_are_in_the_catalogue(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    fetched = {name: [known.name for known in files_of(load_voice(name))] for name in voice_names()}
    assert fetched["heart"] == fetched["joe"] == fetched["system"] == []
    assert fetched["emma"] == ["hibari-emma.onnx"]
    assert fetched["kokoro-emma"] == ["kokoro-v1.0.int8.onnx", "bf_emma.bin"]
    assert [missing.name for missing in missing_files(load_voice("emma"))] == ["hibari-emma.onnx"]


def test_a_fetched_speaker_of_hibaris_is_spoken_by_its_own_model_and_accent(tmp_path, monkeypatch):
    """Its own network cannot be had here; heart's, which has the same form, stands under its name."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    emma = load_voice("emma")
    engine = engine_class(emma)
    with pytest.raises(VoiceError, match="“briefcast voices fetch emma” brings it"):
        engine(emma)
    absent = engine.fingerprint(emma)
    models_folder().mkdir(parents=True)
    heart = importlib.resources.files("hibari") / "assets" / "hibari.onnx"
    (models_folder() / "hibari-emma.onnx").write_bytes(heart.read_bytes())
    assert engine.fingerprint(emma) != absent
    heard = engine(emma).speak("We had last half an hour of the bath.")
    american = engine_class(load_voice("heart"))(load_voice("heart")).speak("We had last half an hour of the bath.")
    assert 1.5 < heard.seconds < 4.5
    assert heard.seconds != american.seconds
