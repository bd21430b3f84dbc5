import numpy as np
import pytest
from scipy.special import expit, logit

from identiteitslab.estimation.engine import pool_events
from identiteitslab.estimation.exact import pool_counts
from identiteitslab.estimation.grid import pool_normal
from identiteitslab.estimation.link import Link

Q = np.array([0.025, 0.25, 0.5, 0.75, 0.975])
PEOPLE = np.array([5.0, 1.0, 2.0, 4.0])
TARGETS = ("average_gemeente", "median_gemeente", "new_gemeente", "every_gemeente", "nation")
Y = np.array([[1.4, 0.6, 2.1, 1.0], [0.2, 0.4, 0.1, 0.9]])
V = np.array([[0.2, 0.1, 0.4, 0.05], [0.3, 0.2, 0.1, 0.5]])
X = np.array([[11, 30, 18, 9], [0, 3, 1, 2]], float)
N = np.array([[12, 35, 20, 14], [12, 35, 20, 14]], float)
DRAWS = 200_000


def normal(link):
    return pool_normal(Y, V, prior_scale=0.7, link=link)


def nodes_of_normal(pooled, cell, rng):
    """Draw mu, tau and every gemeente from the posterior, by hand."""
    posterior = pooled.parts[0].posterior
    node = rng.choice(posterior.tau.shape[1], DRAWS, p=posterior.tau_weight[cell])
    tau = posterior.tau[cell][node]
    sd = np.sqrt(posterior.variance[cell][node])
    mu = posterior.mean[cell][node] + sd * rng.normal(size=DRAWS)
    own = tau[:, None] ** 2 / (tau[:, None] ** 2 + V[cell])
    spread = np.sqrt(own * V[cell]) * rng.normal(size=own.shape)
    return mu, tau, own * Y[cell] + (1 - own) * mu[:, None] + spread


def nodes_of_counts(pooled, cell, rng):
    """Draw mu and tau from the lattice, and every gemeente by weighing draws of N(mu, tau^2)."""
    (part,) = [part for part in pooled.parts if cell in part.rows]
    posterior = part.posterior
    weight = posterior.weight[list(part.rows).index(cell)]
    place = rng.choice(weight.size, DRAWS, p=weight.ravel())
    scale = posterior.placed.scale[0]
    centre = posterior.placed.centre[list(part.rows).index(cell)]
    mu = centre + scale * np.repeat(posterior.grid.mu, weight.shape[1])[place]
    tau = scale * np.tile(posterior.grid.tau, weight.shape[0])[place]
    steps = np.linspace(-6, 6, 121)
    theta = np.empty((DRAWS, X.shape[1]))
    for j in range(X.shape[1]):
        options = mu[:, None] + tau[:, None] * steps
        log_p = X[cell, j] * options - N[cell, j] * np.logaddexp(0, options) - steps**2 / 2
        reached = np.exp(log_p - log_p.max(axis=1, keepdims=True)).cumsum(axis=1)
        chosen = (reached < rng.random((DRAWS, 1)) * reached[:, -1:]).sum(axis=1)
        theta[:, j] = np.take_along_axis(options, chosen[:, None], 1)[:, 0]
    return mu, tau, theta


def check(pooled, cell, mu, tau, theta, rng, tolerance):
    link = pooled.link
    points, weights = np.polynomial.hermite_e.hermegauss(31)
    average = sum(
        weight * link.inverse(mu + tau * point)
        for point, weight in zip(points, weights / weights.sum(), strict=True)
    )
    weighted = (link.inverse(theta) * PEOPLE).sum(axis=1)
    each = np.quantile(link.inverse(theta), Q, axis=0)
    expected = {
        "median_gemeente": np.quantile(link.inverse(mu), Q),
        "new_gemeente": np.quantile(link.inverse(mu + tau * rng.normal(size=mu.size)), Q),
        "average_gemeente": np.quantile(average, Q),
        "every_gemeente": each.min(axis=1),
        "nation": np.quantile(weighted / PEOPLE.sum(), Q),
    }
    for target, quantiles in expected.items():
        told = pooled.quantile(Q, target, population=PEOPLE)[cell]
        np.testing.assert_allclose(
            link.forward(told), link.forward(quantiles), atol=tolerance, err_msg=target
        )
    far = (weighted + 6 * average) / (PEOPLE.sum() + 6)
    told = pooled.quantile(Q, "nation", population=PEOPLE, elsewhere=6.0)[cell]
    np.testing.assert_allclose(
        link.forward(told), link.forward(np.quantile(far, Q)), atol=tolerance
    )


@pytest.mark.parametrize("link", ["identity", "log", "logit"])
def test_every_target_is_what_draws_from_the_posterior_say(link):
    rng = np.random.default_rng(1)
    pooled = normal(Link(link))
    check(pooled, 0, *nodes_of_normal(pooled, 0, rng), rng, 0.03)


def test_every_target_is_what_draws_from_the_lattice_say(monkeypatch):
    monkeypatch.setattr(f"{__name__}.DRAWS", 30_000)
    rng = np.random.default_rng(2)
    pooled = pool_counts(X, N, prior_scale=0.7)
    check(pooled, 0, *nodes_of_counts(pooled, 0, rng), rng, 0.06)


