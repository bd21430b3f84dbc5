import numpy as np
import pytest

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.chance_flips import chance_flips
from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.common.weight_path import criterion_path, theme_path


def test_chances_cross_where_expected_totals_do_when_all_is_symmetric(normal_pools):
    pools = normal_pools([[80, 40], [50, 60]], 8.0)
    table = score_table(pools.mean(axis=2), [7, 3], solutions=("a", "b"))
    found = chance_flips(pools, table, criterion_path(table, 0), seed=1, draws=8192)
    (crossing,) = found.crossings
    assert crossing.weight == pytest.approx(0.4, abs=4 * crossing.standard_error)
    assert crossing.chance == pytest.approx(0.5, abs=0.03)
    assert (crossing.before, crossing.after) == ("b", "a")
    assert found.first.sum(axis=1) == pytest.approx(1)
    assert found.to_frame().shape == (51, 2)


def test_chances_are_those_of_the_weights_applied(normal_pools):
    applies = np.array([[True] * 4, [False, True, True, True], [True, True, False, True]])
    pools = normal_pools(np.array([[60, 40, 50, 55], [52, 60, 45, 50], [40, 55, 60, 45]]), 9.0)
    names = {"solutions": ("a", "b", "c"), "theme": [0, 0, 1, 1], "applies": applies}
    table = score_table(pools.mean(axis=2), [1, 2, 3, 4], **names)
    for path in (criterion_path(table, 0), theme_path(table, 1, "t")):
        found = chance_flips(pools, table, path, seed=1, draws=4096, places=11)
        for place in (1, 6, 10):
            weights = path.weights(found.weights[place])
            same = rank_acceptability(pools, weights, seed=1, draws=4096, **names)
            assert found.first[place] == pytest.approx(same.first, abs=0.002)


def test_nothing_crosses_without_rivals(normal_pools):
    pools = normal_pools([[80, 70], [50, 60]], 1.0)
    table = score_table(pools.mean(axis=2), [1, 1], eligible=[True, False])
    found = chance_flips(pools, table, criterion_path(table, 0), seed=1, draws=256)
    assert found.crossings == ()
    assert (found.first[:, 0] == 1).all()


def test_one_place_is_no_way():
    table = score_table([[1, 2]], [1, 1])
    with pytest.raises(ValueError, match="places is 1"):
        chance_flips(np.ones((1, 2, 1)), table, criterion_path(table, 0), seed=1, places=1)
