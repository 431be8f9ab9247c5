"""The wheel carries all it needs: installed into an empty environment, run from another folder."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile

import pytest
from tests.conftest import ROOT, SEEDS


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def test_it_holds_profiles_lexicons_and_cover(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "briefcast/voices/profiles/heart.toml",
        "briefcast/voices/profiles/system.toml",
        "briefcast/voices/profiles/lexicons/names.toml",
        "briefcast/studio/cover.jpg",
        "briefcast/py.typed",
    } <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_it_speaks_an_article_in_an_empty_environment_from_another_folder(wheel, tmp_path):
    """No ffmpeg and no eSpeak are within reach there."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel], check=True)
    (tmp_path / "elsewhere").mkdir()
    done = subprocess.run(
        [tmp_path / "env" / "bin" / "briefcast", "build", SEEDS / "numbers-and-names.txt", "-o", "out.mp3"],
        cwd=tmp_path / "elsewhere",
        env={"XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": str(tmp_path / "env" / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "out.mp3" in done.stdout
    assert done.stderr.splitlines() == ["Speaking …"]
    assert (tmp_path / "elsewhere" / "out.mp3").stat().st_size > 1_000_000
