"""Use a function that somebody wrote for one table of scores, wherever a method may be given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from identiteitslab.comparison.common.arrays import Single
    from identiteitslab.comparison.common.draws import Method

OwnMethod = Callable[[Any, Any], Any]
"""Values and weights to utility: of one table, ``(solution, criterion)`` and ``(criterion,)`` to
``(solution,)``, or of all draws at once, each with a last axis more."""

_SOLUTIONS = 2


@dataclass(frozen=True)
class Adapted:
    """Somebody's function as a method for all draws."""

    function: OwnMethod
    every_draw_apart: bool

    def __call__(self, values: Single, weights: Single) -> Single:
        """Return utilities (solution, draw) from values (solution, criterion, draw)."""
        if not self.every_draw_apart:
            return np.asarray(self.function(values, weights))
        draws = range(values.shape[2])
        utilities = [self.function(values[:, :, draw], weights[:, draw]) for draw in draws]
        return np.stack(utilities, axis=1)


def as_method(function: OwnMethod, criteria: int) -> Method:
    """Return a method from a plain function, whichever of both forms it has.

    A function that takes all draws at once is used as it is; one for a single table is called
    once a draw: slow, but any function will do.

    Parameters
    ----------
    function : callable
        See `OwnMethod`. It must judge each solution on its own scores. Only criteria that apply
        to the solutions at hand are handed over, in the order of the catalogue.
    criteria : int
        Number of criteria, to try it on a made-up table.

    Raises
    ------
    ValueError
        For a function that gives no utility per solution in either form.

    Examples
    --------
    >>> weighted = as_method(lambda scores, weights: scores @ weights, 3)
    >>> weighted(np.ones((2, 3, 5)), np.full((3, 5), 1 / 3)).shape
    (2, 5)
    """
    values, weights = _made_up(criteria)
    draws = values.shape[2]
    if _shape(function, values, weights) == (_SOLUTIONS, draws):
        return Adapted(function, every_draw_apart=False)
    found = _shape(function, values[:, :, 0], weights[:, 0])
    if found != (_SOLUTIONS,):
        raise ValueError(
            f"method gives {found} for scores (solution, criterion) = {values.shape[:2]} and "
            f"weights ({criteria},): expected one utility per solution"
        )
    return Adapted(function, every_draw_apart=True)


def fingerprint(method: Method, criteria: int) -> str:
    """Return a hash of what a method does, not of its name or file.

    It is made from the instructions and constants, and from what comes out for made-up scores: so
    what a function reads from around it counts as well, as far as it changes the outcome there.
    """
    function = method.function if isinstance(method, Adapted) else method
    code = getattr(function, "__code__", None)
    told = _told(code) if isinstance(code, CodeType) else repr(type(function))
    gives = np.asarray(method(*_made_up(criteria)), dtype=np.float32)
    return hashlib.sha256(told.encode() + gives.tobytes()).hexdigest()


def _made_up(criteria: int) -> tuple[Single, Single]:
    """Return made-up values (solution, criterion, draw) and weights (criterion, draw)."""
    draws = criteria + 1  # unlike any other axis, so that a wrong form cannot fit by chance
    values = np.linspace(5, 95, _SOLUTIONS * criteria * draws, dtype=np.float32)
    weights = np.full((criteria, draws), 1 / criteria, dtype=np.float32)
    return values.reshape(_SOLUTIONS, criteria, draws), weights


def _shape(function: OwnMethod, values: Single, weights: Single) -> tuple[int, ...] | str:
    """Return the shape of what a function gives, or the words with which it refuses."""
    try:
        return np.shape(function(values, weights))
    except Exception as error:  # noqa: BLE001 - whatever an unknown function raises is told
        return f"{type(error).__name__}: {error}"


def _told(code: CodeType) -> str:
    constants = [_told(c) if isinstance(c, CodeType) else repr(c) for c in code.co_consts]
    return repr((code.co_code.hex(), constants, code.co_names))
