"""Both readers of csv agree with each other, and with Python's own on cells and lines."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.errors import LabError, Where
from identiteitslab.intake import read_csv
from identiteitslab.intake.columns import TABLE
from identiteitslab.intake.decode import decode
from identiteitslab.intake.read_csv import Irregular, exact_blocks, fast_blocks, open_csv
from identiteitslab.intake.regular import regular_rows

HEAD = "gemeente;oplossing;ronde;indicator\r\n"
SIGNS = 'a;"\r\n '
text = st.text(SIGNS, max_size=40)


def told(blocks) -> list[tuple[int, tuple[str, ...]]]:
    return [
        (int(line), tuple(block.column(name).at(row) for name in TABLE[:5]))
        for block in blocks
        for row, line in enumerate(block.lines)
    ]


def outcome(read, table):
    try:
        return told(read(table))
    except LabError as error:
        return error.faults[0].code


@given(text)
def test_what_the_fast_reader_reads_the_exact_one_reads_too(body: str) -> None:
    table = open_csv(decode((HEAD + body).encode(), Where()), Where())
    try:
        fast = told(fast_blocks(table))
    except Irregular:
        return
    assert fast == outcome(exact_blocks, table)


@given(st.lists(st.lists(st.text('a"\n;', max_size=3), min_size=4, max_size=4), max_size=6))
def test_what_python_writes_is_read_back(rows: list[list[str]]) -> None:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerows(rows)
    table = open_csv(decode((HEAD + target.getvalue()).encode(), Where()), Where())
    expected = [tuple(cell.strip() for cell in row) for row in rows if any(map(str.strip, row))]
    found = [(c[0], c[1], c[2], c[4]) for _, c in told(exact_blocks(table))]
    assert found == expected


@given(text)
def test_counted_rows_are_those_of_python(body: str) -> None:
    neat = body.replace("\r", "").strip("\n")
    rows = regular_rows(neat.encode(), 0, len(neat.encode()), ";")
    if rows is not None and neat:
        assert len(list(csv.reader(io.StringIO(neat, newline=""), delimiter=";"))) == rows


def test_edges_between_chunks(monkeypatch) -> None:
    whole = b'a;"b;c"\n"d""e";f\n' * 5 + b"g;h"
    monkeypatch.setattr("identiteitslab.intake.regular.CHUNK", 1)
    for size in range(1, 12):
        monkeypatch.setattr("identiteitslab.intake.regular.CHUNK", size)
        assert regular_rows(whole, 0, len(whole), ";") == 11
        assert regular_rows(whole + b"\n\nx", 0, len(whole) + 3, ";") is None
        assert regular_rows(whole + b'\n"a\nb"', 0, len(whole) + 6, ";") is None


def test_blocks_of_the_fast_reader_continue_the_lines(monkeypatch) -> None:
    monkeypatch.setattr(read_csv, "BLOCK_BYTES", 200)
    body = "".join(f"a{number};b;c;d\r\n" for number in range(100))
    table = open_csv((HEAD + body).encode(), Where())
    found = told(fast_blocks(table))
    assert [line for line, _ in found] == list(range(2, 102))
    assert found == told(exact_blocks(table))


@pytest.mark.parametrize("body", ["a;b;c\r\n", "a;b;c;d\r\n\r\na;b;c;d", 'a;"b\r\nc";d;e', "a\r\n"])
def test_the_fast_reader_leaves_irregular_tables_alone(body: str) -> None:
    table = open_csv((HEAD + body).encode(), Where())
    with pytest.raises(Irregular):
        told(fast_blocks(table))
    assert outcome(exact_blocks, table)


@given(st.binary(max_size=60))
def test_decoding_gives_utf8_or_a_reason(data: bytes) -> None:
    try:
        decoded = decode(data, Where())
    except LabError:
        return
    decoded.decode("utf-8")
    assert b"\0" not in decoded
    assert b"\r" not in decoded.replace(b"\r\n", b"")
