"""Kill a store at random moments: nothing acknowledged is lost, and nothing is half there.

python benchmarks/crash.py [--kills 500] [--seed 1]

A child works on a store and says aloud what it is about to do and what was acknowledged; it is
killed (SIGKILL) at a random moment. A second child then opens what is left, verifies it, and
compares it with what was said. The exit code tells whether all promises were kept.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd  # noqa: F401 - pyarrow loads it on first use: no kill should fall in there
from children import ask_child, in_child
from deliveries import make

from identiteitslab.store import fold
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 40
FRESH_EVERY = 10
PATIENCE = 4.0
"""Kills fall within the time of so many uploads."""
KINDS = ("accept", "supersede", "withdraw", "backup", "migrate", "restore")


class Task(NamedTuple):
    """One thing to do: what, with which delivery, and in place of which."""

    kind: str
    delivery: int
    replaced: int


class Witness:
    """What a child said before it was killed."""

    def __init__(self) -> None:
        self.acknowledged: dict[int, str] = {}
        self.places: set[str] = set()
        self.under_way: Task | None = None

    def hear(self, word: str, task: Task) -> None:
        """Keep what counts after each thing said."""
        if word == "start":
            self.under_way = task
            return
        self.under_way = None
        if task.kind in ("accept", "supersede"):
            self.acknowledged[task.delivery] = "active"
        if task.kind in ("supersede", "withdraw"):
            done = "superseded" if task.kind == "supersede" else "withdrawn"
            self.acknowledged[task.replaced] = done
        if task.kind == "backup":
            self.places.add(f"backup-{task.delivery}")


def work(folder: Path, kind: str, first: int, say: Callable[[str, Task], None]) -> None:
    """Do one kind of thing over and over, until killed."""
    for number in itertools.count(first):
        if kind in ("migrate", "restore"):
            task, do = Task(kind, number, 0), partial(elsewhere, folder, kind, number)
            tell(task, do, say)
            continue
        with Store.open(folder / "lab") as store:
            tell(*choose(store, folder, kind, number), say)


def tell(task: Task, do: Callable[[], object], say: Callable[[str, Task], None]) -> None:
    """Say what will be done, do it, and say that it was done."""
    say("start", task)
    do()
    say("done", task)


def choose(store: Store, folder: Path, kind: str, number: int) -> tuple[Task, Callable[[], object]]:
    """Give the next thing to do in a store."""
    if kind == "backup":
        return Task(kind, number, 0), partial(store.backup, folder / f"backup-{number}")
    old = next((upload for upload in reversed(store.uploads()) if upload.active), None)
    new = make(number, ROWS)
    if kind == "accept" or old is None:
        return Task("accept", number, 0), partial(store.accept, new, actor="projectleider")
    task = Task(kind, number, int(old.file_hash, 16))
    words = {"actor": "beheerder", "reason": "verkeerde ronde"}
    if kind == "supersede":
        return task, partial(store.supersede, old.number, new, **words)
    return task, partial(store.withdraw, old.number, **words)


def elsewhere(folder: Path, kind: str, number: int) -> None:
    """Make a new store beside the first one, empty or from a backup."""
    with Store.open(folder / f"{kind}-{number}") as store:
        if kind == "restore":
            store.restore(folder / "source")


def check(folder: Path, witness: Witness) -> list[str]:
    """Open what is left and name every promise that was broken."""
    wrong: list[str] = []
    with Store.open(folder / "lab") as store:
        found = {int(upload.file_hash, 16): upload.status for upload in store.uploads()}
        wrong += [fault.describe("en") for fault in store.verify().faults]
        counted = sum(upload.accepted for upload in store.uploads() if upload.active)
    busy = witness.under_way or Task("", 0, 0)
    for number, status in witness.acknowledged.items():
        kept = found.get(number)
        if kept is None or (kept != status and number != busy.replaced):
            wrong.append(f"lost: {number} is {kept}, acknowledged as {status}")
    strangers = found.keys() - witness.acknowledged.keys() - {busy.delivery}
    wrong += [f"from nowhere: {number}" for number in strangers]
    wrong += [f"half: {counted} rows"] if counted % ROWS else []
    there = {place.name for place in folder.iterdir()}
    wrong += [f"lost: {name}" for name in sorted(witness.places - there)]
    for place in folder.iterdir():
        if place.name.startswith(("backup-", "migrate-", "restore-")):
            wrong += _check_elsewhere(place)
    return wrong


def _check_elsewhere(place: Path) -> list[str]:
    with Store.open(place) as store:
        found = store.verify()
        count = len(store.uploads())
    shutil.rmtree(place)
    wrong = [f"{place.name}: {fault.describe('en')}" for fault in found.faults]
    if place.name.startswith("restore-") and count not in (0, 3):
        wrong.append(f"half: {place.name} has {count} of 3 uploads")
    return wrong


def kill_once(
    folder: Path, witness: Witness, number: int, dice: random.Random, pace: float
) -> list[str]:
    """Let a child work, kill it, and look what is left."""
    kind = KINDS[number % len(KINDS)]
    ears, mouth = os.pipe()
    child = in_child(lambda: work(folder, kind, number * 1000, speaker(mouth)))
    os.close(mouth)
    with os.fdopen(ears) as heard:
        first = heard.readline()
        time.sleep(dice.uniform(0, PATIENCE * pace))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for line in (first, *heard):
            word, task = json.loads(line)
            witness.hear(word, Task(*task))
    wrong = ask_child(lambda: check(folder, witness))
    witness.places.clear()
    return wrong


def speaker(mouth: int) -> Callable[[str, Task], None]:
    """Make a voice whose words are out before it returns."""

    def say(word: str, task: Task) -> None:
        os.write(mouth, f"{json.dumps([word, task])}\n".encode())

    return say


def kill_many(root: Path, kills: int, seed: int) -> tuple[list[str], Counter[str]]:
    """Kill many times, with a fresh store now and then."""
    dice = random.Random(seed)
    wrong: list[str] = []
    count: Counter[str] = Counter()
    folder, witness, pace = root, Witness(), seconds_an_upload(root / "pace")
    for number in range(1, kills + 1):
        if number % FRESH_EVERY == 1:
            shutil.rmtree(folder, ignore_errors=True)
            folder, witness = root / f"run-{number}", Witness()
            folder.mkdir(parents=True)
            wrong += ask_child(lambda place=folder / "source": make_source(place))
        wrong += kill_once(folder, witness, number, dice, pace)
        count["killed in " + (witness.under_way.kind if witness.under_way else "between")] += 1
        if witness.under_way:
            settle(folder, witness)
    return wrong, count


def seconds_an_upload(state: Path) -> float:
    """Time one upload here and now, so that kills fall in the work and not after it."""

    def once() -> list[str]:
        with Store.open(state) as store:
            store.accept(make(1, ROWS), actor="projectleider")
            started = time.perf_counter()
            store.accept(make(2, ROWS), actor="projectleider")
            return [str(time.perf_counter() - started)]

    return float(ask_child(once)[0])


def make_source(place: Path) -> list[str]:
    """Make a small store to restore from."""
    with Store.open(place) as store:
        for number in range(3):
            store.accept(make(number, ROWS), actor="projectleider")
    return []


def settle(folder: Path, witness: Witness) -> None:
    """Take over what is there, before the next kill."""

    def look() -> list[str]:
        with Store.open(folder / "lab") as store:
            return [f"{int(u.file_hash, 16)} {u.status}" for u in store.uploads()]

    found = (line.split() for line in ask_child(look))
    witness.acknowledged = {int(number): status for number, status in found}
    witness.under_way = None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    fold.SIZES = (2, 4)  # small blocks, so that kills fall in the folding too
    root = Path(tempfile.mkdtemp(prefix="crash-"))
    started = time.perf_counter()
    wrong, count = kill_many(root / "kills", asked.kills, asked.seed)
    shutil.rmtree(root)
    for word, times in sorted(count.items()):
        print(f"{times:6d}  {word}")
    print(f"{asked.kills:6d}  kills, {len(wrong)} promises broken")
    print(f"{time.perf_counter() - started:6.0f}  seconds")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
