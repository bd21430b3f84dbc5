"""What a figure shows, as data: marks between two axes. Two drawers put the same scene on screen.

Scene          everything that is drawn
  Axis         a straight scale with its ticks already in words; or bands with a heading each
  Row          a named line of the figure, from top to bottom
  Bar, Line, Dot, Note   marks, in the units of the axes
  Rule         an upright line that means something, such as zero
  Key          what a look stands for

A mark names a look (see ``palette``), never a colour. Words are plain text: the drawers escape.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Literal, TypeVar

Width = Literal["thin", "plain", "thick"]
Side = Literal["left", "right", "above", "below"]


@dataclass(frozen=True)
class Axis:
    """A straight scale. ``ends`` says what its low and its high end mean."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    title: str = ""
    ends: tuple[str, str] = ("", "")
    bands: bool = False
    """The ticks are headings of columns, one unit wide."""

    def __post_init__(self) -> None:
        if not self.high > self.low:
            raise ValueError(f"high is {self.high}; expected a number above low, {self.low}")

    def share(self, value: float) -> float:
        """Give the place of a value, 0 at the low end and 1 at the high end."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Row:
    """A line of the figure: its name, and a text at the far end."""

    label: str
    aside: str = ""
    weight: Literal["plain", "strong", "quiet", "heading"] = "plain"


@dataclass(frozen=True)
class Bar:
    """A block from one value to another. ``text`` stands inside, ``tells`` when pointed at."""

    start: float
    end: float
    y: float
    look: str
    text: str = ""
    tells: str = ""
    thick: float = 0.6


@dataclass(frozen=True)
class Line:
    """A line through points; two points on one row make an interval."""

    points: tuple[tuple[float, float], ...]
    look: str
    width: Width = "plain"


@dataclass(frozen=True)
class Dot:
    """A symbol at a point."""

    x: float
    y: float
    look: str
    tells: str = ""


@dataclass(frozen=True)
class Note:
    """A text beside a point."""

    x: float
    y: float
    text: str
    side: Side = "right"
    strong: bool = False


@dataclass(frozen=True)
class Rule:
    """An upright line over the whole height, with words above it."""

    x: float
    label: str = ""
    dashed: bool = False


@dataclass(frozen=True)
class Key:
    """What a look stands for."""

    label: str
    look: str
    mark: Literal["dot", "line", "bar", "interval"] = "dot"
    width: Width = "plain"


Mark = Bar | Line | Dot | Note
M = TypeVar("M", Bar, Line, Dot, Note)


@dataclass(frozen=True)
class Scene:
    """Marks between two axes; ``height`` counts only where y is a scale instead of rows."""

    x: Axis
    y: Axis | tuple[Row, ...]
    marks: tuple[Mark, ...]
    rules: tuple[Rule, ...] = ()
    keys: tuple[Key, ...] = ()
    height: float = 320
    lane: float = 34
    """Least height of a row in pixels."""
    dot: float = 6.5
    """Radius of a dot in pixels."""

    def __post_init__(self) -> None:
        for place, mark in enumerate(self.marks):
            if not all(math.isfinite(number) for number in _numbers(mark)):
                raise ValueError(f"marks[{place}] is {mark}; expected finite numbers")

    def of(self, kind: type[M]) -> tuple[M, ...]:
        """Give the marks of one kind, in order."""
        return tuple(mark for mark in self.marks if isinstance(mark, kind))


def _numbers(mark: Mark) -> list[float]:
    if isinstance(mark, Line):
        return [number for point in mark.points for number in point]
    values = (getattr(mark, field.name) for field in fields(mark))
    return [value for value in values if isinstance(value, float | int)]
