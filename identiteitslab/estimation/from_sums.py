"""What one gemeente says about its own mean, from its sums: an estimate and its variance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import logit

from identiteitslab.estimation.borrowing import borrow_sd
from identiteitslab.estimation.censored import fit_censored_sums
from identiteitslab.estimation.timed_out import Runs, as_normal, expect
from identiteitslab.estimation.within import moments_from_sums
from identiteitslab.measurement.kind import FX

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Flags, Floats
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.censored import LogNormalFit

ROUNDING = 0.5 / FX
"""Half a step of the stored numbers: nothing is known more precisely than that."""


class Summaries(NamedTuple):
    """Cells that say something, with ``y`` and ``v`` on the link scale, ``(cells, gemeenten)``.

    Gemeenten that say nothing are absent from the cells: one answer alone, and nobody to borrow a
    spread from.
    """

    cells: Cells
    y: Floats
    v: Floats


def bounded_means(cells: Cells) -> Summaries:
    """Give the logit of the mean on its range, and the variance by the delta method."""
    offset, factor = (part[:, None] for part in cells.unit())
    n, mean, sd = _moments(cells)
    spread = borrow_sd(n, sd, present=cells.present)
    share = (mean - offset) / factor
    # A mean at the very end of its range has no logit; a quarter of one answer inside it has.
    inside = np.clip(share, 0.25 / n, 1 - 0.25 / n)
    slope = inside * (1 - inside) * factor
    v = np.nan_to_num(spread.sd) ** 2 / n / slope**2
    return _keep(cells, logit(inside), v, cells.present & ~spread.refused)


def log_durations(cells: Cells) -> Summaries:
    """Give the log median and its variance, where some stopped before the end.

    A gemeente in which all did is read beside the others, see `timed_out`. Where there are no
    others, nothing is known but that it took longer than the time-out: the cell is left out.
    """
    fit = fit_censored_sums(
        cells.measured,
        cells.sum_fx / FX,
        cells.sum_fx2 / FX**2,
        cells.censored,
        cells.censored_fx / FX,
    )
    n, mean, sd = _moments(cells)
    spread = borrow_sd(n, sd, present=cells.present)
    plain = np.nan_to_num(spread.sd) ** 2 / n
    y = np.where(fit.usable, np.nan_to_num(fit.y), mean)
    v = np.where(fit.usable, np.nan_to_num(fit.v), plain)
    plainly = (cells.measured > 0) & (cells.censored == 0) & ~spread.refused
    whole = cells.present & (fit.usable | plainly)
    return _keep(cells, *_beside_others(cells, fit, y, v, whole))


def _beside_others(
    cells: Cells, fit: LogNormalFit, y: Floats, v: Floats, whole: Flags
) -> tuple[Floats, Floats, Flags]:
    """Add gemeenten of which too many were cut short to tell a spread."""
    cut = cells.present & ~whole & (cells.censored > 0)
    rows = np.flatnonzero(cut.any(axis=1) & (whole & fit.usable).any(axis=1))
    if rows.size:
        some, n = cells.rows(rows), np.where(whole & fit.usable, fit.n, 0.0)[rows]
        sigma = np.sqrt((n * np.nan_to_num(fit.sigma[rows]) ** 2).sum(axis=1) / n.sum(axis=1))
        _, mean, _ = _moments(some)
        log_out = some.censored_fx / FX / np.where(some.censored > 0, some.censored, 1.0)
        told = expect(y[rows], v[rows], whole[rows], sigma, some.prior_scale)
        found = as_normal(Runs(some.measured, mean, some.censored, log_out), told)
        for all_cells, beside in zip((y, v), found, strict=True):
            all_cells[rows] = np.where(cut[rows], beside, all_cells[rows])
        whole[rows] |= cut[rows]
    return y, v, whole


def log_amounts(cells: Cells) -> Summaries:
    """Give the mean of the logarithms: a gemeente's own reading counts as known."""
    n, mean, sd = _moments(cells)
    return _keep(cells, mean, sd**2 / n, cells.present)


def _moments(cells: Cells) -> tuple[Floats, Floats, Floats]:
    n = np.where(cells.measured > 0, cells.measured, 1.0)
    mean, sd = moments_from_sums(n, cells.sum_fx / FX, cells.sum_fx2 / FX**2)
    return n, mean, sd


def _keep(cells: Cells, y: Floats, v: Floats, usable: Flags) -> Summaries:
    rows = np.flatnonzero(usable.any(axis=1))
    kept = replace(cells.rows(rows), present=usable[rows])
    v = np.maximum(v[rows], ROUNDING**2)
    return Summaries(kept, np.where(kept.present, y[rows], 0.0), np.where(kept.present, v, 1.0))
