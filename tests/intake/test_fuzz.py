"""Whatever is in a file: an answer, never an exception, and every row accounted for."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identiteitslab.intake.check_file import check_by
from identiteitslab.intake.columns import TABLE
from identiteitslab.intake.export import table_rows
from identiteitslab.intake.rules import Rulebook
from identiteitslab.intake.write import write_table
from identiteitslab.measurement.identity import content_hash

ODD = (
    "", "ja", "nee", "0", "1", "-1", "1.234", "1,234", "72,5", "0,85", "1e400", "nan", "#N/B", "=1",
    "Totaal", "gemeente", "GM0014", "GM0018", "Bergen", "dijkpas", "sus", "seq", "login-time",
    "availability", "skill-gap", "no-smartphone-route", "rent-home", "18-29", "basic", "01-03-2027",
    "2027-02-30", "99999999999999999", "\u200b", "٣", "Ω", "x" * 300, '"', ";", "voorbeeld", "NULL",
)  # fmt: skip
cell = st.sampled_from(ODD) | st.text(max_size=6)
row = st.dictionaries(st.sampled_from(TABLE), cell, max_size=5)


@pytest.fixture(scope="module")
def book(place) -> Rulebook:
    return Rulebook(place.catalogue)


def accounted(delivery) -> None:
    codes = {fault.code for fault in delivery.faults}
    assert "file-unexpected" not in codes
    assert delivery.rows_in == delivery.accepted + len(delivery.rejected) + delivery.blank
    for fault in (*delivery.faults, *delivery.warnings):
        assert fault.describe("nl")
        assert fault.describe("en")


@settings(max_examples=150)
@given(st.lists(row, min_size=1, max_size=6))
def test_any_table_is_accounted_for_and_what_is_good_comes_back(place, book, make, rows) -> None:
    data = write_table([make.row(**cells) for cells in rows])
    delivery = check_by(book, "a.csv", data, keep_good_rows=True)
    accounted(delivery)
    if delivery.accepted:
        again = write_table(table_rows(delivery.rows, place.catalogue))
        back = check_by(book, "b.csv", again)
        assert back.faults == ()
        assert content_hash(back.rows) == content_hash(delivery.rows)


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Flip, cut, double or swap some bytes."""
    changed = bytearray(data)
    for _ in range(draw.randrange(1, 6)):
        place, size = draw.randrange(len(changed) + 1), draw.randrange(1, 40)
        match draw.randrange(4):
            case 0:
                changed[place : place + 1] = bytes([draw.randrange(256)])
            case 1:
                del changed[place : place + size]
            case 2:
                changed[place:place] = changed[place : place + size]
            case _:
                changed[place:place] = draw.choice(ODD).encode()
    return bytes(changed)


@pytest.mark.parametrize("seed", range(6))
def test_any_bytes_of_a_table_are_accounted_for(book, make, seed: int) -> None:
    draw = random.Random(seed)
    right = make.csv(make.row(), make.count(), make.row(deelnemer="2", waarde="70"))
    for _ in range(40):
        accounted(check_by(book, "a.csv", mutated(right, draw)))


@pytest.mark.parametrize("seed", range(3))
def test_any_bytes_of_a_workbook_are_accounted_for(book, make, seed: int) -> None:
    draw = random.Random(seed)
    right = make.book({"deelnemer": 1, "seq": 6}, counts=[{"indicator": "sus", "waarde": 70}])
    for _ in range(8):
        accounted(check_by(book, "a.xlsx", mutated(right, draw)))


@pytest.mark.parametrize("seed", range(3))
def test_any_bytes_of_the_parts_of_a_workbook_are_accounted_for(book, make, seed: int) -> None:
    draw = random.Random(seed)
    right = make.book({"deelnemer": 1, "seq": 6})
    names = [
        n for n in zipfile.ZipFile(io.BytesIO(right)).namelist() if n.endswith(("xml", "rels"))
    ]
    for _ in range(8):
        changed = make.patched(right, draw.choice(names), lambda part: mutated(part, draw))
        accounted(check_by(book, "a.xlsx", changed))
