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
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from identiteitslab.comparison.acceptability import Acceptability, rank_acceptability
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.errors import LabError
    from identiteitslab.lab.lab import Lab
    from identiteitslab.scoring.value_functions import piecewise

__all__ = [
    "Acceptability",
    "Catalogue",
    "Evaluation",
    "Lab",
    "LabError",
    "piecewise",
    "rank_acceptability",
]

_HOMES = {
    "Acceptability": "comparison.acceptability",
    "Catalogue": "criteria.catalogue",
    "Evaluation": "decision.evaluation",
    "Lab": "lab.lab",
    "LabError": "errors",
    "piecewise": "scoring.value_functions",
    "rank_acceptability": "comparison.acceptability",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: the command line must start at once."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
