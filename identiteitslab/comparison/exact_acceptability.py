"""How large is the part of all weights that puts a solution first: exact, for exact scores.

For a few weights only, such as those of themes: volumes of polytopes, so no Monte Carlo error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import linprog
from scipy.spatial import ConvexHull, HalfspaceIntersection

from identiteitslab.comparison.common.arrays import (
    Double,
    Mask,
    as_finite,
    as_ids,
    as_mask,
)
from identiteitslab.comparison.weighing.polytope import Polytope

MOST_DIMENSIONS = 7
"""Volumes in more dimensions take too long."""

_THIN = 1e-10


@dataclass(frozen=True)
class ExactAcceptability:
    """Share of all weights that agree with the statements, per solution that comes first."""

    solutions: tuple[str, ...]
    items: tuple[str, ...]
    first: Double
    """(solution,) share; where solutions are equal everywhere each counts in full."""
    central_weights: tuple[tuple[float, ...] | None, ...]
    """Centroid of the weights that put a solution first; None where there are none."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per solution: its share and central weights, empty where undefined."""
        empty = (None,) * len(self.items)
        rows = [
            (share, *(own or empty))
            for share, own in zip(self.first, self.central_weights, strict=True)
        ]
        return pd.DataFrame(
            rows, index=pd.Index(self.solutions, name="solution"), columns=["first", *self.items]
        )


def exact_acceptability(
    values: ArrayLike,
    region: Polytope,
    *,
    eligible: ArrayLike | None = None,
    solutions: Sequence[str] | None = None,
) -> ExactAcceptability:
    """Return the share of all weights that puts each solution first, for exact scores.

    Parameters
    ----------
    values : (solution, item) float
        Exact scores.
    region : Polytope
        The weights that agree with the statements, with at most seven dimensions.
    eligible : (solution,) bool, optional
        False for a knocked-out solution.
    solutions : sequence of str, optional
        Ids.

    Raises
    ------
    ValueError
        For bad shapes or values, or a region with too many dimensions.
    """
    scores = as_finite("values", values, (None, len(region.items)), "solution, item")
    names = as_ids("solutions", solutions, len(scores))
    ranked = as_mask("eligible", eligible, (len(scores),), "solution")
    if region.dimension > MOST_DIMENSIONS:
        raise ValueError(
            f"region has {region.dimension} dimensions: expected at most {MOST_DIMENSIONS}; "
            "rank_acceptability draws weights in any number"
        )
    whole, _ = _body(region.sides, region.room)
    parts = [
        _favourable(scores, row, ranked, region) if may_rank else (0.0, None)
        for row, may_rank in enumerate(ranked)
    ]
    return ExactAcceptability(
        names,
        region.items,
        np.array([size / whole for size, _ in parts]),
        tuple(
            None if centre is None else tuple((region.inside + region.basis @ centre).tolist())
            for _, centre in parts
        ),
    )


def _favourable(
    scores: Double, row: int, ranked: Mask, region: Polytope
) -> tuple[float, Double | None]:
    """Return the size and centroid of the part of the region that puts a solution first."""
    lead = scores[row] - scores[ranked]
    sides, room = -lead @ region.basis, lead @ region.inside
    scale = max(float(np.abs(scores).max()), 1.0)
    flat = np.linalg.norm(sides, axis=1) <= _THIN * scale
    if (room[flat] < -_THIN * scale).any():
        return 0.0, None
    return _body(
        np.vstack([region.sides, sides[~flat]]), np.concatenate([region.room, room[~flat]])
    )


def _body(sides: Double, room: Double) -> tuple[float, Double | None]:
    """Return the volume and the centroid of all z with ``sides @ z <= room``."""
    dimension = sides.shape[1]
    if dimension == 0:
        return 1.0, np.zeros(0)
    lengths = np.linalg.norm(sides, axis=1, keepdims=True)
    # The largest ball inside: its centre is where the search for corners starts.
    ball = linprog(
        np.append(np.zeros(dimension), -1.0),
        np.hstack([sides, lengths]),
        room,
        bounds=[(None, None)] * dimension + [(None, None)],
    ).x
    if ball is None or ball[-1] <= _THIN:
        return 0.0, None
    if dimension == 1:
        ends = room / sides[:, 0]
        low, high = ends[sides[:, 0] < 0].max(), ends[sides[:, 0] > 0].min()
        return float(high - low), np.array([(low + high) / 2])
    corners = HalfspaceIntersection(np.hstack([sides, -room[:, None]]), ball[:-1]).intersections
    facets = corners[ConvexHull(corners).simplices] - ball[:-1]
    sizes = np.abs(np.linalg.det(facets)) / factorial(dimension)
    centres = facets.sum(axis=1) / (dimension + 1)
    return float(sizes.sum()), ball[:-1] + sizes @ centres / sizes.sum()
