"""How good is the evidence in each cell, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    Counts,
    Double,
    as_finite,
    as_ids,
    as_weights,
)

GRADES = ("none", "weak", "fair", "strong")
"""The four steps of evidence."""


@dataclass(frozen=True)
class EvidenceRule:
    """What one measure of evidence must be for each step above ``none``."""

    measure: str
    steps: tuple[float, float, float]
    """Needed for weak, fair and strong."""
    at_least: bool = True
    """False: at most."""
    measured_by: tuple[str, ...] = ()
    """Ways of measuring the rule holds for; empty: all."""


@dataclass(frozen=True)
class Missing:
    """What would lift one cell, as far as one measure goes."""

    solution: str
    indicator: str
    measure: str
    found: float
    needed: float
    grade: str
    """The grade this measure then allows."""


@dataclass(frozen=True)
class EvidenceGrades:
    """Grade of every cell: that of its weakest measure."""

    solutions: tuple[str, ...]
    indicators: tuple[str, ...]
    rules: tuple[EvidenceRule, ...]
    grades: Counts
    """(solution, indicator): place in `GRADES`."""
    by_rule: Counts
    """(rule, solution, indicator): grade each rule allows; the highest where it does not hold."""
    measures: Mapping[str, Double]
    """(solution, indicator) per measure."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What each cell needs to reach its next grade."""
        return tuple(
            self._missing(int(rule), int(row), int(column))
            for rule, row, column in np.argwhere(self.by_rule == self.grades)
            if self.grades[row, column] < len(GRADES) - 1
        )

    def coverage(self, weights: ArrayLike | None = None) -> pd.DataFrame:
        """Return for each solution the share of indicators, or of their weight, at each grade.

        Raises
        ------
        ValueError
            For weights that are negative or all zero, or a wrong number of them.
        """
        count = len(self.indicators)
        shares = as_weights(np.ones(count) if weights is None else weights, count)
        table = np.stack([(self.grades == g) @ shares for g in range(len(GRADES))], axis=1)
        return pd.DataFrame(table, index=pd.Index(self.solutions, name="solution"), columns=GRADES)

    def to_frame(self) -> pd.DataFrame:
        """Return the grades in words, one row per solution and one column per indicator."""
        return pd.DataFrame(
            np.array(GRADES)[self.grades],
            index=pd.Index(self.solutions, name="solution"),
            columns=list(self.indicators),
        )

    def _missing(self, rule: int, row: int, column: int) -> Missing:
        one, grade = self.rules[rule], int(self.grades[row, column])
        return Missing(
            self.solutions[row],
            self.indicators[column],
            one.measure,
            float(self.measures[one.measure][row, column]),
            one.steps[grade],
            GRADES[grade + 1],
        )


def grade_evidence(
    measures: Mapping[str, ArrayLike],
    measured_by: Sequence[str],
    *,
    rules: Sequence[EvidenceRule],
    solutions: Sequence[str] | None = None,
    indicators: Sequence[str] | None = None,
) -> EvidenceGrades:
    """Grade the evidence of every cell.

    Parameters
    ----------
    measures : mapping of name to (solution, indicator) float
        One for every measure that a rule asks for.
    measured_by : (indicator,) sequence of str
        How each indicator is measured.
    rules : sequence of EvidenceRule
        A cell's grade is the lowest that any rule allows.
    solutions, indicators : sequence of str, optional
        Ids.

    Raises
    ------
    ValueError
        For no rules, a measure that is missing, of another shape or not finite, or steps of a
        rule that do not go one way.
    """
    if not rules:
        raise ValueError("rules is empty: expected at least one")
    for number, rule in enumerate(rules):
        _check(number, rule, measures)
    first = np.asarray(measures[rules[0].measure])
    shape = (first.shape[0] if first.ndim else 0, len(measured_by))
    values = {
        rule.measure: as_finite(
            f"measures[{rule.measure!r}]", measures[rule.measure], shape, "solution, indicator"
        )
        for rule in rules
    }
    by_rule = np.stack([_grades(rule, values[rule.measure], measured_by) for rule in rules])
    return EvidenceGrades(
        solutions=as_ids("solutions", solutions, shape[0]),
        indicators=as_ids("indicators", indicators, shape[1]),
        rules=tuple(rules),
        grades=by_rule.min(axis=0),
        by_rule=by_rule,
        measures=values,
    )


def _grades(rule: EvidenceRule, values: Double, measured_by: Sequence[str]) -> Counts:
    needed = np.array(rule.steps)[:, None, None]
    reached = values >= needed if rule.at_least else values <= needed
    grades: Counts = np.sum(np.logical_and.accumulate(reached, axis=0), axis=0)
    holds = np.array([not rule.measured_by or one in rule.measured_by for one in measured_by])
    return np.where(holds, grades, len(GRADES) - 1)


def _check(number: int, rule: EvidenceRule, measures: Mapping[str, ArrayLike]) -> None:
    if rule.measure not in measures:
        raise ValueError(f"measures has no {rule.measure!r}: expected one, rules[{number}] asks it")
    ordered = sorted(rule.steps, reverse=not rule.at_least)
    if ordered != list(rule.steps):
        raise ValueError(
            f"rules[{number}].steps is {rule.steps}: expected each step harder than the one before"
        )
