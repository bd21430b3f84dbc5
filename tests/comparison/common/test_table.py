import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.common.table import ranks_among, score_table

MEANS = np.array([[10.0, 50, 90], [60, 60, 60]])


def test_totals_with_moved_weights():
    table = score_table(
        MEANS, [1, 1, 2], applies=np.array([[True, False, True]] * 2), theme=[0, 0, 1]
    )
    assert table.totals == pytest.approx([0.5 * 10 + 0.5 * 90, 60])
    assert table.ranks.tolist() == [2, 1]
    assert table.reweighted([1, 1, 0]).totals == pytest.approx([10, 60])


@given(arrays(float, 3, elements=st.floats(0, 1)).filter(lambda w: w.sum() > 0))
def test_filled_scores_keep_the_totals(weights):
    applies = np.array([[True, False, True], [True, True, True]])
    table = score_table(MEANS, weights, applies=applies, theme=[0, 0, 1])
    assert table.filled @ table.weights == pytest.approx(table.totals)


@given(arrays(float, 6, elements=st.integers(0, 4).map(float)))
def test_equal_totals_share_the_better_rank(totals):
    ranks = ranks_among(totals, np.ones(6, dtype=bool))
    assert ranks.tolist() == [1 + int((totals > one).sum()) for one in totals]


def test_rounding_does_not_break_a_tie():
    assert ranks_among([0.1 + 0.2, 0.3], np.array([True, True])).tolist() == [1, 1]
    assert ranks_among([3.0, 9.0, 1.0], np.array([True, False, True])).tolist() == [1, 0, 2]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"means": [1, 2]}, r"means has shape \(2,\)"),
        ({"means": [[1, np.nan]]}, r"means\[0, 1\] is nan"),
        ({"weights": [1, 2, 3]}, r"weights has shape \(3,\)"),
        ({"solutions": ["a", "b"]}, "solutions has 2 ids: expected 1"),
    ],
)
def test_bad_tables_are_named(change, message):
    given_input = {"means": [[1, 2]], "weights": [1, 1]} | change
    with pytest.raises(ValueError, match=message):
        score_table(**given_input)
