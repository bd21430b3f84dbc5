"""Check what a figure is given: a wrong number is refused by name and place, never drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.figures.names import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray


def names_of(name: str, values: Sequence[str], least: int = 1) -> list[str]:
    """Give names as clean lines.

    Raises
    ------
    ValueError
        There are too few.
    """
    if len(values) < least:
        raise ValueError(f"{name} has {len(values)} names; expected {least} or more")
    return [clean(value) for value in values]


def column(name: str, values: ArrayLike, count: int, *, missing: bool = False) -> list[float]:
    """Give numbers, one a row; with ``missing`` NaN means that nothing is known.

    Raises
    ------
    ValueError
        A wrong number of them, or one that is not a finite number.
    """
    given = np.asarray(values, dtype=np.float64)
    if given.shape != (count,):
        raise ValueError(f"{name} has shape {given.shape}; expected ({count},)")
    for place, value in enumerate(given.tolist()):
        if not math.isfinite(value) and not (missing and math.isnan(value)):
            raise ValueError(f"{name}[{place}] is {value}; expected a finite number")
    return [float(value) for value in given]


def matrix(name: str, values: ArrayLike, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Give numbers by row and column; NaN means that nothing is known.

    Raises
    ------
    ValueError
        The shape differs, or a number is infinite.
    """
    given = np.asarray(values, dtype=np.float64)
    if given.shape != shape:
        raise ValueError(f"{name} has shape {given.shape}; expected {shape}")
    if np.isinf(given).any():
        row, place = np.argwhere(np.isinf(given))[0].tolist()
        raise ValueError(f"{name}[{row}, {place}] is infinite; expected a number")
    return given


def flags(name: str, values: Sequence[bool] | None, count: int) -> list[bool]:
    """Give yes or no, one a row; no everywhere by default.

    Raises
    ------
    ValueError
        A wrong number of them.
    """
    given = [False] * count if values is None else [bool(value) for value in values]
    if len(given) != count:
        raise ValueError(f"{name} has {len(given)} values; expected {count}")
    return given


def ordered(low: Sequence[float], middle: Sequence[float], high: Sequence[float]) -> None:
    """Refuse a range that does not hold its own middle.

    Raises
    ------
    ValueError
        Some low is above its middle, or some high below it.
    """
    for place, (down, value, up) in enumerate(zip(low, middle, high, strict=True)):
        if not down <= value <= up:
            raise ValueError(
                f"low[{place}] is {down}, middle {value}, high {up}; expected this order"
            )
