"""Has the evidence changed since a decision, and what moved? Two documents, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Document = dict[str, Any]
"""An evaluation as plain data (``decision.document``)."""


@dataclass(frozen=True)
class State:
    """How a solution stands: its place, its minimums and its expected score (0..100).

    ``failing`` and ``open`` name the indicators whose minimum is failed, or not shown.
    """

    place: int
    outcome: str
    score: float
    first: float | None
    failing: tuple[str, ...]
    open: tuple[str, ...]


class Turned(NamedTuple):
    """A minimum that is judged otherwise."""

    indicator: str
    then: str
    now: str


@dataclass(frozen=True)
class Moved:
    """A solution that stands otherwise; None where it did not take part."""

    solution: str
    then: State | None
    now: State | None

    @property
    def turned(self) -> tuple[Turned, ...]:
        """Give the minimums that are judged otherwise, if it took part both times."""
        if self.then is None or self.now is None:
            return ()
        before, after = _judged(self.then), _judged(self.now)
        pairs = ((one, before.get(one, "met"), after.get(one, "met")) for one in before | after)
        return tuple(Turned(*pair) for pair in pairs if pair[1] != pair[2])


@dataclass(frozen=True)
class Since:
    """What is not as it was when the decision was made.

    ``criteria``, ``measurements`` and ``code`` tell which of the inputs are others; ``moved``
    holds the solutions of which place, minimums or score in whole points differ.
    """

    criteria: bool
    measurements: bool
    code: bool
    moved: tuple[Moved, ...]
    order: bool

    @property
    def changed(self) -> bool:
        """Tell whether the evidence, or what follows from it, is not the same any more."""
        return self.criteria or self.measurements or bool(self.moved)


def since(then: Document, now: Document) -> Since:
    """Compare an evaluation as it was with what the same question gives now."""
    made, makes = then["made_from"], now["made_from"]
    before, after = _states(then), _states(now)
    return Since(
        criteria=made["criteria"] != makes["criteria"],
        measurements=made["measurements"] != makes["measurements"],
        code=made["code"] != makes["code"],
        moved=tuple(_moved(before, after)),
        order=list(before) != list(after),
    )


def unchanged() -> Since:
    """Say that nothing changed, when all inputs are the same."""
    return Since(criteria=False, measurements=False, code=False, moved=(), order=False)


def _states(document: Document) -> dict[str, State]:
    return {
        one["solution"]: State(
            place,
            one["minimums"],
            one["score"]["mean"],
            one["first"],
            tuple(m["indicator"] for m in one["failing"]),
            tuple(m["indicator"] for m in one["not_shown"]),
        )
        for place, one in enumerate(document["solutions"], start=1)
    }


def _moved(before: dict[str, State], after: dict[str, State]) -> Iterator[Moved]:
    for solution in before | after:
        then, now = before.get(solution), after.get(solution)
        if then is None or now is None or _seen(then) != _seen(now):
            yield Moved(solution, then, now)


def _judged(state: State) -> dict[str, str]:
    return dict.fromkeys(state.failing, "failed") | dict.fromkeys(state.open, "not_shown")


def _seen(state: State) -> tuple[object, ...]:
    return state.place, state.outcome, round(state.score), state.failing, state.open
