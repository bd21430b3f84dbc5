import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.contribution import contributions, contributions_by_method


@given(
    arrays(float, (3, 4), elements=st.floats(0, 100)),
    arrays(float, 4, elements=st.floats(0.1, 10)),
)
def test_contributions_add_up_to_the_total(means, weights):
    found = contributions(means, weights, levels={"theme": ["x", "y", "x", "z"]})
    assert found.totals == pytest.approx(means @ weights / weights.sum())
    groups, points = found.by("theme")
    assert groups == ("x", "y", "z")
    assert points.sum(axis=1) == pytest.approx(found.totals)
    assert (found.points <= found.possible + 1e-9).all()


def test_moved_weights_are_taken_per_solution():
    found = contributions([[50, 0], [50, 80]], [[1, 0], [1, 1]], solutions=("a", "b"))
    assert found.points.tolist() == [[50, 0], [25, 40]]
    frame = found.to_frame()
    assert frame.loc[frame["solution"] == "b", "possible"].tolist() == [50, 50]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: contributions([[1, 2]], [1, -1]), r"weights\[0, 1\] is -1.0"),
        (lambda: contributions([[1, 2]], [0, 0]), r"weights\[0\] is 0.0"),
        (lambda: contributions([[1, np.inf]], [1, 1]), r"means\[0, 1\] is inf"),
        (lambda: contributions([[1, 2]], [1, 1], levels={"t": ["x"]}), r"levels\['t'\] has 1"),
        (lambda: contributions([[1, 2]], [1, 1]).by("theme"), "level is 'theme'"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_an_own_weighted_sum_is_split_like_the_weighted_sum():
    table = score_table(
        [[60.0, 40, 50], [50, 58, 48]], [4, 3, 2], applies=[[True, True, True], [True, False, True]]
    )
    found = contributions_by_method(table, lambda v, w: (v * w).sum(axis=1), seed=1)
    assert found == pytest.approx(table.own_weights * table.means, abs=1e-4)


def test_parts_of_a_method_that_is_no_sum_add_up_to_the_utility():
    table = score_table([[60.0, 40, 50], [50, 58, 48]], [1, 1, 1])
    found = contributions_by_method(table, lambda v, _: v.min(axis=1), seed=1)
    # The lowest score only rises with the last criterion to join, and each is last as often.
    assert found.sum(axis=1) == pytest.approx([40, 48])
    assert found == pytest.approx(np.repeat([[40 / 3], [48 / 3]], 3, axis=1), abs=3)
