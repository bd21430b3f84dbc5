"""Estimates and variances as metafor's ``escalc`` makes them, for whoever checks us with R.

The engine does not use these where counts are sparse: adding a half to an empty cell pulls the
estimate to the middle. Each function works elementwise and returns ``(yi, vi)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from identiteitslab.estimation.arrays import as_floats, require

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
    x, rest = _cells(xi, ni, "xi", "ni")
    x, rest = _corrected([x, rest], add, to)
    return np.log(x / rest), 1 / x + 1 / rest


def raw_proportion(xi: ArrayLike, ni: ArrayLike) -> Effect:
    """Give a proportion itself (``measure="PR"``), a half added where none or all succeeded."""
    x, rest = _corrected(list(_cells(xi, ni, "xi", "ni")), HALF, "only0")
    share = x / (x + rest)
    return share, share * (1 - share) / (x + rest)


def log_rate(xi: ArrayLike, ti: ArrayLike, *, add: float = HALF, to: To = "only0") -> Effect:
    """Log of events per exposure (``measure="IRLN"``)."""
    x, t = np.broadcast_arrays(as_floats("xi", xi), as_floats("ti", ti))
    require("xi", x, x >= 0, "a count of 0 or more")
    require("ti", t, t > 0, "an exposure above 0")
    (x,) = _corrected([x], add, to)
    return np.log(x / t), 1 / x


def log_odds_ratio(
    ai: ArrayLike, n1i: ArrayLike, ci: ArrayLike, n2i: ArrayLike, *, to: To = "only0"
) -> Effect:
    """Log odds ratio of two groups (``measure="OR"``): `ai` of `n1i` against `ci` of `n2i`."""
    a, b, c, d = _corrected(
        [*_cells(ai, n1i, "ai", "n1i"), *_cells(ci, n2i, "ci", "n2i")], HALF, to
    )
    return np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d


def log_risk_ratio(
    ai: ArrayLike, n1i: ArrayLike, ci: ArrayLike, n2i: ArrayLike, *, to: To = "only0"
) -> Effect:
    """Log ratio of two proportions (``measure="RR"``)."""
    a, b, c, d = _corrected(
        [*_cells(ai, n1i, "ai", "n1i"), *_cells(ci, n2i, "ci", "n2i")], HALF, to
    )
    return np.log(a / (a + b)) - np.log(c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def risk_difference(
    ai: ArrayLike, n1i: ArrayLike, ci: ArrayLike, n2i: ArrayLike, *, to: To = "only0"
) -> Effect:
    """Difference of two proportions (``measure="RD"``)."""
    a, b, c, d = _corrected(
        [*_cells(ai, n1i, "ai", "n1i"), *_cells(ci, n2i, "ci", "n2i")], HALF, to
    )
    return a / (a + b) - c / (c + d), a * b / (a + b) ** 3 + c * d / (c + d) ** 3


def log_rate_ratio(
    x1i: ArrayLike, t1i: ArrayLike, x2i: ArrayLike, t2i: ArrayLike, *, to: To = "only0"
) -> Effect:
    """Log ratio of two rates (``measure="IRR"``)."""
    x1, t1, x2, t2 = np.broadcast_arrays(
        *(as_floats(*one) for one in (("x1i", x1i), ("t1i", t1i), ("x2i", x2i), ("t2i", t2i)))
    )
    for name, count in (("x1i", x1), ("x2i", x2)):
        require(name, count, count >= 0, "a count of 0 or more")
    for name, time in (("t1i", t1), ("t2i", t2)):
        require(name, time, time > 0, "an exposure above 0")
    x1, x2 = _corrected([x1, x2], HALF, to)
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
    m1, v1 = _mean(m1i, sd1i, n1i, 1)
    m2, v2 = _mean(m2i, sd2i, n2i, 2)
    return m1 - m2, v1 + v2


def _mean(m: ArrayLike, sd: ArrayLike, n: ArrayLike, group: int) -> Effect:
    """Check a group's mean and give its sampling variance."""
    mean, spread, count = np.broadcast_arrays(
        as_floats(f"m{group}i", m), as_floats(f"sd{group}i", sd), as_floats(f"n{group}i", n)
    )
    require(f"sd{group}i", spread, spread >= 0, "a standard deviation of 0 or more")
    require(f"n{group}i", count, count > 0, "a number above 0")
    return mean, spread**2 / count


def _cells(events: ArrayLike, n: ArrayLike, name: str, total: str) -> tuple[Floats, Floats]:
    """Check successes of attempts and give successes and failures."""
    x, count = np.broadcast_arrays(as_floats(name, events), as_floats(total, n))
    require(total, count, count > 0, "a number above 0")
    require(name, x, x >= 0, "a count of 0 or more")
    require(name, x, x <= count, "no more successes than attempts")
    return x, count - x


def _corrected(cells: list[Floats], add: float, to: To) -> list[Floats]:
    """Add to the cells of tables with an empty cell, of all tables, or of none."""
    if to not in get_args(To):
        raise ValueError(f"to is {to!r}; expected one of {', '.join(get_args(To))}")
    cells = list(np.broadcast_arrays(*cells))
    empty: Flags = np.any([cell == 0 for cell in cells], axis=0)
    where = {"only0": empty, "all": True, "if0all": bool(empty.any()), "none": False}[to]
    return [cell + add * np.asarray(where) for cell in cells]
