"""Change over rounds: a slope for each gemeente, and the slopes pooled.

Regressing all rows at once would treat a gemeente that measured three times as three gemeenten.
The current state is the last round of each gemeente, never a mean over rounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.arrays import as_floats, require
from identiteitslab.estimation.grid import pool_normal
from identiteitslab.estimation.link import Link

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats, Places
    from identiteitslab.estimation.pooled import Pooled


class Slopes(NamedTuple):
    """Change per round on the link scale, ``(cells, gemeenten)``.

    `present` is False where fewer than two different rounds were measured: such a gemeente has no
    slope, and none is borrowed for it.
    """

    slope: Floats
    variance: Floats
    present: Flags


def slopes(
    y: ArrayLike, v: ArrayLike, rounds: ArrayLike, *, present: ArrayLike | None = None
) -> Slopes:
    """Fit a weighted least-squares line over the rounds of each gemeente.

    Parameters
    ----------
    y, v
        Estimates on the link scale and their variances, ``(cells, gemeenten, rounds)``.
    rounds
        Round numbers or times, ``(rounds,)`` or the shape of `y`.
    present
        Which rounds a gemeente measured, the shape of `y`; all of them by default.
    """
    flags = _rounds_present(y, present)
    estimates, noise = _checked("y", y, flags, 0.0), _checked("v", v, flags, 1.0)
    require("v", noise, noise > 0, "a variance above 0")
    time = as_floats("rounds", rounds)
    if time.shape not in {flags.shape, flags.shape[2:]}:
        raise ValueError(f"rounds has shape {time.shape}; expected {flags.shape[2:]}")
    time = np.broadcast_to(time, flags.shape)
    weight = flags / noise
    total = np.maximum(weight.sum(axis=2), np.finfo(np.float64).tiny)
    middle = (weight * time).sum(axis=2) / total
    apart = time - middle[:, :, None]
    information = (weight * apart**2).sum(axis=2)
    first = np.where(flags, time, np.inf).min(axis=2)
    last = np.where(flags, time, -np.inf).max(axis=2)
    usable = last > first
    safe = np.where(usable, information, 1.0)
    slope = (weight * apart * estimates).sum(axis=2) / safe
    return Slopes(np.where(usable, slope, 0.0), np.where(usable, 1 / safe, 1.0), usable)


def pool_slopes(told: Slopes, *, prior_scale: ArrayLike) -> Pooled:
    """Pool slopes over the gemeenten that have one, change per round on the link scale.

    Raises
    ------
    ValueError
        If a cell has no gemeente with two rounds.
    """
    return pool_normal(
        told.slope,
        told.variance,
        prior_scale=prior_scale,
        link=Link("identity"),
        present=told.present,
    )


def last_round(rounds: ArrayLike, *, present: ArrayLike | None = None) -> Places:
    """Give the place of each gemeente's last measured round, -1 where it measured none.

    Parameters
    ----------
    rounds
        Round numbers or times, ``(cells, gemeenten, rounds)``.
    present
        Which rounds a gemeente measured, same shape; all of them by default.
    """
    flags = _rounds_present(rounds, present)
    time = np.where(flags, _checked("rounds", rounds, flags, 0.0), -np.inf)
    return np.where(flags.any(axis=2), time.argmax(axis=2), -1)


def _rounds_present(values: ArrayLike, present: ArrayLike | None) -> Flags:
    """Say which rounds count, ``(cells, gemeenten, rounds)``."""
    shape = np.shape(values)
    if len(shape) != 3:  # noqa: PLR2004 - cells by gemeenten by rounds
        raise ValueError(f"y has shape {shape}; expected (cells, gemeenten, rounds)")
    flags = np.ones(shape, np.bool_) if present is None else np.asarray(present)
    if flags.shape != shape or flags.dtype != np.bool_:
        raise ValueError(f"present is {flags.dtype} of shape {flags.shape}; expected bool {shape}")
    return flags


def _checked(name: str, values: ArrayLike, present: Flags, fill: float) -> Floats:
    """Read an array of three dimensions; absent places become `fill`."""
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.shape != present.shape:
        raise ValueError(f"{name} has shape {numbers.shape}; expected {present.shape}")
    require(name, numbers, np.isfinite(numbers) | ~present, "a finite number")
    return np.where(present, numbers, fill)
