"""Which voices are asked for which roles, by name: ``narrator=heart,joe quote=system``."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefcast.errors import VoiceError
from briefcast.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASSIGNMENT = re.compile(r"\s*(?P<role>[^\W\d_]+)\s*=(?P<names>.*)", re.S)
#: Where one of several assignments on a line begins.
_NEXT = re.compile(rf"[\s;,]+(?=(?:{'|'.join(Role)})\s*=)")


@dataclass(frozen=True, slots=True)
class Billing:
    """Names of the voices asked for; empty where none is."""

    #: Who tells the articles: the first one the first, and so on in turn.
    narrators: tuple[str, ...] = ()
    announcer: str = ""
    quote: str = ""
    credit: str = ""

    def voice_of(self, role: Role) -> str:
        """The voice asked for a role: its own, else for credits the announcer's, else the first narrator."""
        first = self.narrators[0] if self.narrators else ""
        own = {
            Role.NARRATOR: first,
            Role.ANNOUNCER: self.announcer,
            Role.QUOTE: self.quote,
            Role.CREDIT: self.credit or self.announcer,
        }[role]
        return own or first

    @property
    def quotes_apart(self) -> bool:
        """Whether another voice than a narrator's reads quotations."""
        return bool(self.quote) and self.quote not in self.narrators

    def over(self, other: Billing) -> Billing:
        """These wishes, and the other's where nothing is wished here."""
        return Billing(
            self.narrators or other.narrators,
            self.announcer or other.announcer,
            self.quote or other.quote,
            self.credit or other.credit,
        )

    def __str__(self) -> str:
        """As it is written: a bare name where one voice reads everything."""
        asked = [("announcer", self.announcer), ("quote", self.quote), ("credit", self.credit)]
        names = ",".join(self.narrators)
        others = {name for _, name in asked}
        if len(self.narrators) < 2 and others in ({names}, {""}):
            return names
        return " ".join(f"{role}={name}" for role, name in [("narrator", names), *asked] if name)


def billing_of(wishes: Iterable[str]) -> Billing:
    """The billing that wishes such as "heart", "quote=joe" or "narrator=heart,joe" make together.

    A name without a role is for all roles that get no voice of their own. Several narrators take turns.

    Raises:
        VoiceError: there is no such role, or a role but "narrator" gets two voices.
    """
    cast: dict[str, list[str]] = {role: [] for role in ("", *Role)}
    for wish in (part for line in wishes for part in _NEXT.split(line) if part.strip()):
        role, names = _role_and_names(wish)
        cast[role] += [name for name in names if name not in cast[role]]
    for role, names in cast.items():
        if role not in {"", Role.NARRATOR} and len(names) > 1:
            raise VoiceError(f"The role “{role}” has the voices {' and '.join(names)}; give it one.")
    anyone = "".join(cast[""][:1])
    own = {role: "".join(cast[role]) or anyone for role in (Role.ANNOUNCER, Role.QUOTE, Role.CREDIT)}
    return Billing(tuple(cast[Role.NARRATOR] or cast[""]), own[Role.ANNOUNCER], own[Role.QUOTE], own[Role.CREDIT])


def with_default(billing: Billing, name: str) -> Billing:
    """The billing with this voice as narrator, if it has none."""
    return billing if billing.narrators else replace(billing, narrators=(name,))


def _role_and_names(wish: str) -> tuple[str, list[str]]:
    match = _ASSIGNMENT.fullmatch(wish)
    role = match["role"].lower() if match else ""
    names = [name.strip() for name in (match["names"] if match else wish).split(",")]
    if role not in {"", *Role}:
        near = difflib.get_close_matches(role, list(Role), n=1)
        hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(Role)}."
        raise VoiceError(f"“{role}” is not a role; {hint}")
    if not all(names):
        raise VoiceError(f"“{wish.strip()}” names no voice; write it as narrator=heart, or narrator=heart,system.")
    return role, names
