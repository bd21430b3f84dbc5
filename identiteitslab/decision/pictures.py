"""An evaluation as figures, each by its name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from identiteitslab.comparison.common.table import totals_along
from identiteitslab.comparison.common.weight_path import theme_path
from identiteitslab.comparison.next_measurement import MeasurementValues
from identiteitslab.decision.answers.against import against
from identiteitslab.decision.answers.combining import combine
from identiteitslab.decision.answers.evidence import evidence
from identiteitslab.decision.answers.ground import table, themes
from identiteitslab.decision.answers.next_measurement import next_measurement
from identiteitslab.estimation.picture import picture
from identiteitslab.figures import (
    contributions,
    coverage,
    forest,
    frontier,
    intervals,
    rank_chances,
    tornado,
    twenty_dots,
    value_function,
    weights,
)
from identiteitslab.figures import next_measurement as next_figure
from identiteitslab.figures.unit import Unit
from identiteitslab.scoring.pools import ENDS
from identiteitslab.simulation.streams import stream
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from identiteitslab.criteria.model import Indicator
    from identiteitslab.decision.answers.next_measurement import NextMeasurement
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.figures.figure import Figure
    from identiteitslab.text.lookup import Lang

DRAWS = 4096
"""Drawn sets of weights that tell how far a weight may reasonably go."""


def figure(evaluation: Evaluation, name: str, *about: str, lang: Lang = "nl") -> Figure:
    """Draw one of the `FIGURES`.

    Parameters
    ----------
    name
        Which figure.
    about
        Ids of what it is about, such as the two solutions of ``"difference"``.

    Raises
    ------
    ValueError
        For a figure that does not exist, ids that do not exist or are too few or too many, or a
        figure that has nothing to show.
    """
    if name not in FIGURES:
        raise ValueError(f"name is {name!r}: expected one of {', '.join(FIGURES)}")
    draw, asks = FIGURES[name]
    if len(about) != len(asks):
        expected = ", ".join(asks) or "nothing more"
        raise ValueError(f"about is {about!r}: figure {name!r} expects {expected}")
    for given, kind in zip(about, asks, strict=True):
        _require(evaluation, given, kind)
    return draw(evaluation, *about, lang=lang, fictitious=evaluation.fictitious)


def _require(evaluation: Evaluation, given: str, kind: str) -> None:
    known = (
        evaluation.catalogue.indicators if kind == "indicator" else evaluation.scores.solution_ids
    )
    if given not in known:
        raise ValueError(f"about holds {given!r}: expected {kind}, one of {', '.join(known)}")


def _scores(evaluation: Evaluation, **how: Any) -> Figure:
    names = _names(evaluation, how["lang"])
    found = evaluation.standings
    low, middle, high = np.array([s.score for s in found]).T
    failed = [s.outcome == "failed" for s in found]
    shown = [names[s.solution] for s in found]
    return intervals.intervals(shown, low, middle, high, failed=failed, **how)


def _places(evaluation: Evaluation, **how: Any) -> Figure:
    return rank_chances.rank_chances(evaluation.ranks, _names(evaluation, how["lang"]), **how)


def _criteria(evaluation: Evaluation, solution: str, **how: Any) -> Figure:
    scores, names = evaluation.scores, _names(evaluation, how["lang"])
    row = scores.solution_ids.index(solution)
    used = np.flatnonzero(scores.applies[row])
    pools = scores.criteria[row, used].astype(np.float64)
    low, high = np.quantile(pools, ENDS, axis=1)
    shown = [scores.criterion_ids[at] for at in used]
    owner = [evaluation.catalogue.criterion_of[name] for name in scores.indicator_ids]
    measured = {name for name, known in zip(owner, scores.known[row], strict=True) if known}
    return intervals.intervals(
        [names[name] for name in shown],
        low,
        pools.mean(axis=1),
        high,
        of="criteria",
        unknown=[name not in measured for name in shown],
        **how,
    )


def _gemeenten(evaluation: Evaluation, solution: str, indicator: str, **how: Any) -> Figure:
    catalogue = evaluation.catalogue
    inhabitants = {code: g.inhabitants for code, g in catalogue.gemeenten.items()}
    told = picture(evaluation.estimates, solution, indicator, inhabitants)
    if told is None:
        raise ValueError(f"about is {(solution, indicator)!r}: nothing was pooled over gemeenten")
    about, lang = catalogue.indicators[indicator], how["lang"]
    factor = 100.0 if about.kind == "proportion" else 1.0
    average = told.average
    low, middle, high = factor * np.array([one.known for one in told.gemeenten]).T
    minimum = about.minimum_on(evaluation.question.on, evaluation.question.context)
    return forest.forest(
        [catalogue.gemeenten[one.gemeente].name for one in told.gemeenten],
        low,
        middle,
        high,
        people=[one.people for one in told.gemeenten] if about.by_people else None,
        pooled=(average.low * factor, average.middle * factor, average.high * factor),
        prediction=(factor * told.new.low, factor * told.new.high),
        minimum=None if minimum is None else factor * minimum.limit,
        unit=unit_of(about, float(high.max()), lang),
        about=about.name.in_(lang),
        least=catalogue.population.minimum_group,
        **how,
    )


def _difference(evaluation: Evaluation, one: str, other: str, **how: Any) -> Figure:
    names = _names(evaluation, how["lang"])
    found = against(evaluation, one, other)
    return twenty_dots.twenty_dots(found.dots, names[one], names[other], **how)


def _contributions(evaluation: Evaluation, one: str, other: str, **how: Any) -> Figure:
    found = against(evaluation, one, other)
    names, groups = _names(evaluation, how["lang"]), evaluation.catalogue.theme_of
    return contributions.contributions(found.profile, names, groups=groups, **how)


def _weights(evaluation: Evaluation, **how: Any) -> Figure:
    names, about = _names(evaluation, how["lang"]), evaluation.weighing.theme_points
    profile = evaluation.catalogue.profiles[evaluation.question.profile].name.in_(how["lang"])
    points = 100 * np.array(list(about.values()))
    return weights.weights([names[theme] for theme in about], {profile: points}, **how)


def _tornado(evaluation: Evaluation, **how: Any) -> Figure:
    """Let every theme weigh as little and as much as it does in 95 of 100 sets of weights."""
    expected, names = table(evaluation), _names(evaluation, how["lang"])
    ranked = [s.solution for s in evaluation.standings if s.first is not None]
    if len(ranked) < 2:  # noqa: PLR2004 - a lead is over a second one
        raise ValueError("name is 'tornado': expected at least two solutions that do not fail")
    first = expected.solutions.index(ranked[0])
    others = [expected.solutions.index(name) for name in ranked[1:]]
    drawn = evaluation.weighing.sampler.draw(stream(evaluation.question.seed, "tornado"), DRAWS)
    ends, leads = [], []
    for number, theme in enumerate(themes(evaluation)):
        reach = np.quantile(drawn[expected.theme == number].sum(axis=0), ENDS)
        path = theme_path(expected, number, theme)
        totals = totals_along(expected, path.along(reach.astype(np.float64)), evaluation.method)
        ends.append(100 * reach)
        leads.append(totals[:, first] - totals[:, others].max(axis=1))
    now = expected.totals[first] - expected.totals[others].max()
    return tornado.tornado(
        [names[theme] for theme in themes(evaluation)],
        *np.array(ends).T,
        *np.array(leads).T,
        now=float(now),
        first=names[ranked[0]],
        second=names[ranked[1]],
        **how,
    )


def _evidence(evaluation: Evaluation, **how: Any) -> Figure:
    names, found = _names(evaluation, how["lang"]), evidence(evaluation)
    solutions, items = found.grades.solutions, found.grades.indicators
    gemeenten = np.zeros((len(items), len(solutions)))
    people = np.full(gemeenten.shape, np.nan)
    for column, solution in enumerate(solutions):
        for row, name in enumerate(items):
            known = evaluation.estimates.get(solution, name)
            gemeenten[row, column] = len(known.gemeenten) if known else 0
            if evaluation.catalogue.indicators[name].by_people:
                people[row, column] = known.people if known else 0
    return coverage.coverage(
        [names[name] for name in items],
        [names[name] for name in solutions],
        found.grades.grades.T,
        gemeenten,
        people=people,
        applies=found.applies.T,
        least=evaluation.catalogue.population.minimum_group,
        **how,
    )


def _combinations(evaluation: Evaluation, **how: Any) -> Figure:
    return frontier.frontier(combine(evaluation), _names(evaluation, how["lang"]), **how)


def _next(evaluation: Evaluation, **how: Any) -> Figure:
    return worth_measuring(evaluation, next_measurement(evaluation), how["lang"])


def worth_measuring(evaluation: Evaluation, found: NextMeasurement, lang: Lang) -> Figure:
    """Draw what each further measurement is worth, as it was found before."""
    return next_figure.next_measurement(
        _as_values(evaluation, found),
        _names(evaluation, lang),
        lang=lang,
        fictitious=evaluation.fictitious,
    )


def _value(evaluation: Evaluation, indicator: str, **how: Any) -> Figure:
    about = evaluation.catalogue.indicators[indicator]
    function = about.value_on(evaluation.question.on)
    return value_function.value_function(function, about.unit.in_(how["lang"]), **how)


def _as_values(evaluation: Evaluation, found: NextMeasurement) -> MeasurementValues:
    """Put each cell at its own best number of observations, as the figure wants it."""
    solutions, items = evaluation.scores.solution_ids, evaluation.scores.indicator_ids
    sizes = np.array(sorted({cell.observations for cell in found.cells}) or [1])
    shape = (len(solutions), len(items))
    perfect, changes, enough = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=np.int64)
    sample, cost = np.zeros((len(sizes), *shape)), np.zeros((len(sizes), *shape))
    for cell in found.cells:
        at = (solutions.index(cell.solution), items.index(cell.indicator))
        perfect[at], changes[at], enough[at] = cell.perfect, cell.changes, cell.enough
        size = int(np.searchsorted(sizes, cell.observations))
        sample[(size, *at)], cost[(size, *at)] = cell.gain, max(cell.cost, 1.0)
    return MeasurementValues(solutions, items, perfect, changes, sizes, sample, cost, enough)


def unit_of(indicator: Indicator, largest: float, lang: Lang) -> Unit:
    """Say how values of an indicator are written: with more decimals where they are small."""
    rises = indicator.direction == "higher_is_better"
    if indicator.kind == "proportion":
        return Unit(say("analysis.of_hundred", lang), 1, rises, None)
    decimals = int(np.clip(2 - np.floor(np.log10(max(abs(largest), 1e-6))), 0, 6))
    return Unit(indicator.unit.in_(lang), decimals, rises, indicator.bounds)


def _names(evaluation: Evaluation, lang: Lang) -> dict[str, str]:
    """Give every solution, theme, criterion and indicator the name that people read."""
    catalogue = evaluation.catalogue
    named: Iterable[Mapping[str, Any]] = (
        catalogue.indicators,
        catalogue.by_id,
        catalogue.themes,
        catalogue.solutions,
    )
    return {id_: about.name.in_(lang) for group in named for id_, about in group.items()}


FIGURES: Mapping[str, tuple[Callable[..., Figure], tuple[str, ...]]] = MappingProxyType(
    {
        "combinations": (_combinations, ()),
        "contributions": (_contributions, ("solution", "solution")),
        "criteria": (_criteria, ("solution",)),
        "difference": (_difference, ("solution", "solution")),
        "evidence": (_evidence, ()),
        "gemeenten": (_gemeenten, ("solution", "indicator")),
        "next_measurement": (_next, ()),
        "places": (_places, ()),
        "scores": (_scores, ()),
        "tornado": (_tornado, ()),
        "value": (_value, ("indicator",)),
        "weights": (_weights, ()),
    }
)
"""Every figure by its name, with what it asks for."""
