"""Any Unicode -> text the rules can read: no control, zero-width or bidirectional marks, one kind of digit.

Each character of the clean text knows where it came from, so that spoken words still find their written ones.
"""

from __future__ import annotations

import re
import unicodedata

_UNCLEAN = re.compile(
    r"[^\t\n\x20-\x7e\u00a0-\u00b1\u00b4-\u00b8\u00bb\u00bf-\u02af\u0370-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff]|[\u00aa\u00ad]"
)
#: Characters that are others in disguise (Unicode, UAX 44, decomposition types).
_COMPATIBLE = ("<wide>", "<narrow>", "<compat>", "<font>", "<square>", "<circle>")
_KEPT = {
    "℃": "℃",
    "℉": "℉",
    "№": "No.",
    "™": "",
    "℠": "",
    "℅": "care of ",
    "ª": "",
    "º": "º",
    "␣": " ",
    "\ufe0e": "",
    "\ufe0f": "",
    "\u20e3": "",
    "⁻": "^-",
    "⁺": "^",
}


def clean(text: str) -> tuple[str, list[int] | None]:
    """The text to scan, and for each of its characters the place it came from (``None``: the same place)."""
    if _UNCLEAN.search(text) is None:
        return text, None
    out: list[str] = []
    origins: list[int] = []
    for place, char in enumerate(text):
        new = _replaced(char, out)
        out.append(new)
        origins += [place] * len(new)
    return "".join(out), origins


def _replaced(char: str, before: list[str]) -> str:  # noqa: PLR0911  (a case each)
    if _UNCLEAN.match(char) is None:
        return " " if char in "\t\n" else char
    if char in _KEPT:
        return _KEPT[char]
    kind = unicodedata.category(char)
    if kind in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if kind[0] == "C":
        return " " if kind == "Co" else ""
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind in {"No", "Nl"}:
        return _number(char, before)
    if unicodedata.decomposition(char).startswith(_COMPATIBLE):
        return unicodedata.normalize("NFKC", char)
    return char


def _number(char: str, before: list[str]) -> str:
    """A fraction, a raised or lowered digit, a ring of one: as plain characters."""
    plain = unicodedata.normalize("NFKC", char)
    name = unicodedata.name(char, "")
    last = before[-1][-1:] if before else ""
    if "⁄" in plain:
        return (" " if last.isdigit() else "") + plain.replace("⁄", "/")
    if "SUPERSCRIPT" in name:
        return _superscript(plain, before)
    if "SUBSCRIPT" in name or plain.isascii():
        return plain if last.isalnum() or "SUBSCRIPT" in name else f"{plain} "
    value = unicodedata.numeric(char, None)
    return f" {int(value)} " if value is not None and value == int(value) else " "


def _superscript(digit: str, before: list[str]) -> str:
    """A power behind a number or a symbol; behind a word or a full stop the mark of a footnote."""
    near = "".join(before[-3:])
    last = near[-1:]
    if re.fullmatch(r"\^-?\d*", before[-1] if before else ""):
        return digit
    if len(near) == 3 and near.isalpha():
        return " "
    if not (last.isalnum() or last == ")"):
        return " "
    return f"^{digit}"
