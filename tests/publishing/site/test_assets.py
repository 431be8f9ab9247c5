"""The files that all pages share: named by their bytes, so that browsers may keep them for ever."""

from __future__ import annotations

import io
import json
import re

import pytest
from PIL import Image

from briefcast.publishing.site.assets import named, shared_files, worker


@pytest.fixture(scope="module")
def cover() -> bytes:
    """A cover with transparency and more than a hundred kilobytes."""
    buffer = io.BytesIO()
    Image.effect_noise((1400, 1400), 60).convert("RGBA").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def shared(cover) -> dict[str, bytes]:
    return shared_files(cover, "https://quay.example/")


def test_equal_bytes_have_equal_names_and_others_have_others(shared):
    first, _ = named(shared)
    again, _ = named(dict(shared))
    changed, _ = named({**shared, "style.css": b"body {}"})
    assert first == again
    assert (changed.style != first.style, changed.player) == (True, first.player)
    assert re.fullmatch(r"player-[0-9a-f]{12}\.js", first.player)


def test_lock_screens_get_square_pictures_of_two_sizes(shared):
    for side in (320, 512):
        icon = Image.open(io.BytesIO(shared[f"icon-{side}.jpg"]))
        assert (icon.format, icon.mode, icon.size) == ("JPEG", "RGB", (side, side))


def test_the_script_is_one_strict_function_and_loads_nothing(shared):
    script = shared["player.js"].decode()
    assert script.startswith('"use strict";\n(() => {\n')
    assert script.endswith("})();\n")
    assert not re.search(r"\b(import|export|eval)\b\s*[({*]|innerHTML|document\.write", script)


def test_the_worker_keeps_every_shared_file_and_is_new_when_they_are(shared):
    assets, files = named(shared)
    script = worker(assets, "pages").decode()
    kept = json.loads(re.search(r"SHELL_FILES = (\[.*?\]);", script)[1])
    assert {f"./{path}" for path in files} <= set(kept)
    assert {"./", "./index.html", "./offline.html"} <= set(kept)
    assert "@" not in script.split("\n", 5)[2]
    other, _ = named({**shared, "style.css": b"body {}"})
    assert len({worker(assets, "pages"), worker(assets, "others"), worker(other, "pages")}) == 3
