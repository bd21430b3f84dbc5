"""Draw a scene with plotly, to point at marks. Nothing is fetched from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from identiteitslab.figures.palette import FONT, PALETTES, SIZE, SMALL, Theme
from identiteitslab.figures.paper import LINE, Paper, lay_out
from identiteitslab.figures.plotly_marks import traces, upright
from identiteitslab.figures.plotly_text import bold, plain
from identiteitslab.figures.scene import Axis, Note

if TYPE_CHECKING:
    from identiteitslab.figures.scene import Row, Rule, Scene

NARROW, WIDE = 360, 760
"""Widths for which names are broken into lines: plotly fills the page, however wide that is."""

Words = dict[str, Any]


def draw(scene: Scene, theme: Theme, notice: str, *, narrow: bool) -> Any:
    """Draw a scene with plotly, on the same margins and rows as the picture."""
    import plotly.graph_objects as go  # noqa: PLC0415 - it takes long and is not always needed

    colours = PALETTES[theme]
    paper = lay_out(scene, NARROW if narrow else WIDE, notice=bool(notice))
    axes = {"xaxis": _along(paper, colours), "yaxis": _upright(paper, colours)}
    figure = go.Figure(traces(paper, colours), layout=_layout(paper, colours, notice) | axes)
    figure.update_layout(annotations=_words(paper, colours, notice), shapes=_shapes(paper, colours))
    return figure


def _layout(paper: Paper, colours: dict[str, str], notice: str) -> Words:
    return {
        # Without this plotly adds its own template, with other colours and small grey words.
        "template": {},
        "font": {"family": FONT, "size": SIZE, "color": colours["text"]},
        "paper_bgcolor": colours["page"],
        "plot_bgcolor": colours["page"],
        "height": paper.height,
        "margin": {"l": paper.left, "r": paper.right, "t": paper.top, "b": paper.foot, "pad": 0},
        "barmode": "overlay",
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours["page"],
            "bordercolor": colours["quiet"],
            "font": {"family": FONT, "size": SIZE, "color": colours["text"]},
            "align": "left",
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xref": "container",
            "y": 1 - (32 if notice else 2) / paper.height,
            "yref": "container",
            "yanchor": "top",
            "font": {"size": SMALL, "color": colours["text"]},
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "normal",
        },
    }


def _along(paper: Paper, colours: dict[str, str]) -> Words:
    axis = paper.scene.x
    return _scale(() if axis.bands else axis.ticks, [axis.low, axis.high], colours)


def _upright(paper: Paper, colours: dict[str, str]) -> Words:
    axis = paper.scene.y
    if isinstance(axis, Axis):
        return _scale(axis.ticks, [axis.low, axis.high], colours)
    return _scale((), [paper.plot_height, 0], colours)


def _scale(
    ticks: tuple[tuple[float, str], ...], reach: list[float], colours: dict[str, str]
) -> Words:
    return {
        "range": reach,
        "tickmode": "array",
        "tickvals": [at for at, _ in ticks],
        "ticktext": [plain(words) for _, words in ticks],
        "tickfont": {"size": SMALL, "color": colours["quiet"]},
        "gridcolor": colours["grid"],
        "zeroline": False,
        "fixedrange": True,
        "automargin": False,
    }


def _text(words: str, colour: str, **place: Any) -> Words:
    size = place.pop("size", SMALL)
    return {
        "text": words,
        "showarrow": False,
        "font": {"size": size, "color": colour},
        "align": "left",
        **place,
    }


def _words(paper: Paper, colours: dict[str, str], notice: str) -> list[Words]:
    scene = paper.scene
    words = [_rule(rule, colours) for rule in scene.rules if rule.label]
    words += [_note(note, paper, colours) for note in scene.of(Note)]
    words += _ends(paper, colours) + _headings(paper, colours)
    if isinstance(scene.y, Axis):
        words += _title(scene.y, paper, colours)
    else:
        for place, row in enumerate(scene.y):
            words += _row(place, row, paper, colours)
    if notice:
        words.append(_notice(notice, paper, colours))
    return words


def _notice(words: str, paper: Paper, colours: dict[str, str]) -> Words:
    return _text(
        bold(words),
        colours["notice"],
        bgcolor=colours["notice-page"],
        borderpad=4,
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="top",
        xshift=4 - paper.left,
        yshift=paper.top - 4,
    )


def _rule(rule: Rule, colours: dict[str, str]) -> Words:
    return _text(bold(rule.label), colours["text"], x=rule.x, yref="paper", y=1, yanchor="bottom")


def _note(note: Note, paper: Paper, colours: dict[str, str]) -> Words:
    away = paper.dot + 3
    across = {"left": ("right", -away), "right": ("left", away)}
    along = {"above": ("bottom", away), "below": ("top", -away)}
    xanchor, xshift = across.get(note.side, ("center", 0))
    yanchor, yshift = along.get(note.side, ("middle", 0))
    return _text(
        (bold if note.strong else plain)(note.text),
        colours["text"],
        x=note.x,
        y=upright(note.y, paper),
        xanchor=xanchor,
        yanchor=yanchor,
        xshift=xshift,
        yshift=yshift,
        align="center" if xanchor == "center" else "left",
    )


def _ends(paper: Paper, colours: dict[str, str]) -> list[Words]:
    """Say under the scale what its ends mean."""
    axis = paper.scene.x
    below = {"xref": "paper", "yref": "paper", "y": 0, "yanchor": "top"}
    below |= {"yshift": -24 if axis.ticks and not axis.bands else -2}
    title = "\n".join(paper.title)
    told = zip((axis.ends[0], title, axis.ends[1]), ("left", "center", "right"), strict=True)
    share = {"left": 0, "center": 0.5, "right": 1}
    return [
        _text(plain(words), colours["quiet"], x=share[side], xanchor=side, **below)
        for words, side in told
        if words
    ]


def _headings(paper: Paper, colours: dict[str, str]) -> list[Words]:
    if not paper.scene.x.bands:
        return []
    return [
        _text(
            bold("\n".join(lines)),
            colours["text"],
            x=at,
            yref="paper",
            y=1,
            yanchor="bottom",
            align="center",
        )
        for (at, _), lines in zip(paper.scene.x.ticks, paper.headings, strict=True)
    ]


def _title(axis: Axis, paper: Paper, colours: dict[str, str]) -> list[Words]:
    if not axis.title:
        return []
    corner = {"xref": "paper", "yref": "paper", "x": 0, "y": 1}
    return [
        _text(
            plain(axis.title),
            colours["quiet"],
            xanchor="left",
            yanchor="bottom",
            xshift=-paper.left,
            yshift=12,
            **corner,
        )
    ]


def _row(place: int, row: Row, paper: Paper, colours: dict[str, str]) -> list[Words]:
    """Write the name of a row, and its text at the far end."""
    strong = row.weight in ("strong", "heading")
    colour = colours["quiet" if row.weight == "quiet" else "text"]
    write = bold if strong else plain
    top, foot = paper.tops[place], paper.tops[place + 1]
    if paper.above and row.weight != "heading":
        foot = top + paper.overhead(place) + 4
    # The page behind a name keeps the lines of the scale out of it.
    name = {"xref": "paper", "y": (top + foot) / 2, "size": SIZE, "bgcolor": colours["page"]}
    words = [
        _text(
            write("\n".join(paper.labels[place])),
            colour,
            x=0,
            xanchor="left",
            xshift=-paper.left,
            **name,
        )
    ]
    if row.aside:
        name["y"] = top + (LINE + 12) / 2 if paper.above else name["y"]
        far = {"x": 1, "xanchor": "right", "xshift": paper.right - 2}
        words.append(_text(write(row.aside), colour, **far, **name))
    return words


def _shapes(paper: Paper, colours: dict[str, str]) -> list[Words]:
    """Draw the upright lines, and a line above rows that stand apart."""
    upright = [
        {
            "type": "line",
            "layer": "above" if rule.dashed else "between",
            "x0": rule.x,
            "x1": rule.x,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {
                "color": colours["text"],
                "width": 2,
                "dash": "dash" if rule.dashed else "solid",
            },
        }
        for rule in paper.scene.rules
    ]
    rows = () if isinstance(paper.scene.y, Axis) else paper.scene.y
    apart = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": paper.tops[place],
            "y1": paper.tops[place],
            "line": {"color": colours["quiet"], "width": 1},
        }
        for place, row in enumerate(rows)
        if row.weight in ("strong", "heading")
    ]
    return upright + apart
