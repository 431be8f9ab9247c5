"""English: all rules, in the order in which they are tried at each kind of token."""

from __future__ import annotations

from functools import lru_cache

from briefcast.scripting.spoken import (
    abbreviations,
    clock,
    codes,
    contacts,
    dates,
    fractions,
    heteronyms,
    measures,
    money,
    numbers,
    phones,
    places,
    quotations,
    roman,
    symbols,
)
from briefcast.scripting.spoken.scanning import Grammar, Rule


def _joined(*tables: dict[str, tuple[Rule, ...]]) -> dict[str, tuple[Rule, ...]]:
    """One table; where several know a key, their rules stand in the order of the tables."""
    out: dict[str, tuple[Rule, ...]] = {}
    for table in tables:
        for key, rules in table.items():
            out[key] = out.get(key, ()) + rules
    return out


@lru_cache(maxsize=8)
def grammar(*, british: bool = False, quotes: bool = False, addresses: bool = False) -> Grammar:
    """The rules; ``british`` decides which way round 3/4/1998 is, the others are what is said aloud as well."""
    apostrophes: dict[str, tuple[Rule, ...]] = dict.fromkeys("'’‘", dates.APOSTROPHE_RULES)
    signs: dict[str, tuple[Rule, ...]] = dict.fromkeys("-−–+", money.SIGNED_RULES + measures.SIGNED_RULES)
    points: tuple[Rule, ...] = measures.POINT_RULES + numbers.POINT_RULES
    return Grammar(
        addresses=contacts.WHOLE_ADDRESS_RULES if addresses else contacts.ADDRESS_RULES,
        digits=(
            *symbols.DIGIT_RULES,
            *places.DIGIT_RULES,
            *dates.digit_rules(day_first=british),
            *phones.DIGIT_RULES,
            *measures.FIRST_RULES,
            *numbers.FIRST_RULES,
            *clock.DIGIT_RULES,
            *money.DIGIT_RULES,
            *measures.DIGIT_RULES,
            *fractions.DIGIT_RULES,
            *codes.DIGIT_RULES,
            *numbers.DIGIT_RULES,
        ),
        mixed=money.MIXED_RULES + places.MIXED_RULES + codes.MIXED_RULES,
        capitals=places.CAPITAL_RULES + roman.CAPITAL_RULES,
        words=_joined(
            dates.WORD_RULES,
            money.WORD_RULES,
            phones.WORD_RULES,
            abbreviations.WORD_RULES,
            symbols.WORD_RULES,
            heteronyms.WORD_RULES,
        ),
        symbols=_joined(
            quotations.SYMBOL_RULES if quotes else {},
            phones.SYMBOL_RULES,
            money.SYMBOL_RULES,
            contacts.SYMBOL_RULES,
            apostrophes,
            signs,
            {".": points},
            symbols.SYMBOL_RULES,
        ),
        others=symbols.OTHER_RULES,
    )
