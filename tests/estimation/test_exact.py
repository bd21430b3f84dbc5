import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, log_expit, logit, ndtri

from identiteitslab.estimation.engine import pool_events
from identiteitslab.estimation.exact import pool_counts

Q = [0.025, 0.05, 0.5, 0.95, 0.975]
seeds = st.integers(0, 10_000)
few = settings(max_examples=8)


def drawn(seed, cells=2):
    rng = np.random.default_rng(seed)
    n = rng.integers(3, 60, (cells, rng.integers(1, 7))).astype(float)
    return rng.binomial(n.astype(int), rng.uniform(0.3, 1.0, (cells, 1))).astype(float), n


def on_link(pooled, target):
    return pooled.marginal(target).knots.at(ndtri(Q))


def brute(x, n, scale):
    """Sum over a fine grid, with theta itself summed for each gemeente: told by Jeffreys tau."""
    centre = logit((x.sum() + 0.5) / (n.sum() + 1))
    mu, tau = centre + np.linspace(-26, 26, 521), np.linspace(0, 5 * scale, 51)
    z = np.linspace(-6, 6, 81)
    shape = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
    log_p = np.empty((tau.size, mu.size))
    for row, one in enumerate(tau):
        theta = mu[:, None] + one * z
        well = log_expit(theta)
        log_p[row] = -((one / scale) ** 2) / 2
        for successes, count in zip(x, n, strict=True):
            told = count * well - (count - successes) * theta
            log_p[row] += np.log(np.maximum(np.exp(told - told.max()) @ shape, 1e-300))

    def read(jeffreys_tau):
        information = n.sum() * expit(mu) * expit(-mu)
        weighed = log_p - np.log(1 / information + jeffreys_tau**2 / x.size) / 2
        p = np.exp(weighed - weighed.max())
        p[0] /= 2
        mass = p.sum(axis=0) / p.sum()
        return np.interp(Q, np.cumsum(mass) - mass / 2, mu), (p.sum(axis=1) * tau).sum() / p.sum()

    return read


@pytest.mark.parametrize(
    ("x", "n"),
    [
        ([3, 9, 7.5], [4, 9, 12.25]),
        ([0, 0], [12, 30]),
        ([12, 5], [12, 30]),
        ([19, 18, 20, 15], [20, 20, 20, 20]),
        ([27, 2990], [30, 3000]),
    ],
)
@pytest.mark.parametrize(("scale", "jeffreys_taus"), [(0.25, [0.0]), (1.0, [0.0, 1.0])])
def test_it_agrees_with_summing_everything(x, n, scale, jeffreys_taus):
    x, n = np.array(x, float), np.array(n, float)
    read = brute(x, n, scale)
    for jeffreys_tau in jeffreys_taus:
        pooled = pool_counts(x, n, prior_scale=scale, jeffreys_tau=jeffreys_tau)
        expected, tau = read(jeffreys_tau)
        np.testing.assert_allclose(
            on_link(pooled, "median_gemeente")[0], expected, rtol=0.003, atol=0.01
        )
        assert pooled.spread().mean[0] == pytest.approx(tau, abs=0.003)


@few
@given(seeds)
def test_the_order_of_gemeenten_does_not_matter(seed):
    x, n = drawn(seed)
    order = np.random.default_rng(seed).permutation(x.shape[1])
    first = pool_counts(x, n, prior_scale=1.0)
    second = pool_counts(x[:, order], n[:, order], prior_scale=1.0)
    for target in ("median_gemeente", "average_gemeente", "new_gemeente"):
        np.testing.assert_allclose(on_link(first, target), on_link(second, target), atol=2e-3)


@few
@given(seeds)
def test_counting_failures_mirrors_the_answer(seed):
    x, n = drawn(seed)
    first = on_link(pool_counts(x, n, prior_scale=1.0), "median_gemeente")
    second = on_link(pool_counts(n - x, n, prior_scale=1.0), "median_gemeente")
    np.testing.assert_allclose(first, -second[:, ::-1], atol=0.02, rtol=0.005)


@few
@given(seeds, st.floats(0.5, 0.98))
def test_doubling_all_counts_narrows(seed, share):
    _, n = drawn(seed)
    x = share * n
    widths = []
    for factor in (1, 2):
        told = on_link(pool_counts(factor * x, factor * n, prior_scale=1.0), "median_gemeente")
        widths.append(told[:, -1] - told[:, 0])
    assert (widths[1] < widths[0]).all()


