"""Compare digital-identity solutions by trying them out.

The river, from source to sea; each package may only look upstream:

text           words of the interface, numbers and dates
errors         what is wrong, where, and how to repair it
criteria       what do we test against?
measurement    what was measured? kinds, rows, exact sums
intake         can we trust this file?
simulation     made-up measurements with a known truth
estimation     what do we know, and how sure are we?
scoring        how good is that? values, minimums, weights
comparison     who comes first, why, and what would change it?
figures        how do we show it?
decision       what came out, and what was decided on it?
report         how do I take it along?
standards      can others read it?
store          is everything still there, exactly as delivered?
access         who may do what?
lab            where it all comes together
cli, dashboard the surfaces

Begin with ``Lab.open()``; ``lab.evaluate()`` gives the one result that every surface reads.
What stands in ``__all__`` is the public interface: each name carries an example that is run.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from identiteitslab.comparison.acceptability import Acceptability, rank_acceptability
    from identiteitslab.comparison.next_measurement import value_of_measuring
    from identiteitslab.comparison.weights import agreeing_weights
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.decision.answers.said import read_statement
    from identiteitslab.errors import LabError
    from identiteitslab.estimation.engine import pool_estimates, pool_events
    from identiteitslab.estimation.link import Link
    from identiteitslab.estimation.prior import prior_scale
    from identiteitslab.estimation.reference import reference_panel
    from identiteitslab.figures.figure import Figure
    from identiteitslab.lab.lab import Lab
    from identiteitslab.measurement.kind import Kind
    from identiteitslab.scoring.value_functions import piecewise

__all__ = [
    "Acceptability",
    "Catalogue",
    "Evaluation",
    "Figure",
    "Indicator",
    "Kind",
    "Lab",
    "LabError",
    "Link",
    "agreeing_weights",
    "piecewise",
    "pool_estimates",
    "pool_events",
    "prior_scale",
    "rank_acceptability",
    "read_statement",
    "reference_panel",
    "value_of_measuring",
]

_HOMES = {
    "Acceptability": "comparison.acceptability",
    "Catalogue": "criteria.catalogue",
    "Evaluation": "decision.analysis",
    "Figure": "figures.figure",
    "Indicator": "criteria.model",
    "Kind": "measurement.kind",
    "Lab": "lab.lab",
    "LabError": "errors",
    "Link": "estimation.link",
    "agreeing_weights": "comparison.weights",
    "piecewise": "scoring.value_functions",
    "pool_estimates": "estimation.engine",
    "pool_events": "estimation.engine",
    "prior_scale": "estimation.prior",
    "rank_acceptability": "comparison.acceptability",
    "read_statement": "decision.answers.said",
    "reference_panel": "estimation.reference",
    "value_of_measuring": "comparison.next_measurement",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: the command line must start at once."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Name what there is to use, for who completes names with a key."""
    return [*__all__, "__doc__"]
