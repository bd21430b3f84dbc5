"""All answers that the full report tells, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.decision.answers.against import against
from identiteitslab.decision.answers.combining import combine
from identiteitslab.decision.answers.evidence import evidence
from identiteitslab.decision.answers.flips import flips_of_themes
from identiteitslab.decision.answers.gemeente_level import gemeente_level
from identiteitslab.decision.answers.joint import joint
from identiteitslab.decision.answers.leaving_out import without_a_gemeente
from identiteitslab.decision.answers.minimums_without import minimums_without
from identiteitslab.decision.answers.next_measurement import next_measurement
from identiteitslab.decision.answers.open_minimums import open_minimums
from identiteitslab.decision.answers.reweighed import reweighed
from identiteitslab.decision.answers.why import why

if TYPE_CHECKING:
    from identiteitslab.comparison.combination import Combinations
    from identiteitslab.comparison.contribution import Contributions
    from identiteitslab.comparison.flip_points import FirstPlace
    from identiteitslab.comparison.joint_certainty import JointCertainty
    from identiteitslab.comparison.leave_one_out import GemeentenLeftOut
    from identiteitslab.decision.answers.against import Against
    from identiteitslab.decision.answers.evidence import Evidence
    from identiteitslab.decision.answers.minimums_without import MinimumsWithout
    from identiteitslab.decision.answers.next_measurement import NextMeasurement
    from identiteitslab.decision.answers.open_minimums import OpenMinimums
    from identiteitslab.decision.evaluation import Evaluation

TWO = 2
FEW = 8
"""Up to so many solutions sets of three are looked at; the number of sets grows fast."""


@dataclass(frozen=True)
class Answers:
    """What the full report stands on, besides the evaluation itself.

    ``pair`` sets the two solutions apart that stand highest; None where fewer than two do.
    ``flips`` are those of the themes.
    """

    why: Contributions
    pair: Against | None
    flips: tuple[FirstPlace, ...]
    without: GemeentenLeftOut
    minimums: MinimumsWithout
    evidence: Evidence
    sets: Combinations
    following: NextMeasurement
    open: OpenMinimums
    joint: JointCertainty


def work_out(
    evaluation: Evaluation,
    *,
    sets: Combinations | None = None,
    following: NextMeasurement | None = None,
) -> Answers:
    """Answer everything; what somebody worked out before may be given along."""
    weights = reweighed(evaluation)
    level = gemeente_level(evaluation, weights)
    minimums = minimums_without(evaluation, weights)
    highest = [one.solution for one in evaluation.standings[:TWO]]
    return Answers(
        why(evaluation),
        against(evaluation, *highest) if len(highest) == TWO else None,
        flips_of_themes(evaluation),
        without_a_gemeente(evaluation, level, minimums),
        minimums,
        evidence(evaluation),
        _sets(evaluation) if sets is None else sets,
        next_measurement(evaluation) if following is None else following,
        open_minimums(evaluation),
        joint(evaluation, level),
    )


def _sets(evaluation: Evaluation) -> Combinations:
    few = len(evaluation.standings) <= FEW
    return combine(evaluation, most=None if few else TWO)
