"""Which solutions work best side by side?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.combination import Combinations, best_sets
from identiteitslab.comparison.combine_rules import SHARES
from identiteitslab.comparison.sets.minimums import SetMinimum
from identiteitslab.comparison.sets.offer import Gap, IndicatorValues, Offer, make_offer
from identiteitslab.decision.answers.group_values import group_estimates, group_shares
from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.scoring.pools import span
from identiteitslab.scoring.value_functions import score, value_of
from identiteitslab.simulation.streams import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from identiteitslab.comparison.common.arrays import Double
    from identiteitslab.criteria.model import Indicator, Minimum
    from identiteitslab.decision.answers.group_values import Grouping
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.estimate import Estimates

SAMPLES = 512
"""Equally likely values of each cell, of the 4096 that are known."""

CENTRED = 3
"""So many times drawn weights are drawn towards those of the profile: so few of them would
otherwise shift every total."""

MOST = 3
"""Most solutions side by side, unless asked otherwise."""

REACH = "population-reach"
"""The indicator that tells the share of people who can get a solution."""


def combine(
    evaluation: Evaluation,
    *,
    most: int | None = None,
    must_include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    situations: Sequence[str] | None = None,
    grouping: Grouping | None = None,
    price: float = 0.0,
    shown_only: bool = False,
) -> Combinations:
    """Rank sets of solutions that are offered side by side.

    Every indicator follows its own combine rule, on measured values; the minimums hold for the
    combined values in each situation, at the level that the situation requires. A value that
    nobody measured is unknown: any score is as likely.

    Parameters
    ----------
    most
        Most solutions in a set; by default `MOST`, or all where there are fewer.
    must_include, exclude
        Solutions that must be in, and may not be in.
    situations
        The services to judge; by default that of the question, else all of its context.
    grouping
        Let groups of people, by ``digital_skill`` or ``age_band``, each take what suits them, with
        values estimated for each group. None: everyone together. About a second a group.
    price
        Points of the total that each solution beyond the first costs.
    shown_only
        True: a minimum that is not shown keeps a set from being allowed, too.

    Raises
    ------
    ValueError
        For a number that does not fit, an unknown name, or one that must be both in and out.
    """
    asked = _situations(evaluation, situations)
    offer = _offer(evaluation, asked, grouping)
    return best_sets(
        offer,
        k=min(MOST, len(offer.solutions)) if most is None else most,
        seed=evaluation.question.seed,
        must_include=must_include,
        exclude=exclude,
        minimums=tuple(_minimums(evaluation, asked)),
        shown_only=shown_only,
        price=price,
        reach=REACH if any(one.id == REACH for one in offer.indicators) else None,
    )


def _situations(evaluation: Evaluation, chosen: Sequence[str] | None) -> tuple[str, ...]:
    catalogue, question = evaluation.catalogue, evaluation.question
    known = catalogue.situations_in(question.context)
    asked = chosen or ([question.situation] if question.situation else known)
    for name in asked:
        if name not in known:
            raise ValueError(f"situations holds {name!r}: expected some of {', '.join(known)}")
    return tuple(dict.fromkeys(asked))


def _offer(evaluation: Evaluation, situations: Sequence[str], grouping: Grouping | None) -> Offer:
    """Gather values, rules and weights of all indicators, gates included."""
    catalogue, method = evaluation.catalogue, evaluation.method
    indicators = catalogue.in_context(evaluation.question.context)
    groups = {} if grouping is None else group_estimates(evaluation, grouping)
    return make_offer(
        evaluation.scores.solution_ids,
        [
            replace(
                _indicator(evaluation, name, indicator, tuple(groups.values())),
                gap=_gap(indicator, grouping)
                if indicator.gap and indicator.gap.stratum == grouping
                else None,
            )
            for name, indicator in indicators.items()
        ],
        situations=dict.fromkeys(situations, 1.0),
        groups=None if grouping is None else group_shares(evaluation, grouping),
        weight_draws=_weight_draws(evaluation, tuple(indicators)),
        method=method,
    )


def _indicator(
    evaluation: Evaluation, name: str, indicator: Indicator, groups: Sequence[Estimates]
) -> IndicatorValues:
    catalogue, solutions = evaluation.catalogue, evaluation.scores.solution_ids
    values = np.array(
        [
            [
                _values(evaluation, solution, name, told)
                for told in groups or (evaluation.estimates,)
            ]
            for solution in solutions
        ]
    )[:, None]
    if (values == values[:, :, :1]).all():
        values = values[:, :, :1]
    function = indicator.value_on(evaluation.question.on)
    criterion, need = catalogue.criterion_of[name], indicator.applies_if
    about = [catalogue.solutions[solution] for solution in solutions]
    return IndicatorValues(
        name,
        np.clip(values, 0.0, 1.0) if indicator.combine in SHARES else values,
        lambda found: score(found, function),
        evaluation.indicator_weights.get(name, 0.0),
        indicator.combine,
        theme=catalogue.theme_of[criterion],
        criterion=criterion,
        higher_is_better=indicator.direction == "higher_is_better",
        applies=np.array([need is None or need in one.properties for one in about]),
        fixed=np.array([one.fixed.get(name, 0.0) for one in about]),
    )


def _weight_draws(evaluation: Evaluation, names: Sequence[str]) -> Double:
    """Draw sets of weights (indicator, draw) around those of the profile."""
    random = stream(evaluation.question.seed, "combine", "weights")
    points = evaluation.weighing.sampler.draw(random, SAMPLES)
    place = {name: at for at, name in enumerate(evaluation.scores.criterion_ids)}
    drawn = np.zeros((len(names), SAMPLES))
    for row, name in enumerate(names):
        if weight := evaluation.indicator_weights.get(name, 0.0):
            criterion = evaluation.catalogue.criterion_of[name]
            drawn[row] = points[place[criterion]] * (weight / evaluation.weights[criterion])
    weights = np.array([evaluation.indicator_weights.get(name, 0.0) for name in names])
    for _ in range(CENTRED):
        mean = drawn.mean(axis=1)
        drawn *= np.divide(weights, mean, out=np.ones_like(mean), where=mean > 0)[:, None]
        drawn /= drawn.sum(axis=0)
    return drawn


def _gap(indicator: Indicator, grouping: Grouping | None) -> Gap | None:
    """Tell from which groups a gap follows, where these are told apart."""
    if indicator.gap is None or indicator.gap.stratum != grouping:
        return None
    low, high = known_kinds()[indicator.kind].natural(np.array([0.0, 1.0]), indicator).tolist()
    return Gap(indicator.gap.indicator, indicator.gap.group, indicator.gap.minus, per=high - low)


def _values(evaluation: Evaluation, solution: str, name: str, told: Estimates) -> Double:
    """Return equally likely values (draw,) in random order; unknown is any possible score alike."""
    known = told.values(solution, name)
    known = evaluation.estimates.values(solution, name) if known is None else known
    random = stream(evaluation.question.seed, "combine", solution, name)
    if known is not None:
        step = len(known) // SAMPLES
        return random.permutation(known[step // 2 :: step])
    function = evaluation.catalogue.indicators[name].value_on(evaluation.question.on)
    # The ends belong to it: a minimum may ask for the very best.
    even = np.linspace(*span(function, evaluation.estimates.longer_than(solution, name)), SAMPLES)
    return random.permutation(value_of(even, function))


def _minimums(evaluation: Evaluation, situations: Sequence[str]) -> Iterator[SetMinimum]:
    """Yield the minimums of each situation, at the level that it requires."""
    catalogue, question = evaluation.catalogue, evaluation.question
    levels = {name: catalogue.situations[name].required_level for name in situations}
    for name, indicator in catalogue.in_context(question.context).items():
        minimum = indicator.minimum_on(question.on, question.context)
        if minimum is None:
            continue
        known = [evaluation.estimates.get(s, name) for s in evaluation.scores.solution_ids]
        sure = minimum.test != "point" or None in known
        held = [situation for situation, level in levels.items() if level >= minimum.from_level]
        anywhere = len(held) == len(levels) and not minimum.set_by_situation
        for situation in (None,) if anywhere else held:
            by_level = minimum.set_by_situation and situation is not None
            limit = float(levels[situation or ""]) if by_level else minimum.limit
            same = [m for m in evaluation.minimums if (m.indicator, m.limit) == (name, limit)]
            yield SetMinimum(
                name,
                _near(minimum, limit),
                minimum.lower,
                situation,
                sure,
                own={m.solution: m.outcome for m in same},
                fragile=frozenset(m.solution for m in same if m.fragile),
                unknown=frozenset(m.solution for m in same if m.value is None),
            )


def _near(minimum: Minimum, limit: float) -> float:
    """Leave room for rounding where a report is tested, as `judge_point` does."""
    if minimum.test != "point":
        return limit
    room = 1e-4 * abs(limit) + 1e-9
    return limit - room if minimum.lower else limit + room
