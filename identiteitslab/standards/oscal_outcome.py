"""One minimum of one solution in OSCAL: what was observed, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from identiteitslab.standards.identity import PROJECT, identity, moment
from identiteitslab.standards.writing import beside, both, decimal, literal

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.scoring.minimums import MinimumResult
    from identiteitslab.standards.disclosure import Shown

METHODS = {
    "participant_questionnaire": "INTERVIEW",
    "observation": "TEST",
    "operations_log": "EXAMINE",
    "expert_assessment": "EXAMINE",
}
"""The methods that OSCAL knows, for each way of measuring."""

STATES = {
    "met": ("satisfied", "pass"),
    "failed": ("not-satisfied", "fail"),
    "not_shown": ("not-satisfied", "other"),
}
"""State and reason in OSCAL, for each outcome."""


def observation(evaluation: Evaluation, shown: Shown, result: MinimumResult) -> dict[str, Any]:
    """Tell what was measured for a minimum; a group that is too small only that it was."""
    indicator = evaluation.catalogue.indicators[result.indicator]
    may = (result.solution, result.indicator) in shown.estimates
    numbers = {"limit": result.limit}
    if may:
        own = {"value": result.value, "probability": result.probability}
        numbers |= {name: value for name, value in own.items() if value is not None}
    props = {"side": "at-least" if result.minimum.lower else "at-most"}
    props |= {name: decimal(value) for name, value in numbers.items()}
    return {
        "uuid": _id("observation", evaluation, result),
        "title": literal(beside(indicator.name)),
        "description": literal(beside(indicator.definition)),
        "props": [{"name": n, "ns": PROJECT, "value": v} for n, v in props.items()],
        "methods": [METHODS[indicator.measured_by]],
        "types": ["control-objective"],
        "subjects": [{"subject-uuid": identity("solution", result.solution), "type": "component"}],
        "collected": moment(_last_day(evaluation, result) if may else evaluation.question.on),
        "remarks": literal(both(_collected(result, may=may), unit=indicator.unit)),
    }


def finding(evaluation: Evaluation, result: MinimumResult) -> dict[str, Any]:
    """Tell whether a minimum is satisfied, from its observation."""
    catalogue = evaluation.catalogue
    state, reason = STATES[result.outcome]
    remark = "oscal.fragile" if result.fragile else f"oscal.{result.outcome}"
    return {
        "uuid": _id("finding", evaluation, result),
        "title": literal(beside(catalogue.indicators[result.indicator].name)),
        "description": literal(beside(catalogue.by_id[result.criterion].question)),
        "target": {
            "type": "objective-id",
            "target-id": f"minimum-{result.indicator}",
            "status": {"state": state, "reason": reason, "remarks": literal(both(remark))},
        },
        "related-observations": [{"observation-uuid": _id("observation", evaluation, result)}],
    }


def _last_day(evaluation: Evaluation, result: MinimumResult) -> dt.date:
    """Give the last day of measuring; that of the question if it is not known, or before it."""
    known, day = evaluation.estimates.get(result.solution, result.indicator), evaluation.question.on
    return day if known is None or known.last_on is None else min(day, known.last_on)


def _collected(result: MinimumResult, *, may: bool) -> str:
    if result.value is None:
        return "oscal.not_measured"
    return "oscal.measured" if may else "oscal.too_few"


def _id(what: str, evaluation: Evaluation, result: MinimumResult) -> str:
    return identity(what, evaluation.id, result.solution, result.indicator)
