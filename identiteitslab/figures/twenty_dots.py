"""Is A better than B? Twenty equally likely differences, to be counted."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.inputs import column
from identiteitslab.figures.names import told
from identiteitslab.figures.scene import Axis, Dot, Key, Rule, Scene
from identiteitslab.figures.ticks import round_step, round_ticks
from identiteitslab.text.chances import OF, chance
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.comparison.pairwise import DifferenceDots

BINS = 24
"""Dots stand in at most about so many columns."""
DOT = 10.0
NAME = 20
"""Most signs of a name that stands in a key; pages have the whole name."""
LOWEST = 3
"""Room for this many dots on top of each other, at least."""


def twenty_dots(
    difference: DifferenceDots,
    one: str,
    other: str,
    *,
    lang: Lang,
    fictitious: bool = False,
) -> Figure:
    """Show the difference between the totals of two solutions, by name, as twenty dots.

    A column of dots never lies on both sides of zero: a dot is filled where the one scores
    higher, and an open square where it does not.

    Raises
    ------
    ValueError
        There are not twenty finite differences.
    """
    dots = column("difference.dots", difference.dots, OF)
    one, other = told(one, NAME), told(other, NAME)
    width = round_step((max([0.0, *dots]) - min([0.0, *dots])) / BINS)
    columns = Counter(math.ceil(dot / width) - 1 for dot in dots)
    above = sum(many for place, many in columns.items() if place >= 0)
    low, high = (number(end, lang) for end in (min(dots), max(dots)))
    words = {"one": one, "other": other}
    return Figure(
        title=say("figure.dots.title", lang, **words),
        conclusion=say(
            "figure.dots.conclusion", lang, **words, chance=chance(difference.share, lang)
        ),
        alt=say("figure.dots.alt", lang, **words, low=low, high=high, count=above),
        reading=say("figure.dots.reading", lang, one=one),
        columns=tuple(
            say(f"figure.dots.{name}", lang) for name in ("low", "high", "count", "ahead")
        ),
        rows=_table(columns, width, one, other, lang),
        scene=_scene(columns, width, _keys(above, one, other, lang), lang),
        lang=lang,
        fictitious=fictitious,
    )


def _table(
    columns: Counter[int], width: float, one: str, other: str, lang: Lang
) -> tuple[tuple[str, ...], ...]:
    decimals = max(0, -math.floor(math.log10(width) + 1e-9))
    return tuple(
        (
            number(place * width, lang, decimals),
            number((place + 1) * width, lang, decimals),
            number(many, lang),
            _ahead(place, one, other, lang),
        )
        for place, many in sorted(columns.items())
    )


def _ahead(place: int, one: str, other: str, lang: Lang) -> str:
    if place >= 0:
        return say("figure.dots.above", lang, name=one)
    return say("figure.dots.below", lang, name=other)


def _keys(above: int, one: str, other: str, lang: Lang) -> tuple[Key, Key]:
    return (
        Key(say("figure.dots.key_above", lang, name=one, count=above), "main"),
        Key(say("figure.dots.key_below", lang, name=other, count=OF - above), "other"),
    )


def _scene(columns: Counter[int], width: float, keys: tuple[Key, Key], lang: Lang) -> Scene:
    ends = [0.0, min(columns) * width, (max(columns) + 1) * width]
    ticks = round_ticks(min(ends), max(ends), lang)
    tallest = max(LOWEST, *columns.values())
    dots = tuple(
        Dot((place + 0.5) * width, n + 0.5, "main" if place >= 0 else "other")
        for place, many in sorted(columns.items())
        for n in range(many)
    )
    return Scene(
        Axis(ticks[0][0], ticks[-1][0], ticks, say("figure.dots.scale", lang)),
        Axis(0, tallest),
        dots,
        rules=(Rule(0.0, say("figure.dots.zero", lang)),),
        keys=keys,
        height=(2 * DOT + 4) * tallest,
        dot=DOT,
    )
