import numpy as np
import pytest

from identiteitslab.estimation.survival import kaplan_meier_median


@pytest.mark.parametrize(
    ("name", "times", "done"),
    [
        ("even", [41, 55, 62, 38, 120, 77, 49, 300, 58, 300, 210, 95], [1] * 7 + [0, 1, 0, 1, 1]),
        ("odd", [5, 7, 9, 9, 20], [1, 1, 1, 0, 1]),
        ("ties", [5, 5, 5, 8, 8, 30, 30], [1, 1, 1, 1, 0, 0, 0]),
    ],
)
def test_the_median_agrees_with_survfit(from_r, name, times, done):
    assert kaplan_meier_median(times, done) == from_r["kaplan_meier"][name]


def test_most_still_busy_has_no_median():
    assert kaplan_meier_median([5, 60, 60], [1, 0, 0]) == np.inf


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match=r"observed has shape \(1,\); expected \(2,\)"):
        kaplan_meier_median([5, 6], [1])
    with pytest.raises(ValueError, match=r"times\[0\] is -5"):
        kaplan_meier_median([-5, 6], [1, 1])