@few
@given(seeds, st.floats(0.5, 0.98))
def test_one_more_agreeing_gemeente_narrows(seed, share):
    _, n = drawn(seed)
    more = np.hstack([n, n[:, :1]])
    widths = []
    for count in (n, more):
        told = on_link(pool_counts(share * count, count, prior_scale=1.0), "median_gemeente")
        widths.append(told[:, -1] - told[:, 0])
    assert (widths[1] < widths[0]).all()


@few
@given(seeds, st.floats(1e-3, 1e3))
def test_the_unit_of_exposure_does_not_matter(seed, factor):
    x, n = drawn(seed)
    first = pool_counts(x, n, prior_scale=0.5, likelihood="poisson")
    second = pool_counts(x, factor * n, prior_scale=0.5, likelihood="poisson")
    np.testing.assert_allclose(
        on_link(first, "new_gemeente"), on_link(second, "new_gemeente") + np.log(factor), atol=2e-3
    )


@few
@given(seeds)
def test_absent_gemeenten_do_not_matter(seed):
    x, n = drawn(seed)
    hole = np.full((x.shape[0], 1), np.nan)
    present = np.hstack([np.zeros_like(hole, dtype=bool), np.ones(x.shape, bool)])
    first = pool_counts(x, n, prior_scale=1.0)
    second = pool_counts(
        np.hstack([hole, x]), np.hstack([hole, n]), prior_scale=1.0, present=present
    )
    for target in ("average_gemeente", "every_gemeente"):
        np.testing.assert_allclose(on_link(first, target), on_link(second, target), atol=2e-3)


@few
@given(seeds, st.sampled_from(["binomial", "poisson"]), st.sampled_from([0.0, 0.5, 2.0]))
def test_exact_and_normal_agree_where_counts_are_large(seed, likelihood, jeffreys_tau):
    rng = np.random.default_rng(seed)
    n = rng.integers(40_000, 200_000, (2, rng.integers(2, 6))).astype(float)
    x = rng.binomial(n.astype(int), rng.uniform(0.3, 0.7) * rng.uniform(0.8, 1, n.shape))
    how = {"prior_scale": 0.5, "likelihood": likelihood, "jeffreys_tau": jeffreys_tau}
    exact = pool_counts(x, n, **how)
    normal = pool_events(x, n, **how, adapt=False)
    targets = ("median_gemeente", "new_gemeente", "average_gemeente", "every_gemeente")
    for target in targets:
        np.testing.assert_allclose(on_link(exact, target), on_link(normal, target), atol=0.01)


@pytest.mark.parametrize("x", [0.0, 30.0])
@pytest.mark.parametrize("k", [1, 2, 6])
def test_nothing_and_everything_need_no_special_case(x, k):
    pooled = pool_counts(np.full((1, k), x), np.full((1, k), 30.0), prior_scale=1.0)
    low, high = pooled.interval(0.95, "average_gemeente")[0]
    assert 0 < high - low < 1
    assert (low < 0.02) == (x == 0)
    assert (high > 0.98) == (x == 30)
    assert np.isfinite(pooled.shrunk().value).all()


def test_a_sparse_gemeente_beside_a_very_large_one():
    pooled = pool_counts([[3, 7000]], [[20, 10_000]], prior_scale=1.0)
    shrunk = pooled.shrunk()
    assert shrunk.low[0, 1] == pytest.approx(0.691, abs=0.002)
    assert shrunk.high[0, 1] == pytest.approx(0.709, abs=0.002)
    assert shrunk.own_share[0, 1] > 0.9


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"events": [[1, -2]]}, r"events\[0, 1\] is -2; expected a count of 0 or more"),
        ({"events": [[1, 31]]}, r"events\[0, 1\] is 31; expected no more successes than attempts"),
        ({"exposure": [[30, 0]]}, r"exposure\[0, 1\] is 0; expected a number above 0"),
        ({"events": [[np.nan, 2]]}, r"events\[0, 0\] is nan"),
        ({"exposure": [[30, np.inf]]}, r"exposure\[0, 1\] is inf"),
        ({"exposure": [[30, 30, 30]]}, r"exposure has shape \(1, 3\); expected \(1, 2\)"),
        ({"likelihood": "normal"}, "likelihood is 'normal'; expected 'binomial' or 'poisson'"),
        ({"prior_scale": -1}, r"prior_scale is -1"),
        ({"prior_scale": [1, 1, 1]}, r"prior_scale has shape \(3,\)"),
        ({"jeffreys_tau": -1}, r"jeffreys_tau is -1; expected a number of 0 or more"),
    ],
)
def test_bad_input_names_the_argument_the_place_and_what_was_expected(change, message):
    given_ = {"events": [[1, 2]], "exposure": [[30, 30]], "prior_scale": 1.0} | change
    with pytest.raises(ValueError, match=message):
        pool_counts(**given_)
