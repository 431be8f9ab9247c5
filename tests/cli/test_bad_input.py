"""One sentence, the right status, no traceback, nothing half-written, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from tests.conftest import NO_SKIPS, SEEDS


@pytest.fixture
def folder(user):
    """A folder with one good article, some bad ones and an MP3 that must survive."""
    (user.home / "good.txt").write_text("A title\n\nThe council met on Monday.\n")
    (user.home / "empty.txt").touch()
    (user.home / "white.txt").write_text(" \n\t\n")
    (user.home / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (user.home / "odd.txt").write_bytes(b"Title\n\nCaf\x81 au lait.\n")
    (user.home / "symbols.txt").write_text("***\n\n!!!\n")
    (user.home / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0")
    (user.home / "wall.html").write_text("<title>News</title><body><p>Please enable JavaScript to read this page.</p>")
    (user.home / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    (user.home / "broken.epub").write_bytes(b"PK\x03\x04 and nothing more")
    (user.home / "bad.md").write_text("---\n: : :\n- a\n---\ntext")
    (user.home / "folder").mkdir()
    (user.home / "out.mp3").write_bytes(b"what was here before")
    return user.home


def assert_refused(run, folder, status, *words):
    message = run.stderr.splitlines()[-1]
    assert run.status == status, run.stderr
    assert "Traceback" not in run.stderr
    assert message.startswith("Error: ")
    for word in words:
        assert word in message
    assert (folder / "out.mp3").read_bytes() == b"what was here before"
    assert not [path.name for path in folder.rglob("*") if path.name.endswith(".part")]
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nowhere.txt", ["no file nowhere.txt"]),
        ("folder", ["folder is an empty folder"]),
        ("empty.txt", ["empty.txt is empty"]),
        ("white.txt", ["white.txt is empty"]),
        ("binary.txt", ["binary.txt", "binary"]),
        ("odd.txt", ["odd.txt, line 3", "UTF-8"]),
        ("symbols.txt", ["no words"]),
        ("picture.html", ["picture.html", "PNG picture", "PDF"]),
        ("wall.html", ["wall.html", "JavaScript", "save"]),
        ("broken.pdf", ["broken.pdf"]),
        ("broken.epub", ["broken.epub"]),
        ("http://127.0.0.1:9/article", ["127.0.0.1", "--allow-private"]),
        ("https://user@:x/", ["https://"]),
        ("bad.md", ["front matter"]),
    ],
)
def test_a_bad_source_is_refused(user, folder, source, words):
    assert_refused(user("build", source, "-o", "out.mp3"), folder, 1, *words)


def test_an_unknown_voice_is_refused(user, folder):
    assert_refused(user("build", "good.txt", "-o", "out.mp3", "--voice", "nobody"), folder, 1, "nobody", "heart")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build"], ["SOURCE"]),
        (["build", "good.txt", "-o", "out.flac"], [".mp3"]),
        (["build", "good.txt", "--workers", "0"], ["--workers"]),
        (["build", "good.txt", "--frob"], ["--frob"]),
        (["frob"], ["frob"]),
    ],
)
def test_wrong_usage_leaves_with_status_two(user, folder, arguments, words):
    assert_refused(user(*arguments), folder, 2, *words)


def test_a_missing_folder_is_named(user, folder):
    assert_refused(user("build", "good.txt", "-o", "nowhere/out.mp3"), folder, 1, "nowhere/out.mp3", "no folder")


def test_a_folder_in_the_place_of_the_mp3_is_named(user, folder):
    (folder / "dir.mp3").mkdir()
    assert_refused(user("build", "good.txt", "-o", "dir.mp3"), folder, 1, "dir.mp3 is a folder")


def in_small_world(mount: str, command: str, user, folder):
    """Runs a shell command where ``folder/disk`` is a file system of its own."""
    unshare = shutil.which("unshare")
    probe = unshare and subprocess.run(
        [unshare, "-rm", "mount", "-t", "tmpfs", "x", "/mnt"], capture_output=True, check=False
    )
    if not probe or probe.returncode:
        if NO_SKIPS:
            pytest.fail("no mount namespaces here")
        pytest.skip("no mount namespaces here")
    (folder / "disk").mkdir()
    script = f"mount -t tmpfs -o {mount} none disk && {command}; status=$?; ls -A disk >&2; exit $status"
    environment = {**os.environ, "XDG_CACHE_HOME": str(user.cache)}
    return subprocess.run(
        [unshare, "-rm", "sh", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def build_onto_disk(source: str) -> str:
    return f"{sys.executable} -m briefcast build {source} --voice system -q -o disk/out.mp3"


def test_a_full_disk_is_named_and_leaves_no_part_behind(user, folder):
    shutil.copy(SEEDS / "foreign-minister-visit.txt", folder / "news.txt")
    done = in_small_world("size=300k", build_onto_disk("news.txt"), user, folder)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Error: disk/out.mp3 was not written: the disk is full; free some space and run the command again."
    ]


def test_a_folder_that_may_not_be_written_is_named_before_a_word_is_spoken(user, folder):
    done = in_small_world("size=1m", f"mount -o remount,ro disk && {build_onto_disk('good.txt')}", user, folder)
    assert done.returncode == 1
    assert "disk/out.mp3 may not be written" in done.stderr
    assert not (user.cache / "briefcast" / "takes").exists()


def test_a_cache_on_a_full_disk_is_named(user, folder):
    shutil.copy(SEEDS / "foreign-minister-visit.txt", folder / "news.txt")
    command = f"XDG_CACHE_HOME=$PWD/disk {sys.executable} -m briefcast build news.txt --voice system -q -o out2.mp3"
    done = in_small_world("size=300k", command, user, folder)
    assert done.returncode == 1
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "out2.mp3").exists()
