"""Bylines and dates as sites write them."""

from __future__ import annotations

from datetime import date

import pytest

from briefcast.reading.headmatter import date_in, is_byline


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("June 19, 2023", date(2023, 6, 19)),
        ("Published: Monday, June 19, 2023 at 7:30 p.m.", date(2023, 6, 19)),
        ("19 June 2023", date(2023, 6, 19)),
        ("Mon, 3rd Mar. 2024", date(2024, 3, 3)),
        ("3rd Mar. 2024", date(2024, 3, 3)),
        ("2024-03-03", date(2024, 3, 3)),
        ("February 31, 2023", None),
        ("In June 2023 they met.", None),
    ],
)
def test_a_line_that_is_a_date_is_known(line, day):
    assert date_in(line) == day


@pytest.mark.parametrize("line", ["By Ada Moss", "By Ada Moss and Jan de Vries", "by Ada Moss, Science Editor"])
def test_bylines_are_known(line):
    assert is_byline(line)


@pytest.mark.parametrize("line", ["By noon the hall was full", "By Monday.", "Bye, said Ada", "By 2030"])
def test_sentences_are_not_bylines(line):
    assert not is_byline(line)
