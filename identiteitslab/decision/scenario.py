"""A scenario: weights that somebody tried and gave a name. It is never what was adopted."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from identiteitslab.comparison.weighing.polytope import ContradictoryStatementsError, polytope
from identiteitslab.criteria.model import Context
from identiteitslab.criteria.words import Strict
from identiteitslab.decision.answers import what_if
from identiteitslab.decision.answers.said import read_statement, write_statement
from identiteitslab.decision.log.check import Text, text_faults
from identiteitslab.errors import Fault, Where, nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.decision.log.ledger import Entry
    from identiteitslab.scoring.weights import WeightSampler

KIND = "scenario"
"""The kind of log entry that scenarios are kept in."""

FORMAT = 1
LONGEST = 80
"""Most characters of a name."""
MOST_STATEMENTS = 50


class Scenario(Strict):
    """What was tried: either points per theme or statements about themes, and on which question."""

    name: str
    context: Context
    profile: str
    situation: str | None = None
    points: dict[str, float] = Field(default_factory=dict, description="by theme, on any scale")
    statements: tuple[str, ...] = Field(default=(), description="as `read_statement` reads them")


@dataclass(frozen=True)
class Dropped:
    """That a scenario was dropped: number in the log, when, and in which role."""

    number: int
    at: dt.datetime
    role: str


@dataclass(frozen=True)
class Kept:
    """A scenario as it was kept: number in the log, when, in which role; and if it was dropped."""

    number: int
    at: dt.datetime
    role: str
    scenario: Scenario
    dropped: Dropped | None = None

    @property
    def stands(self) -> bool:
        """Tell whether nobody dropped it."""
        return self.dropped is None

    def named(self, name: str) -> bool:
        """Tell whether it stands under a name; capitals make no difference."""
        return self.stands and self.scenario.name.casefold() == name.casefold()


def check(scenario: Scenario, themes: Collection[str]) -> tuple[Fault, ...]:
    """Find all that is wrong with a scenario.

    Parameters
    ----------
    scenario
        What somebody wants to keep.
    themes
        Themes that can weigh.
    """
    name = Text("name", scenario.name, LONGEST)
    return tuple(
        chain(text_faults(name), _point_faults(scenario, themes), _said_faults(scenario, themes))
    )


def weights(scenario: Scenario, evaluation: Evaluation) -> WeightSampler:
    """Give the weights of a scenario, to ask an evaluation what if.

    Raises
    ------
    ValueError
        The criteria have other themes by now, or statements contradict each other.
    """
    if scenario.statements:
        said = [read_statement(text) for text in scenario.statements]
        return what_if.statements(evaluation, said)
    return what_if.points(evaluation, scenario.points)


def entry_of(scenario: Scenario) -> dict[str, Any]:
    """Say in a log entry what was kept."""
    return {"format": FORMAT, "scenario": scenario.model_dump(mode="json", exclude_defaults=True)}


def entry_of_drop(number: int) -> dict[str, Any]:
    """Say in a log entry that a scenario was dropped."""
    return {"format": FORMAT, "dropped": number}


def read_scenarios(entries: Iterable[Entry]) -> tuple[Kept, ...]:
    """Replay the log: all scenarios in order, dropped ones too; what cannot be read is passed over.

    Two people may write at once. Whoever comes first in the log has the name, and only the first
    drop of a scenario counts.
    """
    kept: dict[int, Kept] = {}
    for entry in entries:
        kept |= {one.number: one for one in _follow(kept, entry)}
    return tuple(kept.values())


def _follow(kept: Mapping[int, Kept], entry: Entry) -> Iterator[Kept]:
    said = entry.payload
    if said.get("format") != FORMAT:
        return
    if "dropped" in said:
        yield from (
            replace(one, dropped=Dropped(entry.sequence, entry.at, entry.actor))
            for one in kept.values()
            if one.stands and one.number == said["dropped"]
        )
        return
    try:
        text = json.dumps(said.get("scenario"))
        scenario = Scenario.model_validate_json(text, strict=True)
    except ValidationError:
        return
    if not any(one.named(scenario.name) for one in kept.values()):
        yield Kept(entry.sequence, entry.at, entry.actor, scenario)


def _point_faults(scenario: Scenario, themes: Collection[str]) -> Iterator[Fault]:
    weighs = any(scenario.points.values())
    if weighs == bool(scenario.statements):
        yield Fault("scenario-empty", Where(key="points"))
    for theme, value in scenario.points.items():
        if theme not in themes:
            facts = {"found": theme[:LONGEST], "known": nearest(theme, themes)}
            yield Fault("scenario-theme-unknown", Where(key="points"), facts)
        elif value < 0:
            yield Fault(
                "scenario-points-wrong", Where(key=f"points.{theme}"), {"found": str(value)}
            )


def _said_faults(scenario: Scenario, themes: Collection[str]) -> Iterator[Fault]:
    where = Where(key="statements")
    if len(scenario.statements) > MOST_STATEMENTS:
        facts = {"found": str(len(scenario.statements)), "most": str(MOST_STATEMENTS)}
        yield Fault("scenario-statements-many", where, facts)
        return
    try:
        polytope(tuple(themes), [read_statement(text) for text in scenario.statements])
    except ContradictoryStatementsError as clash:
        facts = {"found": "; ".join(map(write_statement, clash.statements))}
        yield Fault("scenario-contradiction", where, facts)
    except ValueError:
        yield Fault("scenario-statement-wrong", where, {"known": ", ".join(themes)})
