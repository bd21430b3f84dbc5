"""Figures of an evaluation on a page; where there is nothing to draw, a sentence says so."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.figure import figure
from identiteitslab.dashboard.parts.html import Html, block, join, tag
from identiteitslab.figures.value_function import value_function
from identiteitslab.measurement.in_unit import limit_in_unit
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.criteria.model import Criterion, Indicator
    from identiteitslab.dashboard.parts.frame import Theme
    from identiteitslab.decision.evaluation import Evaluation, Question
    from identiteitslab.figures.figure import Figure


def drawn(shown: Iterable[Figure | None], theme: Theme, source: str, lang: Lang) -> Html:
    """Give figures under each other; None has nothing to show."""
    found = [figure(one, theme, source) for one in shown if one is not None]
    return join(*found) if found else block(tag("p", say("trying.nothing_drawn", lang)))


def source(evaluation: Evaluation, lang: Lang) -> str:
    """Say from which evaluation the numbers of a figure come."""
    return say("trying.figure_source", lang, id=evaluation.id)


def value_figures(about: Criterion, question: Question, theme: Theme, lang: Lang) -> Html:
    """Draw for each indicator of a criterion how a measured value becomes a score."""
    scored = {name: one for name, one in about.indicators.items() if one.scored}
    return join(*(figure(_value(one, question, lang), theme) for one in scored.values()))


def _value(indicator: Indicator, question: Question, lang: Lang) -> Figure:
    drawn_one = value_function(
        indicator.value_on(question.on),
        indicator.unit.in_(lang),
        write=partial(limit_in_unit, indicator=indicator, lang=lang),
        lang=lang,
    )
    title = say("trying.value_title", lang, indicator=indicator.name.in_(lang))
    return replace(drawn_one, title=title)
