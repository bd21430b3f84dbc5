"""Arrays as every estimator takes them: ``(cells, gemeenten)``, checked once at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]

SMALLEST, LARGEST = 1e-50, 1e50


def require(name: str, values: Floats, good: Flags, expected: str) -> None:
    """Raise for the first value that is not as expected.

    Raises
    ------
    ValueError
        Names the argument, the first offending index, the value found and what was expected.
    """
    if good.all():
        return
    index = tuple(int(i) for i in np.argwhere(~good)[0])
    place = f"[{', '.join(map(str, index))}]" if index else ""
    raise ValueError(f"{name}{place} is {values[index]:g}; expected {expected}")


def require_usable(name: str, values: Floats, ignored: Flags | bool = False) -> None:
    """Raise for what is not a number that arithmetic can carry.

    Raises
    ------
    ValueError
        If a value is NaN, infinite, or so large or small that the cube of its square leaves
        the range.
    """
    require(name, values, np.isfinite(values) | ignored, "a finite number")
    size = np.abs(np.where(ignored, 0.0, values))
    inside = (size == 0) | ((size >= SMALLEST) & (size <= LARGEST))
    require(name, values, inside, f"0 or a size from {SMALLEST:g} to {LARGEST:g}")


def as_floats(name: str, values: ArrayLike) -> Floats:
    """Read numbers of any shape, refusing what is not a number.

    Raises
    ------
    ValueError
        If a value is not numeric, NaN, infinite or beyond all measure.
    """
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} holds something else than numbers: {error}") from error
    require_usable(name, numbers)
    return numbers


def together(**given: ArrayLike) -> tuple[Floats, ...]:
    """Read numbers that belong together, and give all of them one shape.

    Each is one number, or an array of the shape of the others: nothing else is stretched, or two
    columns that were mixed up would quietly become a table.

    Raises
    ------
    ValueError
        If shapes differ, or a value is NaN or infinite.
    """
    read = {name: as_floats(name, values) for name, values in given.items()}
    widest = max(read, key=lambda name: (read[name].ndim, read[name].size))
    shape = read[widest].shape
    for name, numbers in read.items():
        if numbers.shape not in {(), (1,), shape}:
            told = f"{name} has shape {numbers.shape}"
            raise ValueError(f"{told}; expected one number or {shape}, as {widest}")
    return tuple(np.broadcast_to(numbers, shape) for numbers in read.values())


def one_number(name: str, value: ArrayLike) -> Floats:
    """Read a single number, as an array without dimensions.

    Raises
    ------
    ValueError
        If there are more, or it is NaN or infinite.
    """
    number = as_floats(name, value)
    if number.ndim:
        raise ValueError(f"{name} has shape {number.shape}; expected one number")
    return number


def open_share(name: str, value: ArrayLike, above: float = 0.0) -> float:
    """Read one number strictly between `above` and 1, such as a level of confidence.

    Raises
    ------
    ValueError
        If it lies elsewhere.
    """
    number = one_number(name, value)
    inside = np.asarray((number > above) & (number < 1))
    require(name, number, inside, f"a number between {above:g} and 1")
    return float(number)


def ends_of(level: ArrayLike) -> tuple[float, float]:
    """Give the probabilities at the ends of an equal-tailed interval.

    Raises
    ------
    ValueError
        If the level does not lie between 0 and 1.
    """
    inside = open_share("level", level)
    return (1 - inside) / 2, (1 + inside) / 2


def as_cells(name: str, values: ArrayLike, present: Flags, fill: float) -> Floats:
    """Read a ``(cells, gemeenten)`` array; absent places become `fill`.

    Raises
    ------
    ValueError
        If the shape differs from that of `present`, or a present value is NaN or infinite.
    """
    try:
        numbers = np.atleast_2d(np.asarray(values, dtype=np.float64))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} holds something else than numbers: {error}") from error
    if numbers.shape != present.shape:
        raise ValueError(f"{name} has shape {numbers.shape}; expected {present.shape}")
    require_usable(name, numbers, ~present)
    return numbers if present.all() else np.where(present, numbers, fill)


def presence(name: str, values: ArrayLike, present: ArrayLike | None) -> Flags:
    """Say which gemeenten a cell has: all of them unless `present` says otherwise.

    Raises
    ------
    ValueError
        If `present` has another shape than `values`, or a cell has no gemeente at all.
    """
    shape = np.atleast_2d(np.asarray(values)).shape
    if len(shape) != 2:  # noqa: PLR2004 - cells by gemeenten
        raise ValueError(f"{name} has {len(shape)} dimensions; expected (cells, gemeenten)")
    flags = np.ones(shape, np.bool_) if present is None else np.atleast_2d(np.asarray(present))
    if flags.dtype != np.bool_ or flags.shape != shape:
        found = f"{flags.dtype} of shape {flags.shape}"
        raise ValueError(f"present is {found}; expected booleans of shape {shape}, as {name}")
    empty = np.flatnonzero(~flags.any(axis=1))
    if empty.size:
        raise ValueError(f"present[{empty[0]}] is False everywhere; expected at least one gemeente")
    return flags


def per_cell(name: str, values: ArrayLike, cells: int) -> Floats:
    """Read one number for all cells, or one for each, as an array ``(cells,)``.

    Raises
    ------
    ValueError
        If the shape fits neither, or a value is NaN or infinite.
    """
    numbers = as_floats(name, values)
    if numbers.shape not in {(), (1,), (cells,)}:
        raise ValueError(f"{name} has shape {numbers.shape}; expected one number or ({cells},)")
    return np.broadcast_to(numbers, (cells,)).astype(np.float64)


def positive_per_cell(name: str, values: ArrayLike, cells: int) -> Floats:
    """Read one positive number for all cells, or one for each, as an array ``(cells,)``.

    Raises
    ------
    ValueError
        If the shape fits neither, or a value is not above zero.
    """
    numbers = as_floats(name, values)
    require(name, numbers, numbers > 0, "a number above 0")
    return per_cell(name, numbers, cells)
