"""Array types, and the checks at the edge of every public function."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Single = NDArray[np.float32]
Double = NDArray[np.float64]
Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]


def refuse_where(name: str, values: NDArray[np.generic], bad: Mask, expected: str) -> None:
    """Refuse an array that holds a wrong value.

    Raises
    ------
    ValueError
        Names the argument, the first wrong index, the value found and what was expected.
    """
    if not bad.any():
        return
    index = tuple(int(i) for i in np.argwhere(bad)[0])
    place = f"{name}[{', '.join(map(str, index))}]" if index else name
    raise ValueError(f"{place} is {values[index]}: expected {expected}")


def require_shape(
    name: str, values: NDArray[np.generic], shape: tuple[int | None, ...], axes: str
) -> None:
    """Refuse an array of another shape than ``shape`` (None: any length of at least one).

    Raises
    ------
    ValueError
        Names the argument, its axes, the shape found and the shape expected.
    """
    fits = len(values.shape) == len(shape) and all(
        found >= 1 if wanted is None else found == wanted
        for found, wanted in zip(values.shape, shape, strict=True)
    )
    if not fits:
        wanted = ", ".join("n" if length is None else str(length) for length in shape)
        raise ValueError(
            f"{name} has shape {values.shape}: expected ({axes}) = ({wanted}), nowhere empty"
        )


def as_finite(name: str, values: ArrayLike, shape: tuple[int | None, ...], axes: str) -> Double:
    """Return finite float64 numbers of the wanted shape.

    Raises
    ------
    ValueError
        For another shape, or a value that is not a finite number.
    """
    numbers = np.asarray(values, dtype=np.float64)
    require_shape(name, numbers, shape, axes)
    refuse_where(name, numbers, ~np.isfinite(numbers), "a finite number")
    return numbers


def as_pools(pools: ArrayLike) -> Single:
    """Return score pools as float32 (solution, criterion, sample), all finite.

    Raises
    ------
    ValueError
        For another number of axes, an empty axis, or a value that is not a finite number.
    """
    values = np.ascontiguousarray(pools, dtype=np.float32)
    require_shape("pools", values, (None, None, None), "solution, criterion, sample")
    # One product sees every NaN and infinity; only then is a search for the place needed.
    if not np.isfinite(np.vdot(values, values)):
        refuse_where("pools", values, ~np.isfinite(values), "a finite number")
    return values


def as_weights(weights: ArrayLike, count: int, name: str = "weights") -> Double:
    """Return one set of weights, one per item, scaled to sum to one.

    Raises
    ------
    ValueError
        For another length, a negative or non-finite weight, or weights that are all zero.
    """
    numbers = as_finite(name, weights, (count,), "criterion")
    refuse_where(name, numbers, numbers < 0, "a weight of zero or more")
    total = float(numbers.sum())
    if total == 0:
        raise ValueError(f"{name} are all zero: expected at least one weight above zero")
    return numbers / total


def as_mask(name: str, mask: ArrayLike | None, shape: tuple[int, ...], axes: str) -> Mask:
    """Return a boolean array of the wanted shape; None means true everywhere.

    Raises
    ------
    ValueError
        For another shape or values that are not booleans.
    """
    if mask is None:
        return np.ones(shape, dtype=np.bool_)
    values = np.asarray(mask)
    if values.dtype != np.bool_:
        raise ValueError(f"{name} holds {values.dtype}: expected booleans")
    require_shape(name, values, shape, axes)
    return values


def as_ids(name: str, ids: Sequence[str] | None, count: int) -> tuple[str, ...]:
    """Return ids, one per item; without ids the items are numbered from 1.

    Raises
    ------
    ValueError
        For another number of ids, or an id that is used twice.
    """
    if ids is None:
        return tuple(str(number) for number in range(1, count + 1))
    names = tuple(ids)
    if len(names) != count:
        raise ValueError(f"{name} has {len(names)} ids: expected {count}")
    for index, one in enumerate(names):
        if one in names[:index]:
            raise ValueError(f"{name}[{index}] is {one!r}: expected every id once")
    return names


def index_of(name: str, one: str, ids: Sequence[str]) -> int:
    """Return the place of an id.

    Raises
    ------
    ValueError
        For an id that does not exist, with the ids that do.
    """
    if one not in ids:
        raise ValueError(f"{name} is {one!r}: expected one of {', '.join(ids)}")
    return list(ids).index(one)
