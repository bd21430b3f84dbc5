"""The security theme as assessment results in OSCAL 1.2.2 (NIST, JSON form)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from identiteitslab.standards import criteria_document
from identiteitslab.standards.identity import PROJECT, identity, moment
from identiteitslab.standards.jsonld import MEDIA_TYPE
from identiteitslab.standards.oscal_outcome import finding, observation
from identiteitslab.standards.writing import beside, both, literal, notice

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.criteria.settings import Publisher
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.scoring.minimums import MinimumResult
    from identiteitslab.standards.disclosure import Shown

FILE = "oscal-assessment-results.json"
VERSION = "1.2.2"
THEME = "security"


def assessment_results(
    evaluation: Evaluation, shown: Shown, publisher: Publisher | None = None
) -> dict[str, Any]:
    """Give one set of results a solution, with one observation and finding a minimum.

    A minimum is a control objective, its criterion a control. OSCAL knows only satisfied and
    not-satisfied: a minimum that was not shown is not satisfied, with ``other`` as the reason and
    a remark that says that it was not refuted either.

    Parameters
    ----------
    evaluation
        The outcome.
    shown
        Which estimates may be published.
    publisher
        Who answers for the file, if the lab says so.
    """
    tested = in_theme(evaluation)
    starts = _first_days(evaluation)
    return {
        "assessment-results": {
            "uuid": identity("assessment-results", evaluation.id),
            "metadata": _metadata(evaluation, publisher),
            "import-ap": {
                "href": f"#{_plan(evaluation)}",
                "remarks": literal(both("oscal.plan_remark")),
            },
            "local-definitions": {"objectives-and-methods": _objectives(evaluation, tested)},
            "results": [
                _result(evaluation, shown, starts.get(solution, evaluation.question.on), own)
                for solution, own in _by_solution(tested).items()
            ],
            "back-matter": {"resources": [_criteria(evaluation)]},
        }
    }


def in_theme(evaluation: Evaluation) -> list[MinimumResult]:
    """Give the minimums of the security theme; without any there are no results to give."""
    theme = evaluation.catalogue.criteria.get(THEME, {})
    return [m for m in evaluation.minimums if m.criterion in theme]


def _by_solution(tested: list[MinimumResult]) -> dict[str, list[MinimumResult]]:
    found: dict[str, list[MinimumResult]] = {}
    for minimum in tested:
        found.setdefault(minimum.solution, []).append(minimum)
    return found


def _metadata(evaluation: Evaluation, publisher: Publisher | None) -> dict[str, Any]:
    made_from = {
        "evaluation": evaluation.id,
        "criteria": evaluation.criteria_digest,
        "measurements": evaluation.data_version,
        "context": evaluation.question.context,
    }
    found: dict[str, Any] = {
        "title": literal(_warned(evaluation, both("oscal.title"))),
        "last-modified": moment(evaluation.question.on),
        "version": evaluation.code_version,
        "oscal-version": VERSION,
        "props": [{"name": n, "ns": PROJECT, "value": v} for n, v in made_from.items()],
    }
    if publisher is not None:
        party = {"type": "organization", "name": publisher.name}
        found["parties"] = [{"uuid": identity("party", publisher.name)} | party]
    return found


def _warned(evaluation: Evaluation, text: str) -> str:
    return f"{text.rstrip('.')}. {beside(notice())}" if evaluation.fictitious else text


def _plan(evaluation: Evaluation) -> str:
    return identity("criteria", evaluation.criteria_digest)


def _criteria(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "uuid": _plan(evaluation),
        "title": literal(both("oscal.criteria")),
        "description": literal(both("oscal.criteria_is", digest=evaluation.criteria_digest)),
        "rlinks": [{"href": criteria_document.FILE, "media-type": MEDIA_TYPE}],
    }


def _objectives(evaluation: Evaluation, tested: list[MinimumResult]) -> list[dict[str, Any]]:
    """Define each minimum once, as an objective of its criterion."""
    catalogue = evaluation.catalogue
    once = {m.indicator: m for m in tested}
    return [
        {
            "control-id": f"criterion-{m.criterion}",
            "description": literal(beside(catalogue.by_id[m.criterion].question)),
            "parts": [
                {
                    "id": f"minimum-{name}",
                    "name": "assessment-objective",
                    "title": literal(beside(catalogue.indicators[name].name)),
                    "prose": literal(beside(m.minimum.reason)),
                }
            ],
        }
        for name, m in once.items()
    ]


def _result(
    evaluation: Evaluation, shown: Shown, start: dt.date, tested: list[MinimumResult]
) -> dict[str, Any]:
    solution, day = tested[0].solution, evaluation.question.on
    about = evaluation.catalogue.solutions[solution]
    component = {
        "uuid": identity("solution", solution),
        "type": "service",
        "title": literal(beside(about.name)),
        "description": literal(_warned(evaluation, beside(about.description))),
        "status": {"state": "other", "remarks": literal(both("oscal.tried"))},
    }
    controls = [
        {"control-id": f"criterion-{c}"} for c in dict.fromkeys(m.criterion for m in tested)
    ]
    objectives = [{"objective-id": f"minimum-{m.indicator}"} for m in tested]
    return {
        "uuid": identity("result", evaluation.id, solution),
        "title": literal(beside(about.name)),
        "description": literal(both("oscal.result", solution=about.name)),
        "start": moment(start),
        "end": moment(day),
        "local-definitions": {"components": [component]},
        "reviewed-controls": {
            "control-selections": [{"include-controls": controls}],
            "control-objective-selections": [{"include-objectives": objectives}],
        },
        "observations": [observation(evaluation, shown, m) for m in tested],
        "findings": [finding(evaluation, m) for m in tested],
    }


def _first_days(evaluation: Evaluation) -> dict[str, dt.date]:
    """Give the first day on which each solution was measured, never after the day asked about."""
    last = evaluation.question.on
    found = evaluation.sums.group_by("solution").aggregate([("first_on", "min")]).to_pylist()
    return {row["solution"]: min(row["first_on_min"] or last, last) for row in found}
