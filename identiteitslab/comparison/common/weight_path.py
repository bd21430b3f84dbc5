"""Totals while one weight runs from nothing to everything."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Double, Mask
from identiteitslab.comparison.common.table import Table

NODES: Double = np.array([0.25, 0.5, 0.75])
"""Weights at which totals are computed; those in between follow exactly."""


@dataclass(frozen=True)
class WeightPath:
    """One item's weight runs from 0 to 1; the other weights share the rest in proportion.

    A total is then a fraction of polynomials in the weight: a straight line where all criteria
    apply, and a quadratic over ``kept`` where weight moves within the item's theme. So totals
    at three nodes give the total at every weight, without error.
    """

    item: str
    now: float
    """Weight of the item today."""
    at_zero: Double
    """(criterion,) weights when the item has none."""
    at_one: Double
    """(criterion,) weights when the item has all weight."""
    kept: Double
    """(solution, 2) weight of the theme that stays with a solution, at weight 0 and at 1."""

    def weights(self, weight: float) -> Double:
        """Return the weights of all criteria when the item has this weight."""
        return weight * self.at_one + (1 - weight) * self.at_zero

    def along(self, weight: Double) -> Double:
        """Return the weights of all criteria (criterion, place) at many weights of the item."""
        return np.outer(self.at_zero, 1 - weight) + np.outer(self.at_one, weight)

    def mix(self, weight: ArrayLike) -> Double:
        """Return how totals at the nodes mix to totals at other weights.

        Parameters
        ----------
        weight : (place,) float
            Weights of the item, strictly between 0 and 1.

        Returns
        -------
        (place, solution, node) float
        """
        places = np.asarray(weight, dtype=np.float64)
        low, middle, high = NODES
        parts = [
            (places - middle) * (places - high) / ((low - middle) * (low - high)),
            (places - low) * (places - high) / ((middle - low) * (middle - high)),
            (places - low) * (places - middle) / ((high - low) * (high - middle)),
        ]
        scale = self._kept_at(NODES)[None] / self._kept_at(places).T[:, :, None]
        mix: Double = np.stack(parts, axis=1)[:, None, :] * scale
        return mix

    def numerators(self, totals: Double) -> Double:
        """Return the numerator (solution, 3) of each total, lowest power first.

        Parameters
        ----------
        totals : (solution, node) float
            Totals at the nodes.
        """
        powers = np.vander(NODES, increasing=True)
        solved = np.linalg.solve(powers, (totals * self._kept_at(NODES)).T).T
        return np.asarray(solved, dtype=np.float64)

    def denominators(self) -> Double:
        """Return the denominator (solution, 2) of each total, lowest power first."""
        return np.stack([self.kept[:, 0], self.kept[:, 1] - self.kept[:, 0]], axis=1)

    def _kept_at(self, weight: Double) -> Double:
        """Return what is kept, (solution, place)."""
        return self.denominators() @ np.stack([np.ones_like(weight), weight])


def theme_path(table: Table, number: int, item: str) -> WeightPath:
    """Let the weight of a whole theme run; shares within themes stay as they are.

    Raises
    ------
    ValueError
        When the theme holds all criteria, so that no weight can go elsewhere.
    """
    at_zero, at_one = _ends(table, table.theme == number, item)
    now = float(table.weights[table.theme == number].sum())
    return WeightPath(item, now, at_zero, at_one, np.ones((len(table.solutions), 2)))


def criterion_path(table: Table, place: int) -> WeightPath:
    """Let the weight of one criterion run.

    Raises
    ------
    ValueError
        When it is the only criterion.
    """
    item, theme = table.criteria[place], table.theme == table.theme[place]
    at_zero, at_one = _ends(table, np.arange(len(table.criteria)) == place, item)
    kept = (table.applies & theme).astype(np.float64) @ np.stack([at_zero, at_one], axis=1)
    straight = table.applies[:, theme].all(axis=1) | (kept.sum(axis=1) == 0)
    kept[straight] = 1.0
    return WeightPath(item, float(table.weights[place]), at_zero, at_one, kept)


def _ends(table: Table, inside: Mask, item: str) -> tuple[Double, Double]:
    """Return the weights without the item, and those with the item alone."""
    if inside.all():
        raise ValueError(f"{item} holds all criteria: expected others for the weight to go to")
    return alone(table.weights, ~inside), alone(table.weights, inside)


def alone(weights: Double, part: Mask) -> Double:
    """Return weights all on a part: in proportion, or equal where the part has no weight."""
    chosen = weights * part if (weights * part).any() else part.astype(np.float64)
    shares: Double = chosen / chosen.sum()
    return shares
