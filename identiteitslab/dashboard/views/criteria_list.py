"""What we test against, why, and how heavily each thing counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from identiteitslab.criteria.model import Context
from identiteitslab.dashboard.parts.html import Html, block, join, tag
from identiteitslab.dashboard.parts.pieces import bar, link, more, note, quiet, section
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views.drill_down import formula, question_of, sources
from identiteitslab.measurement.in_unit import PERCENT, limit_in_unit
from identiteitslab.scoring.weights import profile_weights
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Criterion, Indicator, Minimum
    from identiteitslab.decision.evaluation import Question

CONTEXTS: tuple[Context, ...] = get_args(Context)


def conclusion(catalogue: Catalogue, question: Question, lang: Lang) -> str:
    """Count what we test on."""
    counted = catalogue.in_context(question.context)
    demands = [i for i in counted.values() if i.minimum_on(question.on, question.context)]
    return say(
        "page.criteria.conclusion",
        lang,
        criteria=len({catalogue.criterion_of[name] for name in counted}),
        indicators=len(counted),
        themes=len(catalogue.themes),
        minimums=len(demands),
    )


def matching(catalogue: Catalogue, words: str, lang: Lang) -> tuple[str, ...]:
    """Find the criteria that tell of what somebody looks for; nothing asked is all."""
    asked = words.casefold().split()
    return tuple(
        name
        for name, about in catalogue.by_id.items()
        if all(word in _told(about, lang) for word in asked)
    )


def theme_tables(
    catalogue: Catalogue,
    question: Question,
    wanted: Iterable[str],
    url: Callable[[str], str],
    lang: Lang,
) -> Html:
    """Give a table of criteria for each theme, with points and minimums.

    Parameters
    ----------
    catalogue, question, lang
        What to show, and for whom.
    wanted
        The criteria that are shown.
    url
        Where one of them stands in full.
    """
    shown, points = set(wanted), points_by_context(catalogue, question.profile)
    columns, parts = _columns(catalogue, lang), []
    for theme, about in catalogue.themes.items():
        mine = catalogue.criteria.get(theme, {})
        rows = [
            _row(catalogue, name, points, question, url(name), lang)
            for name in mine
            if name in shown
        ]
        if rows:
            total = sum(points[question.context].get(name, 0.0) for name in mine)
            told = {"theme": about.name.in_(lang), "points": number(total, lang)}
            title = say("page.criteria.theme", lang, **told)
            parts.append(section(title, table(about.question.in_(lang), columns, rows)))
    if not parts:
        return note("open", say("page.criteria.none_found", lang))
    return join(*parts)


def points_by_context(catalogue: Catalogue, profile: str) -> dict[Context, dict[str, float]]:
    """Give for each context the points, of 100, of every criterion that is scored in it."""
    return {context: _points(catalogue, profile, context) for context in CONTEXTS}


def _points(catalogue: Catalogue, profile: str, context: Context) -> dict[str, float]:
    counted = catalogue.in_context(context)
    scored = dict.fromkeys(catalogue.criterion_of[name] for name, i in counted.items() if i.scored)
    found = profile_weights(catalogue, profile, list(scored)).points
    return {name: PERCENT * points for name, points in found.items()}


def one_criterion(about: Criterion, question: Question, lang: Lang) -> Html:
    """Give one criterion in full: why, how it is measured, how that becomes a score."""
    return join(
        question_of(about, lang),
        *(_indicator(i, question.on, lang) for i in about.indicators.values()),
    )


def minimum_words(indicator: Indicator, day: dt.date, context: Context, lang: Lang) -> str | None:
    """Write the minimum of an indicator, if there is one."""
    minimum = indicator.minimum_on(day, context)
    return None if minimum is None else _limit(minimum, indicator, lang)


def _told(about: Criterion, lang: Lang) -> str:
    indicators = (i.name.in_(lang) for i in about.indicators.values())
    return " ".join([about.name.in_(lang), about.question.in_(lang), *indicators]).casefold()


def _columns(catalogue: Catalogue, lang: Lang) -> tuple[Column, ...]:
    weights = (
        say("page.criteria.weight", lang, context=about.name.in_(lang).lower())
        for about in map(catalogue.contexts.__getitem__, CONTEXTS)
    )
    return (
        Column(say("cli.explain.column_criterion", lang), 36),
        Column(say("page.criteria.minimum", lang), 26),
        *(Column(label, 11, number=True) for label in weights),
        Column(say("page.criteria.how", lang), 16),
    )


def _row(
    catalogue: Catalogue,
    name: str,
    points: Mapping[Context, Mapping[str, float]],
    question: Question,
    url: str,
    lang: Lang,
) -> Row:
    about = catalogue.by_id[name]
    limits = [
        tag("div", i.name.in_(lang), quiet(words))
        for i in about.indicators.values()
        if question.context in i.contexts
        and (words := minimum_words(i, question.on, question.context, lang))
    ]
    ways = dict.fromkeys(i.measured_by for i in about.indicators.values())
    how = ", ".join(say(f"page.measured_by.{way}", lang) for way in ways)
    weights = (_weight(given.get(name, 0.0), lang) for given in points.values())
    return Row(
        join(link(about.name.in_(lang), url), quiet(about.question.in_(lang))),
        (join(*limits) if limits else "–", *weights, how),
    )


def _weight(points: float, lang: Lang) -> str:
    return join(number(points, lang, 1), bar(10 * points)) if points else "–"


def _limit(minimum: Minimum, indicator: Indicator, lang: Lang) -> str:
    side = "at_least" if minimum.lower else "at_most"
    return say(f"page.criteria.{side}", lang, limit=limit_in_unit(minimum.limit, indicator, lang))


def _indicator(indicator: Indicator, day: dt.date, lang: Lang) -> Html:
    limits = [
        say(
            "page.criteria.minimum_line",
            lang,
            context=say(f"page.context.{m.context}", lang),
            limit=_limit(m, indicator, lang),
            since=date(m.since, lang),
            reason=m.reason.in_(lang),
        )
        for m in indicator.minimum
    ]
    share = (
        say("page.criteria.share", lang, share=number(PERCENT * indicator.share, lang))
        if indicator.scored
        else say("page.solution.gate_only", lang)
    )
    function = indicator.value_on(day)
    points = [
        Row(limit_in_unit(x, indicator, lang), (number(y, lang), bar(y)))
        for x, y in function.points
    ]
    score = (
        Column(say("cli.explain.column_measured", lang), 40),
        Column(say("cli.explain.column_criterion_score", lang), 20, number=True),
        Column(say("page.criteria.of_100", lang), 40),
    )
    return block(
        tag("h3", indicator.name.in_(lang)),
        tag("p", indicator.definition.in_(lang)),
        tag("p", say("page.criteria.instrument", lang, how=indicator.instrument.in_(lang))),
        tag("p", share),
        *(tag("p", limit) for limit in limits),
        table(say("page.criteria.points_caption", lang), score, points),
        more(
            say("page.criteria.behind", lang),
            tag("p", formula(indicator, day, lang)),
            tag("p", function.rationale.in_(lang)),
            tag("p", say("page.criteria.remedy", lang, remedy=indicator.remedy.in_(lang))),
            sources(indicator.sources),
        ),
    )
