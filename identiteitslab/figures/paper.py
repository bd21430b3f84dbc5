"""Where things stand on paper: margins, rows and keys, in pixels, for a given width."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from identiteitslab.figures.names import text_width, wrap
from identiteitslab.figures.palette import SIZE, SMALL
from identiteitslab.figures.scene import Axis, Row, Scene

if TYPE_CHECKING:
    from identiteitslab.figures.scene import Key

    PlacedKey = tuple[float, float, Key]

NARROW = 520
"""Below this width names stand above their row."""
LEAST = 280
"""Narrower than this nothing can be read."""
LINE = 18
"""Height of a line of text."""
GAP = 12
BAND = 88
"""Least width of a column of a grid."""
LOWER = 6
"""So much less height marks get under a name that stands above its row."""
FULL = 720
"""From this width dots have their full size."""
LABEL_SHARE = 0.36
"""Most of the width that names beside the rows may take."""
KEY = 30
"""Width of the sample of a key."""

ROW_LINES = 4
"""Most lines of the name of a row."""
KEY_LINE = 23
"""Height of a line of keys."""

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """The plot is the box of ``plot_width`` by ``plot_height`` with its corner at left, top."""

    scene: Scene
    above: bool
    """Names stand above their row."""
    left: float
    right: float
    top: float
    foot: float
    plot_width: float
    labels: tuple[Lines, ...]
    headings: tuple[Lines, ...]
    title: Lines
    """What the scale along the paper counts."""
    keys: tuple[PlacedKey, ...]
    """Left, middle and key."""

    @property
    def width(self) -> float:
        """Give the width of the whole drawing."""
        return self.left + self.plot_width + self.right

    @property
    def height(self) -> float:
        """Give the height of the whole drawing."""
        return self.top + self.plot_height + self.foot

    @property
    def plot_height(self) -> float:
        """Give the height of the plot."""
        return self.tops[-1] if self.labels else self.scene.height

    @cached_property
    def tops(self) -> tuple[float, ...]:
        """Give where each row begins under the top of the plot, and where the last one ends."""
        return tuple(accumulate(map(self.row_height, range(len(self.labels))), initial=0.0))

    def row_height(self, place: int) -> float:
        """Give the height of a row: beside their names all are as high as the highest."""
        if self.above:
            return self.overhead(place) + self.lane
        return max([self.scene.lane, *(LINE * len(label) + 8 for label in self.labels)])

    def overhead(self, place: int) -> float:
        """Give what a name takes of its row when it stands above it."""
        return LINE * len(self.labels[place]) + 8 if self.above else 0.0

    @property
    def lane(self) -> float:
        """Give the height that marks may fill in each row."""
        return self.scene.lane - LOWER if self.above else self.row_height(0)

    @property
    def dot(self) -> float:
        """Give the radius of a dot: smaller on narrow paper."""
        return min(self.scene.dot, max(5.5, self.scene.dot * self.width / FULL))

    def x(self, value: float) -> float:
        """Give the place of a value along the paper."""
        return self.left + self.plot_width * self.scene.x.share(value)

    def y(self, value: float) -> float:
        """Give the place of a row, or of a value on an upright scale."""
        if isinstance(self.scene.y, Axis):
            return self.top + self.plot_height * (1 - self.scene.y.share(value))
        place = round(value)
        middle = self.top + self.tops[place + 1] - self.lane / 2
        return middle + (value - place) * self.lane


def lay_out(scene: Scene, width: int, *, notice: bool) -> Paper:
    """Divide the paper.

    Raises
    ------
    ValueError
        The width is too small to read anything.
    """
    if width < LEAST:
        raise ValueError(f"width is {width}; expected {LEAST} or more")
    rows = () if isinstance(scene.y, Axis) else scene.y
    above = bool(rows) and width < NARROW
    aside = aside_width(rows)
    label = width - aside - 2 * GAP if above else label_width(rows, width)
    left, right = _sides(scene, label, aside, above=above)
    plot_width = max(width - left - right, BAND * len(scene.x.ticks) * scene.x.bands)
    band = plot_width / max(1, len(scene.x.ticks))
    headings = tuple(wrap(words, band - 8, SMALL, 3) for _, words in scene.x.ticks)
    title = wrap(scene.x.title, plot_width, SMALL, 3) if scene.x.title else ()
    keys, top = _keys(scene, left + plot_width + right, 36.0 if notice else 6.0)
    return Paper(
        scene,
        above,
        left,
        right,
        top + _head(scene, headings),
        _foot(scene, len(title)),
        plot_width,
        tuple(row_lines(row, label, width) for row in rows),
        headings,
        title,
        keys,
    )


def label_width(rows: tuple[Row, ...], width: float) -> float:
    """Give the width of names beside their rows."""
    longest = max(
        (text_width(row.label, SIZE) for row in rows if row.weight != "heading"), default=0
    )
    return min(longest, LABEL_SHARE * width)


def aside_width(rows: tuple[Row, ...]) -> float:
    """Give the width of the texts at the far end of rows."""
    longest = max((text_width(row.aside, SIZE) for row in rows), default=0.0)
    return longest + GAP if longest else 0.0


def row_lines(row: Row, label: float, width: float) -> Lines:
    """Break the name of a row; a heading may run over the whole width."""
    return wrap(row.label, width - GAP if row.weight == "heading" else label, SIZE, ROW_LINES)


def _sides(scene: Scene, label: float, aside: float, *, above: bool) -> tuple[float, float]:
    if isinstance(scene.y, Axis):
        ticks = [text_width(words, SMALL) for _, words in scene.y.ticks]
        return max(ticks, default=0.0) + GAP, 2.0 * GAP
    if above:
        return GAP, 1.5 * GAP
    return label + GAP, max(aside, 1.5 * GAP)


def _head(scene: Scene, headings: tuple[Lines, ...]) -> float:
    """Give the height above the plot, under the keys."""
    height = LINE + 6 if any(rule.label for rule in scene.rules) else 0
    if isinstance(scene.y, Axis):
        height += LINE + 12 if scene.y.title else 0
    if scene.x.bands:
        height += LINE * max((len(lines) for lines in headings), default=0) + 8
    return height + 4


def _foot(scene: Scene, title_lines: int) -> float:
    """Give the height under the plot: ticks, then what the ends and the scale mean."""
    ticks = 24 if scene.x.ticks and not scene.x.bands else 0
    words = max(title_lines, 1 if any(scene.x.ends) else 0)
    return ticks + LINE * words + 12


def _keys(scene: Scene, width: float, top: float) -> tuple[tuple[PlacedKey, ...], float]:
    """Put keys in one line where they fit, else in columns; give where they end."""
    room = width - KEY
    keys = [replace(key, label=wrap(key.label, room, SMALL, 1)[0]) for key in scene.keys]
    widths = [KEY + text_width(key.label, SMALL) + GAP for key in keys]
    columns = len(keys)
    if sum(widths) > width:
        columns = max(1, int(width / max(widths)))
        widths = [max(widths)] * len(keys)
    placed = tuple(
        (sum(widths[n - n % columns : n]), top + 10 + KEY_LINE * (n // columns), key)
        for n, key in enumerate(keys)
    )
    return placed, placed[-1][1] + 18 if placed else top
