"""How fast and how safe is the store? Prints a table of figures; exits 1 when a promise is broken.

python benchmarks/store.py speed [--uploads 5000] [--rows 1000000]
python benchmarks/store.py processes [--processes 16] [--each 50] [--url postgresql://…]
python benchmarks/store.py flips [--flips 1000] [--seed 1]
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from deliveries import make

from identiteitslab.errors import LabError
from identiteitslab.measurement.sums import summarise
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def speed(place: Path, uploads: int, rows: int) -> list[str]:
    """Time what people wait for: an upload, a question, a check."""
    print("  wall s    cpu s")
    wrong = _one_large(place / "large", rows)
    with Store.open(place / "many") as store:
        times = [
            timed(lambda n=number: store.accept(make(n, 500), actor="projectleider"))
            for number in range(uploads)
        ]
        show("500-row upload acknowledged, median", median_of(times[1:]))
        show("500-row upload acknowledged, slowest", max(times[1:]))
        measure(f"sums of {uploads} uploads, first question", store.sums)
        measure("the same question again", store.sums)
        store.accept(make(uploads, 500), actor="projectleider")
        measure("after one more upload", store.sums)
        print(f"{store.sums().num_rows:17d}  cells in the answer")
        found = measure(f"verify {uploads} uploads of 500 rows", store.verify)
        wrong += [fault.describe("en") for fault in found.faults]
        measure("a backup of it", lambda: store.backup(place / "copy"))
    measure("opening and closing it", lambda: Store.open(place / "many").close())
    return wrong


def _one_large(place: Path, rows: int) -> list[str]:
    delivery = make(1, rows)
    with Store.open(place) as store:
        accept = partial(store.accept, delivery, actor="projectleider")
        measure(f"upload of {rows} rows acknowledged", accept)
        found = measure(f"verify {rows} rows in one upload", store.verify)
        same = store.sums().equals(summarise(delivery.rows))
    wrong = [] if same else ["large: other sums than one pass over the rows"]
    return wrong + [fault.describe("en") for fault in found.faults]


def processes(place: Path, count: int, each: int, url: str | None) -> list[str]:
    """Let many processes upload at once; half of what each brings, its neighbour brings too."""
    context = multiprocessing.get_context("forkserver")
    # Loaded once for all, and as clean as if each had started by itself: nothing is open in it.
    context.set_forkserver_preload(["deliveries", "identiteitslab.store.store"])
    jobs = [(place, url, number, each) for number in range(count)]
    what = f"{count} processes x {each} uploads in {'PostgreSQL' if url else 'SQLite'}"
    told = measure(what, lambda: _in_parallel(context, jobs))
    with Store.open(place, url=url) as store:
        found = store.verify()
        numbers = [upload.number for upload in store.uploads()]
    expected = count * each
    wrong = [fault.describe("en") for fault in found.faults] + [word for word in told if word]
    if numbers != list(range(1, expected + 1)) or found.entries != expected:
        wrong.append(f"expected {expected} uploads once, found {len(numbers)}")
    return wrong


def _in_parallel(
    context: multiprocessing.context.ForkServerContext,
    jobs: list[tuple[Path, str | None, int, int]],
) -> list[str]:
    with context.Pool(len(jobs)) as pool:
        return pool.starmap(upload_many, jobs, chunksize=1)


def upload_many(place: Path, url: str | None, worker: int, each: int) -> str:
    """Upload own deliveries, and half of a neighbour's at the same time; say what went wrong."""
    dice = random.Random(worker)
    own = list(range(worker * each, (worker + 1) * each))
    shared = [number ^ 1 for number in own[: each // 2]]
    wanted = own + shared
    dice.shuffle(wanted)
    try:
        with Store.open(place, url=url) as store:
            for number in wanted:
                store.accept(make(number, 40), actor="projectleider")
    except LabError as error:
        return str(error)
    return ""


def flips(place: Path, count: int, seed: int) -> list[str]:
    """Change one bit somewhere in a closed store, many times; every time it must be noticed."""
    with Store.open(place) as store:
        for number in range(70):
            store.accept(make(number, 100), actor="projectleider")
        store.withdraw(3, actor="beheerder", reason="verkeerde ronde")
        store.sums()
    files = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    sizes = [len(data) for data in files.values()]
    dice = random.Random(seed)
    missed: list[str] = []
    for path in dice.choices(list(files), weights=sizes, k=count):
        at, bit = dice.randrange(len(files[path])), dice.randrange(8)
        changed = bytearray(files[path])
        changed[at] ^= 1 << bit
        path.write_bytes(changed)
        if not _noticed(place):
            missed.append(f"missed: {path.name}, byte {at}, bit {bit}")
        _put_back(place, files)
    print(f"{count} changed bits in {sum(sizes)} bytes: {count - len(missed)} noticed")
    return missed + (["the untouched store is called damaged"] if _noticed(place) else [])


def _noticed(place: Path) -> bool:
    try:
        with Store.open(place) as store:
            return not store.verify().ok
    except LabError:
        return True


def _put_back(place: Path, files: dict[Path, bytes]) -> None:
    for path in place.rglob("*"):
        if path.is_file() and path not in files:
            path.unlink()
    for path, data in files.items():
        if path.read_bytes() != data:
            path.write_bytes(data)


class Cost(NamedTuple):
    """Seconds on the clock, and seconds of processor."""

    wall: float
    cpu: float


def timed(task: Callable[[], object]) -> Cost:
    return _time(task)[0]


def measure(what: str, task: Callable[[], T]) -> T:
    """Do something, show what it cost, and give its answer."""
    cost, answer = _time(task)
    show(what, cost)
    return answer


def median_of(costs: list[Cost]) -> Cost:
    return Cost(*(median(column) for column in zip(*costs, strict=True)))


def show(what: str, cost: Cost) -> None:
    print(f"{cost.wall:8.3f} {cost.cpu:8.3f}  {what}", flush=True)


def _time(task: Callable[[], T]) -> tuple[Cost, T]:
    wall, cpu = time.perf_counter(), time.process_time()
    answer = task()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu), answer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("task", choices=["speed", "processes", "flips"])
    parser.add_argument("--uploads", type=int, default=5000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--processes", type=int, default=16)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--url")
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="store-"))
    try:
        if asked.task == "speed":
            wrong = speed(place, asked.uploads, asked.rows)
        elif asked.task == "flips":
            wrong = flips(place / "lab", asked.flips, asked.seed)
        else:
            wrong = processes(place / "lab", asked.processes, asked.each, asked.url)
    finally:
        shutil.rmtree(place)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
