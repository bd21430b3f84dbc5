"""An evaluation as plain data, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from identiteitslab.decision.conclusion import conclude
from identiteitslab.decision.evaluation import FORMAT
from identiteitslab.text.lookup import LANGUAGES, say

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation, Standing
    from identiteitslab.scoring.minimums import MinimumResult


def document(evaluation: Evaluation) -> dict[str, Any]:
    """Give the result with everything that it was made from."""
    question, coverage = evaluation.question, evaluation.coverage
    return {
        "format": FORMAT,
        "id": evaluation.id,
        "notice": {lang: say("fictitious.band", lang) for lang in LANGUAGES}
        if evaluation.fictitious
        else None,
        "conclusion": {lang: conclude(evaluation, lang) for lang in LANGUAGES},
        "question": {
            "context": question.context,
            "profile": question.profile,
            "situation": question.situation,
            "on": question.on.isoformat(),
            "seed": question.seed,
            "draws": question.draws,
            "method": "own" if evaluation.method else "weighted_sum",
        },
        "made_from": {
            "criteria": evaluation.criteria_digest,
            "measurements": evaluation.data_version,
            "code": evaluation.code_version,
        },
        "coverage": {
            "gemeenten": coverage.gemeenten,
            "participants": coverage.participants,
            "until": coverage.until.isoformat() if coverage.until else None,
        },
        "weights": evaluation.weights,
        "solutions": [_standing(evaluation, s) for s in evaluation.standings],
    }


def _standing(evaluation: Evaluation, standing: Standing) -> dict[str, Any]:
    low, mean, high = standing.score
    about = evaluation.catalogue.solutions[standing.solution]
    return {
        "solution": standing.solution,
        "name": {"nl": about.name.nl, "en": about.name.en},
        "fictitious": about.fictitious,
        "minimums": standing.outcome,
        "failing": [_minimum(m) for m in standing.failing],
        "not_shown": [_minimum(m) for m in standing.open],
        "score": {"low": low, "mean": mean, "high": high},
        "first": standing.first,
        "first_standard_error": standing.first_error,
        "measured_share_of_weight": standing.evidence,
    }


def _minimum(result: MinimumResult) -> dict[str, Any]:
    return {
        "criterion": result.criterion,
        "indicator": result.indicator,
        "side": "at_least" if result.minimum.lower else "at_most",
        "limit": result.limit,
        "value": result.value,
        "probability": result.probability,
        "basis": result.minimum.basis,
    }
