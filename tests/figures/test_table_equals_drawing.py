"""The table of a figure says what its drawing shows: read back from plotly, cell by cell."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from identiteitslab.figures.plotly_text import plain
from identiteitslab.figures.wording import of_hundred

if TYPE_CHECKING:
    from identiteitslab.figures.figure import Figure

Drawn = list[tuple[float, ...]]


def number(cell: str, lang: str) -> float:
    point = "," if lang == "nl" else "."
    thousands = "." if lang == "nl" else ","
    return float(cell.replace("−", "-").replace(thousands, "").replace(point, "."))


def column(figure: Figure, place: int) -> list[float]:
    return [
        number(row[place], figure.lang)
        for row in figure.rows
        if re.fullmatch(r"[−+]?\d[\d.,]*", row[place])
    ]


def dots(figure: Figure) -> Drawn:
    """Give x and y of all dots, from top to bottom where there are rows."""
    found = [
        place
        for trace in figure.plotly().data
        if trace.type == "scatter" and trace.mode == "markers" and trace.x[0] is not None
        for place in zip(trace.x, trace.y, strict=True)
    ]
    return sorted(found, key=lambda place: place[1])


def spans(figure: Figure, width: float) -> Drawn:
    """Give both ends and y of all lines on a row, of one width."""
    found = [
        (trace.x[n], trace.x[n + 1], trace.y[n])
        for trace in figure.plotly().data
        if trace.type == "scatter" and trace.mode == "lines" and trace.line.width == width
        for n in range(0, len(trace.x), 3)
        if trace.x[n] is not None
    ]
    return sorted(found, key=lambda span: span[2])


def bars(figure: Figure) -> Drawn:
    """Give base, end and y of all bars, from top to bottom and left to right."""
    found = [
        (base, base + length, y)
        for trace in figure.plotly().data
        if trace.type == "bar" and trace.base is not None
        for base, length, y in zip(trace.base, trace.x, trace.y, strict=True)
    ]
    return sorted(found, key=lambda bar: (bar[2], bar[0]))


def whole(values: list[float]) -> list[float]:
    return [round(value) + 0.0 for value in values]


@pytest.mark.parametrize("kind", ["intervals", "criteria"])
def test_intervals(named: dict[str, Figure], kind: str) -> None:
    figure = named[kind]
    assert whole([x for x, _ in dots(figure)]) == column(figure, 1)
    ends = sorted([*spans(figure, 6), *spans(figure, 3)], key=lambda span: span[2])
    assert whole([low for low, _, _ in ends]) == column(figure, 2)
    assert whole([high for _, high, _ in ends]) == column(figure, 3)


def test_ranks(named: dict[str, Figure]) -> None:
    figure = named["ranks"]
    rows: dict[float, list[float]] = {}
    for base, end, y in bars(figure):
        rows.setdefault(y, []).append(end - base)
    ranked = [row for row in figure.rows if row[1] != row[2]]
    assert len(rows) == len(ranked) == 4
    for shares, row in zip(rows.values(), ranked, strict=True):
        assert sum(shares) == pytest.approx(100)
        assert [of_hundred(share, figure.lang) for share in shares] == list(
            row[1 : len(shares) + 1]
        )


def test_forest(named: dict[str, Figure]) -> None:
    figure = named["forest"]
    assert whole([x for x, _ in dots(figure)]) == column(figure, 1)
    ranges = [*spans(figure, 6), *spans(figure, 1.5)]
    assert whole([low for low, _, _ in ranges]) == column(figure, 2)
    assert whole([high for _, high, _ in ranges]) == column(figure, 3)


def test_contributions(named: dict[str, Figure]) -> None:
    figure = named["contributions"]
    ends = [end if base == 0 else base for base, end, _ in bars(figure)]
    assert all(0 in (base, end) for base, end, _ in bars(figure))
    assert [*whole(ends), round(sum(ends))] == column(figure, 1)


def test_dots(named: dict[str, Figure]) -> None:
    figure = named["dots"]
    lows, highs, counts = (column(figure, place) for place in range(3))
    for low, high, count in zip(lows, highs, counts, strict=True):
        assert sum(low < x < high for x, _ in dots(figure)) == count
        assert low >= 0 or high <= 0
    assert sum(counts) == len(dots(figure)) == 20


def test_tornado(named: dict[str, Figure]) -> None:
    figure = named["tornado"]
    ends = [end if base == 3 else base for base, end, _ in bars(figure)]
    leads = [
        lead for pair in zip(column(figure, 2), column(figure, 3), strict=True) for lead in pair
    ]
    assert whole(ends) == leads


def test_coverage(named: dict[str, Figure]) -> None:
    figure = named["coverage"]
    cells = {
        (y, base): text
        for trace in figure.plotly().data
        for base, y, text in zip(trace.base, trace.y, trace.text, strict=True)
    }
    told = [plain(cell).replace(", ", "<br>") for row in figure.rows for cell in row[1:]]
    assert [cells[place] for place in sorted(cells)] == told


def test_frontier(named: dict[str, Figure]) -> None:
    figure = named["frontier"]
    sizes = [int(row.label.split(":")[0]) for row in figure.scene.y]
    rows = dict(zip(sorted({y for _, y in dots(figure)}), sizes, strict=True))
    drawn = Counter((rows[y], round(x)) for x, y in dots(figure))
    assert drawn == Counter(zip(column(figure, 1), column(figure, 2), strict=True))


def test_next_measurement(named: dict[str, Figure]) -> None:
    figure = named["next"]
    assert [round(end, 2) for _, end, _ in bars(figure)] == pytest.approx(
        column(figure, 1), abs=0.051
    )
    assert [base for base, _, _ in bars(figure)] == [0] * len(figure.rows)


def test_trend(named: dict[str, Figure]) -> None:
    figure = named["trend"]
    told = [
        (n, number(cell, figure.lang))
        for row in figure.rows
        for n, cell in enumerate(row[1:], 1)
        if cell.isdigit()
    ]
    assert Counter((x, round(y)) for x, y in dots(figure)) == Counter(told)
    assert len(told) < 3 * len(figure.rows)


@pytest.mark.parametrize("kind", ["value", "levels"])
def test_value_function(named: dict[str, Figure], kind: str) -> None:
    figure = named[kind]
    assert [x for x, _ in dots(figure)] == pytest.approx(column(figure, 0))
    assert whole([y for _, y in dots(figure)]) == column(figure, 1)


def test_weights(named: dict[str, Figure]) -> None:
    figure = named["weights"]
    told = [
        points for pair in zip(column(figure, 1), column(figure, 2), strict=True) for points in pair
    ]
    assert whole([end for _, end, _ in bars(figure)]) == told


def test_numbers_are_read_back_as_they_were_written() -> None:
    assert number("−1.234,5", "nl") == number("−1,234.5", "en") == -1234.5
    assert math.isclose(number("+0,93", "nl"), 0.93)
