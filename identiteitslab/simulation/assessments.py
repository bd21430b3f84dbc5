"""What experts judge: levels, by two or more assessors who mostly agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.simulation.readings import measurements

if TYPE_CHECKING:
    from numpy.random import Generator

    from identiteitslab.measurement.kind import Floats
    from identiteitslab.simulation.plan import Plan
    from identiteitslab.simulation.readings import Measurements

ASSESSORS = 2
"""Assessors of a level; more where more are needed before it counts as evidence."""

OVERLOOKED = 0.08
"""Chance that an assessor overlooks a weakness and judges one level too high.

Judging too high is the error simulated: the weakest element decides, so the lowest judgement is
the true level as long as one assessor sees the weakness.
"""


def assess(plan: Plan, theta: Floats, *, assessed: bool, rng: Generator) -> Measurements:
    """Judge the levels of a solution.

    Parameters
    ----------
    plan
        How the catalogue is measured.
    theta
        True level by indicator; NaN where the solution is not judged.
    assessed
        Whether what does not differ between gemeenten is delivered with this pilot.
    rng
        The stream of this pilot.
    """
    at = plan.at.get("level", np.zeros(0, dtype=np.int64))
    at = at[~np.isnan(theta[at]) & (plan.pooled[at] | assessed)]
    assessors = [max(ASSESSORS, plan.indicators[i].evidence_from) for i in at]
    row = np.repeat(at, assessors)
    overlooked = rng.random(len(row)) < OVERLOOKED
    top = np.array([max(plan.indicators[i].levels) for i in row], dtype=np.float64)
    level = np.minimum(theta[row] + overlooked, top)
    day = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(n) for n in assessors)])
    return measurements(row, value=level, day=day)
