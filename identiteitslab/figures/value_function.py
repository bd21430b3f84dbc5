"""Which outcome gets which score? The line through the anchors of a value function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.names import clean
from identiteitslab.figures.scene import Axis, Dot, Line, Mark, Scene
from identiteitslab.figures.ticks import Ticks, score_ticks, span
from identiteitslab.figures.wording import listing
from identiteitslab.scoring.value_functions import on_scale
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import exact, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.criteria.model import ValueFunction

CROWDED = 0.08
"""Ticks closer than this share of the scale would run into each other."""
ROOM = 0.05
"""Share of the scale left free at both ends."""


def value_function(
    function: ValueFunction,
    unit: str,
    *,
    lang: Lang,
    write: Callable[[float], str] | None = None,
    fictitious: bool = False,
) -> Figure:
    """Show how a measured value becomes a score.

    Parameters
    ----------
    function
        Scale and anchors.
    unit
        Of the measured value, in words.
    write
        How a measured value is written; with all its decimals by default.
    """
    unit = clean(unit)
    points = sorted(function.points)
    written = [write(value) if write else exact(value, lang) for value, _ in points]
    told = [
        say("figure.value_function.told", lang, measured=words, score=number(score, lang))
        for words, (_, score) in zip(written, points, strict=True)
    ]
    shape = say(f"figure.value_function.{function.scale}", lang)
    return Figure(
        title=say("figure.value_function.title", lang),
        conclusion=_conclusion(written, [score for _, score in points], lang),
        alt=say("figure.value_function.alt", lang, count=len(points), points=listing(told, lang)),
        reading=say("figure.value_function.reading", lang, shape=shape),
        columns=(
            say("figure.value_function.measured", lang, unit=unit),
            say("figure.score", lang),
        ),
        rows=tuple(
            (words, number(score, lang)) for words, (_, score) in zip(written, points, strict=True)
        ),
        scene=_scene(function, unit, written, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _conclusion(written: list[str], scores: list[float], lang: Lang) -> str:
    best, worst = scores.index(max(scores)), scores.index(min(scores))
    return say(
        "figure.value_function.conclusion",
        lang,
        best=written[best],
        best_score=number(scores[best], lang),
        worst=written[worst],
        worst_score=number(scores[worst], lang),
    )


def _scene(function: ValueFunction, unit: str, written: list[str], lang: Lang) -> Scene:
    points = sorted(function.points)
    places = on_scale([value for value, _ in points], function.scale).tolist()
    anchors = [(place, score) for place, (_, score) in zip(places, points, strict=True)]
    low, high = span(places)
    room = ROOM * (high - low)
    marks: list[Mark] = []
    if function.scale != "levels":
        first, last = anchors[0][1], anchors[-1][1]
        line = [(low - room, first), *anchors, (high + room, last)]
        marks.append(Line(tuple(line), "main"))
    marks += [
        Dot(
            place,
            score,
            "main",
            say("figure.value_function.points_at", lang, measured=words, score=number(score, lang)),
        )
        for (place, score), words in zip(anchors, written, strict=True)
    ]
    return Scene(
        Axis(
            low - room,
            high + room,
            _readable(list(zip(places, written, strict=True)), high - low),
            say("figure.value_function.scale", lang, unit=unit),
        ),
        Axis(-5, 105, score_ticks(lang), say("figure.value_function.score", lang)),
        tuple(marks),
        height=280,
    )


def _readable(ticks: list[tuple[float, str]], length: float) -> Ticks:
    """Leave out ticks that would run into the one before; the table has them all."""
    kept = ticks[:1]
    for tick in ticks[1:]:
        if tick[0] - kept[-1][0] >= CROWDED * length:
            kept.append(tick)
    return tuple(kept)
