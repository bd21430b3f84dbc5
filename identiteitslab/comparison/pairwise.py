"""Where does one solution beat another, and how sure is the difference."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Double, as_finite, as_pools, index_of
from identiteitslab.comparison.common.table import Table

DOTS = 20
"""A difference is drawn as twenty equally likely dots: people count better than they divide."""


@dataclass(frozen=True)
class DifferenceDots:
    """Twenty equally likely differences between two totals, from low to high."""

    dots: Double
    """(20,) quantiles of the difference, at the middles of twenty equal parts."""
    above: int
    """Dots above zero."""
    share: float
    """Share of draws in which the first is strictly above the second."""
    standard_error: float
    """Monte Carlo standard error of the share."""


def difference_dots(one: ArrayLike, other: ArrayLike) -> DifferenceDots:
    """Return the difference between two solutions' totals as dots.

    Parameters
    ----------
    one, other : (draw,) float
        Totals in the same draws.

    Raises
    ------
    ValueError
        For different numbers of draws, or values that are not finite.
    """
    first = as_finite("one", one, (None,), "draw")
    difference = first - as_finite("other", other, first.shape, "draw")
    share = float(np.mean(difference > 0))
    dots: Double = np.quantile(difference, (np.arange(DOTS) + 0.5) / DOTS)
    error = float(np.sqrt(share * (1 - share) / len(difference)))
    return DifferenceDots(dots, int(np.sum(dots > 0)), share, error)


@dataclass(frozen=True)
class TwoSolutions:
    """Profile of one solution against another, criterion by criterion."""

    one: str
    other: str
    criteria: tuple[str, ...]
    difference: Double
    """(criterion,) expected score of the one minus that of the other; zero if not comparable."""
    comparable: np.ndarray[tuple[int], np.dtype[np.bool_]]
    """(criterion,): the criterion applies to both."""
    gain: Double
    """(criterion,) points of the total by which the one is ahead; sums to the whole gap."""
    chance: Double
    """(criterion,) chance that the one scores higher than the other; ties count half."""

    @property
    def gap(self) -> float:
        """Expected difference in total."""
        return float(self.gain.sum())

    def with_gain(self, gain: Double) -> "TwoSolutions":
        """Return the same profile with other gains (criterion,), such as by an own method."""
        return replace(self, gain=gain)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per criterion, the largest gain first."""
        frame = pd.DataFrame(
            {
                "difference": self.difference,
                "comparable": self.comparable,
                "gain": self.gain,
                "chance": self.chance,
            },
            index=pd.Index(self.criteria, name="criterion"),
        )
        return frame.sort_values("gain", ascending=False, kind="stable")


def compare_two(pools: ArrayLike, table: Table, one: str, other: str) -> TwoSolutions:
    """Compare two solutions criterion by criterion.

    Parameters
    ----------
    pools : (solution, criterion, sample) float
        Equally likely scores of each cell.
    table : Table
        Weights and names; its means are those of the pools.
    one, other : str
        Ids of two different solutions.

    Raises
    ------
    ValueError
        For an unknown id, the same id twice, or pools that do not fit the table.
    """
    values = as_pools(pools)
    first, second = (
        index_of(name, solution, table.solutions)
        for name, solution in (("one", one), ("other", other))
    )
    if first == second:
        raise ValueError(f"other is {other!r}: expected a solution different from one")
    if values.shape[:2] != table.means.shape:
        raise ValueError(f"pools has shape {values.shape}: expected cells {table.means.shape}")
    points = table.own_weights * table.means
    both = table.applies[first] & table.applies[second]
    return TwoSolutions(
        one=one,
        other=other,
        criteria=table.criteria,
        difference=np.where(both, table.means[first] - table.means[second], 0.0),
        comparable=both,
        gain=points[first] - points[second],
        chance=np.array(
            [
                chance_above(values[first, item], values[second, item]) if there else 0.5
                for item, there in enumerate(both)
            ]
        ),
    )


def chance_above(one: ArrayLike, other: ArrayLike) -> float:
    """Return the chance that a value from one pool lies above one from another, ties as half.

    Exact for the pools: every pair counts.
    """
    low = np.sort(np.asarray(other))
    values = np.asarray(one)
    below = np.searchsorted(low, values, side="left") + np.searchsorted(low, values, side="right")
    return float(below.mean() / 2 / len(low))
