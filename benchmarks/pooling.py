"""How fast is pooling, against the peers and against one pass over the data?

    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/pooling.py           # under two minutes
    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/pooling.py --full    # more repetitions

CPU seconds, medians of repetitions that alternate within one run; read the ratios, not the times.
statsmodels is timed on part of the cells, in a loop, if it is installed (`uv run --no-sync --with
statsmodels ...`): as far as tau^2 and the mean, and as far as the interval, which its user must
ask for (`conf_int`, or `summary_frame` for a table). Beside each stands what we do for the same
answer, and the whole posterior. Asked was a grid 300 times faster than that loop. Measured: our DL
is about 300 times faster than the loop for DL; the grid 10 to 30 times faster than the bare loop,
and 40 to 70 times than the loop with its table. Just 60 passes over the data, one a node, take two
thirds of the grid's time: no grid of 60 nodes made of array operations can reach 300.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import resource
import time
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy

from identiteitslab.estimation.engine import pool_events
from identiteitslab.estimation.exact import pool_counts
from identiteitslab.estimation.grid import node_moments, pool_normal
from identiteitslab.estimation.heterogeneity import tau2_dl, tau2_pm, tau2_reml
from identiteitslab.estimation.link import Link
from identiteitslab.estimation.reference import reference_panel

if TYPE_CHECKING:
    from collections.abc import Callable

CELLS, GEMEENTEN = 10_000, 20
SPARSE_CELLS, SPARSE_GEMEENTEN = 2_000, 8
LOOPED = 300
PASS, GRID = "one pass: 1/(v + t), three sums", "normal grid, 60 nodes"
TARGETS = ("median_gemeente", "new_gemeente", "average_gemeente", "every_gemeente")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--full", action="store_true", help="more repetitions")
    repetitions = 15 if parser.parse_args().full else 5
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}"
    )
    normal(repetitions)
    sparse(max(3, repetitions // 3))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process: {peak:,.0f} MB (asked: under 500)")


def normal(repetitions: int) -> None:
    """Time 10 000 cells of 20 gemeenten."""
    rng = np.random.default_rng(3)
    v = rng.uniform(0.01, 0.5, (CELLS, GEMEENTEN))
    y = rng.normal(0, np.sqrt(v + 0.3))
    present = np.ones(y.shape, np.bool_)
    tau = np.broadcast_to(np.linspace(0, 2, 60), (CELLS, 60)).copy()
    link = Link("identity")
    tasks: dict[str, Callable[[], object]] = {
        PASS: lambda: one_pass(y, v),
        "DL": lambda: tau2_dl(y, v),
        "Paule-Mandel": lambda: tau2_pm(y, v),
        "REML": lambda: tau2_reml(y, v),
        "DL panel": lambda: reference_panel(y, v, method="DL", test="z"),
        "Paule-Mandel panel": lambda: reference_panel(y, v, method="PM", test="z"),
        GRID: lambda: pool_normal(y, v, prior_scale=1.0, link=link),
        "  of which sums at the nodes": lambda: node_moments(y, v, present, tau),
    }
    seconds = timed(tasks, repetitions)
    show(f"{CELLS} cells x {GEMEENTEN} gemeenten", seconds, "REML")
    print(f"normal grid / REML: {seconds[GRID] / seconds['REML']:.1f} (asked: at most 6)")
    print(f"normal grid / (60 x one pass): {seconds[GRID] / (60 * seconds[PASS]):.1f}")
    against_statsmodels(y, v, seconds)


def against_statsmodels(y: np.ndarray, v: np.ndarray, seconds: dict[str, float]) -> None:
    """Set a loop over statsmodels against the same answer of ours, and against the posterior."""
    told = statsmodels_loop(y, v)
    if not told:
        print("statsmodels is not installed: its loop is left out")
        return
    print(f"\n{'statsmodels loop: times as slow as':<40}{'CPU s':>8}{'60 passes':>11}"
          f"{'our grid':>10}{'our same answer':>26}")  # fmt: skip
    for (method, call), value in told.items():
        same = method if call == "combine_effects" else f"{method} panel"
        ours = f"{value / seconds[same]:.0f} ({same})"
        print(f"{f'{method}: {call}':<40}{value:>8.2f}{value / (60 * seconds[PASS]):>11.0f}"
              f"{value / seconds[GRID]:>10.0f}{ours:>26}")  # fmt: skip
    print("asked: our grid at least 300x")


def sparse(repetitions: int) -> None:
    """Time 2 000 sparse cells of 8 gemeenten, and reading every target from them."""
    rng = np.random.default_rng(4)
    n = rng.integers(12, 60, (SPARSE_CELLS, SPARSE_GEMEENTEN))
    x = rng.binomial(n, 0.93)
    people = np.ones(SPARSE_GEMEENTEN)
    exact = pool_counts(x, n, prior_scale=1.0)
    v = 1 / (n * 0.93 * 0.07)
    dense = pool_normal(rng.normal(2.6, np.sqrt(v)), v, prior_scale=1.0, link=Link("logit"))
    tasks: dict[str, Callable[[], object]] = {
        "exact lattice": lambda: pool_counts(x, n, prior_scale=1.0),
        "routed, with the prior check": lambda: pool_events(x, n, prior_scale=1.0),
    }
    for name, pooled in (("exact", exact), ("normal", dense)):
        for target in TARGETS:
            tasks[f"  {name}: read {target}"] = lambda p=pooled, t=target: p.marginal(
                t, population=people
            )
    seconds = timed(tasks, repetitions)
    show(f"{SPARSE_CELLS} cells x {SPARSE_GEMEENTEN} gemeenten", seconds, "exact lattice")
    print(f"exact lattice: {seconds['exact lattice']:.2f} s CPU (asked: at most 1)")


def one_pass(y: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, ...]:
    """Do the least that any method must do once."""
    w = 1 / (v + 0.3)
    return w.sum(axis=1), np.einsum("bj,bj->b", w, y), np.einsum("bj,bj,bj->b", w, y, y)


def statsmodels_loop(y: np.ndarray, v: np.ndarray) -> dict[tuple[str, str], float]:
    """Time statsmodels on part of the cells and scale up; nothing if it is not installed."""
    if importlib.util.find_spec("statsmodels") is None:
        return {}
    from statsmodels.stats.meta_analysis import combine_effects

    reads: dict[str, Callable[[Any], object]] = {
        "combine_effects": lambda found: found,
        "... and conf_int": lambda found: found.conf_int(),
        "... and summary_frame": lambda found: found.summary_frame(),
    }
    told = {}
    for (method, name), (call, read) in product(
        (("DL", "dl"), ("Paule-Mandel", "iterated")), reads.items()
    ):
        started = time.process_time()
        for one, noise in zip(y[:LOOPED], v[:LOOPED], strict=True):
            read(combine_effects(one, noise, method_re=name))
        told[method, call] = (time.process_time() - started) * CELLS / LOOPED
    return told


def timed(tasks: dict[str, Callable[[], object]], repetitions: int) -> dict[str, float]:
    """Run all tasks in turn, several times, and give the median CPU seconds of each."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(repetitions):
        for name, task in tasks.items():
            started = time.process_time()
            task()
            seconds[name].append(time.process_time() - started)
    return {name: float(np.median(values)) for name, values in seconds.items()}


def show(title: str, seconds: dict[str, float], unit: str) -> None:
    """Print a table with the ratio to one of its rows."""
    print(f"\n{title:<40}{'CPU s':>10}{'x ' + unit:>16}")
    for name, value in seconds.items():
        print(f"{name:<40}{value:>10.4f}{value / seconds[unit]:>16.2f}")


if __name__ == "__main__":
    main()
