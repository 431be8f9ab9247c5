"""Digits -> English words: cardinals, ordinals, years, decimals and digits one by one.

Written here because the library that does it (num2words, used for the other languages) takes 80 µs
a number and speaks British commas; a news sentence has several numbers and a millisecond in all.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = (
    "- thousand million billion trillion quadrillion quintillion sextillion septillion octillion nonillion decillion"
).split()
_IRREGULAR_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
#: A longer run of digits is read as digits, and past the second bound only counted.
_MOST_DIGITS_AS_NUMBER = 3 * len(_SCALES)
_MOST_DIGITS_SPOKEN = 60


@lru_cache(maxsize=1000)
def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words.append(f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens])
    elif rest or not hundreds:
        words.append(_SMALL[rest])
    return " ".join(words)


def cardinal(number: str) -> str:
    """A whole number as a count: "2,045" -> "two thousand forty-five".

    A number that begins with 0 is a code and read digit by digit; so is one past decillions.
    """
    digits_only = number.replace(",", "")
    if len(digits_only) > _MOST_DIGITS_AS_NUMBER or (len(digits_only) > 1 and digits_only[0] == "0"):
        return digits(digits_only)
    value = int(digits_only)
    if value < 1000:
        return _below_thousand(value)
    words: list[str] = []
    for scale in range((len(digits_only) - 1) // 3, -1, -1):
        group = value // 1000**scale % 1000
        if group:
            words.append(f"{_below_thousand(group)} {_SCALES[scale]}" if scale else _below_thousand(group))
    return " ".join(words)


def ordinal(number: str) -> str:
    """The place in a row: "23" -> "twenty-third"."""
    return as_ordinal(cardinal(number))


def as_ordinal(words: str) -> str:
    """Turns the last word of a cardinal into an ordinal: "one hundred" -> "one hundredth"."""
    head, cut, last = words.rpartition("-") if "-" in words.rsplit(" ", 1)[-1] else words.rpartition(" ")
    if last in _IRREGULAR_ORDINALS:
        return head + cut + _IRREGULAR_ORDINALS[last]
    return head + cut + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def plural(words: str) -> str:
    """More than one of a number: "twenty" -> "twenties", "six" -> "sixes"."""
    if words.endswith("y"):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("x", "s")) else "s")


def digits(number: str, zero: str = "zero") -> str:
    """Each digit by itself: "007" -> "zero zero seven"."""
    found = [digit for digit in number if digit.isdigit()]
    if len(found) > _MOST_DIGITS_SPOKEN:
        return f"a number of {cardinal(str(len(found)))} digits"
    return " ".join(zero if digit == "0" else _SMALL[int(digit)] for digit in found)


def decimal(number: str) -> str:
    """A number with or without a fraction: "3.14" -> "three point one four"."""
    whole, dot, part = number.partition(".")
    words = cardinal(whole) if whole else ""
    return f"{words} point {digits(part)}".strip() if dot and part else words


def year(number: str) -> str:
    """A year as it is spoken: "1905" -> "nineteen oh five", "2008" -> "two thousand eight"."""
    value = int(number)
    century, rest = divmod(value, 100)
    if value < 100 or (2000 <= value <= 2009) or value >= 10_000 or (rest == 0 and century % 10 == 0):
        return cardinal(str(value))
    if 1001 <= value <= 1009:
        return cardinal(str(value))
    return f"{_below_thousand(century)} {two_digits(f'{rest:02}') if rest else 'hundred'}"


def two_digits(number: str) -> str:
    """The end of a year: "05" -> "oh five", "63" -> "sixty-three"."""
    return f"oh {_SMALL[int(number[1])]}" if number[0] == "0" else _below_thousand(int(number))


def in_pairs(number: str) -> str:
    """A house, flight or room number: "249" -> "two forty-nine", "1026" -> "ten twenty-six"."""
    if len(number) not in {3, 4} or number[0] == "0" or number.endswith("000"):
        return cardinal(number) if len(number) < 3 or number.endswith("000") else digits(number)
    head, rest = number[:-2], number[-2:]
    return f"{_below_thousand(int(head))} {'hundred' if rest == '00' else two_digits(rest)}"


_SMALL_WORDS = "|".join([*_SMALL[1:], *_TENS[2:]])
_BEFORE_AND = re.compile(
    rf"\bhundred(?= (?:{_SMALL_WORDS})\b)|\bthousand(?= (?:{_SMALL_WORDS})(?:-\w+)?\b(?! (?:hundred|thousand|to)\b))"
)


def with_and(words: str) -> str:
    """Numbers the British way: "one hundred five" -> "one hundred and five"."""
    return _BEFORE_AND.sub(lambda match: f"{match[0]} and", words)


def is_one(number: str) -> bool:
    """Whether a noun behind the number stands in the singular."""
    return number.lstrip("+-−") in {"1", "1.0", "1.00"}
