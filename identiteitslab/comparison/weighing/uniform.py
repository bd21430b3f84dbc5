"""Logarithms of uniform numbers: what weights spread evenly over the simplex are made of."""

import numpy as np
from numpy.random import Generator

from identiteitslab.comparison.common.arrays import Single

_STEPS = 2**24
"""Uniform float32 numbers are whole multiples of one part in so many."""


def log_uniforms(random: Generator, count: int, size: int) -> Single:
    """Return (item, draw) logarithms of numbers uniform over (0, 1].

    The numbers are 1 - ``random.random((count, size), dtype=np.float32)``, bit for bit. That
    method asks the generator for 32 bits a number; asking for 64 bits at a time is faster.
    """
    words = random.integers(
        2**64 - 1, size=-(-count * size // 2), dtype=np.uint64, endpoint=True
    ).view(np.uint32)
    steps = words[: count * size].reshape(count, size)
    logs = steps.view(np.float32)
    part = np.empty(size, dtype=np.uint32)
    for own, log in zip(steps, logs, strict=True):
        np.subtract(_STEPS, np.right_shift(own, 8, out=part), out=part)
        # Whole numbers with a sign become float32 several at a time, others one by one.
        log[:] = part.view(np.int32)
        np.log(np.multiply(log, np.float32(1 / _STEPS), out=log), out=log)
    return logs
