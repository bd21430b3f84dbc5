import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identiteitslab.estimation.grid import pool_normal
from identiteitslab.estimation.link import Link
from identiteitslab.estimation.mixture import mixture_knots

IDENTITY = Link("identity")
seeds = st.integers(0, 10_000)
few = settings(max_examples=12)


def drawn(seed, cells=3):
    rng = np.random.default_rng(seed)
    v = rng.uniform(0.01, 0.6, (cells, rng.integers(1, 9)))
    return rng.normal(1.0, np.sqrt(v + rng.uniform(0, 1))), v


def width(pooled, target="median_gemeente"):
    low, high = pooled.interval(0.95, target).T
    return high - low


@pytest.mark.parametrize("k", [1, 2, 5, 40, 342])
@pytest.mark.parametrize("tau", [0.0, 0.05, 1.0, 15.0])
@pytest.mark.parametrize("noise", [0.001, 0.3, 3.0])
def test_sixty_nodes_are_as_good_as_thousands(k, tau, noise):
    rng = np.random.default_rng(k)
    v = noise**2 * rng.uniform(0.3, 3.0, (1, k))
    y = rng.normal(0, np.sqrt(v + tau**2))
    pooled = pool_normal(y, v, prior_scale=1.0, link=IDENTITY)
    dense, mean, p = integrated(y[0], v[0])
    told = pooled.parts[0].posterior
    spread = np.sqrt((p * mean**2).sum() - (p * mean).sum() ** 2 + 1 / (1 / v).sum())
    assert (told.tau_weight * told.tau).sum() == pytest.approx((p * dense).sum(), rel=1e-4)
    assert abs((told.tau_weight * told.mean).sum() - (p * mean).sum()) < 1e-4 * spread


def integrated(y, v):
    """Sum over a fine grid of log tau."""
    place = np.linspace(np.log(1e-9), np.log(60), 12_001)
    dense = np.exp(place)
    weight = 1 / (v[:, None] + dense**2)
    total = weight.sum(axis=0)
    mean = (weight * y[:, None]).sum(axis=0) / total
    log_p = place - dense**2 / 2 + (np.log(weight).sum(axis=0) - np.log(total)) / 2
    log_p -= (weight * (y[:, None] - mean) ** 2).sum(axis=0) / 2
    p = np.exp(log_p - log_p.max())
    return dense, mean, p / p.sum()


@few
@given(seeds)
def test_the_order_of_gemeenten_does_not_matter(seed):
    y, v = drawn(seed)
    order = np.random.default_rng(seed).permutation(y.shape[1])
    first = pool_normal(y, v, prior_scale=1.0, link=IDENTITY)
    second = pool_normal(y[:, order], v[:, order], prior_scale=1.0, link=IDENTITY)
    for target in ("median_gemeente", "new_gemeente"):
        np.testing.assert_allclose(
            first.interval(0.95, target), second.interval(0.95, target), rtol=1e-9, atol=1e-9
        )
    np.testing.assert_allclose(first.shrunk().value[:, order], second.shrunk().value, atol=1e-8)


@few
@given(seeds, st.floats(1e-6, 1e6), st.floats(-50, 50))
def test_units_do_not_matter(seed, factor, shift):
    y, v = drawn(seed)
    plain = pool_normal(y, v, prior_scale=1.0, link=IDENTITY).interval(0.95, "new_gemeente")
    scaled = pool_normal(
        factor * (y + shift), factor**2 * v, prior_scale=factor, link=IDENTITY
    ).interval(0.95, "new_gemeente")
    np.testing.assert_allclose(scaled / factor - shift, plain, rtol=1e-7, atol=1e-7)


@few
@given(seeds)
def test_an_absent_gemeente_is_as_if_it_were_not_there(seed):
    y, v = drawn(seed)
    wide = np.full((y.shape[0], y.shape[1] + 2), np.nan)
    present = np.zeros(wide.shape, bool)
    present[:, 1 : y.shape[1] + 1] = True
    padded_y, padded_v = wide.copy(), wide.copy()
    padded_y[present], padded_v[present] = y.ravel(), v.ravel()
    first = pool_normal(y, v, prior_scale=0.5, link=IDENTITY)
    second = pool_normal(padded_y, padded_v, prior_scale=0.5, link=IDENTITY, present=present)
    for target in ("median_gemeente", "new_gemeente", "every_gemeente"):
        np.testing.assert_allclose(
            first.interval(0.95, target), second.interval(0.95, target), rtol=1e-9, atol=1e-9
        )
    assert np.isnan(second.shrunk().value[~present]).all()


@few
@given(seeds)
def test_one_more_agreeing_gemeente_narrows(seed):
    y, v = drawn(seed)
    first = pool_normal(y, v, prior_scale=1.0, link=IDENTITY)
    middle = first.quantile(0.5, "median_gemeente")
    second = pool_normal(
        np.hstack([y, middle]),
        np.hstack([v, v.mean(axis=1, keepdims=True)]),
        prior_scale=1.0,
        link=IDENTITY,
    )
    assert (width(second) < width(first)).all()


@few
@given(seeds)
def test_smaller_variances_where_gemeenten_agree_narrow(seed):
    _, v = drawn(seed)
    first = pool_normal(np.ones_like(v), v, prior_scale=1.0, link=IDENTITY)
    second = pool_normal(np.ones_like(v), v / 2, prior_scale=1.0, link=IDENTITY)
    assert (width(second) < width(first)).all()
    assert (width(second, "new_gemeente") < width(first, "new_gemeente")).all()


def test_a_mixture_of_one_is_that_normal_distribution():
    knots = mixture_knots(np.ones((1, 1)), np.full((1, 1), 3.0), np.full((1, 1), 2.0))
    score = np.linspace(-7, 7, 29)
    np.testing.assert_allclose(knots.at(score)[0], 3 + 2 * score, atol=1e-9)
    np.testing.assert_allclose(knots.score_of(np.array([4.0])), [0.5], atol=1e-9)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"v": [[0.1, 0.0]]}, r"v\[0, 1\] is 0; expected a variance above 0"),
        ({"v": [[0.1, -1.0]]}, r"v\[0, 1\] is -1"),
        ({"y": [[np.nan, 1.0]]}, r"y\[0, 0\] is nan; expected a finite number"),
        ({"y": [[np.inf, 1.0]]}, r"y\[0, 0\] is inf"),
        ({"v": [[0.1]]}, r"v has shape \(1, 1\); expected \(1, 2\)"),
        ({"prior_scale": 0.0}, r"prior_scale is 0; expected a number above 0"),
        ({"present": [[False, False]]}, r"present\[0\] is False everywhere"),
        ({"present": [[1, 0]]}, "present is int64"),
        ({"y": [["a", 1.0]]}, "y holds something else than numbers"),
    ],
)
def test_bad_input_names_the_argument_the_place_and_what_was_expected(change, message):
    given_ = {"y": [[0.5, 1.0]], "v": [[0.1, 0.2]], "prior_scale": 1.0, "link": IDENTITY} | change
    with pytest.raises(ValueError, match=message):
        pool_normal(**given_)
