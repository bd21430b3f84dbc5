"""Does the intake answer whatever comes in? Odd tables and damaged files, as many as one likes.

python benchmarks/fuzz.py [--cases 100000] [--seed 1]

Of every file each row must be accounted for, every fault must have words in both languages, and
what was accepted must come back as the same content: delivered again, in another order, with other
line ends or another encoding. Exits 1 and names the seed of each case in which it did not.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from identiteitslab.criteria.read import read_catalogue
from identiteitslab.intake.check_file import check_by
from identiteitslab.intake.columns import TABLE
from identiteitslab.intake.export import table_rows
from identiteitslab.intake.rules import Rulebook
from identiteitslab.intake.write import write_table, write_workbook
from identiteitslab.measurement.identity import content_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.intake.delivery import Delivery

RIGHT = {
    "gemeente": "GM0014", "oplossing": "dijkpas", "ronde": "1", "situatie": "moving-house",
    "indicator": "sus", "waarde": "72,5", "deelnemer": "1", "leeftijdsgroep": "18-29",
    "vaardigheid": "basic", "datum": "01-03-2027",
}  # fmt: skip
PILOT = {"gemeente": "GM0014", "oplossing": "dijkpas", "ronde": "1", "situatie": "moving-house"}
WORDS = (
    "", "ja", "nee", "0", "1", "-1", "7", "1.234", "1,234", "72,5", "0,85", "1e400", "nan", "#N/B",
    "=1", "Totaal", "gemeente", "GM0014", "GM0018", "Bergen", "sus", "seq", "login-time",
    "login-success", "availability", "skill-gap", "no-smartphone-route", "rent-home", "18-29",
    "75+", "basic", "01-03-2027", "2027-02-30", "03/04/2027", "99999999999999999", "\u200b", "٣",
    "Ω", "x" * 300, '"', ";", "\n", "voorbeeld", "NULL", "\ufeff", "100%", "€ 5", "12:30",
)  # fmt: skip
WORKBOOK_EACH = 100
"""One case in so many is a workbook: its reader starts a process of its own."""

AGAIN_EACH = 10
"""What one accepted table in so many says is delivered again in other ways."""


class Broken(Exception):  # noqa: N818 - what is found here, not what goes wrong here
    """A promise of the intake that was not kept."""


def table(dice: random.Random) -> bytes:
    """Make a table of rows that are right but for some odd cells."""
    rows = []
    for number in range(dice.randrange(1, 6)):
        row = {**RIGHT, "deelnemer": str(number + 1)}
        for name in dice.sample(TABLE, dice.choice((0, 0, 1, 1, 2, 4))):
            row[name] = dice.choice(WORDS)
        rows.append(row)
    return write_table(rows)


def damaged_table(dice: random.Random) -> bytes:
    """Damage the bytes of a table."""
    return damaged(table(dice), dice)


def damaged_workbook(dice: random.Random) -> bytes:
    """Damage a workbook: its bytes, or those of one of its parts before it was packed."""
    whole = write_workbook(PILOT, [{"deelnemer": n, "seq": 6} for n in range(1, 4)])
    if dice.random() < 0.3:
        return damaged(whole, dice)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(packed, "w") as new:
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, dice) if name == chosen else part)
    return packed.getvalue()


def damaged(data: bytes, dice: random.Random) -> bytes:
    """Change, cut, double or insert some bytes."""
    changed = bytearray(data)
    for _ in range(dice.randrange(1, 6)):
        place, size = dice.randrange(len(changed) + 1), dice.randrange(1, 40)
        match dice.randrange(4):
            case 0:
                changed[place : place + 1] = dice.randbytes(1)
            case 1:
                del changed[place : place + size]
            case 2:
                changed[place:place] = changed[place : place + size]
            case _:
                changed[place:place] = dice.choice(WORDS).encode()
    return bytes(changed)


def demand_accounted(delivery: Delivery) -> None:
    """Make sure that an answer was given about every row, in words."""
    if any(fault.code == "file-unexpected" for fault in delivery.faults):
        raise Broken("an exception came up")
    if delivery.rows_in != delivery.accepted + len(delivery.rejected) + delivery.blank:
        raise Broken("rows are not accounted for")
    for fault in (*delivery.faults, *delivery.warnings):
        if not (fault.describe("nl") and fault.describe("en")):
            raise Broken(f"no words for {fault.code}")


def demand_same(delivery: Delivery, book: Rulebook, dice: random.Random) -> None:
    """Make sure that accepted rows are the same content in every container."""
    rows = table_rows(delivery.rows, book.catalogue)
    dice.shuffle(rows)
    plain = write_table(rows)
    said = content_hash(delivery.rows)
    text = plain.decode("utf-8-sig")
    for data in (plain, text.replace("\r\n", "\n").encode(), text.encode("utf-16")):
        back = check_by(book, "again.csv", data)
        if back.faults or content_hash(back.rows) != said:
            raise Broken("delivered again it is something else")


def one(book: Rulebook, seed: str) -> str:
    """Check one file made from a seed; say what came of it."""
    dice = random.Random(seed)
    make: Callable[[random.Random], bytes] = dice.choice((table, damaged_table))
    if dice.randrange(WORKBOOK_EACH) == 0:
        make = damaged_workbook
    delivery = check_by(book, "a", make(dice), keep_good_rows=True)
    demand_accounted(delivery)
    if delivery.accepted and dice.randrange(AGAIN_EACH) == 0:
        demand_same(delivery, book, dice)
    return f"{make.__name__}, {'refused' if delivery.refusals else 'read'}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    book = Rulebook(read_catalogue(Path(__file__).parents[1]))
    count: Counter[str] = Counter()
    wrong: list[str] = []
    started = time.process_time()
    for number in range(asked.cases):
        seed = f"{asked.seed}-{number}"
        try:
            count[one(book, seed)] += 1
        except Exception as error:  # noqa: BLE001 - any exception at all breaks the promise
            wrong.append(f"case {seed}: {type(error).__name__}: {error}")
    for what, times in sorted(count.items()):
        print(f"{times:8d}  {what}")
    print(f"{asked.cases:8d}  cases, {len(wrong)} promises broken")
    print(f"{time.process_time() - started:8.0f}  seconds of processor")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
