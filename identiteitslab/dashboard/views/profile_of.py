"""What is known of one solution: its minimums, and its criteria theme by theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.dashboard.parts.html import NOTHING, Html, join
from identiteitslab.dashboard.parts.pieces import (
    interval,
    link,
    more,
    note,
    quiet,
    scale_head,
    score_words,
    section,
    status,
)
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.dashboard.views.values import not_known
from identiteitslab.decision.answers.ground import table as expected_scores
from identiteitslab.decision.answers.ground import themes
from identiteitslab.decision.delivered import longer_than
from identiteitslab.measurement.in_unit import PERCENT, in_unit, limit_in_unit
from identiteitslab.scoring.pools import spread
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from identiteitslab.dashboard.parts.pieces import Interval
    from identiteitslab.decision.evaluation import Evaluation, Standing
    from identiteitslab.scoring.minimums import MinimumResult


@dataclass(frozen=True)
class Line:
    """One criterion of one solution: its points, its score, and what was measured of it."""

    criterion: str
    theme: str
    points: float
    score: Interval
    measured: int
    indicators: int
    gemeenten: int


def lines(evaluation: Evaluation, solution: str) -> tuple[Line, ...]:
    """Give every criterion that counts for a solution, in the order of the catalogue."""
    return tuple(_lines(evaluation, solution))


def theme_scores(found: tuple[Line, ...]) -> dict[str, float]:
    """Give the expected score of each theme, its criteria weighed as they count."""
    return {
        theme: _weighed_mean([line for line in found if line.theme == theme])
        for theme in dict.fromkeys(line.theme for line in found)
    }


def conclusion(evaluation: Evaluation, standing: Standing, lang: Lang) -> str:
    """Say how a solution stands, where it is strong and weak, and what is not known."""
    found = lines(evaluation, standing.solution)
    scores = theme_scores(tuple(line for line in found if line.measured))
    unknown = sum(not line.measured for line in found)
    told = [
        say(
            f"page.solution.stands_{standing.outcome}",
            lang,
            name=names.solution(evaluation.catalogue, standing.solution, lang),
            score=score_words(standing.score, lang),
        )
    ]
    if len(scores) > 1:
        best, worst = max(scores, key=scores.__getitem__), min(scores, key=scores.__getitem__)
        about = evaluation.catalogue.themes
        told.append(
            say(
                "page.solution.strong_weak",
                lang,
                best=about[best].name.in_(lang).lower(),
                best_score=number(scores[best], lang),
                worst=about[worst].name.in_(lang).lower(),
                worst_score=number(scores[worst], lang),
            )
        )
    if unknown:
        told.append(say("page.solution.unknown", lang, count=unknown, of=len(found)))
    return " ".join(told)


def minimums_table(evaluation: Evaluation, solution: str, lang: Lang) -> Html:
    """Give every demand on a solution; what is met stands apart, one click away."""
    mine = [m for m in evaluation.minimums if m.solution == solution]
    order = ("failed", "not_shown")
    trouble = sorted((m for m in mine if m.outcome in order), key=lambda m: order.index(m.outcome))
    met = [m for m in mine if m.outcome == "met"]
    title = say("page.solution.minimums", lang)
    caption = say("page.solution.minimums_caption", lang)
    shown = (
        _demands(evaluation, trouble, caption, lang)
        if trouble
        else note("met", say("page.solution.all_met", lang, count=len(met)))
    )
    fine = say("page.solution.met_count", lang, count=len(met))
    rest = more(fine, _demands(evaluation, met, caption, lang)) if met else NOTHING
    return section(title, shown, rest)


def criteria_tables(
    evaluation: Evaluation, solution: str, url: Callable[[str], str], lang: Lang
) -> Html:
    """Give a table of criteria for each theme; ``url`` is where a criterion stands in full."""
    found = lines(evaluation, solution)
    scores = theme_scores(found)
    parts = []
    for theme in themes(evaluation):
        about = evaluation.catalogue.themes[theme]
        title = say(
            "page.solution.theme",
            lang,
            theme=about.name.in_(lang),
            score=number(scores.get(theme, 0.0), lang),
        )
        mine = [line for line in found if line.theme == theme]
        rows = [_criterion(evaluation, line, url(line.criterion), lang) for line in mine]
        if rows:
            parts.append(section(title, table(about.question.in_(lang), _columns(lang), rows)))
    return join(*parts)


def _weighed_mean(found: Sequence[Line]) -> float:
    points = sum(line.points for line in found)
    if points == 0:
        return float(np.mean([line.score[1] for line in found]))
    return sum(line.points * line.score[1] for line in found) / points


def _lines(evaluation: Evaluation, solution: str) -> Iterator[Line]:
    scores, catalogue = evaluation.scores, evaluation.catalogue
    row = scores.solution_ids.index(solution)
    points = PERCENT * expected_scores(evaluation).own_weights[row]
    for column, name in enumerate(scores.criterion_ids):
        if not scores.applies[row, column]:
            continue
        pool = scores.criteria[row, column]
        low, mean, high = spread(pool).tolist()
        scored = [i for i in catalogue.by_id[name].indicators if i in scores.indicator_ids]
        known = [e for i in scored if (e := evaluation.estimates.get(solution, i)) is not None]
        yield Line(
            criterion=name,
            theme=catalogue.theme_of[name],
            points=float(points[column]),
            score=(low, mean, high),
            measured=len(known),
            indicators=len(scored),
            gemeenten=len({g for e in known for g in e.gemeenten}),
        )


def _demands(
    evaluation: Evaluation, results: Sequence[MinimumResult], caption: str, lang: Lang
) -> Html:
    return table(
        caption,
        (
            Column(say("cli.explain.column_minimum", lang), 34),
            Column(say("page.solution.limit", lang), 18),
            Column(say("cli.explain.column_measured", lang), 24),
            Column(say("cli.explain.column_judgement", lang), 14),
            Column(say("cli.explain.column_basis", lang), 10),
        ),
        [_minimum(evaluation, result, lang) for result in results],
    )


def _minimum(evaluation: Evaluation, result: MinimumResult, lang: Lang) -> Row:
    indicator = evaluation.catalogue.indicators[result.indicator]
    sign = "≥" if result.minimum.lower else "≤"
    longer = longer_than(evaluation, result.solution, result.indicator)
    measured = not_known(indicator, longer, lang)
    if result.value is not None:
        measured = in_unit(result.value, indicator, lang)
    sure = ""
    if result.probability is not None:
        percent = number(PERCENT * result.probability, lang)
        sure = say("cli.explain.probability", lang, percent=percent)
    return Row(
        indicator.name.in_(lang),
        (
            f"{sign} {limit_in_unit(result.limit, indicator, lang)}",
            join(measured, quiet(sure)),
            status(result.outcome, lang),
            say(f"cli.basis.{result.minimum.basis}", lang),
        ),
    )


def _columns(lang: Lang) -> tuple[Column, ...]:
    score = say("cli.explain.column_criterion_score", lang)
    return (
        Column(say("cli.explain.column_criterion", lang), 36),
        Column(score, 30, head=scale_head(score, lang)),
        Column(say("cli.explain.column_weight", lang), 10, number=True),
        Column(say("page.solution.measured", lang), 24),
    )


def _criterion(evaluation: Evaluation, line: Line, url: str, lang: Lang) -> Row:
    about = evaluation.catalogue.by_id[line.criterion]
    if line.measured:
        counts = {"measured": line.measured, "of": line.indicators}
        where = say(
            "page.gemeenten_1" if line.gemeenten == 1 else "page.gemeenten",
            lang,
            count=line.gemeenten,
        )
        told = join(say("page.solution.measured_cell", lang, **counts), quiet(where))
    else:
        told = status("not_shown", lang, say("page.solution.not_measured", lang))
    return Row(
        join(link(about.name.in_(lang), url), quiet(about.question.in_(lang))),
        (interval(line.score, lang), number(line.points, lang, 1), told),
    )
