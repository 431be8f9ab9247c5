"""Symbols, equations, brackets, dashes, quotation marks, emoji: in words, as a pause, or not at all."""

from __future__ import annotations

import re
import unicodedata

from briefcast.scripting.spoken.contacts import spread
from briefcast.scripting.spoken.number_words import cardinal, decimal
from briefcast.scripting.spoken.scanning import PAUSE, Rule, always, rule, word_after

#: Said wherever they stand.
_NAMED = {
    "&": "and", "=": "equals", "±": "plus or minus", "≈": "is approximately", "≅": "is approximately",
    "≠": "is not equal to", "≤": "is at most",
    "≥": "is at least", "→": "to", "⇒": "implies", "↔": "to and from", "←": "from", "×": "times",
    "÷": "divided by", "√": "the square root of",
    "∞": "infinity", "∑": "the sum of", "∏": "the product of", "∫": "the integral of", "∂": "partial",
    "∆": "delta", "∇": "nabla",
    "∈": "in", "∉": "not in", "∪": "union", "∩": "intersection", "⊂": "is a subset of", "∝": "is proportional to",
    "∴": "therefore", "∅": "the empty set",
    "¬": "not", "∧": "and", "∨": "or", "∀": "for all", "∃": "there exists", "§": "section", "¶": "paragraph",
    "©": "copyright", "°": "degrees", "º": "degrees",
    "℃": "degrees Celsius", "℉": "degrees Fahrenheit", "%": "percent", "‰": "per mille", "@": "at", "$": "dollar",
    "£": "pound", "€": "euro", "¥": "yen",
    "₹": "rupee", "¢": "cent", "₽": "ruble", "₿": "bitcoin", "µ": "micro", "−": "minus", "⊕": "plus",
    "≡": "is identical to",
    "↑": "up", "↓": "down", "⇔": "if and only if", "∥": "is parallel to", "⊥": "is perpendicular to",
    "∠": "angle", "♯": "sharp", "♭": "flat",
}  # fmt: skip
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "ϕ": "phi", "ϵ": "epsilon", "µ": "mu",
}  # fmt: skip
#: Characters that mean a silence.
_PAUSES = "—―|;¦⁓"
#: Marks that become another mark.
_TURNED = {"[": "(", "]": ")", "{": "(", "}": ")", "«": "“", "»": "”", "„": "“", "‟": "“", "‹": "‘", "›": "’",
    "‚": "‘", "＂": '"', "′": "’", "″": "”",
           "。": ".", "、": ",", "，": ",", "！": "!", "？": "?", "：": ":", "；": ";", "（": "(", "）": ")", "「": "“",
           "」": "”", "¿": "", "¡": "", "‐": "-", "‑": "-", "‒": "-"}  # fmt: skip
#: Punctuation that no engine reads by name.
_SILENT = frozenset(".,;:!?'\"’‘“”()-…–")
_OPERATORS = {"-": "minus", "−": "minus", "–": "minus", "+": "plus", "*": "times", "×": "times", "x": "times",
    "÷": "divided by", "/": "over",
              "=": "equals", "<": "is less than", ">": "is greater than", "≤": "is at most", "≥": "is at least",
              "≈": "is approximately", "^": "to the power of", "≠": "is not equal to",
              "±": "plus or minus"}  # fmt: skip
_N = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TERM = re.compile(rf"{_N}|[^\s\d]")


def _equation(match: re.Match[str]) -> str | None:
    return " ".join(_OPERATORS.get(term) or decimal(term) for term in _TERM.findall(match[0]))


def _power(match: re.Match[str]) -> str:
    sign = "minus " if match["sign"] else ""
    exponent = match["exponent"]
    if not sign and exponent in {"2", "3"}:
        return " squared" if exponent == "2" else " cubed"
    return f" to the power of {sign}{cardinal(exponent) if exponent.isdigit() else exponent}"


