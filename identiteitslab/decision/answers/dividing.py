"""Which gemeente could measure what next, by what suits each?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.division import Party, Plan, Task, divide_tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from identiteitslab.decision.answers.next_measurement import NextMeasurement
    from identiteitslab.decision.answers.open_minimums import OpenMinimums
    from identiteitslab.decision.evaluation import Evaluation

"""Ways of measuring in which participants take part: one session serves them all."""

FEWEST, MOST = 20, 200
"""Participants of a task: fewer say too little, more is for another round."""

SPREAD = 2
"""Gemeenten and size classes a task is spread over, where it can be."""


@dataclass(frozen=True)
class Division:
    """A plan for measuring with participants: a task a solution."""

    tasks: tuple[Task, ...]
    parties: tuple[Party, ...]
    plan: Plan | None
    """None without tasks or parties."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per gemeente and one column per solution, in participants."""
        if self.plan is None:
            import pandas as pd  # noqa: PLC0415 - only who asks for a table pays for it

            return pd.DataFrame()
        return self.plan.to_frame()


def dividing(
    evaluation: Evaluation,
    next_: NextMeasurement,
    minimums: OpenMinimums,
    *,
    parties: Sequence[Party] | None = None,
    seconds: float = 5.0,
) -> Division:
    """Divide what is worth measuring with participants over gemeenten.

    A task is worth what its cells gain, beside the most valuable cell, plus one for every minimum
    that it could settle.

    Parameters
    ----------
    next_, minimums
        What is worth measuring, of the same evaluation.
    parties
        Who takes part; by default every gemeente that measured before, with room for as many
        participants as it had in its largest pilot.
    seconds
        Most time to search.
    """
    tasks = _tasks(evaluation, next_, minimums)
    willing = tuple(known_parties(evaluation) if parties is None else parties)
    plan = divide_tasks(tasks, willing, seconds=seconds) if tasks and willing else None
    return Division(tasks, willing, plan)


def known_parties(evaluation: Evaluation) -> tuple[Party, ...]:
    """Return the gemeenten that measured before, with what each runs and has room for."""
    estimates, catalogue = evaluation.estimates, evaluation.catalogue
    room = np.zeros(len(estimates.gemeenten))
    runs: dict[int, set[str]] = defaultdict(set)
    for group in estimates.groups:
        asked = [indicator.by_people for indicator in group.cells.indicators]
        room = np.maximum(room, group.cells.people[np.array(asked)].max(axis=0, initial=0))
        for row, place in np.argwhere(group.cells.present).tolist():
            runs[place].add(group.cells.keys[row][0])
    return tuple(
        Party(code, catalogue.gemeenten[code].size_class, int(size), runs=frozenset(runs[place]))
        for place, (code, size) in enumerate(zip(estimates.gemeenten, room, strict=True))
        if code in catalogue.gemeenten and size > 0
    )


def _tasks(
    evaluation: Evaluation, next_: NextMeasurement, minimums: OpenMinimums
) -> tuple[Task, ...]:
    best = max((cell.gain for cell in next_.cells), default=0.0)
    wanted: dict[str, int] = defaultdict(int)
    value: dict[str, float] = defaultdict(float)
    for cell in next_.cells:
        if evaluation.catalogue.indicators[cell.indicator].by_people and best > 0:
            wanted[cell.solution] = max(wanted[cell.solution], cell.observations)
            value[cell.solution] += cell.gain / best
    for one in minimums.open:
        solution, name = one.result.solution, one.result.indicator
        takes_part = evaluation.ranks.eligible[evaluation.scores.solution_ids.index(solution)]
        people = evaluation.catalogue.indicators[name].by_people
        # What hangs on the prior asks for more gemeenten, however few people each.
        helps = one.observations is not None or one.result.fragile
        if people and takes_part and helps:
            wanted[solution] = max(wanted[solution], one.observations or 0)
            value[solution] += 1.0
    return tuple(
        Task(
            solution,
            solution,
            observations=min(max(wanted[solution], FEWEST), MOST),
            value=value[solution],
            gemeenten=SPREAD,
            size_classes=SPREAD,
            least=FEWEST // 2,
        )
        for solution in sorted(value, key=lambda name: -value[name])
        if value[solution] > 0
    )
