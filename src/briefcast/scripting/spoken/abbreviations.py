"""Abbreviations in context: titles, saints and streets, months' company, Latin, companies, states, contractions."""

from __future__ import annotations

import re

from briefcast.scripting.spoken.number_words import cardinal, digits, in_pairs
from briefcast.scripting.spoken.scanning import Rule, Say, always, ends_sentence, rule, stop_after, word_before

#: Before a name.
_TITLES = {
    "mr": "Mister", "mrs": "Missus", "ms": "Miz", "messrs": "Messieurs", "prof": "Professor", "gov": "Governor",
    "sen": "Senator",
    "rep": "Representative", "gen": "General", "lt": "Lieutenant", "col": "Colonel", "capt": "Captain",
    "sgt": "Sergeant",
    "maj": "Major", "cmdr": "Commander", "cdr": "Commander", "adm": "Admiral", "pres": "President", "rev": "Reverend",
    "hon": "Honorable", "cpl": "Corporal", "pvt": "Private", "det": "Detective", "supt": "Superintendent",
    "insp": "Inspector",
    "amb": "Ambassador", "sec": "Secretary", "atty": "Attorney", "brig": "Brigadier", "ald": "Alderman",
    "sens": "Senators",
    "reps": "Representatives", "govs": "Governors", "gens": "Generals", "profs": "Professors", "drs": "Doctors",
    "supts": "Superintendents",
    "rt": "Right", "fr": "Father", "br": "Brother", "mt": "Mount", "ft": "Fort", "pt": "Point", "ste": "Sainte",
    "sgts": "Sergeants", "spc": "Specialist",
}  # fmt: skip
#: Titles whose abbreviation is often written without its full stop.
_STOPLESS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "messrs",
        "prof",
        "lt",
        "col",
        "capt",
        "sgt",
        "maj",
        "gen",
        "sen",
        "gov",
        "rev",
        "mt",
        "ft",
        "cpl",
        "ste",
        "cmdr",
        "adm",
    }
)
#: With a full stop, wherever they stand.
_DOTTED = {
    "inc": "Incorporated", "ltd": "Limited", "corp": "Corporation", "co": "Company", "cos": "Companies",
    "bros": "Brothers",
    "dept": "Department", "univ": "University", "assn": "Association", "assoc": "Association",
    "govt": "government", "intl": "International",
    "natl": "National", "approx": "approximately", "est": "established", "etc": "et cetera", "jr": "Junior",
    "sr": "Senior",
    "esq": "Esquire", "ave": "Avenue", "blvd": "Boulevard", "rd": "Road", "hwy": "Highway", "ln": "Lane",
    "pkwy": "Parkway", "sq": "Square",
    "bldg": "building", "apt": "apartment", "tel": "telephone", "dist": "district", "admin": "administration",
    "asst": "assistant",
    "misc": "miscellaneous", "temp": "temperature", "max": "maximum", "min": "minimum", "ext": "extension",
    "cf": "compare",
    "viz": "namely", "ibid": "ibidem", "mfg": "manufacturing", "mgr": "manager", "ed": "editor", "eds": "editors",
    "trans": "translator",
    "vol": "volume", "vols": "volumes", "fig": "figure", "figs": "figures", "hrs": "hours", "mins": "minutes",
    "secs": "seconds",
    "yrs": "years", "wks": "weeks", "lbs": "pounds", "incl": "including", "excl": "excluding",
    "resp": "respectively", "esp": "especially",
    "ala": "Alabama", "ariz": "Arizona", "ark": "Arkansas", "calif": "California", "colo": "Colorado",
    "conn": "Connecticut", "del": "Delaware",
    "fla": "Florida", "ga": "Georgia", "ill": "Illinois", "ind": "Indiana", "kan": "Kansas", "ky": "Kentucky",
    "la": "Louisiana",
    "md": "Maryland", "mass": "Massachusetts", "mich": "Michigan", "minn": "Minnesota", "miss": "Mississippi",
    "mo": "Missouri",
    "mont": "Montana", "neb": "Nebraska", "nev": "Nevada", "okla": "Oklahoma", "ore": "Oregon",
    "pa": "Pennsylvania", "tenn": "Tennessee",
    "tex": "Texas", "vt": "Vermont", "va": "Virginia", "wash": "Washington", "wis": "Wisconsin", "wyo": "Wyoming",
    "ont": "Ontario", "que": "Quebec",
}  # fmt: skip
#: Abbreviations in _DOTTED that are also words: expanded only in this case.
_AFTER_NAME = frozenset(
    "co cos ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev "
    "okla ore pa tenn tex vt va "
    "wash wis wyo ont que jr sr esq ave blvd rd hwy ln pkwy sq inc ltd corp bros".split()
)
_ONLY_BEFORE_LOWER = frozenset(
    {"max", "min", "ed", "temp", "est", "admin", "fig", "figs", "vol", "vols", "ext", "trans", "resp", "misc", "eds"}
)
_PLAIN = {
    "ltd": "limited",
    "govt": "government",
    "dept": "department",
    "w/o": "without",
    "hwy": "highway",
    "blvd": "boulevard",
}
#: Before a number.
_BEFORE_NUMBER = {
    "no": "number", "nos": "numbers", "p": "page", "pp": "pages", "pg": "page", "vol": "volume",
    "vols": "volumes", "ch": "chapter",
    "chap": "chapter", "fig": "figure", "figs": "figures", "sec": "section", "sect": "section", "art": "article",
    "par": "paragraph",
    "para": "paragraph", "paras": "paragraphs", "ed": "edition", "rte": "route", "rt": "route", "hwy": "highway",
    "apt": "apartment",
    "ste": "suite", "rm": "room", "bldg": "building", "ext": "extension", "tel": "telephone", "ca": "circa",
    "op": "opus", "dist": "district",
    "approx": "approximately", "est": "estimated", "ver": "version", "wk": "week", "gr": "grade",
    "lat": "latitude", "long": "longitude",
    "vers": "version", "iss": "issue", "ln": "line", "nr": "number", "exp": "experiment", "eq": "equation",
    "eqs": "equations", "tab": "table",
}  # fmt: skip
_NEEDS_STOP = frozenset(
    {
        "no",
        "p",
        "ch",
        "sec",
        "art",
        "par",
        "ed",
        "rt",
        "ste",
        "ext",
        "tel",
        "ca",
        "op",
        "est",
        "wk",
        "gr",
        "lat",
        "long",
        "ln",
        "exp",
        "tab",
        "c",
    }
)
_CONTRACTIONS = {
    "how're": "how are",
    "what're": "what are",
    "where're": "where are",
    "why're": "why are",
    "when're": "when are",
    "that're": "that are",
}


