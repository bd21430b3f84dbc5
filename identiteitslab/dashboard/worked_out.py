"""What is worked out once from an evaluation and then shared by all sessions.

The key is what the evaluation is made from, data, criteria and question, with the parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.decision import course, pictures
from identiteitslab.decision.analysis import Evaluation
from identiteitslab.decision.answers.against import against
from identiteitslab.decision.answers.combining import combine
from identiteitslab.decision.answers.differences import agreement, differences
from identiteitslab.decision.answers.dividing import known_parties
from identiteitslab.decision.answers.evidence import evidence
from identiteitslab.decision.answers.flips import flips
from identiteitslab.decision.answers.gemeente_level import gemeente_level
from identiteitslab.decision.answers.joint import joint
from identiteitslab.decision.answers.leaving_out import without_a_gemeente
from identiteitslab.decision.answers.minimums_without import minimums_without
from identiteitslab.decision.answers.next_measurement import next_measurement
from identiteitslab.decision.answers.what_if import members, slider
from identiteitslab.lab.criteria_change import under_catalogue

if TYPE_CHECKING:
    from identiteitslab.comparison.combination import Combinations
    from identiteitslab.comparison.division import Party
    from identiteitslab.comparison.flip_points import FlipPoints
    from identiteitslab.comparison.joint_certainty import JointCertainty
    from identiteitslab.comparison.leave_one_out import GemeentenLeftOut
    from identiteitslab.comparison.members import Members
    from identiteitslab.decision.answers.against import Against
    from identiteitslab.decision.answers.differences import Agreement, Difference
    from identiteitslab.decision.answers.evidence import Evidence
    from identiteitslab.decision.answers.gemeente_level import GemeenteLevel
    from identiteitslab.decision.answers.minimums_without import MinimumsWithout
    from identiteitslab.decision.answers.next_measurement import NextMeasurement
    from identiteitslab.decision.answers.what_if import Slider
    from identiteitslab.decision.criteria_change import CriteriaChange
    from identiteitslab.figures.figure import Figure
    from identiteitslab.lab.lab import Lab
    from identiteitslab.text.lookup import Lang

KEPT = 24
FIGURES = 120
"""So many figures are kept; each is some tens of kilobytes."""


def made_from(evaluation: Evaluation) -> tuple[str, str, str, int, str]:
    """Give what an evaluation is made from; without its damaged uploads it is another."""
    return (
        evaluation.data_version,
        evaluation.criteria_digest,
        repr(evaluation.question),
        evaluation.sums.num_rows,
        repr(evaluation.coverage),
    )


_once = st.cache_resource(show_spinner=False, max_entries=KEPT, hash_funcs={Evaluation: made_from})
_drawn = st.cache_resource(
    show_spinner=False, max_entries=FIGURES, hash_funcs={Evaluation: made_from}
)


@_once
def slider_of(evaluation: Evaluation) -> Slider:
    """Prepare for many changes of weights."""
    return slider(evaluation)


@_once
def next_of(evaluation: Evaluation) -> NextMeasurement:
    """Find what to measure next."""
    return next_measurement(evaluation)


@_once
def sets_of(
    evaluation: Evaluation, most: int, must: tuple[str, ...], must_not: tuple[str, ...]
) -> Combinations:
    """Rank sets of solutions."""
    return combine(evaluation, most=most, must_include=must, exclude=must_not)


@_drawn
def against_of(evaluation: Evaluation, one: str, other: str) -> Against:
    """Set one solution against another."""
    return against(evaluation, one, other)


@_once
def flips_of(evaluation: Evaluation) -> FlipPoints:
    """Find the weights at which another solution comes first."""
    return flips(evaluation)


@_once
def without_gemeenten(evaluation: Evaluation) -> GemeentenLeftOut:
    """Leave each gemeente out."""
    return without_a_gemeente(evaluation, level_of(evaluation), minimums_left(evaluation))


@_once
def level_of(evaluation: Evaluation) -> GemeenteLevel:
    """Take all cells apart by gemeente."""
    return gemeente_level(evaluation)


@_once
def minimums_left(evaluation: Evaluation) -> MinimumsWithout:
    """Judge minimums without each gemeente."""
    return minimums_without(evaluation)


@_once
def parties_of(evaluation: Evaluation) -> tuple[Party, ...]:
    """Name the gemeenten that measured before, and what each runs."""
    return known_parties(evaluation)


@_once
def evidence_of(evaluation: Evaluation) -> Evidence:
    """Grade what is known."""
    return evidence(evaluation)


@_once
def joint_of(evaluation: Evaluation) -> JointCertainty:
    """Find what each gemeente adds to what all know together."""
    return joint(evaluation, level_of(evaluation))


@st.cache_resource(
    show_spinner=False,
    max_entries=4,
    hash_funcs={Evaluation: made_from, Catalogue: lambda catalogue: catalogue.digest},
)
def criteria_change_of(evaluation: Evaluation, other: Catalogue, _lab: Lab) -> CriteriaChange:
    """Ask the question of an evaluation under other criteria too."""
    asked = evaluation.question
    return under_catalogue(
        _lab, other, context=asked.context, profile=asked.profile, situation=asked.situation
    )


@_drawn
def members_of(
    evaluation: Evaluation, given: dict[str, dict[str, float]]
) -> tuple[Members, tuple[Difference, ...], Agreement]:
    """Compare members of the steering group by their points."""
    return members(evaluation, given), differences(evaluation, given), agreement(evaluation, given)


@_drawn
def drawing(evaluation: Evaluation, name: str, *about: str, lang: Lang) -> Figure | None:
    """Draw a figure of an evaluation; None if it has nothing to show."""
    try:
        return pictures.figure(evaluation, name, *about, lang=lang)
    except ValueError:
        return None


@_drawn
def course_of(evaluation: Evaluation, solution: str, indicator: str, lang: Lang) -> Figure | None:
    """Draw how an indicator went from round to round; None if nobody measured it twice."""
    return course.course(evaluation, solution, indicator, lang)
