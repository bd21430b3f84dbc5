import numpy as np
import pytest

from identiteitslab.estimation.engine import pool_estimates, pool_events, widened
from identiteitslab.estimation.exact_posterior import ExactPosterior
from identiteitslab.estimation.link import Link
from identiteitslab.estimation.normal_posterior import NormalPosterior


def branch(pooled, cell):
    (part,) = [part for part in pooled.parts if cell in part.rows]
    return type(part.posterior)


def test_sparse_cells_go_to_the_exact_branch():
    pooled = pool_events(
        [[10, 20], [9, 20], [20, 31], [10, 0]],
        [[30, 30], [30, 30], [30, 40], [30, 5]],
        prior_scale=1.0,
        present=[[True, True], [True, True], [True, True], [True, False]],
    )
    expected = [NormalPosterior, ExactPosterior, ExactPosterior, NormalPosterior]
    assert [branch(pooled, cell) for cell in range(4)] == expected


def test_rates_look_at_events_only():
    pooled = pool_events(
        [[10, 20], [9, 20]], [[11, 1e6], [11, 1e6]], prior_scale=1.0, likelihood="poisson"
    )
    assert [branch(pooled, cell) for cell in (0, 1)] == [NormalPosterior, ExactPosterior]


def test_a_prior_that_the_data_contradict_gives_way():
    y, v = np.array([[-6.0, 0, 5, -2, 9]]), np.array([[0.01, 0.02, 0.01, 0.05, 0.02]])
    narrow = pool_estimates(y, v, prior_scale=0.5, link=Link("identity"), adapt=False)
    wide = pool_estimates(y, v, prior_scale=0.5, link=Link("identity"))
    assert wide.prior_conflict.tolist() == [True]
    assert narrow.prior_conflict.tolist() == [False]
    assert wide.prior_scale[0] == pytest.approx(5.89, abs=0.01)
    low, high = wide.interval(0.95, "median_gemeente")[0]
    assert low < -4
    assert high > 6


def test_the_conflict_is_judged_cell_by_cell():
    told = widened([[0.0, 0.1], [-9.0, 9.0]], [[0.1, 0.1], [0.1, 0.1]], 1.0)
    assert told[0] == 1.0
    assert told[1] > 12


def test_counts_adapt_too():
    pooled = pool_events([[0, 60], [50, 55]], [[60, 60], [60, 60]], prior_scale=0.5)
    assert pooled.prior_conflict.tolist() == [True, False]


@pytest.mark.parametrize(("cells", "gemeenten"), [(500, 1), (500, 2), (120, 30)])
def test_many_cells_at_once(cells, gemeenten):
    rng = np.random.default_rng(9)
    n = rng.integers(5, 400, (cells, gemeenten))
    pooled = pool_events(rng.binomial(n, 0.9), n, prior_scale=1.0)
    told = pooled.interval(0.95, "average_gemeente")
    assert told.shape == (cells, 2)
    assert (told[:, 0] < told[:, 1]).all()
