"""All sets of weights that agree with what was said; and who contradicts whom if none does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import null_space
from scipy.optimize import linprog

from identiteitslab.comparison.common.arrays import Double
from identiteitslab.comparison.weighing.statements import Rules, Statement, join, rules_of

_LARGEST_SCALE = 1e7
_ROOM = 1e-6
_CENTRED = 1e-3
_MOST_STEPS = 500


class ContradictoryStatementsError(ValueError):
    """No set of weights agrees with all statements.

    Attributes
    ----------
    statements : tuple of Statement
        Statements that cannot all hold; leave out any one of them and the rest can.
    """

    def __init__(self, statements: tuple[Statement, ...]) -> None:
        self.statements = statements
        listed = "; ".join(map(str, statements))
        super().__init__(
            f"statements contradict each other: {listed}. Expected at least one set of weights "
            "that agrees with all; leaving out any one of these would do"
        )


@dataclass(frozen=True)
class Polytope:
    """Sets of weights over ``items`` that agree with all statements.

    Every such set is ``inside + basis @ z`` for some z with ``sides @ z <= room``.
    """

    items: tuple[str, ...]
    statements: tuple[Statement, ...]
    inside: Double
    """(item,) the analytic centre: the set of weights that stays furthest from all sides."""
    basis: Double
    """(item, dimension) orthonormal directions in which weights can move."""
    sides: Double
    """(side, dimension)"""
    room: Double
    """(side,) distance from ``inside`` to each side, all above zero."""

    @property
    def dimension(self) -> int:
        """In how many directions the weights can still move."""
        return int(self.basis.shape[1])


def polytope(items: Sequence[str], statements: Sequence[Statement] = ()) -> Polytope:
    """Return all sets of weights that agree with the statements.

    Raises
    ------
    ContradictoryStatementsError
        A ValueError that names a smallest group of statements that cannot all hold.
    ValueError
        For no items, or a statement with a wrong item or bound.
    """
    names = tuple(items)
    if not names:
        raise ValueError("items is empty: expected at least one")
    rules = join([rules_of(one, names) for one in statements], len(names))
    found = _inside(rules)
    if found is None:
        raise ContradictoryStatementsError(_contradiction(names, tuple(statements)))
    inside, loose = found
    basis = null_space(np.concatenate([rules.equal, rules.most[~loose]]))
    sides = rules.most[loose] @ basis
    room = rules.most_value[loose] - rules.most[loose] @ inside
    bounding = np.linalg.norm(sides, axis=1) > _ROOM
    sides, room = sides[bounding], room[bounding]
    centre = _centre(sides, room)
    return Polytope(
        names, tuple(statements), inside + basis @ centre, basis, sides, room - sides @ centre
    )


def weight_bounds(region: Polytope) -> Double:
    """Return the lowest and highest weight each item can have, (item, 2)."""
    if region.dimension == 0:
        return np.stack([region.inside, region.inside], axis=1)
    bounds = np.empty((len(region.items), 2))
    for row, direction in enumerate(region.basis):
        for column, sign in enumerate((1.0, -1.0)):
            far = linprog(sign * direction, region.sides, region.room, bounds=(None, None)).x
            bounds[row, column] = region.inside[row] + direction @ far
    return np.clip(bounds, 0.0, 1.0)


def _inside(rules: Rules) -> tuple[Double, np.ndarray[tuple[int], np.dtype[np.bool_]]] | None:
    """Return a point with room at every side that can leave room, and which sides those are.

    One linear program finds both: on the scaled point y = s w it asks for as many sides as
    possible with a room of one; a side that stays tight at any scale holds everywhere.
    """
    sides, count = rules.most.shape
    gain = np.concatenate([np.zeros(count), -np.ones(sides), [0.0]])
    tight = np.hstack([rules.most, np.eye(sides), -rules.most_value[:, None]])
    equal = np.hstack(
        [rules.equal, np.zeros((len(rules.equal), sides)), -rules.equal_value[:, None]]
    )
    bounds = [(None, None)] * count + [(0.0, 1.0)] * sides + [(1.0, _LARGEST_SCALE)]
    best = linprog(
        gain, tight, np.zeros(sides), equal, np.zeros(len(equal)), bounds=bounds, method="highs"
    )
    if best.x is None:
        return None
    return best.x[:count] / best.x[-1], best.x[count:-1] > 1 - _ROOM


def _centre(sides: Double, room: Double) -> Double:
    """Return the analytic centre: most product of distances to the sides, by Newton steps."""
    centre = np.zeros(sides.shape[1])
    for _ in range(_MOST_STEPS):
        left = room - sides @ centre
        scaled = sides / left[:, None]
        step = -np.linalg.solve(scaled.T @ scaled, scaled.sum(axis=0))
        decrement = float(np.linalg.norm(scaled @ step))
        if decrement < _CENTRED:
            break
        # A damped step never leaves the polytope and always gains.
        centre = centre + step / (1 + decrement)
    return centre


def _possible(items: tuple[str, ...], statements: Sequence[Statement]) -> bool:
    rules = join([rules_of(one, items) for one in statements], len(items))
    found = linprog(
        np.zeros(len(items)),
        rules.most,
        rules.most_value,
        rules.equal,
        rules.equal_value,
        bounds=(None, None),
        method="highs",
    )
    return bool(found.status == 0)


def _contradiction(
    items: tuple[str, ...], statements: tuple[Statement, ...]
) -> tuple[Statement, ...]:
    """Return statements that cannot all hold, none of which can be missed (deletion filter)."""
    kept = list(range(len(statements)))
    for number in range(len(statements)):
        rest = [other for other in kept if other != number]
        if not _possible(items, [statements[other] for other in rest]):
            kept = rest
    return tuple(statements[number] for number in kept)
