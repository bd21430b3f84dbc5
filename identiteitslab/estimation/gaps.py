"""Gaps between groups of participants, computed from the strata of another indicator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow.compute as pc

from identiteitslab.estimation.cells import Cells, left_first, take
from identiteitslab.estimation.engine import pool_events
from identiteitslab.estimation.prior import prior_scale
from identiteitslab.measurement.cube import current

if TYPE_CHECKING:
    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Gap
    from identiteitslab.estimation.arrays import Flags, Floats, Places
    from identiteitslab.estimation.known import Known
    from identiteitslab.estimation.pooled import Pooled
    from identiteitslab.measurement.cube import Cube

SMALLEST = 20
"""Fewer participants than this in a group say too little about a gap."""

PAIRS = 4096


@dataclass(frozen=True)
class Drawn:
    """Equally likely values, ``(cells, PAIRS)``, increasing."""

    values: Floats

    def quantile(self, q: Floats) -> Floats:
        """Give quantiles ``(cells, Q)``."""
        place = np.clip(q * PAIRS - 0.5, 0, PAIRS - 1)
        below = np.floor(place).astype(np.intp)
        above = np.minimum(below + 1, PAIRS - 1)
        part = place - below
        return (1 - part) * self.values[:, below] + part * self.values[:, above]

    def at_least(self, limit: Floats) -> Floats:
        """Give the probability ``(cells,)`` that the value is ``limit`` or more."""
        return np.asarray((self.values >= limit[:, None]).mean(axis=1), dtype=np.float64)


def gap(
    catalogue: Catalogue, name: str, cube: Cube, sums: pa.Table, *, prior_factor: float = 1.0
) -> tuple[Cells, Known] | None:
    """Estimate a gap for the solutions in which both groups are large enough.

    The groups are pooled apart. Pairing their posteriors as if they were independent ignores that
    they come from the same gemeenten: the interval is too wide rather than too narrow.
    """
    indicator = catalogue.indicators[name]
    if indicator.gap is None:
        return None
    counted = count_groups(catalogue, indicator.gap, cube, sums)
    enough = counted.enough
    if not enough.any():
        return None
    cells = _cells(catalogue, name, indicator.gap.indicator, cube, sums, enough)
    return cells, between(counted.pick(enough).under(prior_factor), cells.unit()[1])


class Counted(NamedTuple):
    """What two groups of people counted, ``(group, rows, gemeenten)`` each; 0 where absent.

    ``prior_scale`` is that of the indicator in which they were counted: how much gemeenten differ
    in a group is a question about that indicator.
    """

    events: Floats
    exposure: Floats
    prior_scale: float

    @property
    def enough(self) -> Flags:
        """Tell in which rows both groups are large enough, ``(rows,)``."""
        return np.asarray((self.exposure.sum(axis=2) >= SMALLEST).all(axis=0))

    def pick(self, rows: Flags | Places) -> Counted:
        """Keep some of the rows."""
        return self._replace(events=self.events[:, rows], exposure=self.exposure[:, rows])

    def under(self, prior_factor: float) -> Counted:
        """Pool with a prior on tau that is so many times as wide."""
        return self._replace(prior_scale=prior_factor * self.prior_scale)

    def pooled(self) -> tuple[Pooled, Pooled]:
        """Pool both groups apart; no exposure is absent."""
        high, low = (
            pool_events(
                events,
                np.where(exposure > 0, exposure, 1.0),
                prior_scale=self.prior_scale,
                present=exposure > 0,
            )
            for events, exposure in zip(self.events, self.exposure, strict=True)
        )
        return high, low

    def without(self, row: Places, column: Places) -> Counted:
        """Take rows once more, each without one of its gemeenten; see `Cells.without`."""
        left = self.exposure[:, row]
        left[:, np.arange(len(row)), column] = 0.0
        first = left_first(np.asarray((left > 0).any(axis=0)))
        there = np.take_along_axis(left, first[None], axis=2)
        events = np.take_along_axis(self.events[:, row], first[None], axis=2)
        return self._replace(events=np.where(there > 0, events, 0.0), exposure=there)


def count_groups(catalogue: Catalogue, about: Gap, cube: Cube, sums: pa.Table) -> Counted:
    """Count both groups of a gap, a row a solution of the cube."""
    # All sums are looked through once, not once a group.
    mine = sums.filter(pc.equal(sums["indicator"], about.indicator)).combine_chunks()
    groups = [
        _beside(cube, mine, about.indicator, **{about.stratum: group})
        for group in (about.group, about.minus)
    ]
    return Counted(
        np.array([group.events[0] for group in groups]),
        np.array([group.exposure[0] for group in groups]),
        prior_scale(catalogue.indicators[about.indicator]),
    )


def _beside(cube: Cube, sums: pa.Table, source: str, **stratum: str) -> Cube:
    """Take the current sums of the source alone, with the gemeenten of the whole cube."""
    found = current(sums, (source,), cube.solutions, cube.situations, **stratum)
    return found if found.gemeenten == cube.gemeenten else _spread(found, cube.gemeenten)


def _spread(cube: Cube, gemeenten: tuple[str, ...]) -> Cube:
    """Give a cube the columns of these gemeenten; who is not in it delivered nothing."""
    place = {name: n for n, name in enumerate(cube.gemeenten)}
    at = np.array([place.get(name, -1) for name in gemeenten])
    arrays: dict[str, Any] = {
        name: np.where(at >= 0, part[..., at], np.zeros((), part.dtype))
        for name, part in vars(cube).items()
        if isinstance(part, np.ndarray)
    }
    return replace(cube, gemeenten=gemeenten, **arrays)


def between(counted: Counted, factor: Floats) -> Drawn:
    """Set both groups side by side, pooled apart, in the unit of the gap."""
    high, low = (_values(pooled, seed) for seed, pooled in enumerate(counted.pooled()))
    return Drawn(np.sort(factor[:, None] * (high - low), axis=1))


def _cells(
    catalogue: Catalogue, name: str, source: str, cube: Cube, sums: pa.Table, enough: Flags
) -> Cells:
    """Tell who was measured: everyone in the source indicator, under the name of the gap."""
    everyone = take(catalogue, _beside(cube, sums, source), (source,))
    wanted = {solution for solution, there in zip(cube.solutions, enough, strict=True) if there}
    rows = np.array([row for row, (solution, _) in enumerate(everyone.keys) if solution in wanted])
    keys = tuple((everyone.keys[row][0], name) for row in rows)
    return replace(
        everyone.rows(rows), keys=keys, indicators=(catalogue.indicators[name],) * len(keys)
    )


def _values(pooled: Pooled, seed: int) -> Floats:
    middles = (np.arange(PAIRS) + 0.5) / PAIRS
    values = pooled.quantile(middles, "average_gemeente")
    # One fixed shuffle a group, the same for every solution: paired as independent, and no
    # solution changes what is drawn for another.
    return values[:, np.random.Generator(np.random.SFC64(seed)).permutation(PAIRS)]
