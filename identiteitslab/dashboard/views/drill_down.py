"""From the score of a criterion back to indicators, gemeenten, formula and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import NOTHING, Html, block, tag
from identiteitslab.dashboard.parts.pieces import bullets, more, quiet
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.dashboard.views.values import estimated, told_by
from identiteitslab.decision.delivered import delivered, longer_than
from identiteitslab.measurement.in_unit import PERCENT, in_unit, limit_in_unit
from identiteitslab.scoring.pools import spread
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.criteria.model import Criterion, Indicator
    from identiteitslab.criteria.words import Source
    from identiteitslab.decision.delivered import Delivered
    from identiteitslab.decision.evaluation import Evaluation


def question_of(about: Criterion, lang: Lang) -> Html:
    """Give what a criterion asks, and why."""
    asked, why = tag("strong", about.question.in_(lang)), about.why.in_(lang)
    return block(tag("p", asked), tag("p", why))


def formula(indicator: Indicator, day: dt.date, lang: Lang) -> str:
    """Say how a measured value becomes a score, and what that rests on."""
    function = indicator.value_on(day)
    points = ", ".join(
        f"{limit_in_unit(x, indicator, lang)} → {number(y, lang)}" for x, y in function.points
    )
    parts = {
        "scale": say(f"cli.scale.{function.scale}", lang),
        "basis": say(f"cli.basis.{function.basis}", lang),
        "evidence": say(f"cli.evidence.{function.evidence}", lang),
    }
    return say("page.solution.formula", lang, points=points, **parts)


def sources(given: tuple[Source, ...]) -> Html:
    """List where numbers and rules come from; an address is shown, never followed by itself."""
    if not given:
        return NOTHING
    return bullets(
        ", ".join(part for part in (one.title, one.section, one.href) if part) for one in given
    )


def one_indicator(evaluation: Evaluation, solution: str, name: str, lang: Lang) -> Html:
    """Give an indicator of a solution, down to what each gemeente measured."""
    indicator = evaluation.catalogue.indicators[name]
    known = evaluation.estimates.get(solution, name)
    title = tag("h3", indicator.name.in_(lang))
    longer = longer_than(evaluation, solution, name)
    value = tag("p", tag("strong", estimated(known, indicator, lang, longer)))
    definition = quiet(indicator.definition.in_(lang))
    if known is None:
        remedy = say("page.solution.not_measured_now", lang, how=indicator.instrument.in_(lang))
        if longer is not None:
            bound = in_unit(longer, indicator, lang)
            remedy = say("cli.explain.longer_why", lang, value=bound)
        return block(title, value, definition, tag("p", remedy))
    target = say("cli.explain.target", lang, target=say(f"cli.target.{indicator.target}", lang))
    behind = more(
        say("page.table_and_source", lang),
        _gemeenten(evaluation, solution, name, lang),
        tag("p", formula(indicator, evaluation.question.on, lang)),
        sources(indicator.sources),
    )
    score = tag("p", _score(evaluation, solution, name, lang))
    return block(title, value, definition, tag("p", target), score, behind)


def _score(evaluation: Evaluation, solution: str, name: str, lang: Lang) -> str:
    scores = evaluation.scores
    if name not in scores.indicator_ids:
        return say("page.solution.gate_only", lang)
    pool = scores.indicators[scores.solution_ids.index(solution), scores.indicator_ids.index(name)]
    low, mean, high = (number(x, lang) for x in spread(pool).tolist())
    share = number(PERCENT * evaluation.catalogue.indicators[name].share, lang)
    return say("cli.explain.score_is", lang, mean=mean, low=low, high=high, share=share)


def _gemeenten(evaluation: Evaluation, solution: str, name: str, lang: Lang) -> Html:
    catalogue = evaluation.catalogue
    indicator = catalogue.indicators[name]
    rows = [
        Row(names.gemeente(catalogue, one.gemeente), _delivered(one, evaluation, indicator, lang))
        for one in delivered(evaluation, solution, name)
    ]
    if not rows:
        return NOTHING
    return table(
        say("page.solution.gemeenten_caption", lang, indicator=indicator.name.in_(lang)),
        (
            Column(say("cli.explain.column_gemeente", lang), 30),
            Column(say("cli.explain.column_people", lang), 20, number=True),
            Column(say("cli.explain.column_measured", lang), 28, number=True),
            Column(say("page.solution.until", lang), 22),
        ),
        sorted(rows, key=lambda one: one.name),
    )


def _delivered(
    one: Delivered, evaluation: Evaluation, indicator: Indicator, lang: Lang
) -> tuple[str, str, str]:
    if one.hidden:
        least = evaluation.catalogue.population.minimum_group
        hidden = say("page.not_shown", lang)
        return say("page.fewer", lang, least=least), hidden, hidden
    who = "–" if one.people is None else number(one.people, lang)
    day = say("cli.no_date", lang) if one.until is None else date(one.until, lang)
    return who, told_by(one, indicator, lang), day
