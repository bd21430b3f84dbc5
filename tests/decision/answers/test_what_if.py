import numpy as np
import pytest

from identiteitslab.comparison.weighing.polytope import ContradictoryStatementsError
from identiteitslab.comparison.weighing.statements import AtLeastAsImportant, Between, Order, Ratio
from identiteitslab.decision.answers.said import read_statement, write_statement
from identiteitslab.decision.answers.what_if import (
    consensus,
    members,
    points,
    slider,
    statements,
    what_if,
)

EQUAL = dict.fromkeys(("security", "privacy", "usability", "acceptance", "deployability"), 20)


def test_the_same_weights_give_the_evaluation_bit_for_bit(evaluation):
    found = what_if(evaluation, points(evaluation, EQUAL))
    for name in ("totals", "acceptability", "wins", "total_quantiles", "total_mean"):
        assert np.array_equal(getattr(found, name), getattr(evaluation.ranks, name)), name


def test_the_slider_shows_the_first_draws_of_the_evaluation(evaluation):
    quick = slider(evaluation)
    found = quick.ranks(points(evaluation, EQUAL))
    assert found.totals == pytest.approx(evaluation.ranks.totals[:, : found.draws], abs=1e-3)
    other = points(evaluation, {"security": 60, "privacy": 40})
    full = what_if(evaluation, other, draws=found.draws)
    assert quick.ranks(other).first == pytest.approx(full.first, abs=1e-3)


def test_more_weight_for_a_strength_helps(evaluation):
    row = evaluation.scores.solution_ids.index("zeemeeuw")
    found = slider(evaluation).ranks(points(evaluation, EQUAL | {"security": 60}))
    assert found.first[row] > evaluation.ranks.first[row] + 0.2


def test_statements_hold_in_every_draw(evaluation):
    said = [Order(("privacy", "security")), Between("usability", 0.1, 0.2)]
    drawn = statements(evaluation, said).draw(np.random.default_rng(1), 500)
    assert (drawn[1] >= drawn[0] - 1e-6).all()
    assert (drawn[2] >= 0.1 - 1e-5).all()
    assert (drawn[2] <= 0.2 + 1e-5).all()


def test_contradictory_statements_are_named(evaluation):
    said = [AtLeastAsImportant("security", "privacy"), Ratio("privacy", "security", 2, 3),
            Between("usability", 0.1, 0.4)]  # fmt: skip
    with pytest.raises(ContradictoryStatementsError) as refused:
        statements(evaluation, [*said, Between("security", 0.2, 0.9)])
    assert Between("usability", 0.1, 0.4) not in refused.value.statements


def test_members_differ_and_it_matters(evaluation):
    given = {"An": EQUAL | {"security": 60}, "Bo": EQUAL | {"usability": 60}}
    found = members(evaluation, given)
    assert found.firsts == (("zeemeeuw",), ("stroopkoek",))
    assert not found.same_first
    assert consensus(evaluation, given, tolerance=0.2).exists
    assert {member for member, _ in consensus(evaluation, given, tolerance=0.05).clash} == {
        "An",
        "Bo",
    }


def test_wrong_points_are_named(evaluation):
    with pytest.raises(ValueError, match=r"given\['speed'\] is no theme: expected one of security"):
        points(evaluation, {"speed": 1})
    with pytest.raises(ValueError, match="points are all zero"):
        points(evaluation, {})
    with pytest.raises(ValueError, match=r"given\['An'\] holds 'speed'"):
        members(evaluation, {"An": {"speed": 1}})


@pytest.mark.parametrize(
    "text", ["security > privacy", "a > b > c", "cost = 30", "cost = 20..40", "a > 2*b"]
)
def test_what_is_said_is_written_as_it_was_read(text):
    assert write_statement(read_statement(text)) == text


@pytest.mark.parametrize("text", ["", "security", "a < b", "a = ", "a = 1..", "a > b = c"])
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError, match="cannot be read: expected a > b"):
        read_statement(text)
