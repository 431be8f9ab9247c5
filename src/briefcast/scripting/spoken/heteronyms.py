"""Words written alike and said apart, where the words beside them decide and engines do not listen.

hibari tells verbs from nouns by itself (record, live, wind, read); what it cannot hear is meaning. Each is
respelled as a word of that sound that every engine knows.
"""

from __future__ import annotations

import re

from briefcast.scripting.spoken.scanning import Rule, rule

_METAL = (
    "pipe pipes paint paints poisoning contamination exposure levels solder bullet bullets shot acid acetate crystal "
    "batteries battery roof roofs pellets dust ore mine mines mining smelter smelters smelting sinkers"
).split()
_TINY = (
    "amount amounts quantity quantities detail particle particles trace traces fraction fractions difference "
    "differences changes variations quantities crystals grains".split()
)
_LOW = (
    "guitar guitars guitarist player players line lines drum drums clarinet baritone voice notes note solo clef".split()
)


def _before(respelled: str, nouns: list[str]) -> Rule:
    """The word respelled before one of these nouns."""
    return rule(
        rf"(?P<word>[^\W\d_]+)(?=(?:[ -](?:{'|'.join(nouns)}))(?!\w))", lambda match: _cased(match, respelled), re.I
    )


def _cased(match: re.Match[str], respelled: str) -> str:
    return respelled.capitalize() if match["word"].istitle() else respelled


WORD_RULES: dict[str, tuple[Rule, ...]] = {
    "lead": (_before("led", _METAL), rule(r"lead(?=-(?:free|based|lined|acid)\b)", lambda _match: "led", re.I)),
    "leaded": (rule(r"leaded(?!\w)", lambda match: "Ledded" if match[0][0] == "L" else "ledded", re.I),),
    "unleaded": (rule(r"unleaded(?!\w)", lambda match: "Unledded" if match[0][0] == "U" else "unledded", re.I),),
    "minute": (_before("my-newt", _TINY),),
    "bass": (_before("base", _LOW),),
}
