"""What a report costs after the evaluation, in CPU seconds of this process.

    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/report.py
    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/report.py --gemeenten 40

12 solutions and all indicators of the criteria, with made-up measurements. Note and full report
are made in a process of their own: nothing is warm. Asked: the full report under 3 s, the note
under 0.5 s. What the answers cost (combinations most of all) is told apart: they are questions of
their own, with benchmarks of their own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import pickle
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from identiteitslab.criteria.read import read_catalogue
from identiteitslab.decision.evaluation import Question
from identiteitslab.lab.evaluate import evaluate
from identiteitslab.measurement.sums import merge, summarise
from identiteitslab.report.answers import work_out
from identiteitslab.report.files import FORMS, Report
from identiteitslab.simulation.simulate import simulate

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.report.content import Kind

DAY = dt.date(2027, 1, 1)
ASKED = {"note": 0.5, "full": 3.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gemeenten", type=int, default=16)
    parser.add_argument("--solutions", type=int, default=12)
    parser.add_argument("--child", nargs=2)
    asked = parser.parse_args()
    if asked.child:
        child(*asked.child)
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
          f"Python {platform.python_version()}")  # fmt: skip
    evaluation = made_up(asked.gemeenten, asked.solutions)
    print(f"{asked.solutions} solutions, {len(evaluation.catalogue.in_context('public'))} "
          f"indicators, {evaluation.coverage.gemeenten} gemeenten\n")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "evaluation.pickle"
        kept.write_bytes(pickle.dumps(evaluation))
        for kind in ASKED:
            command = [sys.executable, __file__, "--child", str(kept), kind]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            print(told)


def child(kept: str, kind: Kind) -> None:
    """Make every file once and print what each step cost."""
    evaluation: Evaluation = pickle.loads(Path(kept).read_bytes())  # noqa: S301 - our own file
    start = time.process_time()
    answers = work_out(evaluation) if kind == "full" else None
    answered = time.process_time()
    report = Report(evaluation, kind, "nl", answers=answers)
    content = report.content
    told = time.process_time()
    tables, figures = (sum(1 for _ in each) for each in (content.tables(), content.figures()))
    print(f"{kind}: {tables} tables, {figures} figures; answers {answered - start:.2f} s, "
          f"content {told - answered:.2f} s; with content, asked {ASKED[kind]} s:")  # fmt: skip
    for form in FORMS:
        begun = time.process_time()
        size = len(report.make(form))
        printing = time.process_time() - begun
        print(f"  {form:<5}{told - answered + printing:6.2f} s   {size // 1000:>6} kB")


def made_up(gemeenten: int, solutions: int) -> Evaluation:
    """Evaluate made-up measurements."""
    made = simulate(
        read_catalogue(Path(__file__).parents[1]),
        gemeenten=gemeenten, solutions=solutions, participants=40, seed=1,
    )  # fmt: skip
    sums = merge([summarise(table) for table in made.tables()])
    question = Question("public", "balanced", None, DAY, 1, 98_304)
    return evaluate(made.catalogue, question, sums, "made up")


if __name__ == "__main__":
    main()
