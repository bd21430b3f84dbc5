"""What to measure first? What each further measurement is worth for the choice."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.names import clean, told
from identiteitslab.figures.scene import Axis, Bar, Row, Scene
from identiteitslab.figures.ticks import round_ticks
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.comparison.next_measurement import MeasurementValues


@dataclass(frozen=True)
class _Worth:
    item: str
    solution: str
    gain: float
    observations: int
    changes: float

    def name(self, lang: Lang) -> str:
        return say("figure.next.row", lang, item=self.item, solution=self.solution)


def next_measurement(
    values: MeasurementValues,
    names: Mapping[str, str],
    *,
    lang: Lang,
    most: int = 8,
    fictitious: bool = False,
) -> Figure:
    """Show what the measurements that are worth most would bring, the most first.

    Parameters
    ----------
    values
        Value of measuring each cell further.
    names
        Name of each solution and item, by id.
    most
        So many measurements are shown.

    Raises
    ------
    ValueError
        ``most`` is below 1.
    """
    if most < 1:
        raise ValueError(f"most is {most}; expected 1 or more")
    worth = _worth(values, names)[:most]
    return Figure(
        title=say("figure.next.title", lang),
        conclusion=_conclusion(worth, lang),
        alt=_alt(worth, lang),
        reading=say("figure.next.reading", lang),
        columns=tuple(
            say(f"figure.next.{name}", lang)
            for name in ("column", "gain", "observations", "changes")
        ),
        rows=tuple(
            (
                one.name(lang),
                _points(one.gain, _decimals(worth), lang),
                number(one.observations, lang),
                count(one.changes, lang),
            )
            for one in worth
        ),
        scene=_scene(worth, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _worth(values: MeasurementValues, names: Mapping[str, str]) -> list[_Worth]:
    """Give the cells that can still change something, at their best number of observations."""
    size = values.best_size
    gain = np.take_along_axis(values.sample, size[None], axis=0)[0]
    found = [
        _Worth(
            clean(names[item]),
            clean(names[solution]),
            float(gain[row, place]),
            int(values.sizes[size[row, place]]),
            float(values.changes[row, place]),
        )
        for row, solution in enumerate(values.solutions)
        for place, item in enumerate(values.items)
        if gain[row, place] > 0
    ]
    return sorted(found, key=lambda one: -one.gain)


def _decimals(worth: list[_Worth]) -> int:
    """Give the decimals that show two digits of the largest value: often it is below one."""
    largest = max(worth[0].gain, 1e-6) if worth else 1.0
    return max(1, 1 - math.floor(math.log10(largest)))


def _points(gain: float, decimals: int, lang: Lang) -> str:
    """Write a value; what is worth something is never written as nothing."""
    least = 10.0**-decimals
    shown = number(max(gain, least), lang, decimals)
    return shown if gain >= least / 2 else f"< {shown}"


def _conclusion(worth: list[_Worth], lang: Lang) -> str:
    if not worth:
        return say("figure.next.conclusion_none", lang)
    best = worth[0]
    words = {"item": told(best.item), "solution": told(best.solution)}
    return say("figure.next.conclusion", lang, **words, count=count(best.changes, lang))


def _alt(worth: list[_Worth], lang: Lang) -> str:
    if not worth:
        return say("figure.next.alt_none", lang)
    best = worth[0]
    return say(
        "figure.next.alt",
        lang,
        count=len(worth),
        item=told(best.item),
        solution=told(best.solution),
        points=_points(best.gain, _decimals(worth), lang),
    )


def _scene(worth: list[_Worth], lang: Lang) -> Scene:
    ticks = round_ticks(0.0, worth[0].gain if worth else 1.0, lang, most=5)
    decimals = _decimals(worth)
    bars = tuple(
        Bar(
            0.0,
            one.gain,
            y,
            "main",
            tells=say(
                "figure.next.points_at",
                lang,
                row=told(one.name(lang)),
                points=_points(one.gain, decimals, lang),
                observations=number(one.observations, lang),
            ),
        )
        for y, one in enumerate(worth)
    )
    rows = tuple(Row(one.name(lang), _points(one.gain, decimals, lang)) for one in worth)
    nothing = (Row(say("figure.next.conclusion_none", lang), weight="heading"),)
    scale = say("figure.next.scale", lang)
    return Scene(Axis(0, ticks[-1][0], ticks, scale), rows or nothing, bars)
