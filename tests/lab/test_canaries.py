"""Personal values, hidden wherever a file can hide them, are found nowhere afterwards."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl.comments import Comment

from identiteitslab.intake.columns import TABLE
from identiteitslab.intake.write import write_workbook
from identiteitslab.measurement.row import SCHEMA
from identiteitslab.measurement.sums import summarise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROW = {
    "gemeente": "GM0014", "oplossing": "dijkpas", "ronde": "1", "situatie": "moving-house",
    "indicator": "sus", "waarde": "72,5", "deelnemer": "1",
}  # fmt: skip
PILOT = {"gemeente": "GM0014", "oplossing": "dijkpas", "ronde": "1"}
PERSON = {"deelnemer": 1, "seq": 6}
BOXES = ("email", "phone", "iban", "bsn")


def canary(kind: str, number: int) -> str:
    """Make a value that occurs nowhere else, and that looks just like one of a person."""
    if kind == "email":
        return f"kanarie{number:04d}@voorbeeld.nl"
    if kind == "phone":
        return f"06-9{number:03d}7531"
    if kind == "iban":
        account = f"09876{number:05d}"
        check = 98 - int(f"10112310{account}232100") % 97
        return f"NL{check:02d}ABNA{account}"
    return next(
        f"{n:09d}" for n in range(987_000_000 + 11 * number, 10**9)
        if sum(int(d) * w for d, w in zip(f"{n:09d}", (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
        % 11 == 0
    )  # fmt: skip


def csv(*rows: dict[str, str], extra: str = "") -> bytes:
    names = (*TABLE, *([extra] if extra else []))
    lines = [";".join(names), *(";".join(row.get(n, "") for n in names) for row in rows)]
    return "\r\n".join(lines).encode()


def in_cell(column: str) -> Callable[[str], bytes]:
    return lambda secret: csv(ROW, {**ROW, "deelnemer": "2", column: f"bsn {secret}"})


def in_book(change: Callable[[openpyxl.Workbook, str], object]) -> Callable[[str], bytes]:
    def build(secret: str) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(write_workbook(PILOT, [PERSON])))
        change(book, f"bsn {secret}")
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return build


def in_part(name: str, around: str) -> Callable[[str], bytes]:
    def build(secret: str) -> bytes:
        target = io.BytesIO(write_workbook(PILOT, [PERSON]))
        with zipfile.ZipFile(target, "a") as archive:
            archive.writestr(name, around.format(f"bsn {secret}"))
        return target.getvalue()

    return build


def sheet_of(book: openpyxl.Workbook, secret: str, state: str) -> None:
    sheet = book.create_sheet("Blad9")
    sheet.sheet_state = state
    sheet.append([secret])


PLACES: dict[str, Callable[[str], bytes]] = {
    **{f"column-{name}": in_cell(name) for name in TABLE},
    "unknown-column": lambda secret: csv({**ROW, "x": f"bsn {secret}"}, extra="x"),
    "header": lambda secret: csv({**ROW}, extra=f"bsn {secret}"),
    "beyond-the-header": lambda secret: csv(ROW) + f"\r\n;;;;;;;;;;;;;;bsn {secret}".encode(),
    "above-the-header": lambda secret: f"bsn {secret}\r\n".encode() + csv(ROW),
    "no-table-at-all": lambda secret: f"bsn {secret}".encode(),
    "broken-table": lambda secret: csv(ROW) + f'\r\n"bsn {secret}'.encode(),
    "utf16": lambda secret: csv({**ROW, "x": f"bsn {secret}"}, extra="x").decode().encode("utf-16"),
    "sheet": in_book(lambda b, s: sheet_of(b, s, "visible")),
    "hidden-sheet": in_book(lambda b, s: sheet_of(b, s, "veryHidden")),
    "far-column": in_book(lambda b, s: b["Deelnemers"].cell(2, 30, s)),
    "far-row": in_book(lambda b, s: b["Deelnemers"].cell(400, 1, s)),
    "pilot-key": in_book(lambda b, s: b["Pilot"].append(["contact", s])),
    "note": in_book(lambda b, s: setattr(b["Pilot"]["A1"], "comment", Comment(s, "x"))),
    "note-author": in_book(lambda b, s: setattr(b["Pilot"]["A1"], "comment", Comment("x", s))),
    "property": in_book(lambda b, s: setattr(b.properties, "keywords", s)),
    "page-footer": in_book(lambda b, s: setattr(b["Pilot"].oddFooter.left, "text", s)),
    "sheet-name": in_book(lambda b, s: b.create_sheet(s.replace("@", " at "))),
    "link": in_book(lambda b, s: setattr(b["Pilot"]["A1"], "hyperlink", f"mailto:{s}")),
    "formula": in_book(lambda b, s: b["Deelnemers"].cell(2, 30, f'="{s}"')),
    "left-over-text": in_part("xl/sharedStrings2.xml", "<sst><si><t>{}</t></si></sst>"),
    "pivot-cache": in_part("xl/pivotCache/pivotCacheRecords1.xml", '<r><s v="{}"/></r>'),
    "drawing": in_part("xl/drawings/drawing1.xml", "<d><t>{}</t></d>"),
    "custom-part": in_part("customXml/item1.xml", "<d>{}</d>"),
    "sums-word": lambda secret: sums(secret, "solution"),
    "sums-metadata": lambda secret: sums(secret, ""),
    "program": lambda secret: b"MZ" + secret.encode(),
    "packed": lambda secret: b"\x1f\x8b" + secret.encode(),
}


def sums(secret: str, column: str) -> bytes:
    empty = {"people": 1, "value_fx": 1, "spread_fx": 0, "censored": False, "source_row": 1,
             "age_band": "", "digital_skill": "", "round": 1, "gemeente": "GM0014",
             "solution": "dijkpas", "situation": "", "indicator": "sus"}  # fmt: skip
    table = summarise(pa.Table.from_pylist([empty], SCHEMA))
    if column:
        place = table.column_names.index(column)
        table = table.set_column(place, column, pa.array([f"bsn {secret}"] * table.num_rows))
    else:
        table = table.replace_schema_metadata({"maker": f"bsn {secret}"})
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


@pytest.fixture(scope="module")
def planted() -> list[tuple[str, str, bytes]]:
    """Give files with the value that each hides; every place hides every sort in turn."""
    return [
        (place, secret, build(secret))
        for number, (place, build) in enumerate(PLACES.items())
        for secret in [canary(BOXES[number % len(BOXES)], number)]
    ]


def test_nothing_of_it_is_left_anywhere(own_lab, planted, tmp_path: Path) -> None:
    """Run the real program over every file, then search all that it could have written."""
    good, work, temporary = (tmp_path / name for name in ("goed.csv", "werk", "tijdelijk"))
    work.mkdir()
    temporary.mkdir()
    good.write_bytes(csv(ROW))
    script = (
        "import sys; from identiteitslab.cli.main import run; from tests.once import remember\n"
        "remember()\n"
        "for command in sys.stdin.read().splitlines():\n"
        "    try: run(command.split('\\t'))\n"
        "    except SystemExit: pass\n"
    )
    commands, sources = [f"add\t{good}"], tmp_path / "aangeleverd"
    sources.mkdir()
    for number, (_, _, data) in enumerate(planted):
        file = sources / f"{number}.csv"
        file.write_bytes(data)
        for form in ("xlsx", *(["txt", "json"] if number % 4 == 0 else [])):
            receipt = work / f"{number}-{form}.{form}"
            commands.append(f"add\t{file}\t--keep-good-rows\t--beside\t--receipt\t{receipt}")
    commands += ["uploads", "verify", f"backup\t{work / 'kopie'}"]
    told = subprocess.run(
        [sys.executable, "-c", script],
        input="\n".join(f"{command}\t--lab\t{own_lab.root}" for command in commands).encode(),
        capture_output=True, check=True, cwd=work,
        env={**os.environ, "TMPDIR": str(temporary), "HOME": str(work)},
    )  # fmt: skip
    assert b"Traceback" not in told.stderr
    assert b"aanlevering 1" in told.stdout
    left = {"screen": told.stdout + told.stderr}
    for folder in (own_lab.root, work, temporary):
        left |= {str(p): unpacked(p.read_bytes()) for p in folder.rglob("*") if p.is_file()}
    assert len(left) > len(planted)
    assert find(left, [secret for _, secret, _ in planted]) == []


def unpacked(data: bytes) -> bytes:
    """Add to the bytes of a file what is packed in it: members of a zip, columns of Parquet."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return data + b"".join(archive.read(name) for name in archive.namelist())
    if data.startswith(b"PAR1"):
        file = pq.ParquetFile(io.BytesIO(data))
        return data + repr((file.read().to_pylist(), file.metadata.metadata)).encode()
    return data


def find(left: dict[str, bytes], secrets: list[str]) -> list[tuple[str, str]]:
    plain = {place: b"".join(data.split()) for place, data in left.items()}
    return [
        (place, secret)
        for secret in secrets
        for place, data in plain.items()
        if any(secret.encode(form) in data for form in ("utf-8", "utf-16-le"))
        or secret.replace("-", "").encode() in data
    ]


def test_the_search_would_find_them(planted) -> None:
    left = {place: unpacked(data) for place, _, data in planted}
    secrets = [secret for place, secret, _ in planted]
    found = {place for place, _ in find(left, secrets)}
    # A name of a sheet may not hold an @: there the address is spelt out.
    assert found >= set(PLACES) - {"sheet-name"}
