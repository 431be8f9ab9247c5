"""House numbers, streets and postcodes: "1211 E Arques Ave", "Dallas, TX 75201", "SW1A 2AA"."""

from __future__ import annotations

import re

from briefcast.scripting.spoken.number_words import cardinal, digits, in_pairs, ordinal
from briefcast.scripting.spoken.scanning import Rule, rule, stop_after

_STREETS = {
    "st": "Street", "ave": "Avenue", "av": "Avenue", "blvd": "Boulevard", "rd": "Road", "dr": "Drive",
    "ln": "Lane", "ct": "Court",
    "pl": "Place", "sq": "Square", "pkwy": "Parkway", "hwy": "Highway", "ter": "Terrace", "cir": "Circle",
    "expy": "Expressway",
}  # fmt: skip
_FULL = "Street|Avenue|Boulevard|Road|Drive|Lane|Court|Place|Square|Parkway|Highway|Terrace|Circle|Way"
_SIDES = {
    "N": "North", "S": "South", "E": "East", "W": "West", "NE": "Northeast", "NW": "Northwest", "SE": "Southeast",
    "SW": "Southwest",
}  # fmt: skip
_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa",
    "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming", "DC": "D.C.",
}  # fmt: skip


def _house(number: str) -> str:
    return digits(number) if len(number) == 5 else in_pairs(number)


def _street(match: re.Match[str]) -> str:
    words = [_house(match["house"])]
    if match["side"]:
        words.append(_SIDES.get(match["side"].rstrip("."), match["side"]))
    for word in match["name"].split():
        numbered = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)
        words.append(ordinal(numbered[1]) if numbered else word)
    words.append(_STREETS.get(match["kind"].rstrip(".").lower(), match["kind"].rstrip(".")))
    return " ".join(words) + stop_after(match)


def _state(match: re.Match[str]) -> str | None:
    """, TX 75201": a state behind a comma, with or without its ZIP code."""
    code = match["zip"]
    if not re.search(r"[a-z], $", match.string[max(0, match.start() - 3) : match.start()]):
        return None
    if (
        not code
        and match["state"] in {"IN", "OR", "ME", "OK", "HI", "DC"}
        and not re.match(r"[,.]|\s?$", match.string[match.end() :])
    ):
        return None
    zipped = ""
    if code:
        first, _, more = code.partition("-")
        zipped = f" {digits(first)}" + (f", {digits(more)}" if more else "")
    return _STATES[match["state"]] + zipped


def _postcode(match: re.Match[str]) -> str:
    """A British postcode: letters as letters, digits as digits, a pause between its halves."""
    return ", ".join(" ".join(map(_letter, half)) for half in (match["out"], match["in"])).removesuffix(".")


def _letter(char: str) -> str:
    return cardinal(char) if char.isdigit() else ("A." if char == "A" else char)


DIGIT_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?P<house>\d{{1,5}})\s(?:(?P<side>[NSEW][EW]?\.?|North|South|East|West)\s)?"
        rf"(?P<name>(?:[A-Z][a-zA-Z'’]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th))(?:\s(?:[A-Z][a-zA-Z'’]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th))){{0,2}}?)\s"
        rf"(?P<kind>(?:{_FULL}|St|Ave|Av|Blvd|Rd|Dr|Ln|Ct|Pl|Sq|Pkwy|Hwy|Ter|Cir|Expy)\b\.?)(?!\w)",
        _street,
    ),
)
CAPITAL_RULES: tuple[Rule, ...] = (
    rule(rf"(?P<state>{'|'.join(_STATES)})(?:\s(?P<zip>\d{{5}}(?:-\d{{4}})?))?(?![\w-])", _state),
)
#: At a word that holds a digit.
MIXED_RULES: tuple[Rule, ...] = (rule(r"(?P<out>[A-Z]{1,2}\d[A-Z\d]?)\s(?P<in>\d[A-Z]{2})(?!\w)", _postcode),)
