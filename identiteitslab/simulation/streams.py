"""Random streams named by what they draw, so that no result depends on order or threads."""

from __future__ import annotations

from hashlib import blake2b
from operator import index

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence


def stream(seed: int, *key: str) -> Generator:
    """Give the random stream of one named part of a simulation or an evaluation.

    Equal seed and key give equal numbers, whatever else is drawn before or after.

    Parameters
    ----------
    seed
        Zero or a positive whole number.
    *key
        Names the part, such as ``"people", "GM0344", "zeemeeuw", "1"``.

    Raises
    ------
    ValueError
        A negative seed.
    """
    check_seed(seed)
    digest = blake2b("\x1f".join(key).encode(), digest_size=16).digest()
    # The words that SeedSequence itself makes of a seed and a spawn key, in half the time.
    whole = index(seed)
    length = max(4, -(-whole.bit_length() // 32)) * 4
    words = np.frombuffer(whole.to_bytes(length, "little") + digest, dtype="<u4")
    return Generator(PCG64(SeedSequence(words)))


def check_seed(seed: int) -> None:
    """Refuse a seed that no stream can start from.

    Raises
    ------
    ValueError
        A negative seed.
    """
    if seed < 0:
        raise ValueError(f"seed is {seed}; expected zero or a positive whole number")
