"""What is really so: the values behind simulated measurements, known because we chose them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.simulation.participants import intercepts, joint, skill_steps
from identiteitslab.simulation.protocol import SAME_TASK, measured, method_of, positions
from identiteitslab.simulation.scales import to_natural
from identiteitslab.simulation.streams import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Gap, Indicator
    from identiteitslab.measurement.kind import Floats

SKILL_COUNTS = {"observation": 1.0, "participant_questionnaire": 0.4}
"""How much of the skill effect of a solution shows in what people do, and in what they say."""

SKILL_IN_TIME = 0.3
"""How much of it shows in the logarithm of a time."""


@dataclass(frozen=True)
class Truth:
    """The true values of a simulation, on the link scale of each indicator.

    Attributes
    ----------
    solutions, gemeenten, indicators
        Names of the axes below.
    mean, tau
        Mean over gemeenten and standard deviation between them, shape (solutions, indicators).
        NaN where a solution is not measured. A level is the level itself.
    effects
        What each gemeente adds to the mean, shape (gemeenten, solutions, indicators).
    skill
        Value of the most skilled people minus that of the least skilled, shape
        (solutions, indicators); 0 where skill does not matter.
    groups
        The value for people of each skill in each gemeente, shape
        (gemeenten, solutions, indicators, skills). On average over the population (the average
        share, score or log time) a gemeente has exactly ``mean + effects``.
    """

    solutions: tuple[str, ...]
    gemeenten: tuple[str, ...]
    indicators: tuple[str, ...]
    mean: Floats
    tau: Floats
    effects: Floats
    skill: Floats
    groups: Floats

    @property
    def theta(self) -> Floats:
        """True value of each gemeente, shape (gemeenten, solutions, indicators)."""
        return self.mean + self.effects


def make_truth(
    catalogue: Catalogue,
    solutions: Sequence[str],
    gemeenten: Sequence[str],
    *,
    mean: Floats,
    tau: Floats,
    skill: Floats,
    seed: int,
) -> Truth:
    """Draw what each gemeente differs from the mean, and split its people by skill.

    Parameters
    ----------
    catalogue
        Says which indicators there are and how the population is composed.
    solutions, gemeenten
        Ids.
    mean, tau
        On the link scale, shape (solutions, measured indicators); NaN where not measured.
    skill
        Strength of digital skill for each solution on the logit scale of a task, shape
        (solutions,).
    seed
        Decides the effects; each gemeente and solution has its own stream.
    """
    names = measured(catalogue)
    effects = _effects(solutions, gemeenten, tau, seed)
    slopes = np.outer(skill, [_skill_sign(name, catalogue.indicators[name]) for name in names])
    groups = _by_skill(mean + effects, slopes, catalogue)
    middle = _by_skill(mean, slopes, catalogue)
    mean, tau = mean.copy(), tau.copy()
    for part, whole in positions(names, SAME_TASK):
        mean[:, part], tau[:, part] = middle[:, whole, 0], tau[:, whole]
        effects[..., part] = groups[..., whole, 0] - mean[:, part]
        groups[..., part, :] = groups[..., whole, :1]
    return Truth(tuple(solutions), tuple(gemeenten), names, mean, tau, effects, slopes, groups)


def true_gap(truth: Truth, gap: Gap, catalogue: Catalogue) -> Floats:
    """Give the true difference between two skills in the unit of a gap: percentage points.

    Returns
    -------
    ndarray
        Shape (gemeenten, solutions); NaN where the indicator is not measured.
    """
    at = truth.indicators.index(gap.indicator)
    ids = catalogue.population.margins.digital_skill.ids
    shares = to_natural(truth.groups[..., at, :], catalogue.indicators[gap.indicator])
    return np.asarray(100 * (shares[..., ids.index(gap.group)] - shares[..., ids.index(gap.minus)]))


def _effects(solutions: Sequence[str], gemeenten: Sequence[str], tau: Floats, seed: int) -> Floats:
    size = tau.shape[1]
    standard = [
        [stream(seed, "effect", gemeente, name).standard_normal(size) for name in solutions]
        for gemeente in gemeenten
    ]
    return np.asarray(np.array(standard).reshape(len(gemeenten), len(solutions), size) * tau)


def _skill_sign(name: str, indicator: Indicator) -> float:
    better = 1.0 if indicator.direction == "higher_is_better" else -1.0
    method = method_of(name, indicator)
    if method == "time":
        return better * SKILL_IN_TIME
    if method == "score":
        return better * SKILL_COUNTS["participant_questionnaire"]
    return better * SKILL_COUNTS[indicator.measured_by] if method == "answer" else 0.0


def _by_skill(theta: Floats, slopes: Floats, catalogue: Catalogue) -> Floats:
    shares = joint(catalogue.population)
    offsets = np.broadcast_to(
        slopes[..., None] * skill_steps(shares), (*theta.shape, shares.shape[1])
    )
    logit = [
        known_kinds()[catalogue.indicators[n].kind].link == "logit" for n in measured(catalogue)
    ]
    curved = np.array(logit) & np.any(slopes != 0, axis=0)
    middle = theta.copy()
    weight = shares.sum(axis=0)
    middle[..., curved] = intercepts(theta[..., curved], offsets[..., curved, :], weight)
    return np.asarray(middle[..., None] + offsets)
