"""How fast is the comparison, as ratios within one run, on one thread.

    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/acceptability.py

Prints CPU seconds (medians) of a lower bound, of this package with and without confidence
factors, of plain NumPy and, where it is installed, of pysensmcda; peak memory; growth; a
slider; and the other questions together. The ways are timed in turns, so that a machine that
is slow for a moment is slow for all of them. Compare like with like: the lower bound and plain
NumPy give no confidence factors and stand beside "no confidence", which still gives the
mean and the quantiles of every total besides. "NumPy, all of it" gives what this package
gives in full, and pysensmcda all but the quantiles. Scores are made up.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import time
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.chance_flips import chance_flips
from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.common.weight_path import theme_path
from identiteitslab.comparison.flip_points import flip_points
from identiteitslab.comparison.leave_one_out import leave_one_gemeente_out
from identiteitslab.comparison.next_measurement import value_of_measuring
from identiteitslab.comparison.theme_scores import theme_pools
from identiteitslab.comparison.weights import agreeing_weights, around_profile

if TYPE_CHECKING:
    from collections.abc import Callable

SOLUTIONS, CRITERIA, DRAWS = 10, 30, 100_000
SAMPLES = 8192


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    repeats = parser.parse_args().repeats
    means, spreads = made_up(SOLUTIONS, CRITERIA)
    pools = normal_pools(means, spreads)
    even = agreeing_weights([str(n) for n in range(CRITERIA)])
    ways: dict[str, Callable[[], object]] = {
        "lower bound": lambda: lower_bound(pools, DRAWS),
        "identiteitslab": lambda: rank_acceptability(pools, even, seed=1, draws=DRAWS),
        "no confidence": lambda: rank_acceptability(
            pools, even, seed=1, draws=DRAWS, confidence=False
        ),
        "plain NumPy": lambda: plain_numpy(means, spreads, DRAWS),
        "NumPy, all of it": lambda: plain_numpy(means, spreads, DRAWS, everything=True),
    }
    if importlib.util.find_spec("pysensmcda"):
        ways["pysensmcda"] = lambda: peer(means, spreads, DRAWS)
    print(f"{SOLUTIONS} solutions x {CRITERIA} criteria x {DRAWS} draws")
    compare(ways, repeats)
    growth(repeats)
    slider(pools, repeats)
    questions(repeats)


def compare(ways: dict[str, Callable[[], object]], repeats: int) -> None:
    """Print what each way costs, over what this package costs with and without confidence."""
    seconds = in_turns(ways, repeats)
    print(f"{'':18}{'CPU s':>7}{'x ours':>10}{'x no confidence':>18}{'MiB peak':>11}")
    for name, one in seconds.items():
        full, bare = one / seconds["identiteitslab"], one / seconds["no confidence"]
        peak = peak_mebibytes(ways[name])
        print(f"  {name:16}{one:7.3f}{full:10.2f}{bare:18.2f}{peak:11.0f}")


def made_up(solutions: int, criteria: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    shape = (solutions, criteria)
    return random.uniform(30, 70, shape), random.uniform(2, 15, shape)


def normal_pools(means: np.ndarray, spreads: np.ndarray, samples: int = SAMPLES) -> np.ndarray:
    random = np.random.default_rng(2)
    quantiles = ndtri((np.arange(samples) + 0.5) / samples).astype(np.float32)
    pools = np.empty((*means.shape, samples), dtype=np.float32)
    for cell in np.ndindex(*means.shape):
        pools[cell] = means[cell] + spreads[cell] * random.permutation(quantiles)
    return pools


def lower_bound(pools: np.ndarray, draws: int) -> None:
    """Draw weights, multiply and add every cell once, compare every pair: nothing else."""
    random = np.random.Generator(np.random.SFC64(1))
    for start in range(0, draws, SAMPLES):
        size = min(SAMPLES, draws - start)
        weights = random.standard_exponential((pools.shape[1], size), dtype=np.float32)
        weights /= weights.sum(axis=0)
        totals = np.stack([np.einsum("jd,jd->d", weights, one[:, :size]) for one in pools])
        above = np.zeros(totals.shape, dtype=np.uint8)
        for one in range(len(totals)):
            for other in range(one):
                higher = totals[one] > totals[other]
                above[other] += higher
                above[one] += ~higher


def plain_numpy(
    means: np.ndarray, spreads: np.ndarray, draws: int, *, everything: bool = False
) -> None:
    """Do it as one would write it down first: all draws at once, ranks by sorting."""
    random = np.random.default_rng(1)
    weights = random.dirichlet(np.ones(means.shape[1]), draws)
    values = random.normal(means, spreads, (draws, *means.shape))
    totals = np.einsum("daj,dj->da", values, weights)
    ranks = np.argsort(np.argsort(-totals, axis=1), axis=1)
    for one in range(means.shape[0]):
        np.bincount(ranks[:, one], minlength=means.shape[0])
        central = weights[ranks[:, one] == 0].mean(axis=0)
        (totals[:, [one]] > totals).mean(axis=0)
        if everything:
            (np.argmax(values @ central, axis=1) == one).mean()
            totals[:, one].mean()
            np.quantile(totals[:, one], (0.025, 0.5, 0.975))


def peer(means: np.ndarray, spreads: np.ndarray, draws: int) -> None:
    from pysensmcda.smaa import smaa2

    values = np.random.default_rng(1).normal(means, spreads, (draws, *means.shape))
    smaa2(
        lambda matrix, weights, _: matrix @ weights,
        means,
        np.ones(means.shape[1]),
        num_samples=draws,
        matrix_samples=values,
        reverse_ranking=True,
        seed=1,
    )


def growth(repeats: int) -> None:
    print("growth (CPU s; each line doubles one number)")
    for name, sizes in (
        ("solutions", [(n, CRITERIA, DRAWS) for n in (5, 10, 20, 40)]),
        ("criteria", [(SOLUTIONS, n, DRAWS) for n in (15, 30, 60, 120)]),
        ("draws", [(SOLUTIONS, CRITERIA, n) for n in (50_000, 100_000, 200_000, 400_000)]),
    ):
        times = []
        for solutions, criteria, draws in sizes:
            pools = normal_pools(*made_up(solutions, criteria))
            even = agreeing_weights([str(n) for n in range(criteria)])
            way = run(pools, even, draws)
            times.append(median_seconds(way, repeats))
        print(f"  {name:10}" + "".join(f"{one:9.3f}" for one in times))


def run(pools: np.ndarray, weights: object, draws: int) -> Callable[[], object]:
    return lambda: rank_acceptability(pools, weights, seed=1, draws=draws)


def slider(pools: np.ndarray, repeats: int) -> None:
    theme = np.arange(CRITERIA) % 5
    small = theme_pools(pools, theme, seed=1)
    once = median_seconds(lambda: theme_pools(pools, theme, seed=1), repeats)

    def move() -> object:
        profile = around_profile([30, 25, 15, 15, 15])
        return rank_acceptability(small, profile, seed=1, draws=16_000, confidence=False)

    print(f"slider, 16,000 draws: {1000 * median_seconds(move, 5 * repeats):.1f} ms CPU")
    print(f"  theme pools, once a data set: {1000 * once:.1f} ms CPU")


def questions(repeats: int) -> None:
    print("other questions, 12 solutions (CPU s)")
    means, spreads = made_up(12, 40)
    pools = normal_pools(means, spreads, 4096)
    theme = np.arange(40) % 5
    table = score_table(pools.mean(axis=2), np.ones(40), theme=theme)
    cells = normal_pools(*made_up(12, 70), 4096)
    without = [(f"gemeente {n}", {str(1 + n % 12): pools[n % 12] + 1}) for n in range(342)]
    weights = around_profile(np.ones(5), theme=theme)
    ways: dict[str, Callable[[], object]] = {
        "flip points": lambda: flip_points(table),
        "chance flips, 5 themes": lambda: [
            chance_flips(pools, table, theme_path(table, n, str(n)), seed=1) for n in range(5)
        ],
        "without each of 342 gemeenten": lambda: leave_one_gemeente_out(
            pools, without, weights, seed=1, theme=theme
        ),
        "value of measuring 12 x 70 cells": lambda: value_of_measuring(cells, np.ones(70), 30.0),
    }
    seconds = in_turns(ways, repeats)
    for name, one in seconds.items():
        print(f"  {name:34}{one:7.3f}")
    print(f"  {'together':34}{sum(seconds.values()):7.3f}")


def in_turns(ways: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, way in ways.items():
            start = time.process_time()
            way()
            times[name].append(time.process_time() - start)
    return {name: statistics.median(one) for name, one in times.items()}


def median_seconds(way: Callable[[], object], repeats: int) -> float:
    return in_turns({"": way}, repeats)[""]


def peak_mebibytes(way: Callable[[], object]) -> float:
    """Return the peak of what a run allocates itself; the pools are there already."""
    tracemalloc.start()
    way()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


if __name__ == "__main__":
    main()
