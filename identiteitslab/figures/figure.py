"""A figure: what it asks, what it answers, how to read it, its table, and two ways to draw it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from identiteitslab.figures import plotly_drawing, svg_drawing
from identiteitslab.figures.html_table import html_table
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from identiteitslab.figures.palette import Theme
    from identiteitslab.figures.scene import Scene

WIDE = 720
"""Width of a drawing in pixels; below ``paper.NARROW`` names stand above their row."""


@dataclass(frozen=True)
class Figure:
    """One question and its answer, as words, as a table and as a drawing of the same numbers.

    Parameters
    ----------
    title
        The question.
    conclusion
        The answer in one or two sentences.
    alt
        For who does not see the drawing: what it shows, with numbers.
    reading
        How to read it.
    columns, rows
        The table, in words and numbers as people read them.
    scene
        What is drawn.
    fictitious
        Made-up data: both drawings say so.

    Examples
    --------
    In a notebook the last line of a cell is enough: a figure shows itself.

    >>> from identiteitslab import Lab
    >>> figure = Lab.open().evaluate(draws=16384).figure("weights", lang="en")
    >>> figure.title
    'What counts how much?'
    >>> figure.table.head(2)
        Subject Evenly balanced (points)
    0  Security                       20
    1   Privacy                       20
    >>> figure.svg("print")[:4]
    '<svg'
    """

    title: str
    conclusion: str
    alt: str
    reading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    scene: Scene
    lang: Lang
    fictitious: bool = False

    @cached_property
    def table(self) -> pd.DataFrame:
        """Give the table behind the drawing, ready to be shown."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a table pays for it

        return pd.DataFrame(list(self.rows), columns=list(self.columns), dtype="str")

    @property
    def notice(self) -> str:
        """Give the words on drawings of made-up data; empty for real data."""
        return say("figure.fictitious", self.lang) if self.fictitious else ""

    def svg(self, theme: Theme = "light", width: int = WIDE) -> str:
        """Draw as a picture that needs nothing else: the same figure gives the same bytes.

        Parameters
        ----------
        theme
            "light", "dark" or "print".
        width
            In pixels, at least 280; with less than 520 names stand above their row.
        """
        return svg_drawing.draw(
            self.scene, self.title, self.alt, theme, width, self.notice, self.lang
        )

    def plotly(self, theme: Theme = "light", *, narrow: bool = False) -> Any:
        """Draw as a plotly figure, to point at and zoom; show it with ``theme=None``.

        Parameters
        ----------
        theme
            "light", "dark" or "print".
        narrow
            For a screen under 520 pixels: names stand above their row.
        """
        return plotly_drawing.draw(self.scene, theme, self.notice, narrow=narrow)

    def table_html(self) -> str:
        """Give the table as HTML, with headings that screen readers announce."""
        return html_table(self.title, self.columns, self.rows)

    def _repr_html_(self) -> str:
        words = "".join(f"<p>{escape(text)}</p>" for text in (self.conclusion, self.reading))
        return (
            f'<div lang="{self.lang}"><p><strong>{escape(self.title)}</strong></p>'
            f"{words}{self.svg()}{self.table_html()}</div>"
        )

    def _repr_mimebundle_(self, **_asked: Any) -> dict[str, str]:
        """Show itself in a notebook; where nothing can be drawn, in words."""
        words = f"{self.title}\n{self.conclusion}\n{self.alt}"
        return {"text/html": self._repr_html_(), "text/plain": words}
