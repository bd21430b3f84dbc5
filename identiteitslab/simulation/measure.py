"""All that one pilot measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.simulation.answers import people_measure
from identiteitslab.simulation.assessments import assess
from identiteitslab.simulation.counts import pilot_measures
from identiteitslab.simulation.participants import draw_people
from identiteitslab.simulation.pilot import DAYS
from identiteitslab.simulation.readings import join
from identiteitslab.simulation.streams import stream

if TYPE_CHECKING:
    from identiteitslab.simulation.pilot import Pilot
    from identiteitslab.simulation.plan import Plan
    from identiteitslab.simulation.readings import Measurements
    from identiteitslab.simulation.truth import Truth


def measure(plan: Plan, truth: Truth, pilot: Pilot, seed: int) -> Measurements:
    """Measure one pilot; each part has its own stream, named by the pilot."""
    gemeente = truth.gemeenten.index(pilot.gemeente)
    solution = truth.solutions.index(pilot.solution)
    theta = (truth.mean + truth.effects[gemeente])[solution]
    who = stream(seed, "people", *pilot.key)
    people = draw_people(pilot.participants, plan.shares, who)
    days = who.integers(DAYS, size=pilot.participants)
    answers = stream(seed, "answers", *pilot.key)
    counts = stream(seed, "counts", *pilot.key)
    levels = stream(seed, "levels", *pilot.key)
    return join(
        [
            people_measure(plan, people, days, truth.groups[gemeente, solution], answers),
            pilot_measures(plan, theta, pilot.users, assessed=pilot.assessed, rng=counts),
            assess(plan, theta, assessed=pilot.assessed, rng=levels),
        ]
    )
