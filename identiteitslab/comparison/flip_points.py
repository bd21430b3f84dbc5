"""At which weight of a theme or criterion does another solution come first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
from numpy.polynomial import Polynomial

from identiteitslab.comparison.common.arrays import Counts, Double, Mask, as_ids
from identiteitslab.comparison.common.draws import Method
from identiteitslab.comparison.common.table import Table, ranks_among, totals_along
from identiteitslab.comparison.common.weight_path import (
    NODES,
    WeightPath,
    criterion_path,
    theme_path,
)

_CLOSE = 1e-9
_SAME_WEIGHT = 1e-6
_STEPS = 200
_HALVINGS = 20


@dataclass(frozen=True)
class Stretch:
    """A range of weights over which the same solutions come first."""

    low: float
    high: float
    first: tuple[str, ...]


@dataclass(frozen=True)
class Flip:
    """The nearest weight, up or down, at which another solution takes over first place."""

    item: str
    now: float
    weight: float
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def change(self) -> float:
        """How far the weight must move; negative is down."""
        return self.weight - self.now


@dataclass(frozen=True)
class FirstPlace:
    """Who comes first at every weight of one theme or criterion, on expected scores."""

    item: str
    kind: str
    """``theme`` or ``criterion``."""
    now: float
    stretches: tuple[Stretch, ...]
    """From weight 0 to weight 1, without gaps."""

    @property
    def flips(self) -> tuple[Flip, ...]:
        """At most two: the nearest flip below and above the weight of today."""
        found = [
            Flip(self.item, self.now, one.high, one.first, other.first)
            for one, other in pairwise(self.stretches)
        ]
        down = [
            Flip(flip.item, flip.now, flip.weight, flip.after, flip.before)
            for flip in found
            if flip.weight < self.now
        ]
        return (*down[-1:], *[flip for flip in found if flip.weight >= self.now][:1])


@dataclass(frozen=True)
class FlipPoints:
    """Flip points of every theme and criterion."""

    themes: tuple[FirstPlace, ...]
    criteria: tuple[FirstPlace, ...]

    @property
    def flips(self) -> tuple[Flip, ...]:
        """All flips, the smallest change of weight first."""
        every = [flip for one in (*self.themes, *self.criteria) for flip in one.flips]
        return tuple(sorted(every, key=lambda flip: abs(flip.change)))

    @property
    def nearest(self) -> Flip | None:
        """The smallest change of one weight that changes first place; None if none does."""
        return self.flips[0] if self.flips else None

    def to_frame(self) -> pd.DataFrame:
        """Return one row per flip, the smallest change first."""
        rows = [
            (f.item, f.now, f.weight, f.change, ", ".join(f.before), ", ".join(f.after))
            for f in self.flips
        ]
        return pd.DataFrame(rows, columns=["item", "now", "weight", "change", "before", "after"])


def flip_points(
    table: Table, *, themes: Sequence[str] | None = None, method: Method | None = None
) -> FlipPoints:
    """Find where first place changes while one weight moves and the others share the rest.

    Exact on expected scores: no draws. With an own method a search finds flips to six
    decimals, if they are further apart than its steps. One solution, one criterion or one theme
    simply gives no flips.

    Parameters
    ----------
    table : Table
        Expected scores, weights and names.
    themes : sequence of str, optional
        Ids of the themes, in the order of their numbers.
    method : callable, optional
        Utility from values and weights, as in `rank_acceptability`. None: the weighted sum.

    Raises
    ------
    ValueError
        For a wrong number of theme ids.
    """
    return FlipPoints(
        themes=theme_flips(table, themes=themes, method=method),
        criteria=tuple(
            first_places(table, criterion_path(table, place), "criterion", method)
            for place in range(len(table.criteria))
            if len(table.criteria) > 1
        ),
    )


def theme_flips(
    table: Table, *, themes: Sequence[str] | None = None, method: Method | None = None
) -> tuple[FirstPlace, ...]:
    """Find where first place changes while the weight of one theme moves; see `flip_points`.

    Raises
    ------
    ValueError
        For a wrong number of theme ids.
    """
    numbers = np.unique(table.theme)
    names = as_ids("themes", themes, int(numbers.max()) + 1)
    return tuple(
        first_places(table, theme_path(table, number, names[number]), "theme", method)
        for number in numbers.tolist()
        if len(numbers) > 1
    )


def first_places(
    table: Table, path: WeightPath, kind: str, method: Method | None = None
) -> FirstPlace:
    """Return who comes first at every weight along one path."""
    if method is None:
        rows = table.eligible
        totals = totals_along(table, path.along(NODES)).T
        crossings = _crossings(path.numerators(totals)[rows], path.denominators()[rows])
    else:
        crossings = _search(table, path, method)
    inside = (crossings > _SAME_WEIGHT) & (crossings < 1 - _SAME_WEIGHT)
    places = np.unique(crossings[inside])
    apart = np.diff(places, prepend=0.0) > _SAME_WEIGHT
    edges = np.concatenate([[0.0], places[apart], [1.0]])
    firsts = _firsts(table, path, (edges[:-1] + edges[1:]) / 2, method)
    names = [tuple(np.array(table.solutions)[row].tolist()) for row in firsts]
    return FirstPlace(path.item, kind, path.now, _merge(edges, names))


def _firsts(table: Table, path: WeightPath, weights: Double, method: Method | None) -> Mask:
    """Return who is first (place, solution) at some weights along a path."""
    totals = totals_along(table, path.along(weights), method)
    firsts: Mask = ranks_among(totals, table.eligible) == 1
    return firsts


def _search(table: Table, path: WeightPath, method: Method) -> Double:
    """Return weights at which first place changes: look at many, then halve in between."""
    low = (np.arange(_STEPS) + 0.5) / _STEPS
    firsts = _firsts(table, path, low, method)
    change = np.flatnonzero((firsts[1:] != firsts[:-1]).any(axis=1))
    before, low, high = firsts[change], low[change], low[change + 1]
    for _ in range(_HALVINGS if len(change) else 0):
        middle = (low + high) / 2
        same = (_firsts(table, path, middle, method) == before).all(axis=1)
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return (low + high) / 2


def _merge(edges: Double, firsts: Sequence[tuple[str, ...]]) -> tuple[Stretch, ...]:
    merged: list[Stretch] = []
    for (low, high), first in zip(pairwise(edges.tolist()), firsts, strict=True):
        if merged and merged[-1].first == first:
            merged[-1] = Stretch(merged[-1].low, high, first)
        else:
            merged.append(Stretch(low, high, first))
    return tuple(merged)


def _crossings(numerators: Double, denominators: Double) -> Double:
    """Return all weights strictly between 0 and 1 at which two totals are equal."""
    one, other = _pairs(len(numerators))
    if (denominators == [1.0, 0.0]).all():
        difference = (numerators[one] - numerators[other])[:, :2]
        slope = difference[:, 1]
        moving = np.abs(slope) > _CLOSE
        roots = -difference[moving, 0] / slope[moving]
    else:
        tops, bottoms = [Polynomial(n) for n in numerators], [Polynomial(d) for d in denominators]
        found = [
            _real_roots(tops[a] * bottoms[b] - tops[b] * bottoms[a])
            for a, b in zip(one.tolist(), other.tolist(), strict=True)
        ]
        roots = np.concatenate([np.empty(0), *found])
    inside: Double = roots[(roots > 0) & (roots < 1)]
    return inside


def _real_roots(polynomial: Polynomial) -> Double:
    scale = np.abs(polynomial.coef).max()
    roots = polynomial.trim(scale * _CLOSE).roots() if scale > 0 else np.empty(0)
    real: Double = roots[np.abs(roots.imag) < _CLOSE].real
    return real


def _pairs(count: int) -> tuple[Counts, Counts]:
    pairs = np.array(list(combinations(range(count), 2)), dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