@pytest.mark.parametrize("target", TARGETS)
def test_probability_quantile_interval_and_draws_tell_the_same(target):
    for pooled in (normal(Link("logit")), pool_events(X, N, prior_scale=0.7)):
        told = pooled.marginal(target, population=PEOPLE)
        quantiles = told.quantile(Q)
        assert (np.diff(quantiles) > 0).all()
        for place, q in enumerate(Q):
            np.testing.assert_allclose(
                told.probability_at_least(quantiles[:, place]), 1 - q, atol=1e-6
            )
        np.testing.assert_allclose(told.interval(0.95), quantiles[:, [0, 4]])
        drawn = told.draw(20_000, np.random.default_rng(3))
        np.testing.assert_allclose(np.quantile(drawn, Q, axis=1).T, quantiles, atol=2e-3)


def test_the_limit_may_lie_at_either_end_of_the_scale():
    told = normal(Link("logit")).marginal("average_gemeente")
    assert told.probability_at_least(0.0).tolist() == [1.0, 1.0]
    assert told.probability_at_least(1.0).tolist() == [0.0, 0.0]


def test_bounded_scores_come_back_on_their_own_scale():
    share = normal(Link("logit")).interval(0.9, "average_gemeente")
    score = normal(Link("logit", 0, 100)).interval(0.9, "average_gemeente")
    np.testing.assert_allclose(score, 100 * share)


def test_the_average_gemeente_lies_nearer_the_middle_than_the_median_one():
    pooled = pool_normal([[3.0, 1.0, 5.0]], [[0.1, 0.1, 0.1]], prior_scale=1.0, link=Link("logit"))
    average = pooled.quantile(0.5, "average_gemeente")[0, 0]
    assert 0.5 < average < pooled.quantile(0.5, "median_gemeente")[0, 0] - 0.01


def test_one_gemeente_alone_is_its_own_nation():
    pooled = pool_normal([[1.0]], [[0.09]], prior_scale=0.5, link=Link("logit"))
    told = pooled.quantile(Q, "nation", population=[7.0])
    np.testing.assert_allclose(
        logit(told[0]), 1.0 + 0.3 * np.array([-1.96, -0.6745, 0, 0.6745, 1.96]), atol=2e-3
    )


def test_shrinking_flags_who_borrows():
    pooled = pool_normal(
        [[1.0, 1.6, 0.4, 4.0]], [[0.01, 0.01, 0.01, 3.0]], prior_scale=0.3, link=Link("identity")
    )
    told = pooled.shrunk()
    assert told.borrowed.tolist() == [[False, False, False, True]]
    assert 1.0 < told.value[0, 3] < 2.0
    assert (told.low < told.value).all()
    assert (told.value < told.high).all()


def test_every_gemeente_looks_at_the_unfavourable_end():
    pooled = normal(Link("identity"))
    told = pooled.shrunk()
    low = pooled.interval(0.95, "every_gemeente")
    high = pooled.interval(0.95, "every_gemeente", direction="lower_is_better")
    np.testing.assert_allclose(low[:, 0], told.low.min(axis=1))
    np.testing.assert_allclose(high[:, 1], told.high.max(axis=1))
    each = pooled.probability_at_least(0.5, "every_gemeente")
    assert (each <= pooled.probability_at_least(0.5, "average_gemeente")).all()


def test_spread_summarises_tau():
    told = pool_normal([[1.0]], [[0.1]], prior_scale=1.0, link=Link("identity")).spread()
    assert told.mean[0] == pytest.approx(np.sqrt(2 / np.pi), rel=1e-6)
    assert told.median[0] == pytest.approx(0.6745, abs=0.01)
    assert told.high[0] == pytest.approx(2.2414, abs=0.03)


def test_cells_of_both_branches_come_back_in_their_own_place():
    x = np.array([[50.0, 60.0], [0.0, 1.0], [40.0, 45.0], [99.0, 100.0]])
    n = np.full_like(x, 100.0)
    together = pool_events(x, n, prior_scale=1.0)
    assert len(together.parts) >= 2
    for cell in range(4):
        alone = pool_events(x[cell], n[cell], prior_scale=1.0)
        for target in TARGETS:
            np.testing.assert_allclose(
                together.interval(0.95, target, population=[1, 2])[cell],
                alone.interval(0.95, target, population=[1, 2])[0],
                rtol=1e-6,
            )


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda p: p.quantile(1.5, "nation", population=PEOPLE), r"q\[0\] is 1.5; expected a prob"),
        (lambda p: p.quantile(0.5, "nation"), "population is missing"),
        (lambda p: p.quantile(0.5, "nation", population=-PEOPLE), r"population\[0, 0\] is -5"),
        (lambda p: p.quantile(0.5, "somewhere"), "target is 'somewhere'"),
        (lambda p: p.quantile(0.5, "every_gemeente", direction="up"), "direction is 'up'"),
        (lambda p: p.interval(1.0, "new_gemeente"), "level is 1; expected a number between"),
        (lambda p: p.probability_at_least(2.0, "new_gemeente"), r"values\[0\] is 2"),
        (lambda p: p.draw(0, "new_gemeente", np.random.default_rng(0)), "n is 0"),
    ],
)
def test_bad_questions_are_refused(ask, message):
    with pytest.raises(ValueError, match=message):
        ask(normal(Link("logit")))


def test_expit_of_infinity_stays_on_the_scale():
    pooled = pool_counts([[30, 30]], [[30, 30]], prior_scale=1.0)
    extremes = pooled.quantile([0.0, 1.0], "new_gemeente")
    assert ((extremes >= 0) & (extremes <= 1)).all()
    assert expit(40.0) <= 1
