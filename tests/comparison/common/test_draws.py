import numpy as np
import pytest

from identiteitslab.comparison.common.draws import (
    block_totals,
    draw_runs,
    draw_values,
    ready_scores,
)


def made_scores(samples, **rules):
    pools = np.random.default_rng(1).uniform(0, 100, (3, 4, samples)).astype(np.float32)
    return ready_scores(pools, seed=1, **rules)


@pytest.mark.parametrize("samples", [4096, 5000])
def test_every_turn_uses_each_sample_once(samples):
    scores = made_scores(samples)
    drawn = draw_values(scores, 1, 0, 2 * samples)
    for turn in (drawn[:, :samples], drawn[:, samples:]):
        assert np.array_equal(np.sort(turn), np.sort(scores.pools[1]))
    assert not np.array_equal(drawn[:, :samples], drawn[:, samples:])


def test_a_pool_is_read_on_in_its_own_order_and_round():
    scores = made_scores(5000)
    for drawn, pool in zip(draw_values(scores, 0, 0, 5000), scores.pools[0], strict=True):
        assert np.array_equal(drawn, np.roll(pool, -np.flatnonzero(pool == drawn[0])[0]))


def test_fewer_draws_are_the_first_of_more():
    scores = made_scores(4096)
    assert np.array_equal(
        draw_values(scores, 2, 0, 3001), draw_values(scores, 2, 0, 9000)[:, :3001]
    )


def test_a_solution_has_the_same_draws_next_to_others():
    scores = made_scores(4096)
    together = [(run, values) for row, run, values in draw_runs(scores, (0, 1, 2), 64, 5000) if row]
    alone = [one[1:] for one in draw_runs(scores, (1,), 64, 5000)]
    for (run, values), (own_run, own) in zip(together[::2], alone, strict=True):
        assert run == own_run
        assert np.array_equal(values, own)


@pytest.mark.parametrize(("samples", "joint"), [(1, False), (4096, False), (4096, True)])
def test_totals_are_weights_times_the_drawn_values(samples, joint):
    applies = np.ones((3, 4), dtype=np.bool_)
    applies[1, 2] = False
    scores = made_scores(samples, joint=joint, applies=applies, theme=[0, 0, 1, 1])
    weights = np.random.default_rng(2).dirichlet(np.ones(4), 3000).T.astype(np.float32)
    moved = weights.copy()
    moved[2:] = [np.zeros(3000), weights[2:].sum(axis=0)]
    totals = block_totals(scores, weights, 0)
    for row, own in enumerate((weights, moved, weights)):
        wanted = (own.astype(float) * draw_values(scores, row, 0, 3000)).sum(axis=0)
        assert totals[row] == pytest.approx(wanted, rel=1e-5)