def _minus(match: re.Match[str]) -> str | None:
    """A hyphen before a number, where it can only be a sign."""
    before = match.string[match.start() - 1] if match.start() else " "
    if before in " (\u00a0\t\n" or before in "=×*÷/<>≤≥≈±“\"'[":
        return f"minus {decimal(match['number'])}"
    return None


def _turned(char: str) -> Rule:
    return rule(re.escape(char), always(_TURNED[char]))


def _named(char: str) -> Rule:
    said = f" {_NAMED[char]} "
    return rule(re.escape(char), always(said))


def _other(match: re.Match[str]) -> str | None:
    """What no rule knows: letters and quiet marks stay, all else is silent."""
    char = match[0]
    if char in _SILENT or char.isspace():
        return None
    kind = unicodedata.category(char)
    if kind[0] in "LM":
        return None
    if char.isnumeric() and kind != "Nd":
        return " "
    return " "


def _hyphen(match: re.Match[str]) -> str | None:
    """A hyphen or dash between spaces is a pause; between words it stays; at a line's start it is a bullet."""
    text, start, end = match.string, match.start(), match.end()
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if start == 0:
        return " "
    if before.isspace() and after and not after.isspace() and match[0] == "-":
        return None if after.isalpha() else " "
    if len(match[0]) > 1 or before.isspace() or match[0] == "–":
        return PAUSE
    if (before == "." and after.isdigit()) or re.match(r"\d[-–]['’]\d", text[max(start - 1, 0) : end + 2]):
        return " to "
    return None if before.isalnum() and after.isalnum() else " "


