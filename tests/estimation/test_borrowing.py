import numpy as np
import pytest

from identiteitslab.estimation.borrowing import borrow_sd


def test_no_spread_is_borrowed_from_the_others():
    told = borrow_sd([[10, 1, 5], [8, 8, 8]], [[2.0, 0.0, 4.0], [1.0, 0.0, 3.0]])
    assert told.sd[0, 1] == pytest.approx(np.sqrt((9 * 4 + 4 * 16) / 13))
    assert told.sd[1, 1] == pytest.approx(np.sqrt((1 + 9) / 2))
    assert told.borrowed.tolist() == [[False, True, False], [False, True, False]]
    assert not told.refused.any()
    assert told.reasons() == ()


def test_nobody_to_borrow_from_is_refused_with_a_reason():
    told = borrow_sd([[1, 4]], [[0.0, 0.0]])
    assert told.refused.tolist() == [[True, True]]
    assert np.isnan(told.sd).all()
    assert told.reasons()[0].startswith("cell 0, gemeente 0: one observation or no spread")


def test_absent_gemeenten_neither_lend_nor_borrow():
    told = borrow_sd([[4, 9]], [[0.0, 2.0]], present=[[True, False]])
    assert told.refused.tolist() == [[True, False]]


def test_negative_spread_is_refused():
    with pytest.raises(ValueError, match=r"sd\[0, 1\] is -1; expected a standard deviation of 0"):
        borrow_sd([[4, 9]], [[1.0, -1.0]])
