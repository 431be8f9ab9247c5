"""Word's equations (OMML, ECMA-376 part 1, section 22.1) as a line of text: a/b, x², √(a+b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def formula_text(element: Element | None) -> str:
    """The text of an equation or a part of it.

    Of a fraction, a power, an index and a root it keeps what belongs together; all else stands as
    its signs stand.
    """
    if element is None:
        return ""
    tag = str(element.tag).removeprefix(MATH)
    if tag == "t":
        return element.text or ""
    if form := _FORMS.get(tag):
        return form(element)
    return "" if tag.endswith("Pr") else "".join(formula_text(child) for child in element)


def _part(element: Element, name: str) -> str:
    return formula_text(element.find(MATH + name)).strip()


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _power(element: Element) -> str:
    base, power = _grouped(_part(element, "e")), _part(element, "sup")
    raised = power.translate(_RAISED)
    return base + (raised if not set(power) - set("0123456789+-n") else f"^{_grouped(power)}")


def _index(element: Element) -> str:
    base, index = _part(element, "e"), _part(element, "sub")
    lowered = index.translate(_LOWERED)
    return base + (lowered if not set(index) - set("0123456789+-") else f"_{_grouped(index)}")


def _sum(element: Element) -> str:
    sign = element.find(f"{MATH}naryPr/{MATH}chr")
    limits = [f"_{_grouped(_part(element, 'sub'))}", f"^{_grouped(_part(element, 'sup'))}"]
    shown = "".join(limit for limit in limits if len(limit) > 1)
    return f"{(sign.get(MATH + 'val') if sign is not None else '') or '∫'}{shown} {_part(element, 'e')}"


def _bracketed(element: Element) -> str:
    return f"({', '.join(formula_text(part).strip() for part in element.findall(MATH + 'e'))})"


_FORMS: dict[str, Callable[[Element], str]] = {
    "f": lambda element: f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}",
    "sSup": _power,
    "sSub": _index,
    "rad": lambda element: f"{_part(element, 'deg')}√{_grouped(_part(element, 'e'))}",
    "nary": _sum,
    "d": _bracketed,
}
