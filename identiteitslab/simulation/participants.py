"""Who takes part: age, digital skill that depends on age, and living with a disability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit

if TYPE_CHECKING:
    from numpy.random import Generator

    from identiteitslab.criteria.reference import Population
    from identiteitslab.measurement.kind import Bools, Floats, Ints

AGE_ON_SKILL = 1.5
"""How strongly skill falls with age, as a log odds ratio between the ends of both scales / 4."""

DISABLED = 0.15
"""Share of participants with a disability in sight, movement, hearing or thought; our choice."""

ROUNDS = 60
"""Of the fits below: each is a contraction, and this many bring it to rounding error."""


@dataclass(frozen=True)
class People:
    """The participants of one pilot: positions in the margins of the population."""

    age: Ints
    skill: Ints
    disabled: Bools

    def __len__(self) -> int:
        return len(self.age)


def joint(population: Population) -> Floats:
    """Give the shares of age by digital skill, shape (age bands, skills), that add up to 1.

    Only the margins are known; the association is a choice of this simulation, fitted to the
    margins by iterative proportional fitting.
    """
    age, skill = (
        np.array([category.share for category in margin.categories])
        for margin in (population.margins.age_band, population.margins.digital_skill)
    )
    age, skill = age / age.sum(), skill / skill.sum()
    falling = np.outer(np.linspace(-1, 1, len(age)), np.linspace(-1, 1, len(skill)))
    table = np.exp(-AGE_ON_SKILL * falling)
    for _ in range(ROUNDS):
        table *= (age / table.sum(axis=1))[:, None]
        table *= skill / table.sum(axis=0)
    return np.asarray(table / table.sum())


def draw_people(number: int, shares: Floats, rng: Generator) -> People:
    """Draw participants from a table of shares as given by ``joint``."""
    cell = rng.choice(shares.size, size=number, p=shares.ravel())
    age, skill = np.unravel_index(cell, shares.shape)
    disabled = rng.random(number) < DISABLED
    return People(age.astype(np.int64), skill.astype(np.int64), disabled)


def skill_steps(shares: Floats) -> Floats:
    """Give each skill a position with mean 0 in the population and 1 between the ends."""
    weight = shares.sum(axis=0)
    position = np.linspace(0.0, 1.0, len(weight))
    return np.asarray(position - weight @ position)


def intercepts(mean: Floats, offsets: Floats, weight: Floats) -> Floats:
    """Shift groups on the logit scale so that their weighted mean share is as intended.

    Parameters
    ----------
    mean
        Intended shares on the logit scale, any shape ``(...)``.
    offsets
        Differences between groups on the logit scale, shape ``(..., groups)``.
    weight
        Share of each group, adding up to 1.

    Returns
    -------
    ndarray
        ``a`` with ``sum(weight * expit(a + offsets)) == expit(mean)``.
    """
    found = np.array(mean, dtype=np.float64)
    for _ in range(ROUNDS):
        found += mean - logit(expit(found[..., None] + offsets) @ weight)
    return found
