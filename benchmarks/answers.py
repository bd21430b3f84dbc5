"""How fast are the answers to an evaluation, as ratios within one run, on one thread.

    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/answers.py

Prints CPU seconds (medians) of every answer on the example pilots, beside the evaluation itself;
of a change of weights with 16 384 draws; and of flip points, leaving each gemeente out and the
value of measuring for a country: 12 solutions, 70 indicators, 342 gemeenten. All data are made up.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from identiteitslab.decision.answers.against import against
from identiteitslab.decision.answers.beaten import beaten
from identiteitslab.decision.answers.combining import combine
from identiteitslab.decision.answers.evidence import evidence
from identiteitslab.decision.answers.flips import chances_along, flips, regions
from identiteitslab.decision.answers.joint import joint
from identiteitslab.decision.answers.leaving_out import without_a_criterion, without_a_gemeente
from identiteitslab.decision.answers.next_measurement import next_measurement
from identiteitslab.decision.answers.open_minimums import open_minimums
from identiteitslab.decision.answers.other_methods import other_methods
from identiteitslab.decision.answers.what_if import points, slider, what_if
from identiteitslab.decision.answers.why import why
from identiteitslab.lab.evaluate import evaluate
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import make_lab

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.decision.evaluation import Evaluation

SOLUTIONS, GEMEENTEN = 12, 342
EACH = 3
"""Solutions that a gemeente tries out."""


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab.open(make_lab(Path(folder) / "lab", examples=True))
        list(lab.add_examples())
        example = lab.evaluate()
        whole = cpu(lab.evaluate, times=1)
        print(f"{'the evaluation itself':<44}{whole:8.3f} s")
        for name, answer in answers(example).items():
            told(name, cpu(answer), whole)
        country = evaluate(*grown(example), "made up")
    large(country)


def answers(example: Evaluation) -> dict[str, Callable[[], object]]:
    """Return every answer by its name."""
    moved = points(example, {"security": 40, "privacy": 30, "usability": 30})
    quick = slider(example)
    return {
        "why": lambda: why(example),
        "one against another": lambda: against(example, *example.scores.solution_ids[:2]),
        "beaten": lambda: beaten(example),
        "flip points": lambda: flips(example),
        "chances along one weight": lambda: chances_along(example, "security"),
        "two weights": lambda: regions(example, "security", "privacy"),
        "without a criterion": lambda: without_a_criterion(example),
        "without a gemeente": lambda: without_a_gemeente(example),
        "other methods": lambda: other_methods(example),
        "what if, all draws": lambda: what_if(example, moved),
        "slider, prepare": lambda: slider(example),
        "slider, 16 384 draws": lambda: quick.ranks(moved),
        "combinations of at most 2": lambda: combine(example, most=2),
        "combinations of at most 3": lambda: combine(example, most=3),
        "evidence": lambda: evidence(example),
        "open minimums": lambda: open_minimums(example),
        "next measurement": lambda: next_measurement(example),
        "joint certainty": lambda: joint(example),
    }


def large(country: Evaluation) -> None:
    """Time the questions that a country asks together."""
    solutions, indicators, _ = country.scores.indicators.shape
    gemeenten = len(country.estimates.gemeenten)
    print(f"\n{solutions} solutions, {indicators} scored indicators, {gemeenten} gemeenten")
    parts = {
        "flip points": lambda: flips(country),
        "without a gemeente": lambda: without_a_gemeente(country),
        "next measurement": lambda: next_measurement(country),
    }
    seconds = {name: cpu(answer) for name, answer in parts.items()}
    total = sum(seconds.values())
    for name, each in seconds.items():
        told(name, each, total)
    print(f"{'together (guide: 3 s)':<44}{total:8.3f} s")
    quick, moved = slider(country), points(country, {"security": 50, "usability": 50})
    told("slider, 16 384 draws (guide: 0.015 s)", cpu(lambda: quick.ranks(moved)), total)


def grown(example: Evaluation) -> tuple[object, object, pa.Table]:
    """Give the example more solutions and gemeenten: measured sums under other names."""
    random = np.random.default_rng(1)
    catalogue, sums = example.catalogue, example.sums
    known = list(catalogue.solutions)[:4]
    names = [f"{known[n % len(known)]}-{n}" for n in range(SOLUTIONS)]
    solutions = {name: catalogue.solutions[known[n % len(known)]] for n, name in enumerate(names)}
    pilots = _pilots(sums, known)
    parts = []
    for code in list(catalogue.gemeenten)[:GEMEENTEN]:
        for n in random.choice(SOLUTIONS, EACH, replace=False).tolist():
            rows = pilots[known[n % len(known)]]
            pilot = rows[int(random.integers(len(rows)))]
            parts.append(_renamed(pilot, gemeente=code, solution=names[n]))
    larger = catalogue.model_copy(update={"solutions": solutions})
    return larger, replace(example.question, draws=16_384), pa.concat_tables(parts)


def _pilots(sums: pa.Table, known: list[str]) -> dict[str, list[pa.Table]]:
    """Return the sums of every pilot, by solution."""
    rows = list(zip(sums["solution"].to_pylist(), sums["gemeente"].to_pylist(), strict=True))
    pairs = sorted({row for row in rows if row[0] in known})
    found: dict[str, list[pa.Table]] = {name: [] for name in known}
    for pair in pairs:
        found[pair[0]].append(sums.filter([row == pair for row in rows]))
    return found


def _renamed(sums: pa.Table, **names: str) -> pa.Table:
    for column, name in names.items():
        place = sums.schema.get_field_index(column)
        field = sums.schema.field(place)
        sums = sums.set_column(place, field, pa.array([name] * sums.num_rows, field.type))
    return sums


def cpu(task: Callable[[], object], *, times: int = 3) -> float:
    """Return the median of the CPU seconds that a task takes."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        task()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def told(name: str, seconds: float, whole: float) -> None:
    """Print one line: seconds, and as a share of the whole."""
    print(f"  {name:<42}{seconds:8.3f} s{seconds / whole:8.2f}")


if __name__ == "__main__":
    main()