def _title(match: re.Match[str]) -> str | None:
    written = match["short"]
    if not match["dot"] and (written.lower() not in _STOPLESS or written.isupper()):
        return None
    if not written[0].isupper() and written.lower() not in {"mr", "mrs", "ms"}:
        return None
    return _TITLES[written.lower()]


def _saint_or_street(match: re.Match[str]) -> str | None:
    before = word_before(match.string, match.start())
    after = match["after"]
    named = before[:1].isupper() and before.lower() not in {"in", "on", "at", "the", "from", "to", "near", "of", "and"}
    if named and re.match(r"\s(?:North|South|East|West)\b", match.string[match.end() : match.end() + 7]):
        return "Street"
    if after is not None and not (named and match["dot"] and ends_sentence(match.string, match.end())):
        return "Saint"
    if named:
        return "Street" + (stop_after(match) if match["dot"] else "")
    return None


def _doctor_or_drive(match: re.Match[str]) -> str | None:
    before = word_before(match.string, match.start())
    if match["after"] is not None and not (
        before[:1].isupper() and match["dot"] and ends_sentence(match.string, match.end())
    ):
        return "Doctor"
    if before[:1].isupper():
        return "Drive" + (stop_after(match) if match["dot"] else "")
    return None


def _dotted(match: re.Match[str]) -> str | None:
    short = match["short"]
    lower = short.lower()
    if short.isupper() and len(short) == 2:
        return None
    if lower in _AFTER_NAME and not re.search(
        r"[^\W\d_.)][,.]? $|^$|\b[RDI]-$", match.string[max(0, match.start() - 3) : match.start()]
    ):
        return None
    if lower in _AFTER_NAME and not short[0].isupper():
        return None
    if (
        lower in _AFTER_NAME
        and len(lower) <= 4
        and lower not in {"inc", "ltd", "corp", "co", "bros", "jr", "sr", "ave", "blvd", "cos"}
    ):
        party = re.search(r"\b[RDI]-$", match.string[max(0, match.start() - 3) : match.start()])
        comma = party or match.string[max(0, match.start() - 2) : match.start()] == ", "
        street = lower in {"rd", "hwy", "ln", "pkwy", "sq", "esq"}
        if not comma and not street:
            return None
    stop = stop_after(match)
    if lower == "etc" and re.match(r"\s+[A-Z]", match.string[match.end() : match.end() + 3]):
        stop = "."
    if lower in _ONLY_BEFORE_LOWER and stop:
        return None
    said = _DOTTED[lower]
    return (said.lower() if short.islower() else said) + stop


