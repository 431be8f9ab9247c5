"""The wheel carries all it needs: installed into an empty environment, run from another folder."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
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


def declared(distribution, wanted=frozenset()):
    """The distributions that one declares, those that they declare, and so on, each of a version that is asked for."""
    found = {}
    for line in distribution.requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in wanted or {""}):
            one = metadata.distribution(requirement.name)
            assert requirement.specifier.contains(one.version, prereleases=True), f"{one.name} {one.version}: {line}"
            found[canonicalize_name(one.name), frozenset(requirement.extras)] = one
    return found


def closure(distribution):
    """All that an installer would bring with it."""
    every, new = {}, declared(distribution)
    while new:
        every |= new
        steps = [declared(one, extras) for (_, extras), one in new.items()]
        new = {key: one for step in steps for key, one in step.items() if key not in every}
    return {one.name: one for one in every.values()}.values()


@pytest.fixture
def environment(wheel, tmp_path):
    """One that holds the wheel and what it declares, linked from the environment of the tests; nothing else."""
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True)
    site = Path(
        subprocess.check_output([python, "-c", "import site; print(site.getsitepackages()[0])"], text=True).strip()
    )
    (about,) = metadata.distributions(name="briefcast", path=[str(site)])
    for one in closure(about):
        home = Path(one.locate_file(""))
        for top in {file.parts[0] for file in one.files or ()} - {"..", "__pycache__"}:
            link(home / top, site / top)
    return tmp_path / "env"


def link(there, here):
    """Links a package or module; two distributions may each have modules in one package."""
    if here.is_symlink() or here.is_file() or not there.exists():
        return
    if there.is_dir() and not (there / "__init__.py").exists() and there.suffix != ".dist-info":
        here.mkdir(exist_ok=True)
        for part in there.iterdir():
            link(part, here / part.name)
    else:
        here.symlink_to(there)


def test_it_speaks_an_article_in_an_empty_environment_from_another_folder(environment, tmp_path):
    """No ffmpeg and no eSpeak are within reach there, and no package that the wheel does not ask for."""
    (tmp_path / "elsewhere").mkdir()
    done = subprocess.run(
        [environment / "bin" / "briefcast", "build", SEEDS / "numbers-and-names.txt", "-o", "out.mp3"],
        cwd=tmp_path / "elsewhere",
        env={"XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": str(environment / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "out.mp3" in done.stdout
    first, *others = done.stderr.splitlines()
    assert first == "Speaking …"
    assert all(re.fullmatch(r" *\d+%  .*", line) for line in others), "more is said than how far it is"
    assert (tmp_path / "elsewhere" / "out.mp3").stat().st_size > 1_000_000
