"""How fast is pooling, against the peers and against one pass over the data?

    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/pooling.py           # under two minutes
    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/pooling.py --full    # more repetitions

CPU seconds, medians of repetitions that alternate within one run; read the ratios, not the times.
statsmodels is timed on part of the cells, in a loop, if it is installed (`uv run --with
statsmodels ...`).
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import resource
import time
from typing import TYPE_CHECKING

import numpy as np
import scipy

from identiteitslab.estimation.engine import pool_events
from identiteitslab.estimation.exact import pool_counts
from identiteitslab.estimation.grid import node_moments, pool_normal
from identiteitslab.estimation.heterogeneity import tau2_dl, tau2_pm, tau2_reml
from identiteitslab.estimation.link import Link

if TYPE_CHECKING:
    from collections.abc import Callable

CELLS, GEMEENTEN = 10_000, 20
SPARSE_CELLS, SPARSE_GEMEENTEN = 2_000, 8
LOOPED = 300
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
        "one pass: 1/(v + t), three sums": lambda: one_pass(y, v),
        "DL": lambda: tau2_dl(y, v),
        "Paule-Mandel": lambda: tau2_pm(y, v),
        "REML": lambda: tau2_reml(y, v),
        "normal grid, 60 nodes": lambda: pool_normal(y, v, prior_scale=1.0, link=link),
        "  of which sums at the nodes": lambda: node_moments(y, v, present, tau),
    }
    seconds = timed(tasks, repetitions) | statsmodels_loop(y, v)
    show(f"{CELLS} cells x {GEMEENTEN} gemeenten", seconds, "REML")
    grid = seconds["normal grid, 60 nodes"]
    print(f"normal grid / REML: {grid / seconds['REML']:.1f} (asked: at most 6)")
    floor = 60 * seconds["one pass: 1/(v + t), three sums"]
    print(f"normal grid / (60 x one pass): {grid / floor:.1f}")
    for name, value in seconds.items():
        if name.startswith("statsmodels"):
            same = "DL" if "DL" in name else "Paule-Mandel"
            print(f"{name}: {value / seconds[same]:.0f}x our {same}, {value / grid:.0f}x the whole "
                  f"normal grid (asked: at least 300x)")  # fmt: skip


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


def statsmodels_loop(y: np.ndarray, v: np.ndarray) -> dict[str, float]:
    """Time statsmodels on part of the cells and scale up; nothing if it is not installed."""
    if importlib.util.find_spec("statsmodels") is None:
        print("statsmodels is not installed: its loop is left out")
        return {}
    from statsmodels.stats.meta_analysis import combine_effects

    told = {}
    for label, method in (("DL", "dl"), ("Paule-Mandel", "iterated")):
        started = time.process_time()
        for one, noise in zip(y[:LOOPED], v[:LOOPED], strict=True):
            combine_effects(one, noise, method_re=method)
        told[f"statsmodels loop, {label}"] = (time.process_time() - started) * CELLS / LOOPED
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
