"""What participants do and say: answers, scores and times, by digital skill."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, ndtri

from identiteitslab.measurement.kinds.score import SUS_HIGHEST
from identiteitslab.simulation.protocol import QUESTIONS
from identiteitslab.simulation.readings import join, measurements

if TYPE_CHECKING:
    from numpy.random import Generator

    from identiteitslab.measurement.kind import Bools, Floats, Ints
    from identiteitslab.simulation.participants import People
    from identiteitslab.simulation.plan import Plan
    from identiteitslab.simulation.readings import Measurements

SPREAD_OF_TIME = 0.6
"""Standard deviation between people of the logarithm of a time."""

SPREAD_OF_PATIENCE = 0.5
"""Idem of the time after which someone stops."""

STOPPED = 0.6
"""Share of those who do not succeed that stops; the others get help and finish."""

STOPS = 0.1
"""Share that stops in a task of which success is not measured."""

ALIKE = 6.0
"""How alike people answer: their own mean answer is beta distributed with this precision."""

MISSING = 0.03
"""Share of questions in a questionnaire that a participant leaves open."""


def people_measure(
    plan: Plan, people: People, days: Ints, groups: Floats, rng: Generator
) -> Measurements:
    """Measure all participants of one pilot.

    Parameters
    ----------
    plan
        How the catalogue is measured.
    people, days
        Who takes part, and on which day of the pilot.
    groups
        True value by indicator and skill on the link scale, shape (indicators, skills); NaN where
        the solution is not measured.
    rng
        The stream of this pilot.

    Notes
    -----
    A time and the moment at which someone loses patience are drawn independently, so that times
    are censored at random; whoever stops did not succeed.
    """
    mine = groups[:, people.skill].T
    present = ~np.isnan(mine) & _asked(plan, people)
    present &= ~plan.questionnaire | (rng.random(mine.shape) >= MISSING)
    share, luck = expit(mine), rng.random(mine.shape)
    time, stopped, stop_share = _times(plan, mine, share, rng)
    yes = luck < share / (1 - stop_share)
    _tie(plan, yes, stopped)
    scores, items = _scores(plan, share, rng)
    everyone = people, days, present
    parts = [
        _rows(plan.at.get("answer"), yes.astype(np.float64), *everyone),
        _rows(plan.at.get("time"), time, *everyone, stopped),
        _rows(plan.at.get("score"), scores, *everyone),
    ]
    return replace(join(parts), items=items)


def answer_scores(share: Floats, questions: int, steps: int, rng: Generator) -> Ints:
    """Answer questions of 0..steps so that the mean answer is exactly ``share * steps``.

    Each person has an own mean share, beta distributed around ``share``; each answer is binomial.

    Parameters
    ----------
    share
        Intended mean of each person's group, between 0 and 1, shape (people,).

    Returns
    -------
    ndarray
        Whole numbers 0..steps, shape (people, questions).
    """
    own = rng.beta(ALIKE * share, ALIKE * (1 - share))
    return rng.binomial(steps, own[:, None], (len(share), questions))


def sus_items(agreement: Ints) -> Ints:
    """Turn agreement 0..4 with the solution into answers 1..5: even questions are negative."""
    answers = agreement + 1
    answers[:, 1::2] = SUS_HIGHEST - agreement[:, 1::2]
    return answers


def _asked(plan: Plan, people: People) -> Bools:
    asked = ~plan.only_disabled | people.disabled[:, None]
    for part, _ in plan.same_task:
        asked[:, part] = people.skill == 0
    return asked


def _times(plan: Plan, mine: Floats, share: Floats, rng: Generator) -> tuple[Floats, Bools, Floats]:
    own, patience = rng.standard_normal((2, *mine.shape))
    stop_share = np.zeros(mine.shape)
    time, stopped = np.full(mine.shape, np.nan), np.zeros(mine.shape, dtype=np.bool_)
    both = np.hypot(SPREAD_OF_TIME, SPREAD_OF_PATIENCE)
    for at in plan.at.get("time", ()):
        success = plan.success_of.get(int(at))
        stops = STOPS if success is None else STOPPED * (1 - share[:, success])
        late = ndtri(1 - stops) * both + SPREAD_OF_PATIENCE * patience[:, at]
        done = SPREAD_OF_TIME * own[:, at]
        stopped[:, at] = late < done
        time[:, at] = np.exp(mine[:, at] + np.minimum(late, done))
        if success is not None:
            stop_share[:, success] = stops
    return np.maximum(np.round(time, 1), 0.1), stopped, stop_share


def _tie(plan: Plan, yes: Bools, stopped: Bools) -> None:
    for at, success in plan.success_of.items():
        yes[:, success] &= ~stopped[:, at]
    for part, whole in plan.same_task:
        yes[:, part] = yes[:, whole]


def _scores(plan: Plan, share: Floats, rng: Generator) -> tuple[Floats, dict[int, Ints]]:
    values = np.full(share.shape, np.nan)
    items = {}
    for at in plan.at.get("score", ()):
        name, indicator = plan.names[at], plan.indicators[at]
        low, high = indicator.bounds or (0.0, 100.0)
        steps = SUS_HIGHEST - 1 if indicator.items == "sus" else int(high - low)
        known = np.nan_to_num(share[:, at], nan=0.5)
        given = answer_scores(known, QUESTIONS.get(name, 1), steps, rng)
        values[:, at] = np.round(low + (high - low) * given.mean(axis=1) / steps, 2)
        if indicator.items == "sus":
            items[int(at)] = sus_items(given)
    return values, items


def _rows(
    at: Ints | None,
    values: Floats,
    people: People,
    days: Ints,
    present: Bools,
    stopped: Bools | None = None,
) -> Measurements:
    if at is None:
        return measurements(np.zeros(0, dtype=np.int64))
    person, column = np.nonzero(present[:, at])
    where = person, at[column]
    return measurements(
        at[column],
        participant=person + 1,
        age=people.age[person],
        skill=people.skill[person],
        value=values[where],
        censored=np.zeros(len(person), dtype=np.bool_) if stopped is None else stopped[where],
        day=days[person],
    )
