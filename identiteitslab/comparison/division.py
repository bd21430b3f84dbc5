"""Which gemeente measures what: tasks divided by size, capacity and what each already runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from identiteitslab.comparison.common.arrays import as_ids
from identiteitslab.comparison.common.linear_program import LinearProgram

Reason = Literal["already_runs", "only_of_size_class", "suits_best", "has_room"]
"""Why a gemeente has a task: it already runs the solution, no other takes part of its size
class, nobody suits better, or it has room."""

_COVERED = 100.0
_SPREAD = 10.0
_SUITS = 1.0
_BALANCE = 5.0
_NEVER = 0.0


@dataclass(frozen=True)
class Task:
    """Observations to be gathered about one solution."""

    id: str
    solution: str
    observations: int
    value: float = 1.0
    """How much the observations are worth, such as the value of measuring."""
    gemeenten: int = 1
    """In how many gemeenten at least."""
    size_classes: int = 1
    """In how many size classes at least."""
    least: int = 1
    """Fewest observations that make it worth a gemeente's while."""


@dataclass(frozen=True)
class Party:
    """A gemeente that is willing, able and allowed to measure."""

    gemeente: str
    size_class: str
    capacity: int
    """Observations it can gather."""
    tasks: int | None = None
    """Most tasks it will take; None: no limit."""
    runs: frozenset[str] = frozenset()
    """Solutions it already runs."""
    suits: Mapping[str, float] = field(default_factory=dict)
    """Per task how well it suits, 0 (not at all, never) to 1 (fully, also when not named)."""


@dataclass(frozen=True)
class Assignment:
    """One gemeente takes part of one task."""

    gemeente: str
    task: str
    observations: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Shortage:
    """What a task still lacks under the plan."""

    task: str
    observations: int
    gemeenten: int
    size_classes: int


@dataclass(frozen=True)
class Plan:
    """A division of tasks over gemeenten."""

    assignments: tuple[Assignment, ...]
    covered: Mapping[str, float]
    """Per task, share of the observations that the plan gathers."""
    load: Mapping[str, float]
    """Per gemeente, share of its capacity that the plan uses."""
    short: tuple[Shortage, ...]
    """Tasks that lack something; empty when the plan brings everything."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per gemeente and one column per task, with numbers of observations."""
        frame = pd.DataFrame(0, index=list(self.load), columns=list(self.covered))
        for one in self.assignments:
            frame.loc[one.gemeente, one.task] = one.observations
        return frame.rename_axis(index="gemeente", columns="task")


def divide_tasks(
    tasks: Sequence[Task],
    parties: Sequence[Party],
    *,
    runs_bonus: float = 0.5,
    seconds: float = 20.0,
) -> Plan:
    """Divide tasks over gemeenten.

    First as many valuable observations as possible, then the spread over gemeenten and size
    classes that tasks ask for, then an even load, then what suits each gemeente. A mixed-integer
    linear program finds the best plan, or the best within the time.

    Parameters
    ----------
    tasks : sequence of Task
    parties : sequence of Party
    runs_bonus : float
        What it adds to how well a task suits that the gemeente already runs the solution.
    seconds : float
        Most time to search.

    Raises
    ------
    ValueError
        For no tasks or parties, ids used twice, negative numbers, or how well something suits
        outside 0..1.
    """
    _check(tasks, parties)
    program = LinearProgram()
    suits = [[_suits(party, task, runs_bonus) for task in tasks] for party in parties]
    cells = [
        [_add_cell(program, party, task, suit) for task, suit in zip(tasks, row, strict=True)]
        for party, row in zip(parties, suits, strict=True)
    ]
    for place, task in enumerate(tasks):
        _add_task(program, task, tasks, parties, [row[place] for row in cells])
    _add_loads(program, parties, cells)
    best = program.solve(seconds)
    found = [
        [0 if best is None else round(best[cell.observations]) for cell in row] for row in cells
    ]
    return _plan(tasks, parties, found, suits)


@dataclass(frozen=True)
class _Cell:
    """Variables of one gemeente and one task."""

    takes_part: int
    observations: int


def _add_cell(program: LinearProgram, party: Party, task: Task, suit: float) -> _Cell:
    most = 0 if suit == _NEVER else min(party.capacity, task.observations)
    gain = _SUITS * suit / task.observations
    cell = _Cell(
        program.variable(highest=float(most >= task.least), whole=True),
        program.variable(gain, float(most), whole=True),
    )
    program.rule({cell.observations: 1.0, cell.takes_part: -float(most)}, high=0.0)
    program.rule({cell.observations: 1.0, cell.takes_part: -float(task.least)}, low=0.0)
    return cell