def _slash(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    return PAUSE if text[start - 1 : start].isspace() and text[end : end + 1].isspace() else " "


_COMPARED = {
    "<": "less than",
    ">": "greater than",
    "≤": "at most",
    "≥": "at least",
    "≈": "approximately",
    "≅": "approximately",
}


def _compared(match: re.Match[str]) -> str | None:
    """<" and ">" where they compare; around a tag they are silent."""
    text, start, end = match.string, match.start(), match.end()
    near = text[start - 1 : start] + text[end : end + 1]
    if match[0] in "<>" and (near.strip() or not start) and not re.match(r"\s?[-−$£€]?\d", text[end : end + 3]):
        return " "
    between = start > 1 and text[start - 1] == " " and (text[start - 2].isalnum() or text[start - 2] in ")%")
    return f" {'is ' if between and near.endswith(' ') else ''}{_COMPARED[match[0]]} "


def _section(match: re.Match[str]) -> str:
    return " sections " if match[0].count("§") > 1 else " section "


def _dots(match: re.Match[str]) -> str | None:
    """Three or more full stops are one ellipsis."""
    return "..." if len(match[0]) > 3 else None


def _letter_name(match: re.Match[str]) -> str:
    return _GREEK[match[0].lower()]


def _times_sign(match: re.Match[str]) -> str:
    return " by " if word_after(match.string, match.end()) == "" and match["near"] else " times "


def _symbol_rules() -> dict[str, tuple[Rule, ...]]:
    rules: dict[str, tuple[Rule, ...]] = {char: (_named(char),) for char in _NAMED}
    rules |= {char: (_turned(char),) for char in _TURNED}
    rules |= {char: (rule(rf"{re.escape(char)}+", always(PAUSE)),) for char in _PAUSES if char != ";"}
    hyphen = rule(r"-{2,}|[-–]", _hyphen)
    rules["-"] = (rule(rf"-(?P<number>{_N})(?![\w-]|[.,]\d)", _minus), hyphen)
    rules["−"] = (
        rule(rf"−\s?(?P<number>{_N})(?![\w-]|[.,]\d)", lambda match: f"minus {decimal(match['number'])}"),
        _named("−"),
    )
    rules["–"] = (rule(rf"–(?P<number>{_N})(?![\w-]|[.,]\d)", _minus), hyphen)
    rules["+"] = (rule(r"\+(?=\s?\.?\d)", always("plus ")), rule(r"\++", always(" plus ")))
    rules["/"] = (rule(r"/+", _slash),)
    rules |= {char: (rule(char, _compared),) for char in _COMPARED}
    rules["~"] = (rule(r"~(?=\s?[$£€]?\d)", always("about ")), rule(r"~+", always(" ")))
    rules["^"] = (
        rule(r"\^(?P<sign>[-−])?\(?(?P<exponent>\d{1,9}|[a-z](?![a-z]))\)?(?:\^(?=\d))?", _power),
        rule(r"\^+", always(" ")),
    )
    rules["§"] = (rule(r"§§?\s?", _section),)
    rules["["] = (
        rule(
            r"\[(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|note \d+|citation needed|[a-z]|edit|who\?|when\?)\]",
            always(" "),
        ),
        _turned("["),
    )
    rules["."] = (
        rule(r"(?<!\w)\.NET\b", always("dot net")),
        rule(r"(?<![\w.])\.(?P<name>[A-Za-z][A-Za-z0-9]{1,5})(?!\w)", lambda match: f" dot {spread(match['name'])}"),
        rule(r"\.{2,}", _dots),
    )
    rules["`"] = (rule(r"``", always("“")), rule(r"`+", always("'")))
    rules["…"] = (rule(r"…+", lambda match: None if len(match[0]) == 1 else "…"),)
    rules["*"] = (rule(r"(?<=\d)\s?\*\s?(?=\d)", always(" times ")), rule(r"\*+", always(" ")))
    rules["×"] = (rule(r"×(?P<near>(?=\s?\d))?", _times_sign),)
    return rules


SYMBOL_RULES = _symbol_rules()
OTHER_RULES: tuple[Rule, ...] = (rule(r".", _other, re.DOTALL),)
#: Greek letters that stand alone.
WORD_RULES: dict[str, tuple[Rule, ...]] = {letter: (rule(r"\w(?!\w)", _letter_name),) for letter in _GREEK}
DIGIT_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:{_N})(?:\s?[-+−–*×÷/^x]\s?(?:{_N})){{0,8}}\s?[=<>≤≥≈≠]\s?[-−]?(?:{_N})(?:\s?[-+−–*×÷/=^]\s?(?:{_N})){{0,8}}(?![\w%]|[.,]\d)",
        _equation,
    ),
    rule(rf"(?:{_N})(?:\s?[+*÷^±]\s?(?:{_N})){{1,8}}(?![\w%=°\s]|[.,]\d)", _equation),
    rule(rf"(?:{_N})(?:\s[+*÷±]\s(?:{_N})){{1,8}}(?![\w%=°]|[.,]\d)", _equation),
)


#: Marks that have a better name than Unicode's.
_MARKS = {
    "/": "slash",
    "_": "underscore",
    "#": "hash",
    "*": "asterisk",
    "|": "bar",
    "~": "tilde",
    "^": "caret",
    "\\": "backslash",
}
_MOST_NAMED = 40


def name_of(text: str) -> str:
    """What a text without letters or digits is called: "🎉" -> "party popper"; a dash is a silence."""
    names = (_name(char) for char in text[:_MOST_NAMED] if char not in _SILENT and char not in _PAUSES)
    return " ".join(filter(None, names)) or "…"


def _name(char: str) -> str:
    if char.isnumeric():
        return _plain_words(str(int(unicodedata.numeric(char))))
    known = _MARKS.get(char) or unicodedata.name(char, "").lower()
    return _plain_words(known) if unicodedata.category(char)[0] in "SP" else ""


def _plain_words(name: str) -> str:
    words = (cardinal(word) if word.isdigit() else word for word in re.split(r"[^a-z0-9]+", name))
    return " ".join(word for word in words if (word.isascii() and word.isalpha()) or "-" in word)
