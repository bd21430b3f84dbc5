import numpy as np
import pytest

from identiteitslab.estimation.trend import last_round, pool_slopes, slopes

Y = np.array([[[1.0, 2.0, 3.0], [0.0, np.nan, 1.0], [5.0, np.nan, np.nan]]])
THERE = ~np.isnan(Y)


def test_a_straight_line_is_found_back():
    told = slopes(Y, np.where(THERE, 0.1, np.nan), [1, 2, 3], present=THERE)
    np.testing.assert_allclose(told.slope[0, :2], [1.0, 0.5])
    np.testing.assert_allclose(told.variance[0, :2], [0.1 / 2, 0.1 / 2])


def test_one_round_has_no_slope_and_borrows_none():
    told = slopes(Y, np.full(Y.shape, 0.1), [1, 2, 3], present=THERE)
    assert told.present.tolist() == [[True, True, False]]
    pooled = pool_slopes(told, prior_scale=0.5)
    assert pooled.present.tolist() == told.present.tolist()
    assert 0.3 < pooled.quantile(0.5, "median_gemeente")[0, 0] < 1.1


def test_no_gemeente_with_two_rounds_is_refused():
    told = slopes(Y[:, 2:], np.full((1, 1, 3), 0.1), [1, 2, 3], present=THERE[:, 2:])
    with pytest.raises(ValueError, match=r"present\[0\] is False everywhere"):
        pool_slopes(told, prior_scale=0.5)


def test_the_current_state_is_the_last_round_of_each_gemeente():
    rounds = np.broadcast_to([1.0, 2.0, 3.0], Y.shape)
    present = np.array([[[True, True, False], [False, False, False], [True, False, True]]])
    assert last_round(rounds, present=present).tolist() == [[1, -1, 2]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: slopes([[1.0, 2.0]], [[1.0, 1.0]], [1, 2]),
            r"expected \(cells, gemeenten, rounds\)",
        ),
        (lambda: slopes(Y, np.ones(Y.shape), [1, 2, 3]), r"y\[0, 1, 1\] is nan"),
        (lambda: slopes(Y, 0 * Y, [1, 2, 3], present=THERE), r"v\[0, 0, 0\] is 0"),
        (lambda: slopes(Y, np.ones((1, 3, 2)), [1, 2, 3], present=THERE), r"v has shape"),
        (lambda: slopes(Y, Y, [1, 2, 3], present=[[True]]), "present is bool of shape"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
