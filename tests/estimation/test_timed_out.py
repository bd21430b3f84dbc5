"""A gemeente in which nobody finished counts as slow, never as absent."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_ndtr
from scipy.stats import norm

from identiteitslab.estimation.cells import take
from identiteitslab.estimation.estimate import estimate
from identiteitslab.estimation.from_sums import log_durations
from identiteitslab.estimation.grid import pool_normal
from identiteitslab.estimation.link import Link
from identiteitslab.estimation.timed_out import Expected, Runs, as_normal, expect
from identiteitslab.estimation.weighed import Weighed
from identiteitslab.measurement.cube import current
from identiteitslab.measurement.kind import FX

SIGMA, SCALE = 0.6, 1.0
Y, V = np.log([[60.0, 75, 50]]), np.array([[0.02, 0.03, 0.02]])


def nobody(people, timeout):
    return Runs(*(np.array([[part]], float) for part in (0, 0, people, np.log(timeout))))


def with_nobody(people, timeout):
    told = expect(Y, V, np.ones(Y.shape, bool), np.array([SIGMA]), np.array([SCALE]))
    y, v = as_normal(nobody(people, timeout), told)
    return pool_normal(np.hstack([Y, y]), np.hstack([V, v]), prior_scale=SCALE, link=Link("log"))


def exactly(people, timeout):
    """Give quantiles of mu by summing over mu, tau and the theta of the timed-out gemeente."""
    mu, tau = np.linspace(1, 8, 351), np.linspace(0.01, 5, 75)
    z = np.linspace(-6, 6, 61)
    shape = norm.pdf(z) / norm.pdf(z).sum()
    mass = np.zeros(mu.size)
    for one in tau:
        log_p = -((one / SCALE) ** 2) / 2 + np.zeros(mu.size)
        for y, v in zip(Y[0], V[0], strict=True):
            log_p += norm.logpdf(y, mu, np.sqrt(v + one**2))
        theta = mu[:, None] + one * z
        told = np.exp(people * log_ndtr((theta - np.log(timeout)) / SIGMA)) @ shape
        mass += np.exp(log_p) * told
    mass /= mass.sum()
    return np.interp([0.05, 0.5, 0.95], np.cumsum(mass) - mass / 2, mu)


@pytest.mark.parametrize(("people", "timeout"), [(3, 100), (12, 100), (12, 300), (1, 30)])
def test_it_tells_nearly_what_the_exact_likelihood_tells(people, timeout):
    pooled = with_nobody(people, timeout)
    found = np.log(pooled.quantile([0.05, 0.5, 0.95], "median_gemeente")[0])
    exact = exactly(people, timeout)
    np.testing.assert_allclose(found, exact, atol=0.08 * (exact[2] - exact[0]))


def test_a_finished_task_with_a_known_spread_is_read_exactly():
    runs = Runs(*(np.array([[part]]) for part in (4.0, 3.9, 0.0, 0.0)))
    y, v = as_normal(runs, Expected(*(np.array([part]) for part in (3.5, 0.4, SIGMA))))
    assert y[0, 0] == pytest.approx(3.9, abs=1e-6)
    assert v[0, 0] == pytest.approx(SIGMA**2 / 4, rel=1e-6)


@settings(max_examples=25)
@given(st.integers(1, 200), st.floats(1, 1e5))
def test_it_never_speeds_up_the_average_and_is_always_a_number(people, timeout):
    without = pool_normal(Y, V, prior_scale=SCALE, link=Link("log"))
    told = with_nobody(people, timeout).quantile(0.5, "median_gemeente")
    assert np.isfinite(told).all()
    assert told >= without.quantile(0.5, "median_gemeente") * 0.99


@settings(max_examples=25)
@given(st.floats(100, 1000), st.floats(1.1, 3))
def test_a_later_time_out_tells_of_a_slower_gemeente(timeout, factor):
    earlier, later = (with_nobody(8, at).quantile(0.5, "median_gemeente") for at in
                      (timeout, timeout * factor))  # fmt: skip
    assert later > earlier


@pytest.fixture(scope="module")
def asked(lab):
    catalogue, (sums, _) = lab.catalogue, lab.measurements()
    situations = [n for n, s in catalogue.situations.items() if s.context == "public"]
    return catalogue, sums, current(sums, ["login-time"], tuple(catalogue.solutions), situations)


def stopped(cube, where, timeout=600.0):
    """Let everyone in some places be stopped at the time-out."""
    people = cube.measured + cube.censored
    changes = {name: np.where(where, 0.0, getattr(cube, name)) for name in ("measured", "sum_fx")}
    changes["sum_fx2"] = np.where(where, 0.0, cube.sum_fx2)
    changes["censored"] = np.where(where, people, cube.censored)
    late = people * np.log(timeout) * FX
    return replace(cube, **changes, censored_fx=np.where(where, late, cube.censored_fx))


def test_one_gemeente_that_timed_out_stays_in_and_is_slow(asked):
    catalogue, _, cube = asked
    cells = take(catalogue, cube, ["login-time"])
    before = log_durations(cells)
    where = np.zeros(cube.present.shape, bool)
    where[..., np.flatnonzero(cube.present[0, 0])[0]] = True
    found = log_durations(take(catalogue, stopped(cube, where & cube.present), ["login-time"]))
    np.testing.assert_array_equal(found.cells.present, before.cells.present)
    changed = found.cells.present & where[0, 0]
    assert (found.y[changed] > before.y[changed]).all()
    assert (found.v > 0).all()


def test_where_nobody_finished_anywhere_nothing_is_known(asked):
    catalogue, sums, cube = asked
    for solutions in (slice(0, 1), slice(None)):
        where = np.zeros(cube.present.shape, bool)
        where[:, solutions] = True
        late = stopped(cube, where & cube.present)
        told = estimate(catalogue, Weighed(late, late, sums, ()))
        for name in cube.solutions[solutions]:
            assert told.get(name, "login-time") is None
            assert told.longer_than(name, "login-time") == pytest.approx(600)
        assert (told.get(cube.solutions[1], "login-time") is None) == (solutions.start is None)
        assert (told.longer_than(cube.solutions[1], "login-time") is None) == bool(told.groups)


def test_without_the_only_gemeente_that_finished_all_ran_into_the_time_out(asked):
    catalogue, sums, cube = asked
    finished, *_ = np.flatnonzero(cube.present[0, 0]).tolist()
    where = cube.present.copy()
    where[..., finished] = False
    late = stopped(cube, where)
    told = estimate(catalogue, Weighed(late, late, sums, ()))
    about = cube.solutions[0], "login-time"
    assert told.longer_than(*about) is None
    assert told.longer_than(*about, without=cube.gemeenten[finished]) == pytest.approx(600)
