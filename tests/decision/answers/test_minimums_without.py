"""Minimums without a gemeente: as if it had never delivered."""

from dataclasses import replace

import numpy as np
import pyarrow.compute as pc
import pytest

from identiteitslab.decision.answers import minimums_without as answer
from identiteitslab.decision.answers.minimums_without import minimums_without
from identiteitslab.lab.evaluate import evaluate

LEAVING = ("GM0093", "GM0193", "GM0448", "GM0599")
"""Two that measured beside others, and two that assessed a solution alone."""


@pytest.fixture(scope="module")
def found(evaluation):
    return minimums_without(evaluation)


def outcomes(evaluation):
    return {(one.solution, one.indicator): one.outcome for one in evaluation.minimums}


@pytest.mark.parametrize("code", LEAVING)
def test_outcomes_are_those_of_a_full_evaluation_without_the_gemeente(evaluation, found, code):
    sums = evaluation.sums.filter(pc.not_equal(evaluation.sums["gemeente"], code))
    question = replace(evaluation.question, draws=16_384)
    other = evaluate(evaluation.catalogue, question, sums, "")
    then = outcomes(evaluation)
    then |= {(t.solution, t.indicator): t.then for t in found.turns if t.gemeente == code}
    assert then == outcomes(other)
    place = found.gemeenten.index(code)
    assert found.eligible[place].tolist() == other.ranks.eligible.tolist()


def test_every_turn_is_one(evaluation, found):
    now = outcomes(evaluation)
    assert found.turns
    for turn in found.turns:
        assert turn.now == now[turn.solution, turn.indicator] != turn.then
        assert turn.gemeente in evaluation.estimates.get(turn.solution, turn.indicator).gemeenten
    assert found.judged[0] == found.judged[1] > len(found.turns)
    frame = found.to_frame()
    assert len(frame) == len(found.turns)
    assert list(frame.columns) == ["gemeente", "solution", "criterion", "indicator", "now", "then"]


def test_a_knock_out_that_one_gemeente_saw_goes_with_it(evaluation, found):
    """All levels of klompcode were assessed in one gemeente; nothing then speaks against it."""
    failed = evaluation.scores.solution_ids.index("klompcode")
    assert not evaluation.ranks.eligible[failed]
    back = [code for code, row in zip(found.gemeenten, found.eligible, strict=True) if row[failed]]
    assert back == ["GM0193"]


def test_what_costs_too_much_keeps_its_outcome(evaluation, found, monkeypatch):
    monkeypatch.setattr(answer, "AGAIN", 0)
    held = minimums_without(evaluation)
    estimates = evaluation.estimates
    assert held.turns == tuple(
        turn for turn in found.turns if estimates.get(turn.solution, turn.indicator).exact
    )
    assert 0 < held.judged[0] < held.judged[1] == found.judged[1]
    assert np.array_equal(held.eligible, found.eligible)
