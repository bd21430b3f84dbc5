"""The scale on which gemeenten are averaged, and the way back to the scale that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import expit, logit

from identiteitslab.estimation.arrays import as_floats, require

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats

LinkName = Literal["identity", "log", "logit"]


@dataclass(frozen=True)
class Link:
    """A monotone map from the natural scale to the scale of the random effect.

    Parameters
    ----------
    name
        "identity" for amounts and differences, "log" for durations and rates, "logit" for
        proportions and bounded scores.
    low, high
        Bounds of the natural scale, used by "logit" only: 0 and 1 for a proportion, 0 and 100
        for a SUS score.

    Examples
    --------
    >>> from identiteitslab import Link
    >>> Link("logit").forward([0.5, 0.9]).round(2).tolist()
    [0.0, 2.2]
    >>> Link("log").inverse(0.0).item()
    1.0
    """

    name: LinkName
    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a link that does not exist and bounds that enclose nothing."""
        if self.name not in {"identity", "log", "logit"}:
            raise ValueError(f"name is {self.name!r}; expected 'identity', 'log' or 'logit'")
        if not (np.isfinite(self.low) and np.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"low is {self.low:g} and high {self.high:g}; expected low < high")

    def forward(self, values: ArrayLike) -> Floats:
        """Take natural values to the link scale; the ends of the scale become infinite.

        Raises
        ------
        ValueError
            If a value lies outside the natural scale.
        """
        natural = as_floats("values", values)
        if self.name == "identity":
            return natural
        if self.name == "log":
            require("values", natural, natural >= 0, "a number of 0 or more")
            with np.errstate(divide="ignore"):
                return np.asarray(np.log(natural))
        inside = (natural >= self.low) & (natural <= self.high)
        require("values", natural, inside, f"a number from {self.low:g} to {self.high:g}")
        return np.asarray(logit((natural - self.low) / (self.high - self.low)))

    def inverse(self, values: ArrayLike) -> Floats:
        """Take values on the link scale, infinite ones included, back to the natural scale."""
        linked = np.asarray(values, dtype=np.float64)
        if self.name == "identity":
            return linked
        if self.name == "log":
            with np.errstate(over="ignore"):
                return np.asarray(np.exp(linked))
        return np.asarray(self.low + (self.high - self.low) * expit(linked))
