"""Random streams named by what they draw, so that no result depends on order or threads."""

from __future__ import annotations

from hashlib import blake2b

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
    words = [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 16, 4)]
    return Generator(PCG64(SeedSequence(seed, spawn_key=words)))


def check_seed(seed: int) -> None:
    """Refuse a seed that no stream can start from.

    Raises
    ------
    ValueError
        A negative seed.
    """
    if seed < 0:
        raise ValueError(f"seed is {seed}; expected zero or a positive whole number")
