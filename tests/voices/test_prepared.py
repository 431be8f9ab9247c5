"""What engines work out once is kept, and never in the way."""

import os
import time

import pytest

from briefcast.voices.prepared import loaded


class Work:
    """Something that takes long, and how often it was done."""

    def __init__(self) -> None:
        self.times = 0

    def make(self, path) -> None:
        self.times += 1
        path.write_text("done", encoding="ascii")

    def load(self, path) -> str:
        content = path.read_text(encoding="ascii")
        if content != "done":
            raise ValueError("it is not done")
        return content

    def get(self, facts: str = "version 1") -> str | None:
        return loaded("work", facts, self.make, self.load, (ValueError,))


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "briefcast" / "engines"


def test_it_is_done_once():
    work = Work()
    assert [work.get(), work.get()] == ["done", "done"]
    assert work.times == 1


def test_it_is_done_again_for_another_version():
    work = Work()
    work.get("version 1")
    work.get("version 2")
    assert work.times == 2


def test_what_is_damaged_is_put_away_and_done_again_the_next_time(folder):
    work = Work()
    work.get()
    next(folder.iterdir()).write_text("do", encoding="ascii")
    assert work.get() is None
    assert work.get() == "done"


def test_what_fails_leaves_nothing_behind(folder):
    def fail(path) -> None:
        path.write_text("do", encoding="ascii")
        raise ValueError("the disk is full")

    assert loaded("work", "version 1", fail, Work().load, (ValueError,)) is None
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_no_error(folder):
    folder.parent.write_text("a file where a folder should be", encoding="ascii")
    assert Work().get() is None


def test_what_no_version_has_used_for_a_month_goes(folder):
    work = Work()
    work.get("version 1")
    old = next(folder.iterdir())
    os.utime(old, (0, time.time() - 31 * 24 * 3600))
    work.get("version 2")
    assert old not in folder.iterdir()
    assert len(list(folder.iterdir())) == 1
