"""A figure on a page: question, answer, drawing, how to read it, and its table one click away."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import NOTHING, Html, block, tag
from identiteitslab.dashboard.parts.pieces import more
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.parts.frame import Theme
    from identiteitslab.figures.figure import Figure

WIDE, NARROW = 860, 340


def figure(shown: Figure, theme: Theme, source: str = "") -> Html:
    """Give a figure; a narrow screen gets its own drawing, so that letters stay readable.

    Parameters
    ----------
    shown, theme
        What to draw, for light or dark.
    source
        What the numbers come from, under the table.
    """
    return block(
        tag("h3", shown.title),
        tag("p", tag("strong", shown.conclusion)),
        _picture(shown, theme, WIDE, "lab-wide"),
        _picture(shown, theme, NARROW, "lab-narrow"),
        tag("p", shown.reading, class_="lab-quiet"),
        more(
            say("page.table_and_source", shown.lang),
            figure_table(shown),
            tag("p", source, class_="lab-quiet") if source else NOTHING,
        ),
        class_="lab-figure",
    )


def figure_table(shown: Figure) -> Html:
    """Give the table behind a figure."""
    columns = [Column(name) for name in shown.columns]
    return table(shown.title, columns, [Row(row[0], row[1:]) for row in shown.rows])


def _picture(shown: Figure, theme: Theme, width: int, class_: str) -> Html:
    drawn = b64encode(shown.svg(theme, width).encode()).decode()
    return tag("img", src=f"data:image/svg+xml;base64,{drawn}", alt=shown.alt, class_=class_)
