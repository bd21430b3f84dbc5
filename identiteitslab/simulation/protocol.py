"""How each indicator is measured in a simulated pilot.

The kind of an indicator and who measures it say nearly all. The tables here hold what a catalogue
does not say; an id that a catalogue does not have is simply not used. Their numbers are choices of
this simulation, not findings.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator

Method = Literal["answer", "score", "time", "staff", "count", "reading", "level"]
"""Per participant: a yes/no answer, a score, a time. Per pilot: the mean score of employees, a
count, single readings, levels by assessors."""

PER_PERSON: Mapping[str, Method] = MappingProxyType(
    {"proportion": "answer", "score": "score", "duration": "time"}
)
PER_PILOT: Mapping[str, Method] = MappingProxyType(
    {
        "proportion": "count",
        "rate": "count",
        "count": "count",
        "amount": "reading",
        "duration": "reading",
        "level": "level",
    }
)
EXCEPTIONS: Mapping[str, Method] = MappingProxyType(
    {"impostor-issuance-rate": "count", "staff-support": "staff", "handling-time": "reading"}
)
"""Measured by people, but not by the participants themselves."""

SAME_TASK: Mapping[str, str] = MappingProxyType({"low-skill-success": "login-success"})
"""The same task, looked at for participants below basic digital skill only."""

SUCCESS_OF: Mapping[str, str] = MappingProxyType(
    {"login-time": "login-success", "activation-time": "activation-success"}
)
"""Whether the task of a time was done: who stops before the end did not succeed."""

DISABLED_ONLY = frozenset({"disability-success"})

QUESTIONS: Mapping[str, int] = MappingProxyType(
    {"sus": 10, "utaut-intention": 3, "trust-solution": 4, "staff-support": 3}
)
"""How many questions make up a score; one unless named here."""

PER_USER: Mapping[str, float] = MappingProxyType(
    {
        "security-incident-rate": 12.0,
        "complaint-rate": 12.0,
        "failed-login-rate": 13.0,
        "excess-attributes": 12.0,
        "false-non-match-rate": 2.0,
        "identity-fraud-rate": 0.5,
        "breach-rate": 0.5,
        "helpdesk-rate": 6.0,
        "activation-conversion": 3.0,
        "activation-dropout": 1.3,
        "retention-30-days": 1.0,
    }
)
"""What one user adds to the total of a count in a round of half a year."""


def method_of(name: str, indicator: Indicator) -> Method | None:
    """Tell how an indicator is measured; ``None`` for a gap, which is computed."""
    if name in EXCEPTIONS:
        return EXCEPTIONS[name]
    if indicator.kind == "count" and indicator.pooling == "none":
        return "reading"
    by_people = indicator.by_people
    if by_people and indicator.kind in PER_PERSON:
        return PER_PERSON[indicator.kind]
    return PER_PILOT.get(indicator.kind)


def positions(names: Sequence[str], pairs: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
    """Give the places of pairs of indicators; a pair of which one is missing is left out."""
    return tuple(
        (names.index(one), names.index(other))
        for one, other in pairs.items()
        if one in names and other in names
    )


def measured(catalogue: Catalogue) -> tuple[str, ...]:
    """Give the indicators that a pilot can deliver, in catalogue order."""
    known = catalogue.indicators.items()
    return tuple(name for name, indicator in known if method_of(name, indicator))


def by_method(catalogue: Catalogue) -> dict[Method, tuple[str, ...]]:
    """Group the indicators by how they are measured, each group in catalogue order."""
    found: dict[Method, list[str]] = {}
    for name, indicator in catalogue.indicators.items():
        method = method_of(name, indicator)
        if method:
            found.setdefault(method, []).append(name)
    return {method: tuple(names) for method, names in found.items()}