def _add_task(
    program: LinearProgram,
    task: Task,
    tasks: Sequence[Task],
    parties: Sequence[Party],
    cells: Sequence[_Cell],
) -> None:
    """Reward what is covered, up to what is asked, and the spread that is asked."""
    share = task.value / sum(one.value for one in tasks)
    gathered = {cell.observations: 1.0 for cell in cells}
    program.rule(gathered, high=float(task.observations))
    for cell in cells:
        program.gains[cell.observations] += _COVERED * share / task.observations
    many = program.variable(_SPREAD * share / task.gemeenten, float(task.gemeenten))
    program.rule({many: 1.0, **{cell.takes_part: -1.0 for cell in cells}}, high=0.0)
    wide = program.variable(_SPREAD * share / task.size_classes, float(task.size_classes))
    there = []
    for size_class in dict.fromkeys(party.size_class for party in parties):
        inside = [
            cell.takes_part
            for cell, party in zip(cells, parties, strict=True)
            if party.size_class == size_class
        ]
        there.append(program.variable())
        program.rule({there[-1]: 1.0, **dict.fromkeys(inside, -1.0)}, high=0.0)
    program.rule({wide: 1.0, **dict.fromkeys(there, -1.0)}, high=0.0)


def _add_loads(
    program: LinearProgram, parties: Sequence[Party], cells: Sequence[Sequence[_Cell]]
) -> None:
    """Keep within capacity, and keep the highest load low."""
    highest = program.variable(-_BALANCE)
    for party, row in zip(parties, cells, strict=True):
        load = {cell.observations: 1.0 for cell in row}
        program.rule(load, high=float(party.capacity))
        program.rule({**load, highest: -float(party.capacity)}, high=0.0)
        if party.tasks is not None:
            program.rule({cell.takes_part: 1.0 for cell in row}, high=float(party.tasks))


def _plan(
    tasks: Sequence[Task],
    parties: Sequence[Party],
    found: Sequence[Sequence[int]],
    suits: Sequence[Sequence[float]],
) -> Plan:
    assignments = tuple(
        Assignment(
            party.gemeente, task.id, found[row][place], _reasons(row, place, tasks, parties, suits)
        )
        for row, party in enumerate(parties)
        for place, task in enumerate(tasks)
        if found[row][place] > 0
    )
    gathered = [sum(row[place] for row in found) for place in range(len(tasks))]
    short = [
        _shortage(task, [found[row][place] for row in range(len(parties))], parties)
        for place, task in enumerate(tasks)
    ]
    return Plan(
        assignments,
        {
            task.id: min(got / task.observations, 1.0)
            for task, got in zip(tasks, gathered, strict=True)
        },
        {
            party.gemeente: sum(row) / max(party.capacity, 1)
            for party, row in zip(parties, found, strict=True)
        },
        tuple(one for one in short if one.observations or one.gemeenten or one.size_classes),
    )


def _shortage(task: Task, found: Sequence[int], parties: Sequence[Party]) -> Shortage:
    there = [party for party, got in zip(parties, found, strict=True) if got > 0]
    classes = {party.size_class for party in there}
    return Shortage(
        task.id,
        max(task.observations - sum(found), 0),
        max(task.gemeenten - len(there), 0),
        max(task.size_classes - len(classes), 0),
    )


def _reasons(
    row: int,
    place: int,
    tasks: Sequence[Task],
    parties: Sequence[Party],
    suits: Sequence[Sequence[float]],
) -> tuple[Reason, ...]:
    party, task = parties[row], tasks[place]
    able = [n for n in range(len(parties)) if suits[n][place] > _NEVER]
    reasons: list[Reason] = []
    if task.solution in party.runs:
        reasons.append("already_runs")
    if all(n == row or parties[n].size_class != party.size_class for n in able):
        reasons.append("only_of_size_class")
    if suits[row][place] > max((suits[n][place] for n in able if n != row), default=_NEVER):
        reasons.append("suits_best")
    return tuple(reasons) or ("has_room",)


def _suits(party: Party, task: Task, runs_bonus: float) -> float:
    suit = party.suits.get(task.id, 1.0)
    return suit + runs_bonus * (task.solution in party.runs) if suit > _NEVER else _NEVER


def _check(tasks: Sequence[Task], parties: Sequence[Party]) -> None:
    as_ids("tasks", [task.id for task in tasks], len(tasks))
    as_ids("parties", [party.gemeente for party in parties], len(parties))
    if not tasks or not parties:
        raise ValueError("tasks or parties is empty: expected at least one of each")
    for task in tasks:
        numbers = (task.observations, task.gemeenten, task.size_classes, task.least)
        if min(numbers) < 1 or not task.value > 0:
            raise ValueError(f"tasks[{task.id!r}] is {task}: expected numbers above zero")
    for party in parties:
        wrong = [n for n in party.suits.values() if not (0 <= n <= 1)]
        if party.capacity < 0 or (party.tasks or 0) < 0 or wrong:
            raise ValueError(
                f"parties[{party.gemeente!r}] is {party}: expected a capacity of zero or more and "
                "numbers from 0 to 1 for how well a task suits"
            )
