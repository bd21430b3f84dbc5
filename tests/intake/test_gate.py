"""Hostile files are refused before, or apart from, any parser: fast, and without harm."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

import identiteitslab
from identiteitslab.errors import LabError, Where
from identiteitslab.intake.apart import read_apart

SHEET = "xl/worksheets/sheet2.xml"
SECONDS = 3.0
"""CPU seconds that a refusal may take, the child process included: a busy machine adds none."""


def sheet(make, change):
    return make.patched(make.book({"deelnemer": 1, "seq": 6}), SHEET, change)


def swapped(old: bytes, new: bytes):
    def change(part: bytes) -> bytes:
        assert old in part
        return part.replace(old, new)

    return lambda make: sheet(make, change)


def added(name: str, content: bytes):
    return lambda make: make.patched(make.book(), name, lambda _: content)


def overlapping(_make) -> bytes:
    """Give a zip whose directory lists one packed part many times."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b" " * (8 << 20)) + packed.flush()
    crc = zlib.crc32(b" " * (8 << 20))
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(body), 8 << 20, 5, 0)
    entries = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(body), 8 << 20,
                    5, 0, 0, 0, 0, 0, 0) + f"{n}.xml".encode().rjust(5, b"x")
        for n in range(50)
    )  # fmt: skip
    start = len(local) + 5 + len(body)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 50, 50, len(entries), start, 0)
    return local + b"0.xml" + body + entries + end


def lying(make) -> bytes:
    """Give a bomb whose headers say that it is small."""
    data = bytearray(added("xl/worksheets/sheet9.xml", b"<a>" + b" " * (40 << 20))(make))
    size = struct.pack("<I", 3 + (40 << 20))
    return bytes(data.replace(size, struct.pack("<I", 100)))


def encrypted(make) -> bytes:
    data = bytearray(make.book())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def twice(make) -> bytes:
    target = io.BytesIO(make.book())
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    return target.getvalue()


def many_parts(_make) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(600):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"<a/>")
    return target.getvalue()


