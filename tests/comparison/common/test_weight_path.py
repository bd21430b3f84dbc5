import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.common.masks import solution_weights
from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.common.weight_path import NODES, criterion_path, theme_path

APPLIES = np.array([[True] * 5, [False, True, True, True, True], [True, False, True, False, True]])
THEME = [0, 0, 1, 1, 1]


@given(
    arrays(float, (3, 5), elements=st.floats(0, 100)),
    arrays(float, 5, elements=st.floats(0.01, 1)),
    st.floats(0.02, 0.98),
    st.integers(0, 6),
)
def test_totals_at_the_nodes_give_every_total(means, weights, place, which):
    table = score_table(means, weights, applies=APPLIES, theme=THEME)
    path = theme_path(table, which - 5, "t") if which > 4 else criterion_path(table, which)

    def totals(weight):
        own = solution_weights(path.weights(weight), table.applies, table.theme)
        return (own * table.means).sum(axis=1)

    nodes = np.stack([totals(node) for node in NODES], axis=1)
    mixed = np.einsum("psn,sn->ps", path.mix([place]), nodes)[0]
    assert mixed == pytest.approx(totals(place), abs=1e-8)
    powers = place ** np.arange(3)
    fraction = (path.numerators(nodes) @ powers) / (path.denominators() @ powers[:2])
    assert fraction == pytest.approx(totals(place), abs=1e-8)


def test_a_path_passes_through_today():
    table = score_table(np.ones((1, 3)), [2, 3, 5], theme=[0, 0, 1])
    for path in (theme_path(table, 0, "t"), criterion_path(table, 2)):
        assert path.now == pytest.approx(0.5)
        assert path.weights(path.now) == pytest.approx(table.weights)


def test_all_weight_on_one_item_still_has_a_path():
    path = criterion_path(score_table(np.ones((1, 3)), [1, 0, 0]), 0)
    assert path.weights(0.5) == pytest.approx([0.5, 0.25, 0.25])


def test_nowhere_to_go_is_refused():
    with pytest.raises(ValueError, match="t holds all criteria"):
        theme_path(score_table([[1, 2]], [1, 1]), 0, "t")