def _before_number(match: re.Match[str]) -> str | None:
    short = match["short"].lower()
    if short in _NEEDS_STOP and not match["dot"]:
        return None
    return _BEFORE_NUMBER[short] + " "


def _exhibit(match: re.Match[str]) -> str:
    """No. 133-A" and "No. 2,202,130,462": a number that is a name."""
    number = match["number"].replace(",", "")
    said = digits(number) if len(number) > 6 else (in_pairs(number) if match["letter"] else cardinal(number))
    plural = "numbers" if match["short"].lower() == "nos" else "number"
    return f"{plural} {said}" + (f" {match['letter']}" if match["letter"] else "")


def docket(match: re.Match[str]) -> str:
    """A case's year and number, as reporters of courts say it: "19-1392" -> "nineteen, thirteen ninety-two"."""
    kind = f" {' '.join(match['kind'].upper())}," if match["kind"] else ","
    return f"{cardinal(match['year'])}{kind} {in_pairs(match['case'])}"


def _versus(match: re.Match[str]) -> str | None:
    """Roe v. Wade"."""
    return "versus" if word_before(match.string, match.start())[:1].isupper() else None


def _fixed(said: str) -> Rule:
    return rule(
        r"[^\W\d_]+(?:['’/][^\W\d_]+)*\.?", lambda match: said + (stop_after(match) if match[0].endswith(".") else "")
    )


def _before_year(letters: str, said: str) -> Rule:
    return rule(rf"{letters}\.\s(?=(?:c\.\s?)?(?:1\d{{3}}|20\d{{2}})(?!\d))", always(said + " "))


def _with_comma(said: str) -> Say:
    return lambda match: said + ("," if match[0].endswith(",") else "")


def _contraction(match: re.Match[str]) -> str:
    said = _CONTRACTIONS[match[0].lower().replace("’", "'")]
    return said[0].upper() + said[1:] if match[0][0].isupper() else said


