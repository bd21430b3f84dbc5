"""How much gemeenten may differ, before anything is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from identiteitslab.criteria.model import Indicator


def prior_scale(indicator: Indicator) -> float:
    """Give the scale of the half-normal prior on tau, on the link scale of an indicator.

    It is the indicator's own, or else that of its kind.

    Examples
    --------
    >>> from identiteitslab import Lab, prior_scale
    >>> indicators = Lab.open().catalogue.indicators
    >>> prior_scale(indicators["login-success"]), prior_scale(indicators["login-time"])
    (1.3, 1.05)
    """
    return indicator.prior_scale or known_kinds()[indicator.kind].prior_scale
