"""Where the time of an evaluation goes, and how it grows with the number of gemeenten.

    uv run python benchmarks/evaluate.py                      # 342 gemeenten, 12 solutions
    uv run python benchmarks/evaluate.py --gemeenten 40

Prints CPU seconds of this process a stage, peak memory, and the ratio to half as many gemeenten.
Measurements are made up; making them is not counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import resource
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.criteria.read import read_catalogue
from identiteitslab.estimation.estimate import estimate
from identiteitslab.estimation.weighed import weigh
from identiteitslab.measurement.cube import current
from identiteitslab.measurement.sums import merge, summarise
from identiteitslab.scoring.knockouts import test_minimums
from identiteitslab.scoring.pools import score_pools
from identiteitslab.scoring.weights import profile_weights
from identiteitslab.simulation.simulate import simulate

DAY = dt.date(2027, 1, 1)
CONTEXT = "public"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gemeenten", type=int, default=342)
    parser.add_argument("--solutions", type=int, default=12)
    parser.add_argument("--participants", type=int, default=40)
    asked = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          f"numpy {np.__version__}, pyarrow {pa.__version__}")  # fmt: skip
    half = stages(asked.gemeenten // 2, asked.solutions, asked.participants)
    whole = stages(asked.gemeenten, asked.solutions, asked.participants)
    print(f"\n{'stage':<28}{asked.gemeenten // 2:>10}{asked.gemeenten:>10}{'ratio':>8}")
    for name in whole:
        ratio = whole[name] / half[name] if half[name] else float("nan")
        print(f"{name:<28}{half[name]:>10.2f}{whole[name]:>10.2f}{ratio:>8.2f}")
    evaluating = [n for n in whole if not n.startswith(("rows", "sum of", "partial", "sums"))]
    print(f"{'evaluating, in all':<28}{sum(half[n] for n in evaluating):>10.2f}"
          f"{sum(whole[n] for n in evaluating):>10.2f}")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process: {peak:,.0f} MB")


def stages(gemeenten: int, solutions: int, participants: int) -> dict[str, float]:
    """Run every stage once; CPU seconds by stage, and the sizes on the way."""
    made = simulate(
        read_catalogue(Path(__file__).parents[1]),
        gemeenten=gemeenten, solutions=solutions, participants=participants, seed=1,
    )  # fmt: skip
    catalogue, spent, partials, rows = made.catalogue, {}, [], 0
    for table in made.tables():
        rows += table.num_rows
        start = time.process_time()
        partials.append(summarise(table))
        spent["sum of each delivery"] = spent.get("sum of each delivery", 0.0) + (
            time.process_time() - start
        )
    size = sum(partial.num_rows for partial in partials)
    print(f"{gemeenten} gemeenten: {rows:,} rows, {size:,} partial sums", file=sys.stderr)
    situations = catalogue.situations_in(CONTEXT)
    names, ids = tuple(catalogue.in_context(CONTEXT)), tuple(catalogue.solutions)
    clock = time.process_time()

    def lap(name: str) -> None:
        nonlocal clock
        spent[name] = time.process_time() - clock
        clock = time.process_time()

    sums = merge(partials)
    lap("sums merged")
    cube = current(sums, names, ids, situations)
    lap("current rounds")
    participants = weigh(catalogue, cube, sums)
    lap("participants weighed")
    estimates = estimate(catalogue, participants)
    lap("estimates")
    refit = partial(estimate, catalogue, participants)
    minimums = test_minimums(catalogue, CONTEXT, DAY, None, estimates, refit)
    lap("minimums")
    scores = score_pools(catalogue, CONTEXT, DAY, estimates, seed=1)
    lap("scores")
    weights = profile_weights(catalogue, "balanced", scores.criterion_ids)
    failed = {m.solution for m in minimums if m.outcome == "failed"}
    rank_acceptability(
        scores.criteria, weights.sampler, seed=1, draws=98_304,
        eligible=[name not in failed for name in scores.solution_ids],
        applies=scores.applies, theme=weights.theme,
        solutions=scores.solution_ids, criteria=scores.criterion_ids,
    )  # fmt: skip
    lap("rank chances")
    return spent


if __name__ == "__main__":
    main()