_EXHIBIT = rule(
    r"(?P<short>[Nn]os?)\.?\s?(?P<number>\d{1,3}(?:,\d{3})+|\d{1,12})(?:-(?P<letter>[A-Z]))?(?![\w]|[.,:/–-]\d)",
    _exhibit,
)
_DOCKETED = rule(
    r"(?P<name>[Dd]ocket|[Cc]ase)\s(?P<year>\d{2})-(?:(?P<kind>[a-z]{2})-)?(?P<case>\d{3,5})(?![\w]|[.,/–-]\d)",
    lambda match: f"{match['name']} {docket(match)}",
)
_DOCKET = rule(
    r"[Nn]o\.\s?(?P<year>\d{2})-(?:(?P<kind>[a-z]{2})-)?(?P<case>\d{3,5})(?![\w]|[.,/–-]\d)",
    lambda match: f"number {docket(match)}",
)
#: Abbreviations that need rules of their own.
_OWN_RULES: dict[str, tuple[Rule, ...]] = {
    "no": (_DOCKET, _EXHIBIT),
    "docket": (_DOCKETED,),
    "y": (rule(r"y/y(?!\w)", always("year on year")), rule(r"y-o-y(?!\w)", always("year on year"))),
    "q": (rule(r"q/q(?!\w)", always("quarter on quarter")),),
    "case": (_DOCKETED,),
    "nos": (_EXHIBIT,),
    "st": (rule(r"[Ss][Tt](?P<dot>\.)?(?P<after>(?=\s[A-Z]|-[A-Z]))?(?!\w)", _saint_or_street),),
    "dr": (rule(r"D[Rr](?P<dot>\.)?(?P<after>(?=\s[A-Z]))?(?!\w)", _doctor_or_drive),),
    "f": (rule(r"F#(?!\w)", always("F sharp")),),
    "c": (
        rule(r"c/o(?!\w)", always("care of")),
        rule(r"C\+\+(?!\w)", always("C plus plus")),
        rule(r"C#(?!\w)", always("C sharp")),
        rule(r"c(?:a)?\.\s?(?=1\d{3}|20\d{2}|\d{1,4} (?:BC|AD))", always("circa ")),
    ),
    "vs": (rule(r"vs?\.?(?!\w)", always("versus")),),
    "v": (rule(r"v\.(?=\s[A-Z])", _versus),),
    "wwi": (rule(r"WWI(?!\w)", always("World War one")),),
    "wwii": (rule(r"WWII(?!\w)", always("World War two")),),
    "ww": (
        rule(r"WW\s(?:II|2)(?!\w)", always("World War two")),
        rule(r"WW\s(?:I|1)(?!\w)", always("World War one")),
    ),
    "w": (rule(r"w/o\b", always("without")), rule(r"w/(?=\s?\w)", always("with "))),
    "e": (rule(r"[eE]\.\s?g\.?(?!\w),?", _with_comma("for example")),),
    "i": (rule(r"[iI]\.\s?e\.?(?!\w),?", _with_comma("that is")),),
    "eg": (rule(r"eg[.,](?=\s)", always("for example,")),),
    "ie": (rule(r"ie[.,](?=\s)", always("that is,")),),
    "et": (rule(r"et al\b\.?", lambda match: "and others" + stop_after(match)),),
    "b": (_before_year("b", "born"),),
    "d": (_before_year("d", "died"),),
    "fl": (_before_year("fl", "flourished"),),
    "r": (_before_year("r", "reigned"),),
}
_NAME = r"[\"“']?(?:[A-Z]|van |von |de |al-|(?:&|and) (?:Mrs|Mr|Ms|Dr)\.? [A-Z])"
_TITLE = rule(rf"(?P<short>[A-Za-z]{{2,6}})(?P<dot>\.)?(?=(?:\s|-){_NAME})", _title)
_DOT = rule(r"(?P<short>[A-Za-z]{2,6})\.(?![\w@]|\.\w)", _dotted)
_NUMBER = rule(r"(?P<short>[A-Za-z]{1,6}+)(?P<dot>\.)?(?:\s?(?=#?\d|[A-Z]\d)|\s(?=[IVXLC]+\b))", _before_number)


def _word_rules() -> dict[str, tuple[Rule, ...]]:
    rules: dict[str, tuple[Rule, ...]] = dict(_OWN_RULES)
    tables: tuple[tuple[dict[str, str], Rule], ...] = (
        (_BEFORE_NUMBER, _NUMBER),
        (_TITLES, _TITLE),
        (_DOTTED, _DOT),
    )
    for table, found in tables:
        for word in table:
            rules[word] = (*rules.get(word, ()), found) if word not in {"st", "dr", "vs"} else rules[word]
    for word, said in _PLAIN.items():
        rules[word] = (*rules.get(word, ()), _fixed(said))
    contraction = (rule(r"[A-Za-z]+['’]re(?!\w)", _contraction),)
    for word in _CONTRACTIONS:
        rules[word] = rules[word.replace("'", "’")] = contraction
    return rules


WORD_RULES = _word_rules()
