import numpy as np
import pytest

from identiteitslab.comparison.eligibility import judge_minimums

NAMES = {"solutions": ("a", "b", "c"), "minimums": ("safe", "easy")}


def test_failed_stands_apart_and_not_shown_is_marked():
    found = judge_minimums([[1.0, 0.97], [0.99, 0.6], [0.02, 1.0]], **NAMES)
    assert found.eligible.tolist() == [True, True, False]
    assert found.marked.tolist() == [False, True, False]
    assert found.nearest is None
    assert found.to_frame().loc["c"].tolist() == ["failed", "met"]


def test_the_nearest_fails_least_and_by_least():
    found = judge_minimums([[0.0, 0.0], [0.01, 1.0], [0.04, 0.5]], **NAMES)
    assert not found.eligible.any()
    assert found.nearest.solution == "c"
    assert found.nearest.short_of == ("safe",)
    assert found.nearest.probability == 0.04


@pytest.mark.parametrize("wrong", [-0.1, 1.1, np.nan])
def test_bad_probabilities_are_named(wrong):
    with pytest.raises(ValueError, match=r"probability\[0, 1\]"):
        judge_minimums([[0.5, wrong]])
