"""The full report, chapter by chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.report.answers import work_out
from identiteitslab.report.note import cover
from identiteitslab.report.sections.appendix import appendix
from identiteitslab.report.sections.decided import decided
from identiteitslab.report.sections.gemeenten import gemeenten, rounds
from identiteitslab.report.sections.knowing import knowing
from identiteitslab.report.sections.measuring import contributed, measuring
from identiteitslab.report.sections.method import method
from identiteitslab.report.sections.minimums import minimums
from identiteitslab.report.sections.outcome import order, outcome
from identiteitslab.report.sections.pair import pair
from identiteitslab.report.sections.reasons import reasons, solutions
from identiteitslab.report.sections.sources import sources
from identiteitslab.report.sections.together import together
from identiteitslab.report.sections.turning import turning
from identiteitslab.report.told import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.decision.log.ledger import Kept
    from identiteitslab.report.answers import Answers
    from identiteitslab.report.content import Content
    from identiteitslab.text.lookup import Lang


def full(
    evaluation: Evaluation,
    lang: Lang,
    *,
    head: str = "",
    answers: Answers | None = None,
    decisions: Sequence[Kept] = (),
) -> Content:
    """Tell the whole comparison.

    Parameters
    ----------
    head
        The end of the log, by which it can be checked later.
    answers
        What was worked out before; by default that is done here.
    decisions
        What the steering group decided, told in a chapter of its own.
    """
    told = tell(evaluation, lang)
    known = work_out(evaluation) if answers is None else answers
    return cover(
        told,
        "full",
        (
            outcome(told),
            method(told),
            minimums(told, known.open),
            order(told),
            reasons(told, known.why),
            *([pair(told, known.pair)] if known.pair else ()),
            turning(told, known.flips, known.without, known.minimums),
            solutions(told, known.why),
            knowing(told, known.evidence),
            gemeenten(told),
            rounds(told),
            together(told, known.sets),
            measuring(told, known.following),
            contributed(told, known.joint),
            *([decided(told, decisions)] if decisions else ()),
            sources(told),
            appendix(told),
        ),
        head,
    )
