"""Roman numerals where they are numbers: "Chapter IV", "Charles III", "World War II"; not "I" or "MIX"."""

from __future__ import annotations

import re

from briefcast.scripting.spoken.number_words import cardinal, ordinal
from briefcast.scripting.spoken.scanning import Rule, rule, word_after

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
#: Numerals that are also words, initials or initialisms: numbers only behind a word that asks for one.
_AMBIGUOUS = frozenset("I V X L C D M CD MD DC CC MC MI MIX LI DI XL CV MM DM CM MV LC DV CL ID IM".split())
#: What is counted with Roman numerals: read "Chapter four".
_NUMBERED = frozenset(
    "chapter part act scene book volume vol section article phase stage war bowl type class level grade title tier "
    "division group appendix annex schedule canto episode season round figure table plate mark mk rocky final "
    "world apollo gemini saturn pope-no star bill directive protocol vatican wave model version level category "
    "page exhibit panel corps army corp unit zone lot region fantasy wars godfather olympiad trial case".split()
)
#: Given names of kings, queens and popes, and of men whose sons and grandsons are numbered: "the third".
_GIVEN = frozenset(
    "charles henry elizabeth louis george edward william james richard philip frederick catherine napoleon pius "
    "benedict paul francis leo nicholas alexander alfonso albert baldwin boris carl carol christian clement "
    "constantine "
    "david elisabeth eric ferdinand felipe franz friedrich gregory gustav gustaf haakon harald innocent isabella ivan "
    "john joseph juan julius kaiser leopold ludwig margaret margrethe maria mary maximilian mehmed mindaugas mohammed "
    "muhammad mustafa nicephorus olav oscar otto pedro peter ptolemy ramesses ramses robert rudolf selim sigismund "
    "stephen stanislaw sixtus suleiman theodore thomas umberto urban victor emmanuel vladimir wilhelm willem "
    "xerxes darius "
    "cyrus artaxerxes abdullah hussein rama akbar amenhotep thutmose seti nebuchadnezzar antiochus seleucus "
    "mithridates "
    "alexios basil justinian theodosius michael romanos manuel andronikos bohemond raymond roger tancred martin eugene "
    "honorius celestine adrian hadrian boniface sylvester callixtus marcellus anastasius alphonse antonio augustus "
    "bernard berengar casimir charlemagne conrad edmund ethelred gaius harold hugh jean jacques jose kamehameha "
    "kenneth "
    "ladislaus lothair magnus matthias murad norodom osman pepin pope-no quentin ranavalona sancho shapur "
    "stefan tiglath tutankhamun tewodros valdemar waldemar wenceslaus yaroslav zog afonso joao henri philippe "
    "guillaume "
    "rockefeller walter ronald donald samuel daniel andrew arthur benjamin franklin harry jack lawrence patrick ralph "
    "raphael steven timothy davis griffin gates ford hamad qaboos faisal saud jigme ashurnasirpal shalmaneser "
    "sargon".split()
)
#: What people do: a numeral before it is that of a person, whatever the name.
_DONE = frozenset(
    "said says told died sued argued wrote testified who resigned married spoke denied added asked pleaded insisted "
    "recalled explained thinks believes".split()
)
#: Before a family name.
_TITLED = frozenset("mr mr. mister dr dr. doctor judge justice sir senator governor king queen prince".split())
#: What drips into a vein.
_DRIPPED = frozenset("fluids fluid drip drips drug drugs line lines therapy bag antibiotics iron treatment".split())
_VERBS = frozenset(
    "am think thought know believe say want need love like hate mean hope feel guess suppose wish don't do".split()
)
#: Words before which a numeral is a place in a row: "the XIV century".
_ORDINAL_BEFORE = frozenset(
    "century centuries Olympic Olympiad Winter Summer Congress Corps dynasty Dynasty edition legion Legion".split()
)
_BEFORE = re.compile(r"([^\W\d_]{1,24})[.,]?[\s\u00a0]$")
_BEFORE_THAT = re.compile(r"([^\W\d_]{1,24}\.?)[\s\u00a0](?:[^\W\d_]{1,24}|[A-Z]\.)[\s\u00a0]$")


def roman_value(numeral: str) -> int:
    """The number a Roman numeral stands for; 0 if it is none."""
    if not numeral or not _FORM.fullmatch(numeral):
        return 0
    values = [_VALUES[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _words_before(text: str, position: int) -> tuple[str, str]:
    near = text[max(0, position - 60) : position]
    last, earlier = _BEFORE.search(near), _BEFORE_THAT.search(near)
    return (last[1] if last else ""), (earlier[1] if earlier else "")


def _numeral(match: re.Match[str]) -> str | None:  # noqa: PLR0911  (a case each)
    numeral = match["numeral"]
    value = roman_value(numeral)
    if not value or value > 3999:
        return None
    text = match.string
    last, earlier = _words_before(text, match.start())
    name, before_name = last.lower(), earlier.lower()
    possessive = match["possessive"] or ""
    if name in _NUMBERED and (numeral != "I" or last[0].isupper()):
        return cardinal(str(value)) + possessive
    if last[:1].isupper() and (name in _GIVEN or (before_name in _GIVEN and numeral not in _AMBIGUOUS)):
        return _regnal(match, value, possessive)
    if numeral in _AMBIGUOUS or (len(numeral) < 2):
        return None
    after = word_after(text, match.end())
    if numeral == "IV" and after in _DRIPPED:
        return None
    if last[:1].isupper() and numeral in {"II", "III", "IV"} and (after in _DONE or before_name in _TITLED):
        return _regnal(match, value, possessive)
    if after in _ORDINAL_BEFORE:
        return ordinal(str(value)) + possessive
    if set(numeral) <= set("IVX"):
        return cardinal(str(value)) + possessive
    return None


def _regnal(match: re.Match[str], value: int, possessive: str) -> str | None:
    after = re.match(r"[\s\u00a0]([^\W\d_]+(?:['’][^\W\d_]+)?)", match.string[match.end() : match.end() + 24])
    if match["numeral"] in _AMBIGUOUS and after and after[1].lower() in _VERBS:
        return None
    if match["numeral"] in {"C", "D", "M", "L", "MD", "CD", "DC"}:
        return None
    return f"the {ordinal(str(value))}{possessive}"


CAPITAL_RULES: tuple[Rule, ...] = (
    rule(r"(?P<numeral>[IVXLCDM]{1,12})(?P<possessive>['’]s)?(?P<dot>\.(?=\s?[a-z,;]))?(?!\w|\.\w|['’]\w|&)", _numeral),
)
