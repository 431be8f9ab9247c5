"""``briefcast build`` as a person runs it."""

from __future__ import annotations

import json
import shutil

import pytest
from tests.conftest import SEEDS

SMALL = (
    "A small matter\n\nBy Ada Moss\n\nThe council met on Monday. It agreed on a new bridge.\n\nWork starts in May.\n"
)


@pytest.fixture
def article(user):
    (user.home / "small.txt").write_text(SMALL, encoding="utf-8")
    return "small.txt"


def test_it_leaves_an_mp3_and_its_companions_named_after_the_article(user, article):
    run = user("build", article, "--voice", "system")
    assert run.status == 0, run.stderr
    assert sorted(path.name for path in user.home.iterdir()) == [
        "small.chapters.json",
        "small.json",
        "small.mp3",
        "small.txt",
        "small.vtt",
    ]


def test_it_ends_by_saying_where_how_long_which_chapters_how_loud_and_how_fast(news):
    out = news.run.stdout
    assert out.startswith(f"{news.mp3}  0")
    for chapter in news.manifest["chapters"]:
        assert chapter["title"] in out
    assert "LUFS" in out
    assert "dBTP" in out
    assert "times as fast as it plays" in out


def test_the_default_voice_is_the_neural_one(news):
    assert set(news.manifest["cast"].values()) == {"heart"}


def test_results_go_to_stdout_and_progress_to_stderr(news):
    assert "Speaking" in news.run.stderr
    assert "Speaking" not in news.run.stdout
    assert "saved" not in news.run.stdout


def test_quiet_is_silent(user, article):
    run = user("build", article, "--voice", "system", "-q")
    assert (run.status, run.stdout, run.stderr) == (0, "", "")


def test_an_article_may_come_from_standard_input(user):
    run = user("build", "-", "--voice", "system", "-o", "in.mp3", stdin=SMALL.encode())
    assert run.status == 0, run.stderr
    assert json.loads((user.home / "in.json").read_text())["title"] == "A small matter"


def test_a_title_may_be_given(user, article):
    user("build", article, "--voice", "system", "--title", "  Another   title ")
    assert json.loads((user.home / "small.json").read_text())["title"] == "Another title"


def test_the_same_input_gives_the_same_bytes_with_or_without_the_cache(user, article):
    for name in ("one", "two"):
        user("build", article, "--voice", "heart", "-o", f"{name}.mp3")
    user("build", article, "--voice", "heart", "-o", "three.mp3", "--no-cache", "--workers", "1")
    contents = {(user.home / f"{name}.mp3").read_bytes() for name in ("one", "two", "three")}
    assert len(contents) == 1


def test_no_cache_keeps_nothing(user, article):
    user("build", article, "--voice", "system", "--no-cache")
    assert not list(user.cache.rglob("*.take"))


def test_a_changed_sentence_alone_is_spoken_again(user):
    text = (SEEDS / "numbers-and-names.txt").read_text(encoding="utf-8")
    (user.home / "a.txt").write_text(text, encoding="utf-8")
    user("build", "a.txt", "--voice", "system")
    before = {path.name for path in user.cache.rglob("*.take")}
    changed = (
        text.replace("It is not an easy rule", "It is no easy rule", 1) if "It is not an easy rule" in text else None
    )
    if changed is None:
        position = text.index(". ", len(text) // 2)
        changed = f"{text[:position]} indeed{text[position:]}"
    (user.home / "a.txt").write_text(changed, encoding="utf-8")
    user("build", "a.txt", "--voice", "system")
    assert len({path.name for path in user.cache.rglob("*.take")} - before) == 1


def test_a_changed_sentence_of_a_book_costs_one_take_and_one_chapter(user):
    sentence = "In year {}, the harbour master counted the blue boats and wrote the number into his long book."
    chapters = [
        f"## Winter {c}\n\n" + " ".join(sentence.format(100 * c + n) for n in range(1, 8)) for c in range(1, 13)
    ]
    text = "\n\n".join(["# Winters", *chapters])
    (user.home / "a.md").write_text(text, encoding="utf-8")
    user("build", "a.md", "--voice", "system")
    before = {path.name for path in user.cache.glob("briefcast/*s/*/*")}
    (user.home / "a.md").write_text(text.replace("year 604", "the year 604"), encoding="utf-8")
    assert user("build", "a.md", "--voice", "system").status == 0
    new = {path.name for path in user.cache.glob("briefcast/*s/*/*")} - before
    assert sorted(name.split(".")[-1] for name in new) == ["frames", "take"]


def cut_short(content: bytes) -> bytes:
    return content[:100]


def blank_in_the_middle(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(2000) + content[middle + 2000 :]


@pytest.mark.parametrize(
    ("suffix", "damage"),
    [("take", cut_short), ("take", blank_in_the_middle), ("frames", cut_short), ("frames", blank_in_the_middle)],
)
def test_damaged_takes_and_chapters_are_made_again(user, article, suffix, damage):
    user("build", article, "-o", "a.mp3")
    if suffix == "take":
        shutil.rmtree(user.cache / "briefcast" / "chapters")
    for path in user.cache.rglob(f"*.{suffix}"):
        path.write_bytes(damage(path.read_bytes()))
    run = user("build", article, "-o", "b.mp3")
    assert run.status == 0, run.stderr
    assert (user.home / "a.mp3").read_bytes() == (user.home / "b.mp3").read_bytes()


def test_a_voice_that_cannot_load_is_replaced_and_that_is_said(user, article):
    """An onnxruntime that does not import stands before the real one."""
    broken = user.home / "broken" / "onnxruntime"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('libonnxruntime.so: cannot open shared object file')")
    run = user("build", article, "-o", "a.mp3", PYTHONPATH=str(broken.parent))
    assert run.status == 0, run.stderr
    assert "“heart” cannot be loaded" in run.stderr
    assert "system voice reads instead" in run.stderr
    shutil.rmtree(broken.parent)
    assert set(json.loads((user.home / "a.json").read_text())["cast"].values()) == {"system"}


def test_a_sentence_the_voice_cannot_speak_is_read_by_the_other(user):
    (user.home / "a.txt").write_text("A title here\n\nThis is English. 这是中文。\n\nThis is English again.\n", "utf-8")
    run = user("build", "a.txt")
    assert run.status == 0, run.stderr
    voices = {u["text"]: u["voice"] for u in json.loads((user.home / "a.json").read_text("utf-8"))["utterances"]}
    assert voices["This is English again."] == "heart"
    assert voices["这是中文。"] == "system"
    assert "这是中文" in run.stderr


def test_german_goes_to_a_german_voice(user):
    (user.home / "a.md").write_text("---\ntitle: Ein Versuch\nlang: de\n---\n\nGuten Morgen, meine Damen.\n", "utf-8")
    run = user("build", "a.md")
    assert run.status == 0, run.stderr
    manifest = json.loads((user.home / "a.json").read_text("utf-8"))
    assert manifest["utterances"][-1]["text"] == "Hier endet dieser Artikel."
    assert "does not speak “de”" in run.stderr
