"""Value functions against published cases and against what a scale must always do."""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.criteria.model import ValueFunction
from identiteitslab.scoring.value_functions import off_scale, on_scale, piecewise, score, value_of

ORACLE = json.loads(
    (Path(__file__).parents[1] / "oracle" / "value_function_piecewise.json").read_text()
)
WORDS = {"nl": "omdat", "en": "because"}


def function(scale, points):
    return ValueFunction.model_validate(
        {
            "from": dt.date(2027, 1, 1),
            "scale": scale,
            "points": points,
            "basis": "judgement",
            "evidence": "judgement",
            "rationale": WORDS,
        }
    )


@pytest.mark.parametrize("case", ORACLE["cases"])
def test_agrees_with_the_published_cases(case):
    found = piecewise(case["x"], case["cutoffs"], case["values"], out_of_range=case["out_of_range"])
    np.testing.assert_allclose(found, case["expected"], atol=ORACLE["tolerance"]["abs"])


def test_error_mode_refuses_what_lies_outside():
    with pytest.raises(ValueError, match=r"x\[1\]"):
        piecewise([60, 120], [50, 100], [1, 0], out_of_range="error")


def test_refuses_cutoffs_that_do_not_increase():
    with pytest.raises(ValueError, match=r"cutoffs\[2\]"):
        piecewise([1], [0, 5, 5], [0, 1, 2])


def test_anchors_give_their_own_score_on_every_scale():
    for scale, points in (
        ("linear", [[0.5, 0], [0.78, 50], [0.98, 100]]),
        ("log", [[120, 0], [30, 50], [8, 100]]),
        ("log_complement", [[0.99, 0], [0.997, 50], [0.9999, 100]]),
        ("levels", [[0, 0], [1, 30], [2, 75], [3, 100]]),
    ):
        xs, ys = zip(*points, strict=True)
        np.testing.assert_allclose(score(xs, function(scale, points)), ys, atol=1e-9)


def test_each_doubling_counts_alike_on_the_log_scale():
    halves = score([10.0, 20.0, 40.0], function("log", [[80, 0], [20, 50], [5, 100]]))
    np.testing.assert_allclose(np.diff(halves), [-25, -25])


def test_values_of_zero_and_beyond_stay_within_the_scale():
    rates = function("log", [[0.001, 0], [0.0001, 50], [0.000001, 100]])
    assert score([0.0, 1.0], rates).tolist() == [100.0, 0.0]


@given(
    st.lists(st.floats(0, 1), min_size=2, max_size=30),
    st.floats(0.01, 0.4),
    st.floats(0.45, 0.95),
)
def test_more_is_never_worse_and_scores_stay_on_the_scale(values, low, high):
    rising = function("linear", [[low, 0], [(low + high) / 2, 40], [high, 100]])
    scores = score(np.sort(values), rising)
    assert (np.diff(scores) >= 0).all()
    assert scores.min() >= 0
    assert scores.max() <= 100


@pytest.mark.parametrize("scale", ["linear", "log", "log_complement", "levels"])
def test_values_come_back_from_their_scale(scale):
    values = np.array([0.01, 0.5, 0.9])
    assert off_scale(on_scale(values, scale), scale) == pytest.approx(values)


@pytest.mark.parametrize(
    ("scale", "points"),
    [
        ("linear", [[0.5, 0], [0.8, 50], [0.98, 100]]),
        ("log", [[120, 0], [30, 50], [8, 100]]),
        ("log_complement", [[0.99, 0], [0.997, 50], [0.9999, 100]]),
    ],
)
def test_a_score_leads_back_to_the_value_that_has_it(scale, points):
    told = function(scale, points)
    scores = np.linspace(0, 100, 101)
    np.testing.assert_allclose(score(value_of(scores, told), told), scores, atol=1e-9)
    np.testing.assert_allclose(value_of([0, 50, 100], told), [point[0] for point in points])
