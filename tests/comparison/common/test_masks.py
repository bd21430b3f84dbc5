import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.common.masks import as_applies, drop_weights, move_weights

THEME = np.array([0, 0, 0, 1, 1])
some_applies = arrays(np.bool_, 5).filter(lambda mask: mask[:3].any() and mask[3:].any())
weights = arrays(float, 5, elements=st.floats(0, 1)).filter(lambda w: w.sum() > 0)


@given(weights, some_applies)
def test_every_theme_keeps_its_weight(own, applies):
    moved = move_weights(own, applies, THEME)
    assert np.bincount(THEME, moved) == pytest.approx(np.bincount(THEME, own))
    assert (moved[~applies] == 0).all()
    assert (moved >= 0).all()


def test_weight_moves_in_proportion_and_else_equally():
    applies = np.array([False, True, True, True, True])
    assert move_weights(np.array([0.3, 0.1, 0.2, 0.4, 0]), applies, THEME) == pytest.approx(
        [0, 0.2, 0.4, 0.4, 0]
    )
    assert move_weights(np.array([0.6, 0, 0, 0.4, 0]), applies, THEME) == pytest.approx(
        [0, 0.3, 0.3, 0.4, 0]
    )


@given(arrays(np.float64, (5, 4), elements=st.floats(0, 1)), some_applies)
def test_draws_move_like_single_sets(sets, applies):
    together = move_weights(sets, applies, THEME)
    for place in range(4):
        assert together[:, place] == pytest.approx(move_weights(sets[:, place], applies, THEME))


@given(weights, arrays(np.bool_, (3, 5)))
def test_dropped_weights_sum_to_one_unless_nothing_is_left(own, applies):
    dropped = drop_weights(own, applies, THEME)
    sums = dropped.sum(axis=1)
    assert np.isclose(sums, 1).sum() + (sums == 0).sum() == 3
    assert (dropped[~applies] == 0).all()


def test_an_empty_theme_gives_its_weight_to_all_others():
    own = np.array([0.1, 0.1, 0.2, 0.3, 0.3])
    applies = np.array([[True, True, True, False, False]])
    assert drop_weights(own, applies, THEME)[0] == pytest.approx([0.25, 0.25, 0.5, 0, 0])


def test_without_masks_everything_applies_in_one_theme():
    applies, theme = as_applies(None, None, (2, 3))
    assert applies.all()
    assert theme.tolist() == [0, 0, 0]
