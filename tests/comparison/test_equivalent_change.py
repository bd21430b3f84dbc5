import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.comparison.equivalent_change import equivalent_change, value_after_change


def test_an_equivalent_brings_the_same_total():
    weights = np.array([0.5, 0.2, 0.3, 0.0])
    found = equivalent_change(weights, "b", 10, criteria=("a", "b", "c", "d"))
    assert found.total == pytest.approx(2)
    assert found.equivalent[:3] == pytest.approx([4, 10, 20 / 3])
    assert found.equivalent[3] is None
    assert found.within_scale == (True, True, True, False)
    assert found.to_frame().shape == (4, 2)


def test_an_equivalent_must_fit_on_the_scale():
    found = equivalent_change([9, 1], "1", 10, scores=[50, 20])
    assert found.equivalent == pytest.approx([10, 90])
    assert found.within_scale == (True, False)
    down = equivalent_change([9, 1], "1", -1, scores=[50, 20])
    assert down.within_scale == (True, True)


@given(st.floats(0, 10), st.floats(-100, 100))
def test_the_new_value_has_the_wanted_score(value, change):
    cutoffs, values = [0, 2, 5, 10], [0, 30, 40, 100]
    score = np.interp(value, cutoffs, values)
    found = value_after_change(value, change, cutoffs, values)
    if 0 <= score + change <= 100:
        assert np.interp(found, cutoffs, values) == pytest.approx(score + change, abs=1e-6)
    elif abs(np.clip(score + change, 0, 100) - (score + change)) > 1e-6:
        assert found is None


def test_the_nearest_value_on_a_flat_or_falling_function():
    assert value_after_change(30, -50, [10, 20, 40], [100, 50, 0]) is None
    assert value_after_change(15, -50, [10, 20, 40], [100, 50, 0]) == pytest.approx(30)
    assert value_after_change(5, 0, [0, 4, 8], [0, 50, 50]) == pytest.approx(4, abs=4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: equivalent_change([1, 1], "x", 1), "criterion is 'x'"),
        (lambda: equivalent_change([1, -1], "1", 1), r"weights\[1\] is -1.0"),
        (lambda: equivalent_change([1, 1], "1", 1, scores=[50, 101]), r"scores\[1\] is 101.0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