CELL = b'<c r="E2"><v>6</v></c>'
HOSTILE = {
    "far-cell": (swapped(CELL, CELL + b'<c r="XFD1048576"><v>1</v></c>'), "workbook-too-large"),
    "far-cell-single-quotes": (
        swapped(CELL, CELL + b"<c r='XFD1048576'><v>1</v></c>"), "workbook-too-large"),
    "far-row": (swapped(b"</sheetData>", b'<row r="1048576"/></sheetData>'), "workbook-too-large"),
    "wide-and-deep": (
        swapped(b"</sheetData>", b'<row r="90000"><c r="ZZ90000"><v>1</v></c></row></sheetData>'),
        "workbook-too-large"),
    "cells-without-address": (
        swapped(b"</sheetData>", b"<row><c/></row>" * 2_200_000 + b"</sheetData>"),
        "workbook-too-large"),
    "unpacked-bomb": (
        added("xl/worksheets/sheet9.xml", b"<a>" + b" " * (40 << 20)), "workbook-too-large"),
    "lying-headers": (lying, "file-broken"),
    "overlapping-parts": (overlapping, "file-broken"),
    "entity-bomb": (
        added("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 99 + b'">]><a>&b;</a>'),
        "workbook-unsafe-xml"),
    "outside-entity": (
        added("xl/styles.xml", b'<?xml version="1.0"?><!doctype a SYSTEM "file:///etc/passwd"><a/>'),
        "workbook-unsafe-xml"),
    "xml-in-utf16": (
        added("xl/styles.xml", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")),
        "workbook-unsafe-xml"),
    "xml-in-utf7": (
        added("xl/styles.xml", b'<?xml version="1.0" encoding="UTF-7"?><a/>'),
        "workbook-unsafe-xml"),
    "macros": (added("xl/vbaProject.bin", b"x"), "workbook-macros"),
    "macros-by-type": (
        lambda m: m.patched(m.book(), "[Content_Types].xml",
                            lambda p: p.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")),
        "workbook-macros"),
    "macro-sheet": (added("xl/macrosheets/sheet1.xml", b"<a/>"), "workbook-macros"),
    "embedded-file": (added("xl/embeddings/oleObject1.bin", b"x"), "workbook-embeds"),
    "encrypted-parts": (encrypted, "file-encrypted"),
    "part-twice": (twice, "file-broken"),
    "part-outside": (added("../../evil.xml", b"<a/>"), "file-broken"),
    "many-parts": (many_parts, "workbook-too-many-parts"),
    "binary-workbook": (added("xl/workbook.bin", b"x"), "file-binary-workbook"),
    "cut-in-half": (lambda m: m.book()[: len(m.book()) // 2], "file-broken"),
    "no-zip-at-all": (lambda _: b"PK\3\4" + b"x" * 100, "file-broken"),
    "another-zip": (lambda _: zipped("word/document.xml"), "file-not-workbook"),
    "open-document": (lambda _: zipped("content.xml"), "file-not-workbook"),
    "broken-xml": (swapped(b"</sheetData>", b"</sheet"), "file-broken"),
    "no-such-sheet-part": (
        lambda m: m.replaced(m.book(), "xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet7.xml"),
        "file-broken"),
    "old-excel": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file-old-workbook"),
    "encrypted-excel": (
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "file-encrypted"),
    "gzip": (lambda _: b"\x1f\x8b\x08" + b"\0" * 50, "file-packed"),
    "pdf": (lambda _: b"%PDF-1.7 ...", "file-unknown"),
    "png": (lambda _: b"\x89PNG\r\n\x1a\n", "file-unknown"),
    "html-called-xls": (lambda _: b"\xef\xbb\xbf <html><table></table>", "file-unknown"),
    "xml-workbook": (lambda _: b'<?xml version="1.0"?><Workbook/>', "file-unknown"),
    "program": (lambda _: b"MZ\x90\0", "file-unknown"),
    "json": (lambda _: b'[{"gemeente": "GM0014"}]', "header-missing"),
    "parquet-in-name-only": (lambda _: b"PAR1" + b"\0" * 40 + b"PAR1", "file-broken"),
    "noise": (lambda _: bytes(range(256)) * 40, "text-encoding"),
}  # fmt: skip


def zipped(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, b"<a/>")
    return target.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_once(judge, make, name: str) -> None:
    build, code = HOSTILE[name]
    data = build(make)
    started = sum(os.times()[:4])
    judge(lambda _: data, refused={code})
    assert sum(os.times()[:4]) - started < SECONDS


def test_small_bombs_are_small(make) -> None:
    assert len(HOSTILE["far-cell"][0](make)) < 9_000
    assert len(HOSTILE["unpacked-bomb"][0](make)) < 200_000


def test_a_reader_that_dies_takes_only_itself(tmp_path: Path) -> None:
    for body in ("import os; os.abort()", "import sys; sys.exit(1)", "raise MemoryError"):
        script = tmp_path / "reader.py"
        script.write_text(body)
        with pytest.raises(LabError, match="file-too-heavy"):
            read_apart(script, b"x", Where(file="a.xlsx"), "pyarrow")


def test_the_reader_inherits_no_secrets(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("IDENTITEITSLAB_DATABASE_URL", "postgresql://secret")
    script = tmp_path / "reader.py"
    script.write_text("import os; print(sorted(os.environ))")
    assert b"IDENTITEITSLAB" not in read_apart(script, b"x", Where(), "pyarrow")


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are those of Linux")
@pytest.mark.parametrize("child", ["workbook_child.py", "sums_child.py"])
def test_a_reader_bounds_its_memory_and_writes_no_files(tmp_path: Path, child: str) -> None:
    script = Path(identiteitslab.__file__).parent / "intake" / child
    probe = f"""
import runpy
child = runpy.run_path({str(script)!r})
child["limit"]()
for harm in (lambda: bytearray(child["MEMORY"]), lambda: open("x", "wb", 0).write(b"x")):
    try:
        harm()
    except (MemoryError, OSError) as error:
        print(type(error).__name__)
"""
    ran = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, check=True, cwd=tmp_path, text=True
    )
    assert ran.stdout.split() == ["MemoryError", "OSError"]
    assert (tmp_path / "x").stat().st_size == 0
