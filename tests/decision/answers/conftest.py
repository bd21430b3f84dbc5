"""An evaluation with an own method, and small worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.lab.lab import Lab


@pytest.fixture(scope="session")
def own(lab: Lab, evaluation: Evaluation) -> Evaluation:
    """Give the same comparison by a weighted sum of one's own."""
    question = evaluation.question
    return lab.evaluate(
        method=lambda scores, weights: (scores * weights).sum(axis=1), on=question.on
    )


@pytest.fixture(scope="session")
def cautious(lab: Lab) -> Evaluation:
    """Give a comparison by a method that is no weighted sum: half the sum, half the worst."""

    def half(scores, weights):
        return (scores * weights).sum(axis=1) / 2 + scores.min(axis=1) / 2

    return lab.evaluate(method=half, draws=4096)
