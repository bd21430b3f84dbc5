import numpy as np
import pytest

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.theme_scores import theme_pools
from identiteitslab.comparison.weights import around_profile

THEME, SHARE = [0, 0, 1, 1, 1], [3, 1, 1, 1, 2]
APPLIES = np.array([[True] * 5, [True, False, True, True, False]])


def test_theme_pools_have_the_moments_of_their_criteria(normal_pools):
    means = np.array([[60, 40, 50, 70, 30], [50, 0, 40, 60, 0]])
    found = theme_pools(normal_pools(means, 8.0), THEME, seed=1, share=SHARE, applies=APPLIES)
    assert found.shape == (2, 2, 16384)
    assert found.mean(axis=2) == pytest.approx(np.array([[55, 45], [50, 50]]), abs=0.2)
    spread = 8 * np.array([[np.hypot(3, 1) / 4, np.sqrt(6) / 4], [1, np.sqrt(0.5)]])
    assert found.std(axis=2) == pytest.approx(spread, rel=0.02)


def test_theme_weights_give_the_same_chances_on_both_kinds_of_pools(normal_pools):
    random = np.random.default_rng(2)
    pools = normal_pools(random.uniform(45, 55, (2, 5)), 8.0)
    themes = theme_pools(pools, THEME, seed=1, share=SHARE, applies=APPLIES)
    small = rank_acceptability(themes, around_profile([6, 4]), seed=1)
    sampler = around_profile([6, 4], theme=THEME, share=SHARE)
    large = rank_acceptability(pools, sampler, seed=1, theme=THEME, applies=APPLIES)
    assert small.first == pytest.approx(large.first, abs=0.01)


def test_exact_scores_stay_exact():
    found = theme_pools([[[60], [40]]], [0, 0], seed=1, share=[3, 1])
    assert found.tolist() == [[[55]]]


def test_a_theme_without_weight_is_named():
    with pytest.raises(ValueError, match=r"points\[1\] is 1.0"):
        theme_pools(np.ones((1, 2, 1)), [0, 1], seed=1, share=[1, 0])
