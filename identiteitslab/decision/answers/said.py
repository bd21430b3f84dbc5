"""Read what somebody says about weights: ``security > privacy`` becomes a statement."""

from __future__ import annotations

import re

from identiteitslab.comparison.weighing.statements import (
    AtLeastAsImportant,
    Between,
    Exact,
    Order,
    Ratio,
    Statement,
)

_NAME = r"[a-z][a-z0-9-]*"
_NUMBER = r"\d+(?:\.\d+)?"
_POINTS = 100.0


def read_statement(text: str) -> Statement:
    """Read one statement; weights are in points of 100.

    Forms: ``a > b`` and ``a > b > c`` (at least as important as), ``a = 30``, ``a = 20..40``,
    ``a > 2 * b``.

    Raises
    ------
    ValueError
        For anything else.

    Examples
    --------
    >>> from identiteitslab import read_statement
    >>> read_statement("security > 2 * privacy")
    Ratio(item='security', other='privacy', low=2.0, high=inf)
    >>> print(read_statement("usability = 20..40"))
    0.2 ≤ usability ≤ 0.4
    """
    said = re.sub(r"\s+", "", text)
    if found := re.fullmatch(rf"({_NAME})=({_NUMBER})", said):
        return Exact(found[1], float(found[2]) / _POINTS)
    if found := re.fullmatch(rf"({_NAME})=({_NUMBER})\.\.({_NUMBER})", said):
        return Between(found[1], float(found[2]) / _POINTS, float(found[3]) / _POINTS)
    if found := re.fullmatch(rf"({_NAME})>=?({_NUMBER})\*({_NAME})", said):
        return Ratio(found[1], found[3], float(found[2]), float("inf"))
    if re.fullmatch(rf"{_NAME}(>=?{_NAME})+", said):
        items = tuple(re.split(">=?", said))
        return Order(items) if len(items) > 2 else AtLeastAsImportant(*items)  # noqa: PLR2004 - a pair
    raise ValueError(
        f"statement {text!r} cannot be read: expected a > b, a > b > c, a = 30, a = 20..40 "
        "or a > 2*b"
    )


def write_statement(statement: Statement) -> str:
    """Write a statement as `read_statement` reads it."""
    match statement:
        case Exact(item, share):
            return f"{item} = {share * _POINTS:g}"
        case Between(item, low, high):
            return f"{item} = {low * _POINTS:g}..{high * _POINTS:g}"
        case Order(items):
            return " > ".join(items)
        case AtLeastAsImportant(item, other):
            return f"{item} > {other}"
        case Ratio(item, other, low, _):
            return f"{item} > {low:g}*{other}"
