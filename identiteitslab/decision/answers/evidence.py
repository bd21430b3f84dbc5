"""How good is the evidence in each cell, by the rules of ``criteria/evidence.yaml``?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd

from identiteitslab.comparison.evidence import (
    GRADES,
    EvidenceGrades,
    EvidenceRule,
    Missing,
    grade_evidence,
)
from identiteitslab.criteria.evidence_rules import Measure

if TYPE_CHECKING:
    from identiteitslab.comparison.common.arrays import Double, Mask
    from identiteitslab.criteria.evidence_rules import GradeRule
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.representation import Representation

DAYS_A_MONTH = 365.25 / 12
UNDATED = 1e6
"""Age, as a share of how long it stays valid, of a measurement that says no date."""


@dataclass(frozen=True)
class Evidence:
    """Grade of every cell, for all indicators that count in the context."""

    grades: EvidenceGrades
    """Over all cells; ``applies`` tells which of them exist."""
    applies: Mask
    """(solution, indicator): the indicator holds for this solution."""
    weights: Double
    """(indicator,) expected weight; zero for a gate."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What each cell needs to reach its next grade."""
        there = {
            (solution, indicator)
            for row, solution in zip(self.applies, self.grades.solutions, strict=True)
            for holds, indicator in zip(row, self.grades.indicators, strict=True)
            if holds
        }
        return tuple(m for m in self.grades.missing if (m.solution, m.indicator) in there)

    @property
    def coverage(self) -> pd.DataFrame:
        """Per solution, the share of the weight at each grade."""
        own = self.weights * self.applies
        own = own / own.sum(axis=1, keepdims=True)
        shares = [(own * (self.grades.grades == place)).sum(axis=1) for place in range(len(GRADES))]
        names = pd.Index(self.grades.solutions, name="solution")
        return pd.DataFrame(np.stack(shares, axis=1), index=names, columns=list(GRADES))

    def grade(self, solution: str, indicator: str) -> str | None:
        """Return the grade of a cell; None where the indicator does not hold."""
        row = self.grades.solutions.index(solution)
        column = self.grades.indicators.index(indicator)
        return GRADES[self.grades.grades[row, column]] if self.applies[row, column] else None

    def to_frame(self) -> pd.DataFrame:
        """Return the grades in words, one row per solution; empty where nothing holds."""
        return self.grades.to_frame().where(self.applies, "")


def evidence(evaluation: Evaluation) -> Evidence:
    """Grade the evidence of every cell from what was measured, where and when."""
    catalogue = evaluation.catalogue
    indicators = catalogue.in_context(evaluation.question.context)
    solutions = evaluation.scores.solution_ids
    measures = [[_measures(evaluation, s, name) for name in indicators] for s in solutions]
    rules = catalogue.evidence.rules.values()
    grades = grade_evidence(
        {
            rule.measure: np.array([[cell[rule.measure] for cell in row] for row in measures])
            for rule in rules
        },
        [indicator.measured_by for indicator in indicators.values()],
        rules=[_rule(rule) for rule in rules],
        solutions=solutions,
        indicators=tuple(indicators),
    )
    properties = [catalogue.solutions[name].properties for name in solutions]
    applies = [
        [i.applies_if is None or i.applies_if in own for i in indicators.values()]
        for own in properties
    ]
    weights = [evaluation.indicator_weights.get(name, 0.0) for name in indicators]
    return Evidence(grades, np.array(applies, dtype=np.bool_), np.array(weights))


def _measures(evaluation: Evaluation, solution: str, name: str) -> dict[str, float]:
    """Return every measure that a rule can ask for, of one cell."""
    known = evaluation.estimates.get(solution, name)
    if known is None:
        return dict.fromkeys(get_args(Measure), 0.0)
    catalogue = evaluation.catalogue
    indicator = catalogue.indicators[name]
    valid = catalogue.evidence.ways[indicator.measured_by].valid_months
    days = (evaluation.question.on - known.last_on).days if known.last_on else None
    sizes = {catalogue.gemeenten[g].size_class for g in known.gemeenten if g in catalogue.gemeenten}
    return {
        "sample_share": known.observations / indicator.evidence_from,
        "gemeenten": float(len(known.gemeenten)),
        "size_classes": float(len(sizes)),
        "age_share": UNDATED if days is None else max(days, 0) / DAYS_A_MONTH / valid,
        "represented_share": _represented(evaluation.estimates.representation(solution)),
    }


def _represented(found: Representation) -> float:
    """Return what uneven weights leave of the participants, if they can speak for all at all."""
    speaks_for_all = found.reason == "weighted" and not found.merges
    return found.effective_share if speaks_for_all else 0.0


def _rule(rule: GradeRule) -> EvidenceRule:
    """Turn a rule of the criteria into steps; a step that asks nothing is always reached."""
    at_least = rule.at_least is not None
    steps = rule.at_least or rule.at_most
    if steps is None:
        raise ValueError(f"rule is {rule}: expected at_least or at_most")
    easy = -np.inf if at_least else np.inf
    weak = easy if steps.weak is None else steps.weak
    return EvidenceRule(
        rule.measure, (weak, steps.fair, steps.strong), at_least, tuple(rule.measured_by)
    )
