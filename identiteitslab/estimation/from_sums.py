"""What one gemeente says about its own mean, from its sums: an estimate and its variance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.measurement.kind import FX

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Floats
    from identiteitslab.estimation.cells import Cells

ROUNDING = 0.5 / FX
"""Half a step of the stored numbers: nothing is known more precisely than that."""


def bounded_means(cells: Cells) -> tuple[Floats, Floats]:
    """Give the logit of the mean on its range, and the variance by the delta method.

    Returns
    -------
    tuple
        ``y`` and ``v``, ``(cells, gemeenten)``; 0 and 1 where a gemeente did not measure.
    """
    offset, factor = cells.unit()
    n, mean, variance = _moments(cells)
    share = (mean - offset[:, None]) / factor[:, None]
    # A mean at the very end of its range has no logit; a quarter of one answer inside it has.
    inside = np.clip(share, 0.25 / n, 1 - 0.25 / n)
    slope = inside * (1 - inside) * factor[:, None]
    y = np.log(inside / (1 - inside))
    return _where(cells, y, 0.0), _where(cells, variance / n / slope**2, 1.0)


def log_means(cells: Cells) -> tuple[Floats, Floats]:
    """Give the mean of the logarithms, and its variance."""
    n, mean, variance = _moments(cells)
    return _where(cells, mean, 0.0), _where(cells, variance / n, 1.0)


def _moments(cells: Cells) -> tuple[Floats, Floats, Floats]:
    """Give n, mean and variance; a gemeente without a spread of its own borrows the others'."""
    n = np.maximum(cells.measured, 1.0)
    mean = cells.sum_fx / n / FX
    squares = np.maximum(cells.sum_fx2 / FX**2 - n * mean**2, 0.0)
    freedom = np.maximum(cells.measured - 1, 0)
    shared = squares.sum(axis=1) / np.maximum(freedom.sum(axis=1), 1)
    own = squares / np.maximum(freedom, 1)
    variance = np.where(own > ROUNDING**2, own, shared[:, None])
    return n, mean, np.maximum(variance, ROUNDING**2)


def _where(cells: Cells, values: Floats, otherwise: float) -> Floats:
    return np.where(cells.present, values, otherwise)
