"""Fill the disk of a store: it refuses in words, and all that was acknowledged is whole.

python benchmarks/full_disk.py [--limits 100]

A child may let no file grow past a limit (RLIMIT_FSIZE), each time a little later; a second child
then opens what is left and verifies it. The exit code tells whether all promises were kept.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from children import ask_child
from deliveries import make

from identiteitslab.errors import LabError
from identiteitslab.store.store import Store

ROWS = 40
UPLOADS = 30
STEP_BYTES = 3072


def fill_disk(folder: Path, limit: int) -> list[str]:
    """Let no file grow past a limit: the store refuses in words, and what was there is whole."""
    state = folder / "lab"

    def work_in_a_small_space() -> list[str]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        kept: list[int] = []
        said = ""
        try:
            with Store.open(state) as store:
                for number in range(UPLOADS):
                    store.accept(make(number, ROWS), actor="projectleider")
                    kept.append(number)
        except LabError as error:
            said = error.faults[0].code
        return [said, *map(str, kept)]

    said, *kept = ask_child(work_in_a_small_space)
    wrong = [] if said in ("store-unwritable", "") else [f"limit {limit}: said {said}"]

    def look() -> list[str]:
        with Store.open(state) as store:
            numbers = {int(upload.file_hash, 16) for upload in store.uploads()}
            lost = [f"limit {limit}: lost {n}" for n in map(int, kept) if n not in numbers]
            extra = len(numbers) - len(kept)
            half = [f"limit {limit}: {extra} from nowhere"] if extra else []
            return lost + half + [fault.describe("en") for fault in store.verify().faults]

    return wrong + ask_child(look)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--limits", type=int, default=100)
    asked = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="full-disk-"))
    wrong: list[str] = []
    for step in range(asked.limits):
        wrong += fill_disk(root / str(step), limit=step * STEP_BYTES)
        shutil.rmtree(root / str(step), ignore_errors=True)
    shutil.rmtree(root)
    print(f"{asked.limits} limits, {len(wrong)} promises broken")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
