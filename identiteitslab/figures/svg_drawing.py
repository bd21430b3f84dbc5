"""Draw a scene as SVG: plain tags, no script, no style sheet, nothing from elsewhere."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from identiteitslab.figures.names import text_width
from identiteitslab.figures.palette import FONT, LOOKS, PALETTES, SIZE, SMALL, Theme
from identiteitslab.figures.paper import KEY, LINE, lay_out
from identiteitslab.figures.scene import Axis
from identiteitslab.figures.svg_marks import Pen, block, draw_mark, hatch, stroke, symbol
from identiteitslab.figures.svg_tags import short, tag

if TYPE_CHECKING:
    from identiteitslab.figures.scene import Key, Row, Scene
    from identiteitslab.text.lookup import Lang

UNNAMED = "f-not-named-yet"
"""Stands for the name of a drawing until that is known."""


def draw(
    scene: Scene, title: str, alt: str, theme: Theme, width: int, notice: str, lang: Lang
) -> str:
    """Draw a scene with its title and description for screen readers.

    Raises
    ------
    ValueError
        The width is too small to read anything.
    """
    paper = lay_out(scene, width, notice=bool(notice))
    drawn = _draw(title, alt, notice, Pen(paper, PALETTES[theme], UNNAMED), lang)
    # Two drawings on one page may not share an id, and the same drawing always has the same one:
    # made from what is seen, as numbers may differ in decimals that are not.
    return drawn.replace(UNNAMED, f"f{hashlib.sha256(drawn.encode()).hexdigest()[:10]}")


def _draw(title: str, alt: str, notice: str, pen: Pen, lang: Lang) -> str:
    scene, paper = pen.paper.scene, pen.paper
    parts = [
        tag("title", title, id=f"{pen.id}-title"),
        tag("desc", alt, id=f"{pen.id}-alt"),
        _hatches(pen),
        tag("rect", width=paper.width, height=paper.height, fill=pen.colours["page"]),
        _notice(notice, pen),
        "".join(_key(left, middle, key, pen) for left, middle, key in paper.keys),
        _along(pen),
        _upright(scene.y, pen) if isinstance(scene.y, Axis) else _rows(scene.y, pen),
        _rules(pen, dashed=False),
        tag("g", inside="".join(draw_mark(mark, pen) for mark in scene.marks)),
        _rules(pen, dashed=True),
    ]
    return tag(
        "svg",
        inside="".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {short(paper.width)} {short(paper.height)}",
        width=paper.width,
        height=paper.height,
        role="img",
        lang=lang,
        aria_labelledby=f"{pen.id}-title {pen.id}-alt",
        font_family=FONT,
    )


def _write(
    words: str, x: float, y: float, pen: Pen, *, anchor: str = "start", size: int = SMALL,
    colour: str = "quiet", bold: bool = False,
) -> str:  # fmt: skip
    """Write one line, centred on a height."""
    return tag(
        "text",
        words,
        x=x,
        y=y + 0.35 * size,
        text_anchor="" if anchor == "start" else anchor,
        font_size=size,
        font_weight="bold" if bold else "",
        fill=pen.colours[colour],
    )


def _straight(x1: float, y1: float, x2: float, y2: float, pen: Pen, **ink: Any) -> str:
    given: dict[str, Any] = {"stroke": pen.colours["grid"], "stroke_width": 1.0} | ink
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **given)


def _hatches(pen: Pen) -> str:
    things = [*pen.paper.scene.marks, *pen.paper.scene.keys]
    looks = {LOOKS[thing.look] for thing in things if hasattr(thing, "look")}
    hatched = sorted((look for look in looks if look.hatched), key=lambda look: look.colour)
    return tag("defs", inside="".join(hatch(look, pen) for look in hatched)) if hatched else ""


def _notice(words: str, pen: Pen) -> str:
    if not words:
        return ""
    width = text_width(words, SMALL) + 24
    page = tag("rect", width=width, height=24, fill=pen.colours["notice-page"])
    edge = tag("rect", width=5, height=24, fill=pen.colours["notice"])
    return page + edge + _write(words, 14, 12, pen, colour="notice", bold=True)


def _key(left: float, middle: float, key: Key, pen: Pen) -> str:
    look, reach = LOOKS[key.look], KEY - 8
    if key.mark == "bar":
        sample = block(left + 1, middle - 8, reach, 16, look, pen)
    elif key.mark == "line":
        sample = stroke([(left, middle), (left + reach, middle)], look, key.width, pen)
    else:
        sample = symbol(left + reach / 2 + 1, middle, look, pen)
    if key.mark == "interval":
        sample = stroke([(left, middle), (left + reach, middle)], look, "thick", pen) + sample
    return sample + _write(key.label, left + KEY, middle, pen, colour="text")


def _along(pen: Pen) -> str:
    """Draw what belongs to the scale along the paper: lines, ticks, and what its ends mean."""
    paper, axis = pen.paper, pen.paper.scene.x
    if axis.bands:
        return _headings(pen)
    bottom = paper.top + paper.plot_height
    drawn = [
        _straight(paper.x(at), top, paper.x(at), foot, pen)
        for at, _ in axis.ticks
        for top, foot in _stretches(pen)
    ]
    drawn += [
        _write(words, paper.x(at), bottom + 14, pen, anchor="middle") for at, words in axis.ticks
    ]
    left, right = paper.left, paper.left + paper.plot_width
    middle = bottom + (36 if axis.ticks else 14)
    low, high = axis.ends
    drawn += [
        _write(low, left, middle, pen) if low else "",
        *(
            _write(line, (left + right) / 2, middle + LINE * number, pen, anchor="middle")
            for number, line in enumerate(paper.title)
        ),
        _write(high, right, middle, pen, anchor="end") if high else "",
    ]
    return "".join(drawn)


def _stretches(pen: Pen) -> list[tuple[float, float]]:
    """Give where upright lines run: behind the marks, never through a name above its row."""
    paper = pen.paper
    if not isinstance(paper.scene.y, Axis):
        plain = [place for place, row in enumerate(paper.scene.y) if row.weight != "heading"]
        return [
            (paper.top + paper.tops[n] + paper.overhead(n), paper.top + paper.tops[n + 1])
            for n in plain
        ]
    return [(paper.top, paper.top + paper.plot_height)]


def _headings(pen: Pen) -> str:
    paper = pen.paper
    return "".join(
        _write(
            line,
            paper.x(at),
            paper.top - 10 - LINE * (len(lines) - 1 - number) - 4,
            pen,
            anchor="middle",
            colour="text",
            bold=True,
        )
        for (at, _), lines in zip(paper.scene.x.ticks, paper.headings, strict=True)
        for number, line in enumerate(lines)
    )


def _upright(axis: Axis, pen: Pen) -> str:
    paper = pen.paper
    right = paper.left + paper.plot_width
    drawn = [
        _straight(paper.left, paper.y(at), right, paper.y(at), pen)
        + _write(words, paper.left - 8, paper.y(at), pen, anchor="end")
        for at, words in axis.ticks
    ]
    title = _write(axis.title, 0, paper.top - 22, pen) if axis.title else ""
    return "".join(drawn) + title


def _rows(rows: tuple[Row, ...], pen: Pen) -> str:
    return "".join(_row(place, row, pen) for place, row in enumerate(rows))


def _row(place: int, row: Row, pen: Pen) -> str:
    """Draw a thin line above a row, its name, and its text at the far end."""
    paper, lines = pen.paper, pen.paper.labels[place]
    top, height = paper.top + paper.tops[place], paper.row_height(place)
    heading = row.weight == "heading"
    strong = heading or row.weight == "strong"
    edge: dict[str, Any] = {"stroke": pen.colours["quiet"]} if strong else {}
    drawn = _straight(0, top, paper.width, top, pen, **edge) if place or strong else ""
    middle = top + (height if heading or not paper.above else paper.overhead(place) + 4) / 2
    first = middle - LINE * (len(lines) - 1) / 2
    colour = "quiet" if row.weight == "quiet" else "text"
    for number, line in enumerate(lines):
        at = first + LINE * number
        drawn += _write(line, 0, at, pen, size=SIZE, colour=colour, bold=strong)
    if row.aside:
        at = first if paper.above else middle
        far = paper.width - 2
        drawn += _write(
            row.aside, far, at, pen, anchor="end", size=SIZE, colour=colour, bold=strong
        )
    return drawn


def _rules(pen: Pen, *, dashed: bool) -> str:
    """Draw upright lines with their words: solid ones under the marks, dashed ones over them."""
    ink: dict[str, Any] = {"stroke": pen.colours["text"], "stroke_width": 2.0}
    ink |= {"stroke_dasharray": "6,4" if dashed else ""}
    drawn = ""
    for rule in (rule for rule in pen.paper.scene.rules if rule.dashed == dashed):
        x = pen.paper.x(rule.x)
        drawn += "".join(_straight(x, top, x, foot, pen, **ink) for top, foot in _stretches(pen))
        drawn += _rule_words(rule.label, x, pen) if rule.label else ""
    return drawn


def _rule_words(words: str, x: float, pen: Pen) -> str:
    """Put words above a line, moved inwards where they would leave the paper."""
    half = text_width(words, SMALL) / 2
    x = max(half, min(x, pen.paper.width - half))
    return _write(words, x, pen.paper.top - 10, pen, anchor="middle", colour="text", bold=True)
