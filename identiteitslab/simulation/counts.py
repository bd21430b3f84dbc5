"""What is counted and read without participants: logs, tests, costs, employees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from identiteitslab.simulation.answers import SPREAD_OF_TIME, answer_scores
from identiteitslab.simulation.pilot import DAYS
from identiteitslab.simulation.protocol import PER_USER, QUESTIONS
from identiteitslab.simulation.readings import join, measurements

if TYPE_CHECKING:
    from numpy.random import Generator

    from identiteitslab.criteria.model import Indicator
    from identiteitslab.measurement.kind import Floats, Ints
    from identiteitslab.simulation.plan import Plan
    from identiteitslab.simulation.readings import Measurements

CENSUS = 1_000
"""Smallest total of a full count."""

PART = 0.4
"""Part of the sample that counts as evidence that one pilot delivers of a pooled test."""

SPREAD_OF_AMOUNT = 0.3
"""Standard deviation between readings of the logarithm of an amount."""

NONE = np.zeros(0, dtype=np.int64)

READINGS = {"amount": 4, "duration": 12}
"""Readings a pilot by kind, on different days."""

EMPLOYEES = (8, 16)
"""Fewest, and one more than most, employees that answer in a pilot."""


def pilot_measures(
    plan: Plan, theta: Floats, users: int, *, assessed: bool, rng: Generator
) -> Measurements:
    """Count and read what one pilot delivers beside its participants.

    Parameters
    ----------
    plan
        How the catalogue is measured.
    theta
        True value by indicator on the link scale; NaN where the solution is not measured.
    users
        Everyone who appears in the logs.
    assessed
        Whether what does not differ between gemeenten is delivered with this pilot.
    rng
        The stream of this pilot.
    """
    there = ~np.isnan(theta) & (plan.pooled | assessed)
    at = {method: positions[there[positions]] for method, positions in plan.at.items()}
    return join(
        [
            _counts(plan, at.get("count", NONE), theta, users, rng),
            _readings(plan, at.get("reading", NONE), theta, rng),
            *(_employees(plan, int(one), theta, rng) for one in at.get("staff", NONE)),
        ]
    )


def _counts(plan: Plan, at: Ints, theta: Floats, users: int, rng: Generator) -> Measurements:
    known = [(plan.names[i], plan.indicators[i]) for i in at]
    luck = rng.uniform(1.0, 1.5, len(at))
    totals = [_total(n, i, users, u) for (n, i), u in zip(known, luck, strict=True)]
    total = np.array(totals, dtype=np.int64)
    share = np.array([i.kind == "proportion" for _, i in known], dtype=np.bool_)
    census = np.array([i.census for _, i in known], dtype=np.bool_)
    events = np.zeros(len(at))
    events[share] = rng.binomial(total[share], expit(theta[at[share]]))
    events[~share] = rng.poisson(total[~share] * np.exp(theta[at[~share]]))
    full = census & share
    events[full] = np.rint(total[full] * expit(theta[at[full]]))
    return measurements(at, events=events, exposure=total.astype(np.float64), day=_last(len(at)))


def _total(name: str, indicator: Indicator, users: int, luck: float) -> int:
    if name in PER_USER:
        return max(1, round(users * PER_USER[name]))
    if indicator.census:
        return max(CENSUS, round(indicator.evidence_from * luck))
    part = 1.0 if indicator.pooling == "none" else PART
    return max(1, round(indicator.evidence_from * part * luck))


def _readings(plan: Plan, at: Ints, theta: Floats, rng: Generator) -> Measurements:
    times = [READINGS[plan.indicators[i].kind] if plan.pooled[i] else 1 for i in at]
    row = np.repeat(at, times)
    timed = np.array([plan.indicators[i].kind == "duration" for i in row], dtype=np.bool_)
    spread = np.where(timed, SPREAD_OF_TIME, SPREAD_OF_AMOUNT) * plan.pooled[row]
    value = np.exp(theta[row] + spread * rng.standard_normal(len(row)))
    day = np.concatenate([NONE, *(np.arange(n) for n in times)])
    shown = np.where(value < 1, np.round(value, 4), np.round(value, 2))
    return measurements(row, value=shown, day=day)


def _employees(plan: Plan, at: int, theta: Floats, rng: Generator) -> Measurements:
    low, high = plan.indicators[at].bounds or (0.0, 100.0)
    share = np.full(rng.integers(*EMPLOYEES), expit(theta[at]))
    questions = QUESTIONS.get(plan.names[at], 1)
    score = low + answer_scores(share, questions, int(high - low), rng).mean(axis=1)
    return measurements(
        np.array([at]),
        value=np.array([round(float(score.mean()), 2)]),
        exposure=np.array([float(len(score))]),
        spread=np.array([round(float(score.std(ddof=1)), 2)]),
        day=_last(1),
    )


def _last(size: int) -> Ints:
    return np.full(size, DAYS - 1)
