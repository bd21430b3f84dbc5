import numpy as np
import pytest

from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.robustness import robustness


def test_every_method_agrees_on_a_dominant_solution():
    found = robustness(score_table([[90, 80], [50, 60], [20, 10]], [1, 2], solutions="abc"))
    assert found.always_first == ("a",)
    assert (found.ranks == [1, 2, 3]).all()
    assert found.to_frame().loc["topsis", "c"] == 3


def test_methods_differ_on_an_uneven_solution():
    found = robustness(score_table([[100, 20], [55, 55]], [1, 1], solutions="ab"))
    ranks = found.to_frame()
    assert ranks.loc["weighted_sum", "a"] == 1
    assert ranks.loc["maximin", "b"] == 1
    assert ranks.loc["weighted_product", "b"] == 1
    assert found.always_first == ()


def test_a_knocked_out_solution_changes_nothing():
    means = np.array([[70, 40], [50, 55], [99, 99]])
    both = robustness(score_table(means[:2], [1, 1]))
    three = robustness(score_table(means, [1, 1], eligible=[True, True, False]))
    assert np.array_equal(three.utilities[:, :2], both.utilities)
    assert (three.ranks[:, 2] == 0).all()
    nobody = robustness(score_table(means, [1, 1], eligible=[False] * 3))
    assert nobody.always_first == ()


def test_what_does_not_apply_takes_the_mean_of_its_theme():
    applies = np.array([[True, False, True], [True, True, True]])
    table = score_table([[60, 0, 50], [50, 50, 50]], [1, 1, 1], theme=[0, 0, 1], applies=applies)
    found = robustness(table)
    assert found.utilities[0] == pytest.approx(table.totals)
    assert found.utilities[4] == pytest.approx([50, 50])


def test_an_own_method_can_take_part_and_must_fit():
    table = score_table([[70, 40], [50, 55]], [1, 1])
    found = robustness(table, {"best": lambda scores, _: scores.max(axis=1)})
    assert found.ranks.tolist() == [[1, 2]]
    with pytest.raises(ValueError, match=r"methods\['bad'\] returned shape"):
        robustness(table, {"bad": lambda scores, _: scores})
