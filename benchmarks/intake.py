"""How long does it take to check and store a file, next to only reading it as text?

python benchmarks/intake.py [--rows 1000000] [--people 2500]

Each task runs in a process of its own, once; what counts is seconds of processor, those of the
readers in child processes included, and the largest memory of the process itself (Linux).
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
SCORES = ("sus", "seq", "login-success", "login-time", "activation-success")
AGES = ("18-29", "30-39", "40-49", "50-59", "60-64", "65-74", "75+")


def table(rows: int) -> bytes:
    """Write a csv table of so many answers, as an export of a questionnaire would."""
    dice = np.random.default_rng(1)
    sus = [f"{x / 2:g}".replace(".", ",") for x in dice.integers(40, 200, rows)]
    seq, seconds = dice.integers(1, 8, rows), dice.integers(50, 5000, rows) / 10
    yes = np.where(dice.random(rows) < 0.8, "ja", "nee")
    text = io.StringIO()
    text.write(
        "gemeente;oplossing;ronde;situatie;indicator;waarde;deelnemer;leeftijdsgroep;datum\n"
    )
    for row in range(rows):
        kind, person = row % len(SCORES), row // len(SCORES)
        value = (sus[row], seq[row], yes[row], f"{seconds[row]:g}".replace(".", ","), yes[row])[
            kind
        ]
        text.write(
            f"GM0014;dijkpas;1;moving-house;{SCORES[kind]};{value};{person + 1};"
            f"{AGES[person % len(AGES)]};{1 + person % 28:02d}-03-2027\n"
        )
    return text.getvalue().encode()


def workbook(people: int) -> bytes:
    """Write a workbook in which so many people answered twenty questions."""
    from identiteitslab.intake.write import write_workbook

    dice = np.random.default_rng(2)
    asked = ("seq", "login-success", "login-time", "activation-success", "activation-time",
             *(f"sus {n}" for n in range(1, 11)))  # fmt: skip
    pilot = {"gemeente": "GM0014", "oplossing": "dijkpas", "ronde": "1"}
    rows = [
        {"deelnemer": n, "leeftijdsgroep": AGES[n % len(AGES)], "datum": "01-03-2027",
         **dict(zip(asked, (6, "ja", 34.5, "nee", 120, *dice.integers(1, 6, 10).tolist()),
                    strict=True))}
        for n in range(1, people + 1)
    ]  # fmt: skip
    return write_workbook(pilot, rows)


def bare(file: Path) -> int:
    """Read a table as text and do nothing with it."""
    import pyarrow as pa
    import pyarrow.csv as pc

    names = file.open().readline().strip().split(";")
    texts = pc.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    read = pc.read_csv(file, parse_options=pc.ParseOptions(delimiter=";"), convert_options=texts)
    return int(read.num_rows)


def checked(file: Path, *, store: bool) -> int:
    """Check a file and, if asked, store it in an empty store."""
    from identiteitslab.criteria.read import read_catalogue
    from identiteitslab.intake.check_file import check_file
    from identiteitslab.store.store import Store

    lab = SimpleNamespace(catalogue=read_catalogue(ROOT))
    # Not kept here: then the file is gone once it has been read.
    delivery = check_file(file.name, file.read_bytes(), lab)
    if not delivery.storable:
        raise SystemExit(delivery.faults[0].describe("en"))
    if store:
        with Store.open(file.parent / f"lab-{os.getpid()}") as opened:
            opened.accept(delivery, actor="projectleider")
    return delivery.accepted


TASKS: dict[str, Callable[[Path], int]] = {
    "bare": bare,
    "check": lambda file: checked(file, store=False),
    "store": lambda file: checked(file, store=True),
}


def _started() -> int:
    """Load what a service has loaded long before a file comes in."""
    import pandas  # noqa: ICN001 - pyarrow loads it on first use
    import pyarrow.csv

    from identiteitslab.criteria.read import read_catalogue
    from identiteitslab.intake import check_file
    from identiteitslab.store import store

    known = len(read_catalogue(ROOT).indicators)
    return known * bool(store) * bool(pyarrow.csv) * bool(pandas) * bool(check_file)


def run(task: str, file: Path) -> dict[str, float]:
    """Do a task in a process of its own and give what it cost."""
    told = subprocess.run(
        [sys.executable, __file__, "--task", task, "--file", str(file)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    cost: dict[str, float] = json.loads(told.stdout)
    figures = f"{cost['wall']:8.2f} {cost['cpu']:8.2f} {cost['mb']:8.0f}"
    print(f"{task:8s}{cost['rows']:9.0f} {figures}  {file.name}")
    return cost


def measure(task: str, file: Path) -> None:
    _started()
    cpu, wall = _cpu(), time.perf_counter()
    rows = TASKS[task](file)
    cost = {"rows": rows, "wall": time.perf_counter() - wall, "cpu": _cpu() - cpu}
    print(json.dumps({**cost, "mb": _most_memory()}))


def _cpu() -> float:
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def _most_memory() -> float:
    # ru_maxrss begins with what the parent held when it started this process.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=2500)
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.task:
        measure(asked.task, asked.file)
        return
    with tempfile.TemporaryDirectory(prefix="intake-") as place:
        files = Path(place) / "table.csv", Path(place) / "workbook.xlsx"
        for file, data in zip(files, (table(asked.rows), workbook(asked.people)), strict=True):
            file.write_bytes(data)
        print("task         rows   wall s    cpu s       MB")
        costs = {
            (task, file.suffix): run(task, file)["cpu"]
            for file, task in itertools.product(files, TASKS)
            if (task, file.suffix) != ("bare", ".xlsx")
        }
    ratio = costs["store", ".csv"] / costs["bare", ".csv"]
    print(f"check and store: {ratio:.1f} times the processor of only reading")


if __name__ == "__main__":
    main()
