"""Cubic Hermite curves: interpolation from values and slopes, one curve a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Floats, Places

HALVINGS = 45


class Piece(NamedTuple):
    """One stretch of a curve: its width, and value and slope at either end."""

    width: Floats
    value: Floats
    slope: Floats
    next_value: Floats
    next_slope: Floats

    def at(self, share: Floats) -> Floats:
        """Evaluate where `share` (0 to 1) of the stretch has been walked."""
        rest = 1 - share
        level = (
            self.value * (1 + 2 * share) * rest**2 + self.next_value * (3 - 2 * share) * share**2
        )
        bend = self.slope * rest - self.next_slope * share
        return np.asarray(level + self.width * share * rest * bend)

    def slope_at(self, share: Floats) -> Floats:
        """Give the slope where `share` of the stretch has been walked."""
        rest = 1 - share
        rise = 6 * share * rest * (self.next_value - self.value) / self.width
        ends = self.slope * rest * (1 - 3 * share) + self.next_slope * share * (3 * share - 2)
        return np.asarray(rise + ends)

    def share_of(self, value: Floats) -> Floats:
        """Find where an increasing stretch reaches `value`, by bisection."""
        low, high = np.zeros_like(value), np.ones_like(value)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            below = self.at(middle) < value
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return np.asarray((low + high) / 2)


def interpolate(at: Floats, x: Floats, value: Floats, slope: Floats) -> tuple[Floats, Floats]:
    """Evaluate the curve of each row and its slope, straight beyond its ends.

    Parameters
    ----------
    at
        Where to evaluate, ``(..., Q)``.
    x, value, slope
        Knots (increasing along the last axis), values and slopes there, ``(..., K)``.
    """
    left = interval(at, x)
    inside = np.clip(at, x[..., :1], x[..., -1:])
    start, end = take(x, left), take(x, left + 1)
    ends = [take(part, left + step) for step in (0, 1) for part in (value, slope)]
    piece = Piece(end - start, *ends)
    share = (inside - start) / piece.width
    steepness = piece.slope_at(share)
    return np.asarray(piece.at(share) + steepness * (at - inside)), steepness


def interval(at: Floats, x: Floats) -> Places:
    """Say in which interval of its own row's knots each value lies, ``(..., Q)``.

    All rows are laid end to end on one line, so that a single search serves them all.
    """
    knots, low = x.shape[-1], x[..., :1]
    width = x[..., -1:] - low
    row = np.arange(x[..., 0].size).reshape(*x.shape[:-1], 1)
    line = ((x - low) / width + 2 * row).reshape(-1)
    place = np.clip((at - low) / width, 0, 1) + 2 * row
    found = np.searchsorted(line, place.reshape(-1), side="right").reshape(place.shape)
    return np.asarray(np.clip(found - knots * row - 1, 0, knots - 2), dtype=np.intp)


def take(values: Floats, places: Places) -> Floats:
    """Pick places along the last axis, each row its own."""
    return np.take_along_axis(values, places, -1)
