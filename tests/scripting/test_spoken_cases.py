"""Written forms by class, each with what a newsreader says; the accuracy of each class is printed (pytest -s).

A line of cases/CLASS.txt is ``written ~ spoken``, with further accepted readings behind more tildes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefcast.scripting.spoken import spoken_form

CASES = Path(__file__).parent / "cases"
CLASSES = sorted(path.stem for path in CASES.glob("*.txt"))


def cases_of(name: str) -> list[list[str]]:
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [[_unescaped(part) for part in line.split(" ~ ")] for line in lines if line and not line.startswith("//")]


def _unescaped(text: str) -> str:
    return text.encode("latin-1", "backslashreplace").decode("unicode-escape") if "\\" in text else text


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_read_as_a_newsreader_would(name):
    cases = cases_of(name)
    wrong = [(written, spoken_form(written), said) for written, *said in cases if spoken_form(written) not in said]
    right = len(cases) - len(wrong)
    print(f"{name:15} {right:4} of {len(cases):4}  {100 * right / len(cases):.1f} %")  # noqa: T201
    assert not wrong, "\n".join(f"{written!r}\n  said   {got!r}\n  wanted {said!r}" for written, got, said in wrong)


def test_there_are_enough_cases():
    assert sum(len(cases_of(name)) for name in CLASSES) >= 1500
