"""Estimates and variances as metafor's ``escalc`` makes them, for whoever checks us with R.

The engine does not use these where counts are sparse: adding a half to an empty cell pulls the
estimate to the middle. Each function works elementwise and returns ``(yi, vi)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from identiteitslab.estimation.arrays import one_number, require, together
from identiteitslab.estimation.within import successes_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats

To = Literal["only0", "all", "if0all", "none"]
Effect = tuple["Floats", "Floats"]
HALF = 0.5


def logit_proportion(
    xi: ArrayLike, ni: ArrayLike, *, add: float = HALF, to: To = "only0"
) -> Effect:
    """Log odds of a proportion (``measure="PLO"``)."""
    x, n = successes_of(xi=xi, ni=ni)
    x, rest = _corrected([x, n - x], add, to)
    _both("xi", x, rest, to)
    return np.log(x / rest), 1 / x + 1 / rest


def raw_proportion(xi: ArrayLike, ni: ArrayLike) -> Effect:
    """Give a proportion itself (``measure="PR"``), a half added where none or all succeeded."""
    x, n = successes_of(xi=xi, ni=ni)
    x, rest = _corrected([x, n - x], HALF, "only0")
    share = x / (x + rest)
    return share, share * (1 - share) / (x + rest)


def log_rate(xi: ArrayLike, ti: ArrayLike, *, add: float = HALF, to: To = "only0") -> Effect:
    """Log of events per exposure (``measure="IRLN"``)."""
    x, t = together(xi=xi, ti=ti)
    require("xi", x, x >= 0, "a count of 0 or more")
    require("ti", t, t > 0, "an exposure above 0")
    (x,) = _corrected([x], add, to)
    _some("xi", x, to)
    return np.log(x / t), 1 / x


def log_odds_ratio(
    ai: ArrayLike, n1i: ArrayLike, ci: ArrayLike, n2i: ArrayLike, *, to: To = "only0"
) -> Effect:
    """Log odds ratio of two groups (``measure="OR"``): `ai` of `n1i` against `ci` of `n2i`."""
    a, b, c, d = _table(ai, n1i, ci, n2i, to)
    _both("ai", a, b, to)
    _both("ci", c, d, to)
    return np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d


def log_risk_ratio(
    ai: ArrayLike, n1i: ArrayLike, ci: ArrayLike, n2i: ArrayLike, *, to: To = "only0"
) -> Effect:
    """Log ratio of two proportions (``measure="RR"``)."""
    a, b, c, d = _table(ai, n1i, ci, n2i, to)
    _some("ai", a, to)
    _some("ci", c, to)
    return np.log(a / (a + b)) - np.log(c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def risk_difference(
    ai: ArrayLike, n1i: ArrayLike, ci: ArrayLike, n2i: ArrayLike, *, to: To = "only0"
) -> Effect:
    """Difference of two proportions (``measure="RD"``)."""
    a, b, c, d = _table(ai, n1i, ci, n2i, to)
    return a / (a + b) - c / (c + d), a * b / (a + b) ** 3 + c * d / (c + d) ** 3


def log_rate_ratio(
    x1i: ArrayLike, t1i: ArrayLike, x2i: ArrayLike, t2i: ArrayLike, *, to: To = "only0"
) -> Effect:
    """Log ratio of two rates (``measure="IRR"``)."""
    x1, t1, x2, t2 = together(x1i=x1i, t1i=t1i, x2i=x2i, t2i=t2i)
    for name, count in (("x1i", x1), ("x2i", x2)):
        require(name, count, count >= 0, "a count of 0 or more")
    for name, time in (("t1i", t1), ("t2i", t2)):
        require(name, time, time > 0, "an exposure above 0")
    x1, x2 = _corrected([x1, x2], HALF, to)
    _some("x1i", x1, to)
    _some("x2i", x2, to)
    return np.log(x1 / t1) - np.log(x2 / t2), 1 / x1 + 1 / x2


def mean_difference(
    m1i: ArrayLike,
    sd1i: ArrayLike,
    n1i: ArrayLike,
    m2i: ArrayLike,
    sd2i: ArrayLike,
    n2i: ArrayLike,
) -> Effect:
    """Difference of two means (``measure="MD"``)."""
    m1, sd1, n1, m2, sd2, n2 = together(m1i=m1i, sd1i=sd1i, n1i=n1i, m2i=m2i, sd2i=sd2i, n2i=n2i)
    for name, spread in (("sd1i", sd1), ("sd2i", sd2)):
        require(name, spread, spread >= 0, "a standard deviation of 0 or more")
    for name, count in (("n1i", n1), ("n2i", n2)):
        require(name, count, count > 0, "a number above 0")
    return m1 - m2, sd1**2 / n1 + sd2**2 / n2


def _table(ai: ArrayLike, n1i: ArrayLike, ci: ArrayLike, n2i: ArrayLike, to: To) -> list[Floats]:
    """Check two groups and give successes and failures of each."""
    a, n1, c, n2 = together(ai=ai, n1i=n1i, ci=ci, n2i=n2i)
    successes_of(ai=a, n1i=n1)
    successes_of(ci=c, n2i=n2)
    return _corrected([a, n1 - a, c, n2 - c], HALF, to)


def _some(name: str, cell: Floats, to: To) -> None:
    """Refuse an empty cell that nothing was added to: it has no logarithm."""
    require(name, cell, cell > 0, f"one or more, or a half added (to is {to!r})")


def _both(name: str, cell: Floats, rest: Floats, to: To) -> None:
    """Refuse a group in which none or all succeeded: it has no odds."""
    inside = (cell > 0) & (rest > 0)
    require(name, cell, inside, f"successes and failures, or a half added (to is {to!r})")


def _corrected(cells: list[Floats], add: float, to: To) -> list[Floats]:
    """Add to the cells of tables with an empty cell, of all tables, or of none."""
    if to not in get_args(To):
        raise ValueError(f"to is {to!r}; expected one of {', '.join(get_args(To))}")
    more = one_number("add", add)
    require("add", more, more >= 0, "a number of 0 or more")
    empty: Flags = np.any([cell == 0 for cell in cells], axis=0)
    where = {"only0": empty, "all": True, "if0all": bool(empty.any()), "none": False}[to]
    return [cell + more * np.asarray(where) for cell in cells]
