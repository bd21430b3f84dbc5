"""Does it get better? Each gemeente over the rounds, and the average gemeente."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.inputs import column, matrix, names_of
from identiteitslab.figures.names import told
from identiteitslab.figures.scene import Axis, Dot, Key, Line, Mark, Note, Scene, Side
from identiteitslab.figures.small_groups import LEAST_PEOPLE, may_be_shown
from identiteitslab.figures.ticks import round_ticks, span
from identiteitslab.figures.unit import SCORE, Unit
from identiteitslab.figures.wording import listing
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

NAMED = 7
"""Up to so many gemeenten have their name beside their line."""
LABEL = 16
HEIGHT = 340
APART = 19 / HEIGHT
"""Share of the height between two names beside lines."""
BESIDE = 0.28
"""Share of the width for names beside lines."""


ROOM = 0.05
"""Share of the scale left free at both ends."""


@dataclass(frozen=True)
class _Course:
    name: str
    values: list[float]
    """By round; NaN where nothing may be shown."""
    average: bool = False

    def points(self) -> list[tuple[float, float]]:
        return [(n, value) for n, value in enumerate(self.values, 1) if not np.isnan(value)]


def trend(
    gemeenten: Sequence[str],
    values: ArrayLike,
    average: ArrayLike,
    *,
    people: ArrayLike | None,
    lang: Lang,
    unit: Unit = SCORE,
    least: int = LEAST_PEOPLE,
    fictitious: bool = False,
) -> Figure:
    """Show what each gemeente measured in each round, and the average gemeente.

    Parameters
    ----------
    gemeenten
        Names.
    values
        Value by round, ``(gemeenten, rounds)``; NaN where a gemeente did not measure.
    average
        The average gemeente by round, ``(rounds,)``; NaN where it is not known.
    people
        Participants, ``(gemeenten, rounds)``; None only where no people were measured. Groups
        smaller than ``least`` are left out, and so is the average of a round without any other.

    Raises
    ------
    ValueError
        No rounds, nothing that may be shown, or numbers of the wrong shape.
    """
    labels = names_of("gemeenten", gemeenten)
    rounds = int(np.shape(values)[-1]) if np.ndim(values) else 0
    given = matrix("values", values, (len(labels), rounds))
    small = np.zeros(given.shape, dtype=np.bool_)
    if people is not None:
        counted = np.where(np.isnan(given), least, matrix("people", people, given.shape))
        small = ~may_be_shown(counted, least)
    shown = np.where(small, np.nan, given)
    whole = np.array(column("average", average, rounds, missing=True))
    whole[np.isnan(shown).all(axis=0)] = np.nan
    if rounds == 0 or np.isnan(whole).all():
        raise ValueError("values has no round that may be shown; expected 1 or more")
    courses = [_Course(name, row) for name, row in zip(labels, shown.tolist(), strict=True)]
    middle = _Course(say("figure.trend.average", lang), whole.tolist(), average=True)
    return Figure(
        title=say("figure.trend.title", lang),
        conclusion=_conclusion(middle, unit, lang),
        alt=_alt(courses, middle, rounds, unit, lang),
        reading=say("figure.trend.reading", lang, least=least),
        columns=(
            say("figure.trend.column", lang),
            *(say("figure.trend.round", lang, round=n) for n in range(1, rounds + 1)),
        ),
        rows=_table(courses, middle, small, unit, lang),
        scene=_scene(courses, middle, rounds, unit, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _table(
    courses: list[_Course], middle: _Course, small: NDArray[np.bool_], unit: Unit, lang: Lang
) -> tuple[tuple[str, ...], ...]:
    def cell(value: float, hidden: bool) -> str:
        if hidden:
            return say("figure.trend.hidden", lang)
        if np.isnan(value):
            return say("figure.trend.none", lang)
        return number(value, lang, unit.decimals)

    flags = [*small.tolist(), [False] * len(middle.values)]
    return tuple(
        (one.name, *(cell(value, hide) for value, hide in zip(one.values, hidden, strict=True)))
        for one, hidden in zip([*courses, middle], flags, strict=True)
    )


def _conclusion(middle: _Course, unit: Unit, lang: Lang) -> str:
    points = middle.points()
    if len(points) == 1:
        return say("figure.trend.conclusion_one", lang)
    first, last = (number(points[end][1], lang, unit.decimals) for end in (0, -1))
    return say("figure.trend.conclusion", lang, first=first, last=last)


def _alt(courses: list[_Course], middle: _Course, rounds: int, unit: Unit, lang: Lang) -> str:
    values = [
        say("figure.trend.told", lang, round=int(n), value=number(value, lang, unit.decimals))
        for n, value in middle.points()
    ]
    count = sum(bool(one.points()) for one in courses)
    return say("figure.trend.alt", lang, count=count, rounds=rounds, values=listing(values, lang))


def _scene(courses: list[_Course], middle: _Course, rounds: int, unit: Unit, lang: Lang) -> Scene:
    drawn = [one for one in (*courses, middle) if one.points()]
    values = [value for one in drawn for _, value in one.points()]
    ticks = round_ticks(*(unit.reach or span(values)), lang)
    low, high = min([ticks[0][0], *values]), max([ticks[-1][0], *values])
    room = ROOM * (high - low)
    named = drawn if len(drawn) - 1 <= NAMED else [middle]
    marks = [mark for one in drawn for mark in _course(one, unit, lang)]
    marks += _names(named, drawn, rounds, APART * (high - low))
    length = (rounds - 1 + 0.4) / (1 - BESIDE)
    title = unit.name or say("figure.trend.score", lang)
    return Scene(
        Axis(
            0.8,
            0.8 + length,
            tuple(
                (float(n), say("figure.trend.round", lang, round=n)) for n in range(1, rounds + 1)
            ),
        ),
        Axis(low - room, high + room, ticks, title),
        tuple(marks),
        keys=(
            Key(say("figure.trend.key_gemeente", lang), "quiet", "line", "thin"),
            Key(say("figure.trend.key_average", lang), "whole", "line"),
        ),
        height=HEIGHT,
        dot=5,
    )


def _course(one: _Course, unit: Unit, lang: Lang) -> list[Mark]:
    look, points = ("whole", one.points()) if one.average else ("quiet", one.points())
    marks: list[Mark] = []
    if len(points) > 1:
        marks.append(Line(tuple(points), look, "plain" if one.average else "thin"))
    for n, value in points:
        words = {"round": int(n), "value": number(value, lang, unit.decimals)}
        tells = say("figure.trend.points_at", lang, name=told(one.name), **words)
        marks.append(Dot(n, value, look, tells))
    return marks


def _names(named: list[_Course], drawn: list[_Course], last: int, apart: float) -> list[Note]:
    """Put names beside the lines that reach the last round, and at the end of the others."""
    ends = sorted(((*one.points()[-1], one) for one in named), key=lambda end: end[1])
    beside = [end for end in ends if end[0] == last]
    heights = spread([value for _, value, _ in beside], apart)
    notes = [
        Note(x, y, _label(one), strong=one.average)
        for y, (x, _, one) in zip(heights, beside, strict=True)
    ]
    earlier = [end for end in ends if end[0] != last]
    return notes + [
        Note(x, y, _label(one), _side(int(x), y, drawn), one.average) for x, y, one in earlier
    ]


def _side(round_: int, value: float, drawn: list[_Course]) -> Side:
    """Give the side of a point where there is most room to the next line."""
    others = [one.values[round_ - 1] for one in drawn]
    up = min((other - value for other in others if other > value), default=math.inf)
    down = min((value - other for other in others if other < value), default=math.inf)
    return "above" if up >= down else "below"


def _label(one: _Course) -> str:
    return one.name if one.average else told(one.name, LABEL)


def spread(places: list[float], apart: float) -> list[float]:
    """Move sorted places as little as it takes to keep them apart."""
    # The best places that may touch are the running means of what each place asks for (isotonic).
    asked = [place - n * apart for n, place in enumerate(places)]
    blocks: list[tuple[float, int]] = []
    for place in asked:
        total, count = place, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            total, count = total + blocks[-1][0], count + blocks[-1][1]
            blocks.pop()
        blocks.append((total, count))
    means = [total / count for total, count in blocks for _ in range(count)]
    return [mean + n * apart for n, mean in enumerate(means)]
