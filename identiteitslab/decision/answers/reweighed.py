"""Participants weighed anew without each gemeente, for solutions that few gemeenten tried.

The weights of a solution are made over all its gemeenten. Where one of a few leaves, those of the
others change; one of many changes them hardly, and there everybody keeps the old weight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from identiteitslab.estimation.cells import SUMS
from identiteitslab.estimation.weighed import participants

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.comparison.common.arrays import Mask
    from identiteitslab.decision.answers.moved_without import Pairs
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.measurement.cube import Cube

FEW = 12
"""Up to so many gemeenten of a solution its participants are weighed anew without each."""


@dataclass(frozen=True)
class Reweighed:
    """Current sums with participants weighed as if a gemeente had not taken part."""

    few: Mask
    """(solution,) that few enough gemeenten tried."""
    cubes: Mapping[int, Cube]
    """By the place of the gemeente that leaves; only right for solutions that it tried."""

    def rows(self, cells: Cells, pairs: Pairs) -> Cells:
        """Take the cell of each pair, with sums as they are weighed without its gemeente."""
        taken = cells.rows(pairs.cell)
        if not self.cubes:
            return taken
        names = next(iter(self.cubes.values()))
        solution = np.array([names.solutions.index(name) for name, _ in taken.keys])
        indicator = np.array([names.indicators.index(name) for _, name in taken.keys])
        sums: dict[str, Any] = {name: getattr(taken, name) for name in SUMS}
        for gemeente, cube in self.cubes.items():
            mine = self.few[solution] & (pairs.gemeente == gemeente)
            for name, table in sums.items():
                table[mine] = getattr(cube, name)[indicator[mine], solution[mine]]
        return replace(taken, **sums)


def reweighed(evaluation: Evaluation) -> Reweighed:
    """Weigh participants anew without each gemeente of the solutions that few tried."""
    cube = evaluation.estimates.delivered
    tried = np.asarray(cube.present.any(axis=0))
    few = tried.sum(axis=1) <= FEW
    if not few.any():
        return Reweighed(few, {})
    everybody = participants(evaluation.catalogue, cube, evaluation.sums)
    groups = everybody.groups
    cubes = {}
    for gemeente in np.flatnonzero(tried[few].any(axis=0)).tolist():
        solutions = few & tried[:, gemeente]
        left = everybody.only(solutions[groups.solution] & (groups.gemeente != gemeente))
        cubes[gemeente], _ = left.weigh()
    return Reweighed(few, cubes)
