"""Times of day, durations and proportions with a colon: "5:03 am", "23:00", "1:23:45", "16:9"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.scripting.spoken.number_words import cardinal, decimal, two_digits
from briefcast.scripting.spoken.scanning import Rule, rule, stop_after

if TYPE_CHECKING:
    import re

_ZONES = "GMT|UTC|BST|CET|CEST|EET|EST|EDT|CST|CDT|MST|MDT|PST|PDT|IST|JST|AEST|AEDT|ET|CT|PT|MT"
_HALF = r"(?P<half>[AaPp]\.?\s?[Mm]\b\.?)"
_ZONE = rf"(?:\s(?P<bracket>\()?(?P<zone>(?:{_ZONES}|[ecmp][sd]t|[ecmp]\.[sd]\.t)\b\.?)(?(bracket)\)))?"


def _clock_words(hour: str, minute: str | None, *, alone: bool = False) -> str:
    said = cardinal(str(int(hour)))
    if not minute or minute == "00":
        return f"{said} o'clock" if alone else said
    return f"{said} {two_digits(minute)}"


def _half(written: str | None) -> str:
    return f" {written[0].upper()}M" if written else ""


def _zone(written: str | None) -> str:
    return f" {written.replace('.', '').upper()}" if written else ""


def _time(match: re.Match[str]) -> str | None:
    hour, minute, half, zone = match["hour"], match["minute"], match["half"], match["zone"]
    if int(hour) > 24 or (minute and int(minute) > 59):
        return None
    alone = (
        not half
        and not zone
        and not match.string[match.end() :].lower().startswith((" o'clock", " hours", " noon", " midnight"))
    )
    seconds = f" and {cardinal(str(int(match['second'])))} seconds" if match["second"] else ""
    said = _clock_words(hour, minute, alone=alone and not seconds) + seconds
    return said + _half(half) + _zone(zone) + stop_after(match)


def _hour(match: re.Match[str]) -> str | None:
    first, last = match["first"], match["hour"]
    if int(last) > 12 or int(first) > 24:
        return None
    return (
        f"{_clock_words(first, match['first_minute'])}{_half(match['first_half'])} to "
        + _clock_words(last, match["minute"])
        + _half(match["half"])
        + _zone(match["zone"])
        + stop_after(match)
    )


def _span(match: re.Match[str]) -> str | None:
    if int(match["first"]) > 24 or int(match["last"]) > 24:
        return None
    return (
        f"{_clock_words(match['first'], match['first_minute'])} to {_clock_words(match['last'], match['last_minute'])}"
        f"{_zone(match['zone'])}"
    )


def _count(number: str, noun: str) -> str:
    return f"{cardinal(str(int(number)))} {noun}{'' if int(number) == 1 else 's'}"


def _stopwatch(match: re.Match[str]) -> str | None:
    """Hours, minutes and seconds."""
    if int(match["second"]) > 59 or int(match["minute"]) > 59:
        return None
    hours, minutes, seconds = (match[name] for name in ("hour", "minute", "second"))
    said_seconds = (
        f"{cardinal(seconds.lstrip('0') or '0')} point {' '.join(cardinal(digit) for digit in match['part'])} seconds"
        if match["part"]
        else _count(seconds, "second")
    )
    return f"{_count(hours, 'hour')} {_count(minutes, 'minute')} and {said_seconds}"


def _lap(match: re.Match[str]) -> str | None:
    """Minutes, seconds and a fraction: 4:22.57."""
    fraction = " ".join(cardinal(digit) for digit in match["part"])
    return f"{_count(match['minute'], 'minute')} {cardinal(str(int(match['second'])))} point {fraction} seconds"


def _proportion(match: re.Match[str]) -> str:
    return f"{decimal(match['a'])} to {decimal(match['b'])}"


def _military(match: re.Match[str]) -> str:
    hour, minute, zone = match["hour"], match["minute"], match["zone"]
    said_hour = f"oh {cardinal(hour[1])}" if hour[0] == "0" else cardinal(hour)
    said_minute = "hundred" if minute == "00" else two_digits(minute)
    return f"{said_hour} {said_minute} {'hours' if zone in {'hours', 'hrs'} else zone}"


DIGIT_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?P<first>\d{{1,2}})(?:[:.](?P<first_minute>[0-5]\d))?\s?(?P<first_half>[AaPp]\.?\s?[Mm]\b\.?)?(?:\s?[-–—]\s?|\sto\s)"
        rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?\s?{_HALF}{_ZONE}(?!\w)",
        _hour,
    ),
    rule(
        rf"(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>[0-5]\d))?(?::(?P<second>[0-5]\d))?\s?{_HALF}{_ZONE}(?!\w)",
        _time,
    ),
    rule(
        rf"(?P<first>\d{{1,2}}):(?P<first_minute>[0-5]\d)\s?[-–—]\s?(?P<last>\d{{1,2}}):(?P<last_minute>[0-5]\d){_ZONE}(?![\w:])",
        _span,
    ),
    rule(r"(?P<hour>\d{1,3}):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)(?:\.(?P<part>\d{1,3}))?(?![\w:])", _stopwatch),
    rule(r"(?P<minute>\d{1,3}):(?P<second>[0-5]\d)\.(?P<part>\d{1,3})(?![\w:])", _lap),
    rule(rf"(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?P<second>)(?P<half>){_ZONE}(?![\w:/]|\.\d)", _time),
    rule(
        rf"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>)(?P<half>)\s(?P<zone>{_ZONES}|hours|hrs)\b(?!\w)",
        _military,
    ),
    rule(
        r"(?P<a>\d{1,9}(?:,\d{3}){0,4}(?:\.\d{1,3})?)\s?:\s?(?P<b>\d{1,9}(?:,\d{3}){0,4}(?:\.\d{1,3})?)(?![\w:/]|\.\d)",
        _proportion,
    ),
)
