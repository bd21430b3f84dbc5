"""Do two interpreters give the same sums and the same scores?

    uv run --python 3.11 python benchmarks/same_scores.py write /tmp/scores.npz
    uv run --python 3.13 python benchmarks/same_scores.py compare /tmp/scores.npz

The first writes what came out of the example pilots, the second prints how far its own lie from it.
"""

from __future__ import annotations

import datetime as dt
import platform
import sys
from pathlib import Path

import numpy as np

from identiteitslab.criteria.read import read_catalogue
from identiteitslab.decision.evaluation import Question
from identiteitslab.lab.evaluate import evaluate
from identiteitslab.measurement.sums import merge, summarise
from identiteitslab.simulation.example import example

QUESTION = Question("public", "balanced", None, dt.date(2027, 1, 1), seed=1, draws=98_304)


def main() -> None:
    what, path = sys.argv[1], Path(sys.argv[2])
    catalogue = read_catalogue(Path(__file__).parents[1])
    sums = merge([summarise(table) for table in example(catalogue).tables()])
    evaluation = evaluate(catalogue, QUESTION, sums, "example")
    found = {
        "sums": np.frombuffer(sums.to_pandas().to_csv(index=False).encode(), np.uint8),
        "criteria scores": evaluation.scores.criteria,
        "totals": evaluation.ranks.total_quantiles,
        "first": evaluation.ranks.first,
        "minimums": np.array([m.probability or np.nan for m in evaluation.minimums]),
    }
    if what == "write":
        np.savez(path, **found)
        print(f"Python {platform.python_version()}, numpy {np.__version__}: written")
        return
    print(f"Python {platform.python_version()}, numpy {np.__version__}, against {path.name}:")
    with np.load(path) as other:
        for name, values in found.items():
            same = values.shape == other[name].shape
            far = np.nanmax(np.abs(values.astype(float) - other[name])) if same else np.inf
            print(f"{name:<18}largest difference {far:.3g}")


if __name__ == "__main__":
    main()
