"""Headlines in capitals, which an engine would spell: given the case of a title, initialisms apart."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: Initialisms of four letters and more that have a vowel and stay capital.
_INITIALISMS = frozenset(
    "NATO NASA OPEC ASEAN UNESCO UNICEF AIDS COVID SARS MERS NAFTA FIFA UEFA ESPN IAEA NCAA NAACP ACLU USDA USSR "
    "HIV/AIDS "
    "OECD AUKUS BRICS ISIS ISIL FEMA OSHA USAID INTERPOL EUROPOL LGBTQ IKEA OPEC+ SWAT NOAA UNHCR IPCC AIPAC YMCA DVLA "
    "BAFTA EPA FDA IMAX VVAW UCLA USAF AFL-CIO".split()
)
#: Words of two and three letters that are not initialisms.
_SHORT_WORDS = frozenset(
    "A I THE AND FOR BUT NOT ALL NEW OUT HAS HAD WAS ARE ITS HIS HER MAN MEN WAR DAY TOP TWO ONE SIX TEN SAY SEE "
    "SET GET GOT "
    "WHO WHY HOW MAY CAN OFF NOW OLD BIG BAD ANY END ACT BAN BID CUT TAX LAW OIL GAS AIR SEA BOY AGE AID ASK BOX "
    "BUY CAR CUP "
    "DIE EYE FAR FEW FIT FLY FUN GUN HIT HOT ICE JOB JOY KEY LET LOW MAP MET NET ODD OUR OWN PAY PUT RAN RED ROW "
    "RUN SAD SAT "
    "SHE SHY SKY SON SUE SUN TEA TOO TRY USE VOW WAY WET WIN WON YES YET YOU TOP AN AS AT BE BY DO GO HE IF IN "
    "IS IT ME MY NO "
    "OF ON OR SO TO UP WE HIM BACK MEAN ART BED BUS COW DOG CAT EAT FAN FOX HAT LEG LOT MUD NUT PAN PET PIG RAT "
    "RIP SIT TAP TIE TOY VAN ZOO".split()
)


def is_shouted(text: str) -> bool:
    """Whether a text is a headline in capitals: three words or more, and no letter in lower case."""
    if not text.isupper():
        return False
    words = _WORD.findall(text)
    long = sum(len(word) > 3 and word not in _INITIALISMS for word in words)
    return (len(words) >= 3 and long >= 2) or (len(words) >= 4 and long == 1)


def quietened(text: str) -> str:
    """The headline with its words in title case; of the same length, character for character."""
    return _WORD.sub(lambda match: _quiet(match[0]), text)


def _quiet(word: str) -> str:
    if word in _INITIALISMS or (len(word) <= 3 and word not in _SHORT_WORDS) or not re.search(r"[AEIOUYÀ-Ý]", word):
        return word
    if re.fullmatch(r"[IVXLC]+", word):
        return word
    lowered = word[0] + word[1:].lower()
    return lowered if len(lowered) == len(word) else word
