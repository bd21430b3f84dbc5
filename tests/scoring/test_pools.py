"""What a score can be where there is no value for it."""

import numpy as np
import pytest

from identiteitslab.criteria.model import ValueFunction
from identiteitslab.scoring.pools import SAMPLES, possible


def function(*points, scale="linear"):
    return ValueFunction.model_construct(points=points, scale=scale)


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_only_longer_times_are_possible_after_the_time_out(scale):
    falls = function((120, 0), (30, 50), (8, 100), scale=scale)
    scores = possible(falls, longer_than=30)
    assert scores.shape == (SAMPLES,)
    assert 0 < scores.min() < 0.1
    assert 49.9 < scores.max() < 50
    assert scores.mean() == pytest.approx(25)


def test_past_the_worst_anchor_the_score_is_sure():
    np.testing.assert_array_equal(possible(function((120, 0), (8, 100)), longer_than=600), 0)


def test_where_more_is_better_only_higher_scores_are_possible():
    scores = possible(function((0, 0), (10, 100)), longer_than=5)
    assert 50 < scores.min() < 50.1
    assert scores.max() < 100


def test_nothing_known_is_anything():
    scores = possible(function((0, 0), (10, 100)))
    assert scores.mean() == pytest.approx(50)
    assert scores.std() == pytest.approx(100 / 12**0.5, rel=1e-3)
