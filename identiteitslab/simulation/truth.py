"""What is really so: the values behind simulated measurements, known because we chose them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.simulation.participants import intercepts, joint, skill_steps
from identiteitslab.simulation.protocol import SAME_TASK, measured, method_of
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
    indicators = [catalogue.indicators[name] for name in names]
    effects = _effects(solutions, gemeenten, tau, seed)
    slopes = np.outer(skill, [_skill_sign(n, i) for n, i in zip(names, indicators, strict=True)])
    steps, weight = _skills(catalogue)
    groups = _by_skill(mean + effects, slopes[..., None] * steps, weight, indicators)
    middle = _by_skill(mean, slopes[..., None] * steps, weight, indicators)
    mean, tau = mean.copy(), tau.copy()
    for part, whole in _same_tasks(names):
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


def _skills(catalogue: Catalogue) -> tuple[Floats, Floats]:
    shares = joint(catalogue.population)
    return skill_steps(shares), np.asarray(shares.sum(axis=0))


def _skill_sign(name: str, indicator: Indicator) -> float:
    better = 1.0 if indicator.direction == "higher_is_better" else -1.0
    method = method_of(name, indicator)
    if method == "time":
        return better * SKILL_IN_TIME
    if method == "score":
        return better * SKILL_COUNTS["participant_questionnaire"]
    return better * SKILL_COUNTS[indicator.measured_by] if method == "answer" else 0.0


def _by_skill(
    theta: Floats, offsets: Floats, weight: Floats, indicators: Sequence[Indicator]
) -> Floats:
    spread = np.broadcast_to(offsets, (*theta.shape, len(weight)))
    middle = theta.copy()
    shares = np.array([known_kinds()[i.kind].link == "logit" for i in indicators])
    shares &= np.any(
        offsets != 0, axis=tuple(i for i in range(offsets.ndim) if i != offsets.ndim - 2)
    )
    middle[..., shares] = intercepts(theta[..., shares], spread[..., shares, :], weight)
    return np.asarray(middle[..., None] + spread)


def _same_tasks(names: Sequence[str]) -> list[tuple[int, int]]:
    return [
        (names.index(part), names.index(whole))
        for part, whole in SAME_TASK.items()
        if part in names and whole in names
    ]
