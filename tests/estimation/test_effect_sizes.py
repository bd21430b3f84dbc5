import numpy as np
import pytest

from identiteitslab.estimation import effect_sizes as effect

A, N1, C, N2 = [0, 5, 3, 10], [10, 10, 3, 20], [3, 2, 1, 10], [12, 12, 12, 20]


@pytest.mark.parametrize(
    ("measure", "found"),
    [
        ("PLO", effect.logit_proportion(A, N1)),
        ("all", effect.logit_proportion(A, N1, to="all")),
        ("PR", effect.raw_proportion(A, N1)),
        ("IRLN", effect.log_rate(A, 100 * np.array(N1))),
        ("OR", effect.log_odds_ratio(A, N1, C, N2)),
        ("RR", effect.log_risk_ratio(A, N1, C, N2)),
        ("RD", effect.risk_difference(A, N1, C, N2)),
        ("IRR", effect.log_rate_ratio(A, N1, C, N2)),
        ("MD", effect.mean_difference([70, 65], [10, 12], [20, 30], [60, 66], [11, 9], [25, 28])),
    ],
)
def test_effects_agree_with_escalc(from_r, measure, found):
    expected = from_r["effects"][measure]
    np.testing.assert_allclose(found, [expected["yi"], expected["vi"]], rtol=1e-10)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: effect.logit_proportion([1, 9], [5, 5]), r"xi\[1\] is 9"),
        (lambda: effect.log_odds_ratio([1], [5], [-2], [5]), r"ci\[0\] is -2"),
        (lambda: effect.log_rate([1], [0]), r"ti\[0\] is 0; expected an exposure above 0"),
        (lambda: effect.log_rate_ratio([1], [1], [-1], [1]), r"x2i\[0\] is -1"),
        (lambda: effect.mean_difference(1, -1, 5, 1, 1, 5), "sd1i is -1"),
        (lambda: effect.logit_proportion([1], [5], to="some"), "to is 'some'"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
