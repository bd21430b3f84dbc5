"""What would a delivery change? The comparison before it and after it, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from identiteitslab.lab.evaluate import evaluate

if TYPE_CHECKING:
    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Evaluation, Question, Standing
    from identiteitslab.scoring.minimums import MinimumResult


class Data(NamedTuple):
    """Merged sums and the version that names them."""

    sums: pa.Table
    version: str


class Shift(NamedTuple):
    """How one solution stands now, and would stand; ``before`` is None if nothing was measured."""

    solution: str
    before: Standing | None
    after: Standing


class Turn(NamedTuple):
    """A minimum whose judgement would change; ``before`` is None if nothing was measured."""

    before: MinimumResult | None
    after: MinimumResult


@dataclass(frozen=True)
class Preview:
    """The comparison as it is, and as it would be; ``before`` is None if nothing was measured.

    Both answer the same question with the same seed: what differs, differs by the measurements.
    """

    before: Evaluation | None
    after: Evaluation

    @property
    def changes(self) -> bool:
        """Tell whether the measurements that count would be others."""
        return self.before is None or self.before.data_version != self.after.data_version

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """How each solution would move, in the order in which they would stand."""
        known = {s.solution: s for s in self.before.standings} if self.before else {}
        return tuple(Shift(s.solution, known.get(s.solution), s) for s in self.after.standings)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Which minimums would be judged otherwise."""
        known = {_about(m): m for m in self.before.minimums} if self.before else {}
        pairs = (Turn(known.get(_about(m)), m) for m in self.after.minimums)
        return tuple(turn for turn in pairs if _outcome(turn.before) != turn.after.outcome)


def preview(catalogue: Catalogue, question: Question, now: Data, then: Data) -> Preview:
    """Compare twice: with the sums that count now, and with those that would count.

    Parameters
    ----------
    catalogue
        What is measured.
    question
        What to ask both times.
    now, then
        Merged sums (``SUMS_SCHEMA``); ``now`` may be empty.

    Raises
    ------
    LabError
        Nothing would be measured even then.
    """
    if not now.sums.num_rows:
        return Preview(None, evaluate(catalogue, question, *then))
    before = evaluate(catalogue, question, *now)
    same = now.sums.equals(then.sums)
    after = replace(before, data_version=then.version) if same else None
    return Preview(before, after or evaluate(catalogue, question, *then))


def _about(result: MinimumResult) -> tuple[str, str, str]:
    return result.solution, result.indicator, repr(result.minimum)


def _outcome(result: MinimumResult | None) -> str:
    # Nothing measured yet: nothing shown.
    return "not_shown" if result is None else result.outcome
