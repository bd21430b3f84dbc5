"""The best choice of several things when their values add up and rules limit the choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, milp

from identiteitslab.comparison.common.arrays import (
    Double,
    Mask,
    as_finite,
    as_ids,
    index_of,
)
from identiteitslab.comparison.common.subsets import MOST_SETS, Choice, all_sets, choice

_CLOSE = 1e-9


@dataclass(frozen=True)
class Portfolio:
    """The choice with the highest total value."""

    items: tuple[str, ...]
    chosen: tuple[str, ...]
    value: float
    """Total (expected) value."""
    spent: Double
    """(resource,)"""
    method: Literal["enumeration", "milp"]
    """Every allowed set was looked at, or a mixed-integer linear program was solved."""
    sets: int
    """Number of sets that the rules on items and size leave."""
    optimal: int | None
    """How many choices reach the highest value; None when not every set was looked at."""
    chance: float | None
    """Share of draws in which no other choice is better; None without draws or enumeration."""
    core: Double | None
    """(item,) share of draws in which the item is in the best choice."""


@dataclass(frozen=True)
class _Rules:
    """Rows @ selection <= limits."""

    rows: Double
    limits: Double

    def allow(self, sets: Mask) -> Mask:
        """Return which sets (set, item) obey."""
        slack = _CLOSE * np.maximum(1.0, np.abs(self.limits))
        allowed: Mask = np.logical_and.reduce(sets @ self.rows.T <= self.limits + slack, axis=1)
        return allowed


def best_portfolio(
    values: ArrayLike,
    *,
    costs: ArrayLike | None = None,
    budgets: ArrayLike | None = None,
    least: int = 0,
    most: int | None = None,
    must_include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    conflicts: Sequence[tuple[str, str]] = (),
    requires: Sequence[tuple[str, str]] = (),
    items: Sequence[str] | None = None,
) -> Portfolio:
    """Choose the items with the highest total value.

    Looks at every set as long as there are at most 100 000, which also gives the number of best
    choices; beyond that it solves a mixed-integer linear program. Both are exact.

    Parameters
    ----------
    values : (item,) or (item, draw) float
        Value of each item, or draws of it; the best choice is the one with the best mean.
    costs : (item,) or (resource, item) float, optional
        What each item takes of every resource.
    budgets : float or (resource,) float, optional
        What there is of every resource.
    least, most : int, optional
        Fewest and most items; None: all.
    must_include, exclude : sequence of str
        Items that must be in, and may not be in.
    conflicts : sequence of (item, item)
        Pairs that may not both be in.
    requires : sequence of (item, item)
        The first may be in only with the second.
    items : sequence of str, optional
        Ids.

    Raises
    ------
    ValueError
        For bad shapes or values, unknown items, sizes that do not fit, budgets without costs,
        or rules that no choice obeys.
    """
    drawn = np.asarray(values, dtype=np.float64)
    drawn = as_finite(
        "values", drawn[:, None] if drawn.ndim == 1 else drawn, (None, None), "item, draw"
    )
    names = as_ids("items", items, len(drawn))
    free = choice(names, least, len(names) if most is None else most, must_include, exclude)
    amounts, limits = _resources(costs, budgets, len(names))
    rules = _rules(amounts, limits, conflicts, requires, names)
    if free.sets <= MOST_SETS:
        return _by_enumeration(drawn, names, free, rules, amounts)
    return _by_milp(drawn.mean(axis=1), names, free, rules, amounts)


def _by_enumeration(
    values: Double, names: tuple[str, ...], free: Choice, rules: _Rules, amounts: Double
) -> Portfolio:
    sets = np.concatenate([_selections(one, len(names)) for one in all_sets(free)])
    sets = sets[rules.allow(sets)]
    if not len(sets):
        raise ValueError("budgets, conflicts and requires leave no choice: expected at least one")
    totals = sets @ values.mean(axis=1)
    top = float(totals.max())
    best = sets[int(totals.argmax())]
    chance, core = (None, None) if values.shape[1] == 1 else _chances(sets, values, best)
    return Portfolio(
        items=names,
        chosen=tuple(np.array(names)[best].tolist()),
        value=top,
        spent=amounts @ best,
        method="enumeration",
        sets=free.sets,
        optimal=int(np.sum(totals >= top - _CLOSE * max(1.0, abs(top)))),
        chance=chance,
        core=core,
    )


def _chances(sets: Mask, values: Double, best: Mask) -> tuple[float, Double]:
    """Return how often the choice is the best one, and how often each item is in the best."""
    numbers = sets.astype(np.float64)
    winners = np.array([int((numbers @ one).argmax()) for one in values.T])
    tops = np.einsum("di,id->d", numbers[winners], values)
    own = best @ values
    chance = float(np.mean(own >= tops - _CLOSE * np.maximum(1.0, np.abs(tops))))
    core: Double = sets[winners].mean(axis=0)
    return chance, core


def _by_milp(
    values: Double, names: tuple[str, ...], free: Choice, rules: _Rules, amounts: Double
) -> Portfolio:
    fixed = np.zeros(len(names))
    fixed[list(free.must)] = 1.0
    may = fixed.copy()
    may[list(free.may)] = 1.0
    found = milp(
        -values,
        integrality=np.ones(len(names), dtype=np.int64),
        bounds=Bounds(fixed, may),
        constraints=[
            LinearConstraint(np.ones((1, len(names))), free.least, free.most),
            *([LinearConstraint(rules.rows, -np.inf, rules.limits)] if len(rules.rows) else []),
        ],
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise ValueError("budgets, conflicts and requires leave no choice: expected at least one")
    best = found.x > 0.5  # noqa: PLR2004 - a solver returns whole numbers with rounding
    return Portfolio(
        items=names,
        chosen=tuple(np.array(names)[best].tolist()),
        value=float(values @ best),
        spent=amounts @ best,
        method="milp",
        sets=free.sets,
        optimal=None,
        chance=None,
        core=None,
    )


def _resources(
    costs: ArrayLike | None, budgets: ArrayLike | None, count: int
) -> tuple[Double, Double]:
    if (costs is None) != (budgets is None):
        raise ValueError("costs and budgets belong together: expected both or neither")
    if costs is None or budgets is None:
        return np.zeros((0, count)), np.zeros(0)
    amounts = as_finite("costs", np.atleast_2d(costs), (None, count), "resource, item")
    limits = as_finite("budgets", np.atleast_1d(budgets), (len(amounts),), "resource")
    return amounts, limits


def _rules(
    amounts: Double,
    limits: Double,
    conflicts: Sequence[tuple[str, str]],
    requires: Sequence[tuple[str, str]],
    names: tuple[str, ...],
) -> _Rules:
    unit = np.eye(len(names))

    def place(name: str, item: str) -> Double:
        row: Double = unit[index_of(name, item, names)]
        return row

    apart = [place("conflicts", a) + place("conflicts", b) for a, b in conflicts]
    together = [place("requires", a) - place("requires", b) for a, b in requires]
    rows = np.concatenate([amounts, np.array(apart + together).reshape(-1, len(names))])
    ends = np.concatenate([limits, np.ones(len(apart)), np.zeros(len(together))])
    return _Rules(rows, ends)


def _selections(sets: np.ndarray[tuple[int, ...], np.dtype[np.int64]], count: int) -> Mask:
    chosen = np.zeros((len(sets), count), dtype=np.bool_)
    np.put_along_axis(chosen, sets, values=True, axis=1)
    return chosen
