"""Numbers with a unit: 71 km/h, 5 kWh, 3 m², 25 °C, 5'10", 6-8 GB, 12.5%."""

from __future__ import annotations

import re

from briefcast.scripting.spoken.number_words import cardinal, decimal, is_one
from briefcast.scripting.spoken.scanning import Rule, rule, stop_after, word_after, word_before

_PREFIXES = {
    "p": "pico", "n": "nano", "µ": "micro", "μ": "micro", "m": "milli", "c": "centi", "k": "kilo", "M": "mega",
    "G": "giga",
    "T": "tera", "P": "peta",
}  # fmt: skip
_PREFIXED = {
    "m": "meter", "g": "gram", "L": "liter", "l": "liter", "W": "watt", "Wh": "watt hour", "Hz": "hertz", "V": "volt",
    "Pa": "pascal", "J": "joule", "N": "newton", "eV": "electronvolt", "B": "byte", "bps": "bit per second",
    "b/s": "bit per second",
    "bit": "bit", "A": "amp", "s": "second", "mol": "mole", "F": "farad", "Ω": "ohm", "Sv": "sievert",
    "Bq": "becquerel",
    "cal": "calorie", "t": "ton", "sec": "second", "M": "molar", "pc": "parsec", "Gy": "gray",
}  # fmt: skip
#: Prefix and unit that mean something else in the news, or nothing at all.
_NOT_UNITS = frozenset(
    "pm Pm PM MM PB cA pA cs Ms Gs Ts Ps ks cN mt pt Pt ct nt Mm Gm Tm Pm GM TM cV cB pB nB mB Gg Tg Pg Mg ML GL "
    "TL GN MN TN TF GF"
    " mF cF pF nF PA MA GA TA MF kM cM pM nM mM TB".split()
) - {"TB", "PB"}
_UNITS: dict[str, tuple[str, str]] = {
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "kph": ("kilometer per hour", "kilometers per hour"),
    "kmh": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"),
    "mpg": ("mile per gallon", "miles per gallon"),
    "fps": ("frame per second", "frames per second"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "psi": ("pound per square inch", "pounds per square inch"),
    "bpm": ("beat per minute", "beats per minute"),
    "ppm": ("part per million", "parts per million"),
    "ppb": ("part per billion", "parts per billion"),
    "dpi": ("dot per inch", "dots per inch"),
    "cfm": ("cubic foot per minute", "cubic feet per minute"),
    "cc": ("c c", "c c"),
    "ft": ("foot", "feet"), "in": ("inch", "inches"), "yd": ("yard", "yards"), "yds": ("yard", "yards"),
    "mi": ("mile", "miles"),
    "nmi": ("nautical mile", "nautical miles"), "kn": ("knot", "knots"), "kt": ("knot", "knots"), "kts": ("knot",
    "knots"),
    "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"), "st": ("stone", "stone"),
    "pt": ("pint", "pints"), "qt": ("quart", "quarts"), "gal": ("gallon", "gallons"), "tsp": ("teaspoon",
    "teaspoons"),
    "tbsp": ("tablespoon", "tablespoons"), "bbl": ("barrel", "barrels"), "ha": ("hectare", "hectares"),
    "acre": ("acre", "acres"),
    "m": ("meter", "meters"), "g": ("gram", "grams"), "l": ("liter", "liters"), "L": ("liter", "liters"),
    "W": ("watt", "watts"),
    "V": ("volt", "volts"), "J": ("joule", "joules"), "Wh": ("watt hour", "watt hours"), "Hz": ("hertz", "hertz"),
    "Pa": ("pascal", "pascals"),
    "h": ("hour", "hours"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"), "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"),
    "sec": ("second", "seconds"), "secs": ("second", "seconds"), "yr": ("year", "years"), "yrs": ("year",
    "years"), "wk": ("week", "weeks"),
    "wks": ("week", "weeks"), "mo": ("month", "months"), "mos": ("month", "months"), "dB": ("decibel",
    "decibels"), "dBA": ("decibel", "decibels"),
    "hp": ("horsepower", "horsepower"), "bhp": ("brake horsepower", "brake horsepower"), "bar": ("bar", "bars"),
    "atm": ("atmosphere", "atmospheres"),
    "°C": ("degree Celsius", "degrees Celsius"), "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°K": ("kelvin", "kelvins"),
    "°": ("degree", "degrees"), "℃": ("degree Celsius", "degrees Celsius"), "℉": ("degree Fahrenheit",
    "degrees Fahrenheit"),
    "º": ("degree", "degrees"), "ºC": ("degree Celsius", "degrees Celsius"), "ºF": ("degree Fahrenheit",
    "degrees Fahrenheit"),
    "%": ("percent", "percent"), "‰": ("per mille", "per mille"), "pct": ("percent", "percent"), "pc": ("percent",
    "percent"),
    "bps": ("basis point", "basis points"), "bp": ("basis point", "basis points"), "pp": ("percentage point",
    "percentage points"),
    "Gbps": ("gigabit per second", "gigabits per second"), "Mbps": ("megabit per second", "megabits per second"),
    "kbps": ("kilobit per second", "kilobits per second"), "Mb/s": ("megabit per second", "megabits per second"),
    "kB": ("kilobyte", "kilobytes"), "KB": ("kilobyte", "kilobytes"), "Mb": ("megabit", "megabits"),
    "Gb": ("gigabit", "gigabits"),
    "MP": ("megapixel", "megapixels"), "px": ("pixel", "pixels"), "ly": ("light year", "light years"),
    "AU": ("astronomical unit", "astronomical units"),
    "Ω": ("ohm", "ohms"), "ml": ("milliliter", "milliliters"), "mL": ("milliliter", "milliliters"),
    "cwt": ("hundredweight", "hundredweight"),
    "kcal": ("kilocalorie", "kilocalories"), "sqft": ("square foot", "square feet"), "sqm": ("square meter",
    "square meters"),
    "sqkm": ("square kilometer", "square kilometers"), "dl": ("deciliter", "deciliters"), "dL": ("deciliter",
    "deciliters"), "K": ("kelvin", "kelvins"),
    "mAh": ("milliamp hour", "milliamp hours"), "Ah": ("amp hour", "amp hours"),
    "mmHg": ("millimeter of mercury", "millimeters of mercury"), "rad": ("radian", "radians"), "t": ("ton",
    "tons"), "ms": ("millisecond", "milliseconds"),
    "s": ("second", "seconds"), "d": ("day", "days"), "GW": ("gigawatt", "gigawatts"), "A": ("amp", "amps"),
    "N": ("newton", "newtons"),
    "ton": ("ton", "tons"), "c/s": ("cycle per second", "cycles per second"), "kgs": ("kilogram", "kilograms"),
    "kms": ("kilometer", "kilometers"),
}  # fmt: skip
_PER = {"s": "second", "h": "hour", "hr": "hour", "d": "day", "day": "day", "yr": "year", "y": "year",
    "min": "minute", "week": "week",
        "wk": "week", "month": "month", "mo": "month", "hour": "hour", "year": "year", "sec": "second",
        "second": "second", "t": "ton"}  # fmt: skip
_SQUARES = {"^2": "square ", "2": "square ", "^3": "cubic ", "3": "cubic ", "sq": "square ", "cu": "cubic "}
#: Units that are also words, letters or marks: read as units only where the digit stands glued or a mark proves it.
_ONLY_GLUED = frozenset({"A", "N", "J", "d", "K", "AU", "st", "mo"})
_NEVER_BARE = frozenset({"s", "A", "N", "K", "d", "in", "t", "M", "F"})
_N = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_N2 = r"(?:\s?(?:[-–—]|to|±|x|×|and|or)\s?(?P<second>[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+))?"
_JOINTS = {
    "-": "to",
    "–": "to",
    "—": "to",
    "to": "to",
    "±": "plus or minus",
    "x": "by",
    "×": "by",
    "and": "and",
    "or": "or",
}


def _unit(written: str, *, per: bool = False) -> tuple[str, str] | None:
    """Singular and plural of a unit, by its exact form or, if long enough, in whatever case."""
    if per and written in _PER:
        return _PER[written], _PER[written] + "s"
    if written in _UNITS:
        return _UNITS[written]
    prefix, base = written[:1], written[1:]
    if prefix in _PREFIXES and base in _PREFIXED and written not in _NOT_UNITS:
        name = _PREFIXES[prefix] + _PREFIXED[base]
        many = name.replace("bit per", "bits per") if "bit per" in name else name + ("" if base == "Hz" else "s")
        return name, many
    lower = written.lower()
    if (
        len(written) > 1
        and lower != written
        and (lower in {"kg", "km", "cm", "mm", "ml", "mg", "ft", "lb", "lbs", "oz", "mph", "hrs", "kwh"})
    ):
        return _unit(lower) if lower != "kwh" else _unit("kWh")
    return None


def _joint(match: re.Match[str]) -> str:
    between = match.string[match.end("number") : match.start("second")].strip(" %\u00a0")
    return _JOINTS.get(between, "to")


def _amount(match: re.Match[str]) -> str:
    sign = "minus " if match["sign"] in {"-", "−", "–"} else ("plus " if match["sign"] else "")
    said = sign + decimal(match["number"])
    if match["second"]:
        second = match["second"]
        said += f" {_joint(match)} " + ("minus " if second[0] in "-−" else "") + decimal(second.lstrip("-−"))
    return said


def _is_unit_here(match: re.Match[str], written: str) -> bool:
    """Whether a unit that could be a word or a letter is meant as one."""
    gap = match["gap"]
    more = bool(match["power"] or match["per"] or match["square"])
    if more and match["power"] not in {"2", "3"}:
        return True
    if written in _NEVER_BARE and not (written == "s" and "." in match["number"]):
        if written == "in" and not gap:
            return True
        return written == "in" and match["dot"] is not None and not match.string[match.end() :].strip()
    if written in {"bps", "bp", "pp", "pc", "pt"}:
        return written not in {"pt", "pp"} or bool(gap)
    return not (written in _ONLY_GLUED and gap)


def _measure(match: re.Match[str]) -> str | None:
    written, power, per, square = match["unit"], match["power"], match["per"], match["square"]
    written = written.replace(" ", "")
    names = _unit(written + "/" + per) if per and not power else None
    if names:
        per = None
    else:
        names = _unit(written)
    below = _unit(per, per=True) if per else None
    if names is None or (per and below is None) or not _is_unit_here(match, written):
        return None
    one, many = names
    prefix = _SQUARES[(square or power).rstrip(".")] if square or power else ""
    singular = (is_one(match["number"]) and not match["second"]) or match["gap"] == "-"
    said = f"{_amount(match)}{'-' if match['gap'] == '-' else ' '}{prefix}{one if singular else many}"
    if below:
        power = {"^2": " squared", "2": " squared", "^3": " cubed", "3": " cubed"}.get(match["per_power"] or "", "")
        cubic = power == " cubed" and below[0] != "second"
        said += f" per cubic {below[0]}" if cubic else f" per {below[0]}{power}"
    return said + _stop(match)


def _density(match: re.Match[str]) -> str | None:
    """327/km²: a count for each unit."""
    names = _unit(match["per"], per=True)
    square = _SQUARES[match["power"]] if match["power"] else ""
    return f"{decimal(match['number'])} per {square}{names[0]}" if names else None


def _stop(match: re.Match[str]) -> str:
    if match["unit"] in {"ft", "lb", "lbs"} and re.match(r" \d", match.string[match.end() : match.end() + 2]):
        return ""
    return (
        "." if match["dot"] and not re.match(r"\s+[a-z(]|[,;:)]", match.string[match.end() : match.end() + 4]) else ""
    )


def _percent(match: re.Match[str]) -> str:
    points = match["points"]
    return f"{_amount(match)} percent" + (" " + "percentage points"[11:] if points else "")


def _temperature(match: re.Match[str]) -> str | None:
    """20C" and "70F", where a temperature is spoken of."""
    near = {
        "temperature",
        "temperatures",
        "below",
        "above",
        "of",
        "at",
        "to",
        "reached",
        "hit",
        "high",
        "low",
        "highs",
        "lows",
        "around",
    }
    warm = word_after(match.string, match.end()) in {"heat", "heatwave", "weather", "temperatures", "day", "days"}
    if not match["sign"] and not warm and word_before(match.string, match.start()).lower() not in near:
        return None
    scale = "Celsius" if match["scale"] == "C" else "Fahrenheit"
    one = is_one(match["number"]) and not match["second"]
    return f"{_amount(match)} degree{'' if one else 's'} {scale}"


def _count(number: str, one: str, many: str) -> str:
    return f"{decimal(number)} {one if is_one(number) else many}"


def _feet_and_inches(match: re.Match[str]) -> str:
    feet, inches = match["feet"], match["inches"]
    return f"{cardinal(feet)} foot {decimal(inches)}"


def _feet_inches_units(match: re.Match[str]) -> str:
    return f"{_count(match['feet'], 'foot', 'feet')} {_count(match['inches'], 'inch', 'inches')}" + stop_after(match)


def _pounds_and_ounces(match: re.Match[str]) -> str:
    pounds, ounces = match["pounds"], match["ounces"]
    return (
        f"{cardinal(pounds)} pound{'' if pounds == '1' else 's'} {decimal(ounces)} ounce{'' if ounces == '1' else 's'}"
    )


def _stone(match: re.Match[str]) -> str:
    return f"{cardinal(match['stone'])} stone {cardinal(match['pounds'])}"


_QUOTES = re.compile(r'(?<!\d)"')


def _inches(match: re.Match[str]) -> str | None:
    """12": unless the mark closes a quotation."""
    if len(_QUOTES.findall(match.string, 0, match.end() - 1)) % 2:
        return None
    number = decimal(match["number"])
    if re.match(r" [a-z]", match.string[match.end() : match.end() + 2]):
        return f"{number}-inch"
    return f"{number} inch{'' if is_one(match['number']) else 'es'}"


def _feet(match: re.Match[str]) -> str:
    return f"{decimal(match['number'])} feet"


def _coordinate(match: re.Match[str]) -> str:
    parts = [f"{decimal(match['degrees'])} degree{'' if match['degrees'] == '1' else 's'}"]
    for name in ("minute", "second"):
        if match[name]:
            number = match[name].lstrip("0") or "0"
            parts.append(f"{decimal(number)} {name}{'' if number == '1' else 's'}")
    side = {"N": "north", "S": "south", "E": "east", "W": "west"}.get(match["side"] or "", "")
    return " ".join(parts + ([side] if side else []))


def _sized(match: re.Match[str]) -> str:
    """Dimensions: "3×4", "18 x 12 x 14"."""
    return " by ".join(decimal(number) for number in re.findall(r"[\d.,]+", match[0]))


def _caliber(match: re.Match[str]) -> str:
    return f"{cardinal(match['number'])}{match['joint']}"


def _period(match: re.Match[str]) -> str | None:
    """18-yr-old", "5-yr"."""
    return f"{cardinal(match['number'])}-year-old"


_GAP = r"(?P<gap>[\s\u00a0\u202f]|-)?"
_SIGN = r"(?:(?<![\w%°)\]])(?P<sign>[-−–+]))?"
_MEASURE = rule(
    rf"{_SIGN}(?P<number>{_N}){_N2}{_GAP}(?:(?P<square>sq|cu)\.?\s?)?"
    r"(?P<unit>[°º]\s?[CFK]?|[℃℉%‰]|[A-Za-zµμΩ]{1,4}(?:Hg)?)(?P<power>\^?[23])?"
    r"(?:/(?P<per>[A-Za-zµμ]{1,6})(?P<per_power>\^?[23])?)?(?P<dot>\.(?!\w))?(?![\w'’]|/(?!\d))",
    _measure,
)
_PERCENT = rule(
    rf"{_SIGN}(?P<number>{_N})(?:%(?=[-–—]))?{_N2}[\s\u00a0]?%(?:-(?P<points>pts?|points?)\b)?(?!\w)", _percent
)
_TEMPERATURE = rule(rf"{_SIGN}(?P<number>{_N}){_N2}(?P<scale>[CF])(?![\w/'’-])", _temperature)
#: At a sign before a number.
SIGNED_RULES = (_PERCENT, _TEMPERATURE, _MEASURE)
#: At a decimal point before digits.
POINT_RULES = (
    rule(r"\.(?P<number>\d\d)(?P<joint>[\s-]cal(?:iber|ibre)?)(?!\w)", _caliber),
    _PERCENT,
    _MEASURE,
)
#: Before ordinals: "12st 3lb".
FIRST_RULES: tuple[Rule, ...] = (rule(r"(?P<stone>\d{1,2})\s?st\s(?P<pounds>\d{1,2})\s?lbs?(?!\w)", _stone),)
DIGIT_RULES: tuple[Rule, ...] = (
    rule(rf"(?P<number>{_N})/(?P<per>km|m|mi|ha|kg|day|yr|year|hour|week|month)(?P<power>\^?[23])?(?![\w/])", _density),
    rule(rf"(?P<number>{_N})′(?!\w)", _feet),
    rule(
        r"(?P<feet>\d{1,2})['’′]\s?-?(?P<inches>\d{1,2}(?:\.\d+)?)(?:[\"”″]|['’]['’])?(?![\w.]\d|\w)",
        _feet_and_inches,
    ),
    rule(
        r"(?P<feet>\d{1,3})\s?(?:ft|feet)\.?,?\s?(?P<inches>\d{1,2}(?:\.\d+)?)\s?(?:in\b\.?|inches|inch)(?!\w)",
        _feet_inches_units,
    ),
    rule(r"(?P<pounds>\d{1,3})\s?lbs?\.?,?\s?(?P<ounces>\d{1,2}(?:\.\d+)?)\s?oz\b\.?(?!\w)", _pounds_and_ounces),
    rule(
        r"(?P<degrees>\d{1,3}(?:\.\d+)?)\s?[°º]\s?(?:(?P<minute>\d{1,2}(?:\.\d+)?)\s?['’′]\s?)?(?:(?P<second>\d{1,2}(?:\.\d+)?)\s?(?:[\"”″]|'')\s?)?"
        r"(?P<side>[NSEW])\b(?!\w)",
        _coordinate,
    ),
    rule(r"(?P<number>\d{1,3})-yr-old(?!\w)", _period),
    _PERCENT,
    _TEMPERATURE,
    _MEASURE,
    rule(rf"(?P<number>{_N})[\"″](?![\w,])", _inches),
    rule(r"\d{1,5}(?:\.\d{1,3})?(?:\s?×\s?\d{1,5}(?:\.\d{1,3})?){1,4}(?![\w%]|[.,]\d)", _sized),
)  # fmt: skip
