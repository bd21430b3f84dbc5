"""The one result: what came out of an evaluation, frozen, with all that it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.own_method import fingerprint
from identiteitslab.scoring.minimums import MinimumResult, overall

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd
    import pyarrow as pa

    from identiteitslab.comparison.acceptability import Acceptability
    from identiteitslab.comparison.common.arrays import Mask
    from identiteitslab.comparison.common.draws import Method
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Context
    from identiteitslab.estimation.estimate import Estimates
    from identiteitslab.estimation.knockout import Outcome
    from identiteitslab.measurement.cube import Cube
    from identiteitslab.scoring.pools import Scores
    from identiteitslab.scoring.weights import ProfileWeights

FORMAT = 1


@dataclass(frozen=True)
class Question:
    """What was asked: everything that can change the answer, besides criteria and data."""

    context: Context
    profile: str
    situation: str | None
    on: dt.date
    seed: int
    draws: int


@dataclass(frozen=True)
class Coverage:
    """What was measured, in figures."""

    gemeenten: int
    participants: int
    until: dt.date | None


def coverage(catalogue: Catalogue, cube: Cube) -> Coverage:
    """Count what was measured.

    A participant answers many questions. The largest number of people on any one question of a
    pilot says how many took part there, without knowing who they are.
    """
    asked = [catalogue.indicators[name].by_people for name in cube.indicators]
    people = cube.people[np.array(asked)].max(axis=0, initial=0)
    days = cube.last_on[~np.isnat(cube.last_on)]
    until = days.max().item() if len(days) else None
    return Coverage(len(cube.gemeenten), int(people.sum()), until)


@dataclass(frozen=True)
class Standing:
    """How one solution stands.

    ``score`` is (2.5 %, mean, 97.5 %) of the total; ``first`` the chance of first place among
    those that do not fail, None for one that fails; ``evidence`` the share of the weight on
    criteria that were measured.
    """

    solution: str
    outcome: Outcome
    failing: tuple[MinimumResult, ...]
    open: tuple[MinimumResult, ...]
    score: tuple[float, float, float]
    first: float | None
    first_error: float | None
    evidence: float


@dataclass(frozen=True)
class Evaluation:
    """A comparison of solutions, with everything behind it.

    Attributes
    ----------
    weighing
        The weights of the profile and how they are drawn.
    sums
        The merged sums that all estimates come from.
    method
        Somebody's own way of adding up; None is the weighted sum.
    """

    question: Question
    criteria_digest: str
    data_version: str
    code_version: str
    catalogue: Catalogue
    coverage: Coverage
    estimates: Estimates
    scores: Scores
    minimums: tuple[MinimumResult, ...]
    weighing: ProfileWeights
    ranks: Acceptability
    sums: pa.Table
    method: Method | None = None

    @property
    def weights(self) -> dict[str, float]:
        """The expected weight of each criterion; they sum to one."""
        return self.weighing.points

    @cached_property
    def id(self) -> str:
        """Twelve signs that name the inputs: the same id means the same evaluation."""
        question = {name: str(value) for name, value in vars(self.question).items()}
        made_from = [FORMAT, self.criteria_digest, self.data_version, self.code_version, question]
        if self.method is not None:
            made_from.append(fingerprint(self.method, len(self.scores.criterion_ids)))
        return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def fictitious(self) -> bool:
        """Tell whether made-up solutions take part."""
        return self.catalogue.fictitious

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """All solutions: those that do not fail by expected score, then those that fail."""
        found = [self._standing(row, name) for row, name in enumerate(self.ranks.solutions)]
        return tuple(sorted(found, key=lambda s: (s.outcome == "failed", -s.score[1], s.solution)))

    @cached_property
    def leader(self) -> Standing | None:
        """The solution most likely to come first, if any takes part."""
        ranked = [s for s in self.standings if s.first is not None]
        return max(ranked, key=lambda s: (s.first or 0.0, s.score[1]), default=None)

    def _standing(self, row: int, solution: str) -> Standing:
        mine = [m for m in self.minimums if m.solution == solution]
        outcome = overall(m.outcome for m in mine)
        low, _, high = (float(x) for x in self.ranks.total_quantiles[row])
        ranks = outcome != "failed"
        return Standing(
            solution,
            outcome,
            failing=tuple(m for m in mine if m.outcome == "failed"),
            open=tuple(m for m in mine if m.outcome == "not_shown"),
            score=(low, float(self.ranks.total_mean[row]), high),
            first=float(self.ranks.first[row]) if ranks else None,
            first_error=float(self.ranks.first_error[row]) if ranks else None,
            evidence=self._evidence(row),
        )

    def _evidence(self, row: int) -> float:
        weight = np.array(list(self.indicator_weights.values()))
        counts = weight * self.indicator_applies[row]
        return float((counts * self.scores.known[row]).sum() / counts.sum())

    @cached_property
    def indicator_weights(self) -> dict[str, float]:
        """The expected weight of each scored indicator where all hold; they sum to one."""
        catalogue = self.catalogue
        shares = {name: catalogue.indicators[name].share for name in self.scores.indicator_ids}
        whole = dict.fromkeys(self.scores.criterion_ids, 0.0)
        for name, share in shares.items():
            whole[catalogue.criterion_of[name]] += share
        owner = catalogue.criterion_of
        return {n: self.weights[owner[n]] * share / whole[owner[n]] for n, share in shares.items()}

    @cached_property
    def indicator_applies(self) -> Mask:
        """(solution, indicator): the indicator holds for this solution."""
        needs = [self.catalogue.indicators[name].applies_if for name in self.scores.indicator_ids]
        properties = [self.catalogue.solutions[s].properties for s in self.scores.solution_ids]
        return np.array(
            [[need is None or need in own for need in needs] for own in properties], dtype=np.bool_
        )

    def to_frame(self) -> pd.DataFrame:
        """Give the standings as a table, one row a solution."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a table pays for it

        rows = [
            {
                "solution": s.solution,
                "minimums": s.outcome,
                "failing": ", ".join(m.indicator for m in s.failing),
                "score_low": s.score[0],
                "score": s.score[1],
                "score_high": s.score[2],
                "first": s.first,
                "first_error": s.first_error,
                "evidence": s.evidence,
            }
            for s in self.standings
        ]
        return pd.DataFrame(rows).set_index("solution")
