"""Cells that are estimated together: one row a solution on an indicator, one column a gemeente."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from identiteitslab.estimation.prior import prior_scale
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.estimation.arrays import Flags, Floats, Places
    from identiteitslab.measurement.cube import Cube

SUMS = (
    "people",
    "measured",
    "sum_fx",
    "sum_fx2",
    "events",
    "exposure",
    "censored",
    "censored_fx",
    "min_fx",
    "max_fx",
)


@dataclass(frozen=True)
class Cells:
    """Current sums, ``(cells, gemeenten)``; 0 where a gemeente did not measure.

    ``keys`` names solution and indicator of each cell, ``indicators`` its definition;
    ``prior_factor`` multiplies the prior scale of tau, to see whether an outcome hangs on it.
    """

    keys: tuple[tuple[str, str], ...]
    indicators: tuple[Indicator, ...]
    present: Flags
    last_on: NDArray[np.datetime64]
    people: Floats
    measured: Floats
    sum_fx: Floats
    sum_fx2: Floats
    events: Floats
    exposure: Floats
    censored: Floats
    censored_fx: Floats
    min_fx: Floats
    max_fx: Floats
    prior_factor: float = 1.0

    @property
    def observations(self) -> Floats:
        """What was counted: attempts or logins where there are counts, else people."""
        return np.where(self.exposure > 0, self.exposure, self.measured + self.censored)

    @property
    def prior_scale(self) -> Floats:
        """Scale of the half-normal prior on tau, ``(cells,)``."""
        return self.prior_factor * np.array([prior_scale(i) for i in self.indicators])

    def under(self, prior_factor: float) -> Cells:
        """Estimate with a prior on tau that is so many times as wide."""
        return replace(self, prior_factor=prior_factor)

    def rows(self, chosen: Places) -> Cells:
        """Keep some of the cells."""
        arrays = {name: getattr(self, name)[chosen] for name in ("present", "last_on", *SUMS)}
        return replace(
            self,
            keys=tuple(self.keys[row] for row in chosen),
            indicators=tuple(self.indicators[row] for row in chosen),
            **arrays,
        )

    def without(self, row: Places, column: Places) -> Cells:
        """Take cells once more, each without one of its gemeenten.

        Parameters
        ----------
        row, column
            Which cell, and which of its gemeenten leaves, ``(pairs,)``.

        Returns
        -------
        Cells
            A row a pair. The gemeenten that are left stand first and columns that nobody uses are
            dropped, so columns no longer tell which gemeente it is. Each row is named by its
            number instead of its solution, as some may drop out when they are estimated.
        """
        present = self.present[row]
        present[np.arange(len(row)), column] = False
        first = left_first(present)
        there = np.take_along_axis(present, first, axis=1)
        at = row[:, None], first
        sums: dict[str, Any] = {
            name: np.where(there, getattr(self, name)[at], 0.0) for name in SUMS
        }
        return replace(
            self,
            keys=tuple((str(n), self.keys[place][1]) for n, place in enumerate(row.tolist())),
            indicators=tuple(self.indicators[place] for place in row.tolist()),
            present=there,
            last_on=np.where(there, self.last_on[at], np.datetime64("NaT", "D")),
            **sums,
        )

    def unit(self) -> tuple[Floats, Floats]:
        """Give offset and factor from the natural scale of the link to the indicator's unit."""
        ends = [
            known_kinds()[indicator.kind].natural(np.array([0.0, 1.0]), indicator)
            for indicator in self.indicators
        ]
        table = np.array(ends, dtype=np.float64).reshape(-1, 2)
        return table[:, 0], table[:, 1] - table[:, 0]


def left_first(present: Flags) -> Places:
    """Give the columns of each row in an order with those present first, ``(rows, most)``."""
    most = int(present.sum(axis=1).max(initial=1))
    return np.argsort(~present, axis=1, kind="stable")[:, :most]


def take(catalogue: Catalogue, cube: Cube, names: Sequence[str]) -> Cells:
    """Take the measured cells of some indicators; none at all is a table without rows."""
    places = [cube.indicators.index(name) for name in names]
    chosen = cube.present[places]
    indicator, solution = np.nonzero(chosen.any(axis=2))
    rows = (np.array(places)[indicator], solution)
    keys = tuple(
        (cube.solutions[s], names[i])
        for i, s in zip(indicator.tolist(), solution.tolist(), strict=True)
    )
    return Cells(
        keys,
        tuple(catalogue.indicators[name] for _, name in keys),
        cube.present[rows],
        cube.last_on[rows],
        **{name: getattr(cube, name)[rows] for name in SUMS},
    )
