"""Random streams that depend on a seed and a name, never on order or threads."""

from hashlib import blake2b

import numpy as np
from numpy.random import SFC64, Generator, SeedSequence


def stream(seed: int, *key: int | str) -> Generator:
    """Return the random stream of one named part of an evaluation.

    Equal seed and key give equal numbers, whatever else is drawn, in whatever order: so a
    solution keeps its draws when another one enters the table.

    Parameters
    ----------
    seed : int
        Seed of the evaluation, zero or more.
    *key : int or str
        Names the part, such as ``("weights", 3)`` for the weights of block 3.

    Raises
    ------
    ValueError
        For a negative seed.
    """
    check_seed(seed)
    words = tuple(_word(part) for part in key)
    return Generator(SFC64(SeedSequence(seed, spawn_key=words)))


def check_seed(seed: int) -> None:
    """Refuse a seed that no stream can start from.

    Raises
    ------
    ValueError
        For a negative seed.
    """
    if seed < 0:
        raise ValueError(f"seed is {seed}: expected zero or a positive whole number")


def _word(part: int | str) -> int:
    if isinstance(part, int):
        return part
    return int(np.frombuffer(blake2b(part.encode(), digest_size=8).digest(), "<u8")[0])
