import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.estimation.censored import fit_censored, fit_censored_sums

GROUP = np.repeat([0, 1, 2], 4)
TIMES = np.array([10, 20, 15, 60, 30, 31, 60, 60, 12, 14, 19, 25], float)
DONE = np.array([1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1])


def sums_of(times, done):
    logs = np.log(times)
    out = 1 - done
    return done.sum(), (done * logs).sum(), (done * logs**2).sum(), out.sum(), (out * logs).sum()


def test_many_gemeenten_at_once_agree_with_survreg(from_r):
    each = [sums_of(TIMES[group == GROUP], DONE[group == GROUP]) for group in range(3)]
    fit = fit_censored_sums(*np.array(each).T)
    found = np.stack([fit.y, fit.v, fit.sigma], axis=1)
    np.testing.assert_allclose(found, from_r["censored"], rtol=1e-7)


def test_weighted_sums_may_add_up_to_less_than_one_person():
    whole = np.array(sums_of(TIMES[:4], DONE[:4]))
    fit, tenth = fit_censored_sums(*whole), fit_censored_sums(*whole / 10)
    assert tenth.y == pytest.approx(fit.y)
    assert tenth.sigma == pytest.approx(fit.sigma)
    assert tenth.v == pytest.approx(10 * fit.v)


def test_time_outs_may_differ_between_rows():
    times, done = [30.0, 50, 80, 60, 120], [1, 1, 1, 0, 0]
    fit = fit_censored(times, done)
    for change in (-0.01, 0.01):
        assert likelihood(times, done, fit.y + change, fit.sigma) < fit.log_likelihood
        assert likelihood(times, done, fit.y, fit.sigma + change) < fit.log_likelihood
    assert likelihood(times, done, fit.y, fit.sigma) == pytest.approx(fit.log_likelihood)


def likelihood(times, done, mu, sigma):
    from scipy.stats import norm

    z = (np.log(times) - mu) / sigma
    told = norm.logpdf(z) - np.log(sigma) - np.log(times)
    return np.where(np.array(done) == 1, told, norm.logsf(z)).sum()


def test_without_time_outs_it_is_the_mean_of_the_logs():
    times = np.array([20.0, 40, 50, 90])
    fit = fit_censored(times, np.ones(4))
    assert fit.y == pytest.approx(np.log(times).mean())
    assert fit.sigma == pytest.approx(np.log(times).std())
    assert fit.median() == pytest.approx(np.exp(fit.y))
    low, high = fit.interval()
    assert low < fit.median() < high


def test_time_outs_count_as_longer_than_the_time_out():
    censored = fit_censored([20.0, 40, 60, 60], [1, 1, 0, 0])
    naive = fit_censored([20.0, 40, 60, 60.0001], [1, 1, 1, 1])
    assert censored.median() > naive.median()


def test_what_cannot_be_fitted_is_said_to_be_unusable():
    fit = fit_censored_sums([0, 3, 1, 1], [0, 9, 3, 3], [0, 27, 9, 9], [3, 0, 0, 2], [15, 0, 0, 10])
    assert fit.usable.tolist() == [False, False, False, True]
    assert np.isnan(fit.y[:3]).all()
    assert np.isfinite(fit.v[3])


def test_one_finished_task_after_the_time_out_of_others_tells_no_spread():
    fit = fit_censored_sums([1, 2], [6, 12], [36, 72], [1, 3], [5, 12])
    assert fit.usable.tolist() == [False, False]


@given(
    st.lists(st.floats(10, 3000), min_size=1, max_size=8),
    st.lists(st.floats(10, 3000), max_size=6),
    st.floats(1e-6, 1e6),
)
def test_the_unit_of_time_only_moves_the_median(done, out, unit):
    times, flags = np.array([*done, *out]), [1] * len(done) + [0] * len(out)
    fit, other = fit_censored(times, flags), fit_censored(times * unit, flags)
    assert fit.usable == other.usable
    if fit.usable:
        assert np.allclose(other.y - np.log(unit), fit.y, atol=1e-6)
        assert np.allclose(other.v, fit.v, rtol=1e-4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fit_censored([10, 0], [1, 1]), r"times\[1\] is 0; expected a duration above 0"),
        (lambda: fit_censored([10, 5], [1, 2]), r"observed\[1\] is 2; expected True or False"),
        (lambda: fit_censored([10, 5], [1]), r"observed has shape \(1,\)"),
        (lambda: fit_censored_sums(-1, 1, 1, 0, 0), "n is -1; expected a count of 0 or more"),
        (lambda: fit_censored_sums(2, 4, 1, 0, 0), "sum_log_squared is 1"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
