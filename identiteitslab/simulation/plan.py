"""The protocol of a catalogue as positions and numbers, looked up once for all pilots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.simulation.participants import joint
from identiteitslab.simulation.protocol import (
    DISABLED_ONLY,
    SAME_TASK,
    SUCCESS_OF,
    by_method,
    measured,
    positions,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.measurement.kind import Bools, Floats, Ints
    from identiteitslab.simulation.protocol import Method


@dataclass(frozen=True)
class Plan:
    """How a pilot measures the indicators of a catalogue.

    Attributes
    ----------
    names, indicators
        What is measured, in the order of ``Truth.indicators``; positions below point here.
    at
        Positions by method.
    pooled
        Whether gemeenten differ; else there is one value for the solution.
    questionnaire
        Whether participants answer it on paper, so that an answer can be missing.
    only_disabled
        Whether only participants with a disability do it.
    same_task
        ``(part, whole)``: the same task looked at for the least skilled only.
    success_of
        Position of a time to the position of its success.
    shares
        The population, age by skill.
    """

    names: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    at: Mapping[Method, Ints]
    pooled: Bools
    questionnaire: Bools
    only_disabled: Bools
    same_task: tuple[tuple[int, int], ...]
    success_of: Mapping[int, int]
    shares: Floats


def make_plan(catalogue: Catalogue) -> Plan:
    """Look up the protocol of a catalogue."""
    names = measured(catalogue)
    indicators = tuple(catalogue.indicators[name] for name in names)
    groups = by_method(catalogue)
    return Plan(
        names,
        indicators,
        at={m: np.array([names.index(n) for n in g]) for m, g in groups.items()},
        pooled=np.array([i.pooling != "none" for i in indicators]),
        questionnaire=np.array([i.measured_by == "participant_questionnaire" for i in indicators]),
        only_disabled=np.array([name in DISABLED_ONLY for name in names]),
        same_task=positions(names, SAME_TASK),
        success_of=dict(positions(names, SUCCESS_OF)),
        shares=joint(catalogue.population),
    )
