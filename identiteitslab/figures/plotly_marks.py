"""Draw the marks of a scene as plotly traces: one trace for all marks that look the same."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from identiteitslab.figures.palette import LOOKS, SMALL, fill_of, ink_on, is_step
from identiteitslab.figures.plotly_text import plain
from identiteitslab.figures.scene import Axis, Bar, Dot, Line
from identiteitslab.figures.svg_marks import STROKES, dashes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.figures.palette import Look
    from identiteitslab.figures.paper import Paper
    from identiteitslab.figures.scene import Key, Width

Trace = dict[str, Any]
Colours = dict[str, str]
NOWHERE: dict[str, list[None]] = {"x": [None], "y": [None]}


def traces(paper: Paper, colours: Colours) -> list[Trace]:
    """Draw bars, then lines, then dots on top of them."""
    scene = paper.scene
    bars = _alike(scene.of(Bar), lambda bar: (bar.look, bar.thick))
    lines = _alike(scene.of(Line), lambda line: (line.look, line.width))
    dots = _alike(scene.of(Dot), lambda dot: dot.look)
    return [
        *(_bars(some, paper, colours) for some in bars),
        *(_lines(some, paper, colours) for some in lines),
        *(_dots(some, paper, colours) for some in dots),
        *(_key(key, paper, colours) for _, _, key in paper.keys),
    ]


def upright(y: float, paper: Paper) -> float:
    """Give the place of a row in pixels under the top of the plot; a value stays what it is."""
    return y if isinstance(paper.scene.y, Axis) else paper.y(y) - paper.top


def marker(look: Look, colours: Colours, radius: float) -> dict[str, Any]:
    """Give the symbol of a look."""
    colour, page = colours[look.colour], colours["page"]
    rim = colour if look.open else page
    return {
        "symbol": look.symbol,
        "size": 2 * radius + 2,
        "color": page if look.open else colour,
        "opacity": 1,
        "line": {"color": rim, "width": 2},
    }


def line(look: Look, width: Width, colours: Colours) -> dict[str, Any]:
    """Give the line of a look; an interval is drawn softer than the point on it."""
    colour = f"{look.colour}-soft" if width == "thick" else look.colour
    dash = dashes(look, width) or "solid"
    return {"color": colours[colour], "width": STROKES[width], "dash": dash}


def fill(look: Look, colours: Colours) -> dict[str, Any]:
    """Give the fill of a block; hatched blocks and steps of the ramp have an outline."""
    outline = colours[look.colour if look.hatched else "quiet"]
    drawn: dict[str, Any] = {
        "color": fill_of(look, colours),
        "line": {"color": outline, "width": 1 if look.hatched or is_step(look) else 0},
    }
    if look.hatched:
        drawn["pattern"] = {
            "shape": "/",
            "fillmode": "replace",
            "fgcolor": colours[look.colour],
            "bgcolor": colours["page"],
            "size": 8,
            "solidity": 0.5,
        }
    return drawn


def _alike(marks: Sequence[Any], look_of: Any) -> list[list[Any]]:
    """Gather marks that look the same, in order of first appearance."""
    gathered: dict[Any, list[Any]] = {}
    for mark in marks:
        gathered.setdefault(look_of(mark), []).append(mark)
    return list(gathered.values())


def _tells(marks: Sequence[Bar] | Sequence[Dot]) -> Trace:
    """Say what is told when a mark is pointed at."""
    if not any(mark.tells for mark in marks):
        return {"hoverinfo": "skip"}
    told = [plain(mark.tells) for mark in marks]
    return {"customdata": told, "hovertemplate": "%{customdata}<extra></extra>"}


def _bars(bars: Sequence[Bar], paper: Paper, colours: Colours) -> Trace:
    look = LOOKS[bars[0].look]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [bar.start for bar in bars],
        "x": [bar.end - bar.start for bar in bars],
        "y": [upright(bar.y, paper) for bar in bars],
        "width": bars[0].thick * paper.lane,
        "marker": fill(look, colours),
        "text": [plain(bar.text) for bar in bars],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": ink_on(fill_of(look, colours)), "size": SMALL},
        "showlegend": False,
        **_tells(bars),
    }


def _lines(lines: Sequence[Line], paper: Paper, colours: Colours) -> Trace:
    # An empty place between two lines keeps them apart within one trace.
    places = [
        *chain.from_iterable(
            [*((x, upright(y, paper)) for x, y in one.points), (None, None)] for one in lines
        )
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "line": line(LOOKS[lines[0].look], lines[0].width, colours),
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(dots: Sequence[Dot], paper: Paper, colours: Colours) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.x for dot in dots],
        "y": [upright(dot.y, paper) for dot in dots],
        "marker": marker(LOOKS[dots[0].look], colours, paper.dot),
        "cliponaxis": False,
        "showlegend": False,
        **_tells(dots),
    }


def _key(key: Key, paper: Paper, colours: Colours) -> Trace:
    """Make an empty trace that only stands in the legend."""
    look = LOOKS[key.look]
    common = NOWHERE | {"name": plain(key.label), "showlegend": True, "hoverinfo": "skip"}
    if key.mark == "bar":
        return common | {"type": "bar", "orientation": "h", "marker": fill(look, colours)}
    modes = {"dot": "markers", "line": "lines", "interval": "lines+markers"}
    return common | {
        "type": "scatter",
        "mode": modes[key.mark],
        "marker": marker(look, colours, min(paper.dot, 7)),
        "line": line(look, "thick" if key.mark == "interval" else key.width, colours),
    }
