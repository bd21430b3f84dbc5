"""Use a function that somebody wrote for one table of scores, wherever a method may be given."""

from collections.abc import Callable

import numpy as np

from identiteitslab.comparison.common.arrays import Single
from identiteitslab.comparison.common.draws import Method


def per_draw(function: Callable[[Single, Single], Single]) -> Method:
    """Return a method for all draws from a function for one.

    It calls the function once a draw: slow, but any function will do. A function that takes all
    draws at once needs no adapter.

    Parameters
    ----------
    function : callable
        Scores (solution, criterion) and weights (criterion,) to utility (solution,). It must
        judge each solution on its own scores.

    Examples
    --------
    >>> weighted = per_draw(lambda scores, weights: scores @ weights)
    >>> weighted(np.ones((2, 3, 5)), np.full((3, 5), 1 / 3)).shape
    (2, 5)
    """

    def method(values: Single, weights: Single) -> Single:
        draws = range(values.shape[2])
        utilities = [function(values[:, :, draw], weights[:, draw]) for draw in draws]
        return np.stack(utilities, axis=1)

    return method
