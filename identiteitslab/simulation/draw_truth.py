"""A true value for every solution, drawn from a seed, for any catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.criteria.reference import Solution
from identiteitslab.criteria.words import Words
from identiteitslab.simulation.protocol import measured
from identiteitslab.simulation.scales import to_link
from identiteitslab.simulation.streams import stream
from identiteitslab.simulation.truth import Truth, make_truth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.measurement.kind import Floats

SCORES = (35.0, 95.0)
"""True values lie where they score this much, or above the minimum if that is higher."""

FAILS = 0.005
"""Chance that a solution does not meet the minimum of an indicator."""

TAU = 0.5
"""Scale of the half-normal that tau is drawn from, on the link scale."""

REPORTED = {"level": 0, "count": 0, "amount": 2}
"""Decimals, by kind, of a true value that is reported as it is."""

SKILL = (0.5, 1.8)
"""Range of the strength of digital skill, on the logit scale."""


def draw_truth(
    catalogue: Catalogue, solutions: Mapping[str, Solution], gemeenten: Sequence[str], seed: int
) -> Truth:
    """Draw a truth; each solution and gemeente from its own stream."""
    drawn = [_solution(catalogue, name, solution, seed) for name, solution in solutions.items()]
    mean, tau = (np.array([one[part] for one in drawn]) for part in (0, 1))
    skill = np.array([stream(seed, "skill", name).uniform(*SKILL) for name in solutions])
    return make_truth(
        catalogue, tuple(solutions), gemeenten, mean=mean, tau=tau, skill=skill, seed=seed
    )


def made_up_solutions(catalogue: Catalogue, number: int) -> dict[str, Solution]:
    """Give solutions to simulate: those of the catalogue first, then made-up ones.

    Raises
    ------
    ValueError
        A number below 1.
    """
    if number < 1:
        raise ValueError(f"solutions is {number}; expected 1 or more")
    found = dict(list(catalogue.solutions.items())[:number])
    for count in range(len(found) + 1, number + 1):
        found[f"verzonnen-{count:02d}"] = Solution(
            name=Words(nl=f"Verzonnen oplossing {count}", en=f"Made-up solution {count}"),
            description=Words(
                nl="Een verzonnen oplossing met verzonnen metingen.",
                en="A made-up solution with made-up measurements.",
            ),
            fictitious=True,
            properties=("uses_biometrics",) if count % 2 else (),
        )
    return found


def _solution(
    catalogue: Catalogue, name: str, solution: Solution, seed: int
) -> tuple[Floats, Floats]:
    known = [catalogue.indicators[i] for i in measured(catalogue)]
    rng = stream(seed, "truth", name)
    place, luck = rng.random((2, len(known)))
    mean = np.array([_mean(i, p, f) for i, p, f in zip(known, place, luck, strict=True)])
    scale = np.array([TAU * (i.pooling != "none") for i in known])
    asked = [i.applies_if is None or i.applies_if in solution.properties for i in known]
    return np.where(asked, mean, np.nan), scale * np.abs(rng.standard_normal(len(known)))


def _mean(indicator: Indicator, place: float, luck: float) -> float:
    floor = max((_score_at(indicator, m.limit) for m in indicator.minimum), default=0.0)
    low = max(floor, SCORES[0])
    high = max(SCORES[1], (low + 100) / 2)
    score = floor * place if luck < FAILS else low + (high - low) * place
    values, scores = _curve(indicator)
    order = np.argsort(scores)
    found = float(np.interp(score, scores[order], values[order]))
    natural = np.exp(found) if indicator.value[0].scale == "log" else found
    if indicator.pooling == "none" and indicator.kind in REPORTED:
        natural = np.round(natural, REPORTED[indicator.kind])
    return float(to_link(natural, indicator))


def _score_at(indicator: Indicator, limit: float) -> float:
    values, scores = _curve(indicator)
    order = np.argsort(values)
    at = np.log(limit) if indicator.value[0].scale == "log" else limit
    return float(np.interp(at, values[order], scores[order]))


def _curve(indicator: Indicator) -> tuple[Floats, Floats]:
    function = indicator.value[0]
    values, scores = np.array(function.points).T
    return np.log(values) if function.scale == "log" else values, scores
