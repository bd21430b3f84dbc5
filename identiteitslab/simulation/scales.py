"""From the unit of an indicator to the scale on which gemeenten vary, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit

from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.criteria.model import Indicator
    from identiteitslab.measurement.kind import Floats

NEAREST = 1e-9
"""How near to the end of a scale a true value can lie; the end itself is infinitely far."""


def to_link(natural: ArrayLike, indicator: Indicator) -> Floats:
    """Take values in the unit of the indicator to its link scale; NaN stays NaN."""
    kind = known_kinds()[indicator.kind]
    zero, one = kind.natural(np.array([0.0, 1.0]), indicator)
    plain = (np.asarray(natural, dtype=np.float64) - zero) / (one - zero)
    if kind.link == "identity":
        return np.asarray(plain)
    if kind.link == "log":
        return np.asarray(np.log(np.maximum(plain, NEAREST)))
    return np.asarray(logit(np.clip(plain, NEAREST, 1 - NEAREST)))


def to_natural(link: ArrayLike, indicator: Indicator) -> Floats:
    """Take values on the link scale to the unit of the indicator; NaN stays NaN."""
    kind = known_kinds()[indicator.kind]
    given = np.asarray(link, dtype=np.float64)
    inverse = {"identity": given, "log": np.exp(given), "logit": expit(given)}
    return np.asarray(kind.natural(inverse[kind.link], indicator))
