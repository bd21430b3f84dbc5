"""Gaps between groups of participants, computed from the strata of another indicator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.estimation.cells import Cells, take
from identiteitslab.estimation.engine import pool_events
from identiteitslab.measurement.cube import current

if TYPE_CHECKING:
    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.estimation.arrays import Flags, Floats
    from identiteitslab.estimation.known import Known
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
    stratum, source = indicator.gap.stratum, indicator.gap.indicator
    groups = [
        current(sums, (source,), cube.solutions, cube.situations, **{stratum: group})
        for group in (indicator.gap.group, indicator.gap.minus)
    ]
    enough = np.all([g.exposure[0].sum(axis=1) >= SMALLEST for g in groups], axis=0)
    if not enough.any():
        return None
    high, low = (
        _values(g.events[0][enough], g.exposure[0][enough], prior_factor, seed)
        for seed, g in enumerate(groups)
    )
    cells = _cells(catalogue, name, source, cube, sums, enough)
    _, factor = cells.unit()
    return cells, Drawn(np.sort(factor[:, None] * (high - low), axis=1))


def _cells(
    catalogue: Catalogue, name: str, source: str, cube: Cube, sums: pa.Table, enough: Flags
) -> Cells:
    """Tell who was measured: everyone in the source indicator, under the name of the gap."""
    everyone = take(catalogue, current(sums, (source,), cube.solutions, cube.situations), (source,))
    wanted = {solution for solution, there in zip(cube.solutions, enough, strict=True) if there}
    rows = np.array([row for row, (solution, _) in enumerate(everyone.keys) if solution in wanted])
    keys = tuple((everyone.keys[row][0], name) for row in rows)
    return replace(
        everyone.rows(rows), keys=keys, indicators=(catalogue.indicators[name],) * len(keys)
    )


def _values(events: Floats, exposure: Floats, prior_scale: float, seed: int) -> Floats:
    present = exposure > 0
    attempts = np.where(present, exposure, 1.0)
    pooled = pool_events(events, attempts, prior_scale=prior_scale, present=present)
    middles = (np.arange(PAIRS) + 0.5) / PAIRS
    values = pooled.quantile(middles, "average_gemeente")
    # One fixed shuffle a group, the same for every solution: paired as independent, and no
    # solution changes what is drawn for another.
    return values[:, np.random.Generator(np.random.SFC64(seed)).permutation(PAIRS)]
