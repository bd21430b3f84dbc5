"""What is worked out once from an evaluation and then shared by all sessions.

The key is what the evaluation is made from, data, criteria and question, with the parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.decision.answers.combining import combine
from identiteitslab.decision.answers.next_measurement import next_measurement
from identiteitslab.decision.answers.what_if import slider
from identiteitslab.decision.evaluation import Evaluation

if TYPE_CHECKING:
    from identiteitslab.comparison.combination import Combinations
    from identiteitslab.decision.answers.next_measurement import NextMeasurement
    from identiteitslab.decision.answers.what_if import Slider

KEPT = 24


def made_from(evaluation: Evaluation) -> tuple[str, str, str]:
    """Give what an evaluation is made from."""
    return evaluation.data_version, evaluation.criteria_digest, repr(evaluation.question)


_once = st.cache_resource(show_spinner=False, max_entries=KEPT, hash_funcs={Evaluation: made_from})


@_once
def slider_of(evaluation: Evaluation) -> Slider:
    """Prepare for many changes of weights."""
    return slider(evaluation)


@_once
def next_of(evaluation: Evaluation) -> NextMeasurement:
    """Find what to measure next."""
    return next_measurement(evaluation)


@_once
def sets_of(evaluation: Evaluation, most: int, must_include: tuple[str, ...]) -> Combinations:
    """Rank sets of solutions."""
    return combine(evaluation, most=most, must_include=must_include)
