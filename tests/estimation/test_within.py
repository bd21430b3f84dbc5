import numpy as np
import pytest
from scipy.stats import binom, poisson

from identiteitslab.estimation.within import (
    clopper_pearson,
    garwood,
    log_t,
    logit_t,
    moments_from_sums,
    wilson,
)


def test_clopper_pearson_agrees_with_binom_test_at_other_levels(from_r):
    told = [
        clopper_pearson(x, n, level=level)
        for x, n, level in ((1, 5, 0.9), (7, 30, 0.99), (0, 12, 0.8))
    ]
    np.testing.assert_allclose(told, from_r["binomial"], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("x", [1, 4, 19])
def test_exact_bounds_leave_exactly_the_tail_outside(x):
    low = clopper_pearson(x, 20, side="lower")[0]
    high = clopper_pearson(x, 20, side="upper")[1]
    assert binom.sf(x - 1, 20, low) == pytest.approx(0.05)
    assert binom.cdf(x, 20, high) == pytest.approx(0.05)
    high = garwood(x, 2.0, side="upper")[1]
    assert poisson.cdf(x, 2 * high) == pytest.approx(0.05)


def test_the_rule_of_three():
    assert clopper_pearson(0, 300, side="upper")[1] == pytest.approx(1 - 0.05 ** (1 / 300))
    assert garwood(0, 59_915, side="upper")[1] == pytest.approx(5e-5, rel=1e-4)
    assert (
        clopper_pearson(29, 29, side="lower")[0] > 0.90 > clopper_pearson(28, 28, side="lower")[0]
    )


def test_one_sided_bounds_are_open_at_the_other_side():
    assert clopper_pearson(3, 10, side="upper")[0] == 0
    assert clopper_pearson(3, 10, side="lower")[1] == 1
    assert garwood(3, 10, side="lower")[1] == np.inf


def test_effective_counts_may_be_fractions_of_an_attempt():
    low, high = clopper_pearson([0.4, 0.0, 0.7], [0.8, 0.5, 0.7]).T
    assert (low <= [0.5, 0, 1]).all()
    assert (high >= [0.5, 0, 1]).all()


def test_wilson_never_leaves_the_scale():
    told = wilson([0, 5], [5, 5])
    assert ((told >= 0) & (told <= 1)).all()


def test_log_t_is_about_the_geometric_mean():
    logs = np.log([40.0, 60, 90, 200])
    told = log_t(4, logs.mean(), logs.std(ddof=1))
    assert told.value == pytest.approx(np.exp(logs.mean()))
    assert told.interval[0] * told.interval[1] == pytest.approx(told.value**2)


def test_moments_from_sums():
    values = np.array([3.0, 5.0, 10.0])
    mean, sd = moments_from_sums(3, values.sum(), (values**2).sum())
    assert (mean, sd) == (pytest.approx(6.0), pytest.approx(values.std(ddof=1)))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wilson([1, 7], [5, 5]), r"successes\[1\] is 7; expected no more successes"),
        (lambda: wilson([1, 2], [5, 0]), r"n\[1\] is 0; expected a number above 0"),
        (lambda: clopper_pearson(-1, 5), "successes is -1; expected a count of 0 or more"),
        (lambda: clopper_pearson(1, 5, side="left"), "side is 'left'"),
        (lambda: clopper_pearson(1, 5, level=95), "level is 95"),
        (lambda: garwood([1, 2], [1, 0]), r"exposure\[1\] is 0; expected an exposure above 0"),
        (lambda: garwood(np.nan, 1), "events is nan"),
        (lambda: logit_t(5, [50, 100], 3, high=100), r"mean\[1\] is 100"),
        (lambda: logit_t(5, 50, 0, high=100), "sd is 0; expected a standard deviation above 0"),
        (lambda: log_t([5, 1], 3, 0.1), r"n\[1\] is 1; expected more than one observation"),
        (lambda: moments_from_sums(2, 10, 20), "squares is 20; expected at least"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
