"""Measured values in their unit, and what a gemeente's sums say, small groups left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.measurement.kind import FX
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import exact, number, significant

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.criteria.model import Indicator
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.estimate import Estimate

PERCENT = 100
DIGITS = 3
AMONG_PEOPLE = ("participant_questionnaire", "observation")
"""Ways of measuring that tell of single people."""


def in_unit(value: float, indicator: Indicator, lang: Lang) -> str:
    """Write a measured value in its unit: a share as a percentage, a level with its name."""
    return _written(value, indicator, lang, lambda x: significant(x, lang, DIGITS))


def limit_in_unit(value: float, indicator: Indicator, lang: Lang) -> str:
    """Write a value that somebody chose in its unit, with all its decimals and no more."""
    return _written(value, indicator, lang, lambda x: exact(round(x, 10), lang))


def _written(value: float, indicator: Indicator, lang: Lang, write: Callable[[float], str]) -> str:
    if indicator.kind == "level":
        step = round(value)
        about = indicator.levels.get(step)
        return f"{step} ({about.in_(lang)})" if about else write(value)
    if indicator.kind == "proportion":
        return f"{write(PERCENT * value)}%"
    return f"{write(value)} {indicator.unit.in_(lang)}"


def estimated(known: Estimate | None, indicator: Indicator, lang: Lang) -> str:
    """Write what is known of an indicator, with its range unless it was simply reported."""
    if known is None:
        return say("cli.explain.not_measured", lang)
    middle = in_unit(known.middle, indicator, lang)
    if known.exact:
        return middle
    low, high = (in_unit(x, indicator, lang) for x in (known.low, known.high))
    return say("page.solution.range", lang, middle=middle, low=low, high=high)


def hidden(cells: Cells, row: int, column: int, least: int) -> bool:
    """Tell whether so few people took part that one of them might be recognised."""
    by_people = cells.indicators[row].measured_by in AMONG_PEOPLE
    return bool(by_people and cells.people[row, column] < least)


def people(count: float, least: int, lang: Lang) -> str:
    """Write how many people took part, or that they were too few to tell."""
    if count < least:
        return say("page.fewer", lang, least=least)
    return number(count, lang)


def told_by(cells: Cells, row: int, column: int, lang: Lang) -> str:
    """Write what the sums of one gemeente say: a count, or a mean."""
    exposure = cells.exposure[row, column]
    if exposure > 0:
        events = number(cells.events[row, column], lang)
        return say("cli.explain.counts", lang, events=events, exposure=number(exposure, lang))
    indicator = cells.indicators[row]
    mean = float(cells.sum_fx[row, column] / max(cells.measured[row, column], 1) / FX)
    natural = float(np.exp(mean)) if indicator.kind in ("duration", "amount") else mean
    return in_unit(natural, indicator, lang)
