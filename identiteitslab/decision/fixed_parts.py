"""Which costs are paid for a solution that is offered, whoever uses it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.measurement.in_unit import limit_in_unit
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.text.lookup import Lang


def fixed_parts(catalogue: Catalogue, lang: Lang) -> str:
    """Say which fixed parts count where solutions are offered side by side; empty if none."""
    parts = [
        f"{solution.name.in_(lang)} {limit_in_unit(value, catalogue.indicators[name], lang)}"
        for solution in catalogue.solutions.values()
        for name, value in solution.fixed.items()
    ]
    return say("answers.combine.fixed", lang, parts=", ".join(parts)) if parts else ""
