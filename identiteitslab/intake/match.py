"""Match many texts with a pattern: a few by Python, many by Arrow, with the same outcome."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from identiteitslab.intake.block import Mask

FEW = 1_000
"""Arrow compiles a pattern on each call, which takes as long as so many matches."""

SHORT = 200
"""Python tries again from each place in a text, which takes too long for long ones."""


def matches(texts: pa.StringArray, pattern: str) -> Mask:
    """Tell which texts hold a match; see `searching`."""
    return searching(texts)(pattern)


def searching(texts: pa.StringArray) -> Callable[[str], Mask]:
    r"""Make ready to look for several patterns in the same texts.

    Patterns keep to what both engines know and read alike: no look-around, no ``\p``, explicit
    classes of letters. Texts have no space at their ends, so that ``$`` is the very end in both.

    Returns
    -------
    callable
        Tells for a pattern which texts hold a match.
    """
    if len(texts) <= FEW:
        listed = texts.to_pylist()
        if max(map(len, listed), default=0) <= SHORT:
            return partial(_among_few, listed)
    return partial(_among_many, texts)


def _among_few(listed: list[str], pattern: str) -> Mask:
    search = re.compile(pattern, re.ASCII).search
    return np.array([search(text) is not None for text in listed], dtype=np.bool_)


def _among_many(texts: pa.StringArray, pattern: str) -> Mask:
    found: Mask = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
    return found.copy()
