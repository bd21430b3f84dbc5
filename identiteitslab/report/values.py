"""What is known of an indicator as cells, with small groups kept out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.decision.delivered import longer_than, small
from identiteitslab.measurement.in_unit import DIGITS, in_unit
from identiteitslab.report.content import Cell
from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import significant

if TYPE_CHECKING:
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.estimation.estimate import Estimate
    from identiteitslab.report.told import Told
    from identiteitslab.text.lookup import Lang


def unknown_cell(told: Told, solution: str, indicator: str) -> Cell:
    """Say that nothing was measured, or that nobody finished before a time-out."""
    bound = longer_than(told.evaluation, solution, indicator)
    if bound is None:
        return Cell(told.say("unknown"))
    value = in_unit(bound, told.catalogue.indicators[indicator], told.lang)
    return Cell(say("cli.explain.longer", told.lang, value=value))


def known_cell(told: Told, known: Estimate) -> Cell:
    """Write what is known of an indicator with its range, unless too few people took part."""
    if hidden(told, known):
        return Cell(told.say("hidden", least=told.catalogue.population.minimum_group))
    about = told.catalogue.indicators[known.indicator]
    middle = in_unit(known.middle, about, told.lang)
    numbers = (known.middle, known.low, known.high)
    if known.exact:
        return Cell(middle, numbers)
    low, high = (_end(x, about, told.lang) for x in (known.low, known.high))
    return Cell(told.say("range", middle=middle, low=low, high=high), numbers)


def _end(value: float, indicator: Indicator, lang: Lang) -> str:
    """Write an end of a range; a unit in words stands behind the value in the middle only."""
    if indicator.kind in ("level", "proportion"):
        return in_unit(value, indicator, lang)
    return significant(value, lang, DIGITS)


def counts_cell(told: Told, known: Estimate) -> Cell:
    """Write how many gemeenten measured and how much; a sum with a small group stays hidden."""
    gemeenten = told.number(len(known.gemeenten))
    counts = told.evaluation.estimates.counted(known.solution, known.indicator)
    if any(small(told.catalogue, known.indicator, count) for count in counts[counts > 0].tolist()):
        return Cell(told.say("gemeenten_only", gemeenten=gemeenten.text))
    observed = told.number(known.observations)
    words = told.say("counts", gemeenten=gemeenten.text, observations=observed.text)
    return Cell(words, (*gemeenten.numbers, *observed.numbers))


def hidden(told: Told, known: Estimate) -> bool:
    """Tell whether so few people took part that one of them might be recognised."""
    return small(told.catalogue, known.indicator, known.people)
