"""Draw the marks of a scene as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from identiteitslab.figures.names import text_width, wrap
from identiteitslab.figures.palette import LOOKS, SMALL, fill_of, ink_on, is_step
from identiteitslab.figures.paper import LINE
from identiteitslab.figures.scene import Bar, Dot, Line, Note
from identiteitslab.figures.svg_tags import short, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.figures.palette import Look
    from identiteitslab.figures.paper import Paper
    from identiteitslab.figures.scene import Mark, Width

STROKES: dict[Width, float] = {"thin": 1.5, "plain": 3.0, "thick": 6.0}


@dataclass(frozen=True)
class Pen:
    """What every stroke needs: the paper, the colours by name, and the id of the drawing."""

    paper: Paper
    colours: dict[str, str]
    id: str


def draw_mark(mark: Mark, pen: Pen) -> str:
    """Draw one mark at its place on paper."""
    paper = pen.paper
    if isinstance(mark, Bar):
        return _bar(mark, pen)
    if isinstance(mark, Line):
        places = [(paper.x(x), paper.y(y)) for x, y in mark.points]
        return stroke(places, LOOKS[mark.look], mark.width, pen)
    if isinstance(mark, Dot):
        return symbol(paper.x(mark.x), paper.y(mark.y), LOOKS[mark.look], pen)
    return _note(mark, pen)


def hatch(look: Look, pen: Pen) -> str:
    """Define the pattern of a hatched look."""
    line = tag("path", d="M0 0V7", stroke=pen.colours[look.colour], stroke_width=4.0)
    page = tag("rect", width=7, height=7, fill=pen.colours["page"])
    return tag(
        "pattern",
        inside=page + line,
        id=f"{pen.id}-{look.colour}",
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def stroke(places: Sequence[tuple[float, float]], look: Look, width: Width, pen: Pen) -> str:
    """Draw a line; an interval is drawn softer than the point on it."""
    colour = f"{look.colour}-soft" if width == "thick" else look.colour
    return tag(
        "polyline",
        points=" ".join(f"{short(x)},{short(y)}" for x, y in places),
        fill="none",
        stroke=pen.colours[colour],
        stroke_width=STROKES[width],
        stroke_linejoin="round",
        stroke_dasharray=dashes(look, width),
    )


def dashes(look: Look, width: Width) -> str:
    """Give the dashes of a look."""
    if not look.dashed:
        return ""
    return "5,4" if width == "thick" else "7,4"


def symbol(x: float, y: float, look: Look, pen: Pen) -> str:
    """Draw a symbol with a rim in the colour of the page, so that it stands out on its line."""
    colour, page = pen.colours[look.colour], pen.colours["page"]
    radius = pen.paper.dot
    ink: dict[str, Any] = {
        "fill": page if look.open else colour,
        "stroke": colour if look.open else page,
        "stroke_width": 2.0,
    }
    if look.symbol == "circle":
        return tag("circle", cx=x, cy=y, r=radius, **ink)
    if look.symbol == "square":
        side = 1.7 * radius
        return tag("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, **ink)
    reach = 1.4 * radius
    corners = [(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)]
    return tag("polygon", points=" ".join(f"{short(a)},{short(b)}" for a, b in corners), **ink)


def block(left: float, top: float, width: float, height: float, look: Look, pen: Pen) -> str:
    """Draw a block; hatched blocks and steps of the ramp have an outline."""
    outlined = look.hatched or is_step(look)
    return tag(
        "rect",
        x=left,
        y=top,
        width=width,
        height=height,
        fill=f"url(#{pen.id}-{look.colour})" if look.hatched else fill_of(look, pen.colours),
        stroke=pen.colours[look.colour if look.hatched else "quiet"] if outlined else "",
        stroke_width=1.0 if outlined else "",
    )


def _bar(mark: Bar, pen: Pen) -> str:
    look, paper = LOOKS[mark.look], pen.paper
    left, right = sorted((paper.x(mark.start), paper.x(mark.end)))
    height = paper.lane * mark.thick
    middle = paper.y(mark.y)
    drawn = block(left, middle - height / 2, right - left, height, look, pen)
    if not mark.text:
        return drawn
    words = [line for part in mark.text.split("\n") for line in wrap(part, right - left, SMALL)]
    if max(text_width(line, SMALL) for line in words) > right - left:
        return drawn
    first = middle - LINE * (len(words) - 1) / 2 + 0.35 * SMALL
    return drawn + "".join(
        tag(
            "text",
            line,
            x=(left + right) / 2,
            y=first + LINE * number,
            text_anchor="middle",
            font_size=SMALL,
            fill=ink_on(fill_of(look, pen.colours)),
        )
        for number, line in enumerate(words)
    )


def _note(mark: Note, pen: Pen) -> str:
    paper = pen.paper
    x, y = paper.x(mark.x), paper.y(mark.y)
    away = paper.dot + 5
    lines = mark.text.split("\n")
    anchor = {"left": "end", "right": "start", "above": "middle", "below": "middle"}[mark.side]
    x += {"left": -away, "right": away}.get(mark.side, 0.0)
    middle = y + 0.35 * SMALL - LINE * (len(lines) - 1) / 2
    above = y - away - LINE * (len(lines) - 1)
    first = {"above": above, "below": y + away + 0.7 * SMALL}.get(mark.side, middle)
    return "".join(
        tag(
            "text",
            line,
            x=x,
            y=first + LINE * number,
            text_anchor=anchor,
            font_size=SMALL,
            font_weight="bold" if mark.strong else "",
            fill=pen.colours["text"],
        )
        for number, line in enumerate(lines)
    )
