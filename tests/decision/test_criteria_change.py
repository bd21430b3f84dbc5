"""Other criteria, the same measurements: the parts are the move, and each has its right cause."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from identiteitslab.decision.answers.ground import table
from identiteitslab.decision.criteria_change import SHARED, criteria_change
from identiteitslab.lab.evaluate import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.lab.lab import Lab

    Plain = dict[str, Any]
    Edit = Callable[[Plain], None]

DRAWS = 16_384


@pytest.fixture(scope="module")
def before(lab: Lab) -> Evaluation:
    return lab.evaluate(draws=DRAWS)


def under(before: Evaluation, *edits: Edit) -> Evaluation:
    plain = copy.deepcopy(before.catalogue.model_dump(by_alias=True))
    for edit in edits:
        edit(plain)
    catalogue = type(before.catalogue).model_validate(plain)
    return evaluate(catalogue, before.question, before.sums, before.data_version)


def other_scale(plain: Plain) -> None:
    about = plain["criteria"]["usability"]["task-time"]["indicators"]["login-time"]
    about["value"][0]["points"] = [(120, 0), (20, 50), (5, 100)]


def other_shares(plain: Plain) -> None:
    indicators = plain["criteria"]["usability"]["task-success"]["indicators"]
    indicators["login-success"]["share"], indicators["activation-success"]["share"] = 0.9, 0.1


def one_more(plain: Plain) -> None:
    same = copy.deepcopy(plain["criteria"]["acceptance"]["preference-over-current"])
    same["indicators"] = {"would-recommend": same["indicators"]["preference-share"]}
    plain["criteria"]["acceptance"]["recommendation"] = same


def one_less(plain: Plain) -> None:
    del plain["criteria"]["deployability"]["cross-border"]


def other_theme(plain: Plain) -> None:
    moved = plain["criteria"]["deployability"].pop("cost")
    plain["criteria"]["acceptance"]["cost"] = moved


def heavier(plain: Plain) -> None:
    plain["profiles"]["balanced"]["multipliers"] = {"task-time": 3.0}


def safer(plain: Plain) -> None:
    plain["profiles"]["balanced"]["themes"] |= {"security": 30, "usability": 10}


def other_people(plain: Plain) -> None:
    ages = plain["population"]["margins"]["age_band"]["categories"]
    ages[0]["share"], ages[-1]["share"] = ages[0]["share"] - 4, ages[-1]["share"] + 4


def stricter(plain: Plain) -> None:
    about = plain["criteria"]["usability"]["task-success"]["indicators"]["login-success"]
    for minimum in about["minimum"]:
        minimum["at_least"] = 0.9


def other_words(plain: Plain) -> None:
    plain["criteria"]["usability"]["task-time"]["question"]["nl"] = "Hoe lang duurt het?"


CAUSES: dict[Edit, set[str]] = {
    other_scale: {"task-time"},
    other_shares: {"task-success"},
    one_more: {"recommendation"},
    one_less: {"cross-border"},
    heavier: {"task-time"},
    safer: {"security", "usability"},
    other_people: {SHARED},
    stricter: set(),
    other_words: set(),
}


@pytest.mark.parametrize("edit", CAUSES, ids=lambda edit: edit.__name__)
def test_every_move_has_its_cause_and_nothing_else(before: Evaluation, edit: Edit) -> None:
    after = under(before, edit)
    found = criteria_change(before, after)
    moved = table(after).totals - table(before).totals
    assert set(found.causes) == CAUSES[edit]
    np.testing.assert_allclose(found.parts.sum(axis=1), moved, atol=1e-9)
    assert found.changes
    assert bool(CAUSES[edit]) == bool((np.abs(moved) > 1e-9).any())


def test_parts_of_many_changes_at_once_still_sum_to_the_move(before: Evaluation) -> None:
    edits = (other_scale, one_more, one_less, other_theme, heavier, safer, other_people, stricter)
    after = under(before, *edits)
    told = criteria_change(before, after).to_frame()
    causes = ["task-time", "recommendation", "cross-border", "cost", "security", "usability"]
    assert {*causes, SHARED} <= set(told.columns)
    parts = told.iloc[:, list(told.columns).index("first_after") + 1 :]
    np.testing.assert_allclose(parts.sum(axis=1), told["move"], atol=1e-9)
    np.testing.assert_allclose(told["after"] - told["before"], told["move"], atol=1e-12)


def test_a_changed_scale_counts_with_the_weight_of_its_criterion(before: Evaluation) -> None:
    after = under(before, other_scale)
    found = criteria_change(before, after)
    at = after.scores.criterion_ids.index("task-time")
    own, old = table(after), table(before)
    expected = own.own_weights[:, at] * (own.means[:, at] - old.means[:, at])
    np.testing.assert_allclose(found.parts[:, 0], expected, atol=1e-9)


def test_a_criterion_that_joins_lifts_who_scores_above_the_rest_of_its_theme(
    before: Evaluation,
) -> None:
    after = under(before, one_more)
    found = criteria_change(before, after)
    at = after.scores.criterion_ids.index("recommendation")
    theme = table(after).theme == table(after).theme[at]
    others = theme & (np.arange(len(theme)) != at)
    for row, solution in enumerate(after.scores.solution_ids):
        own, weights = table(after).means[row], table(after).own_weights[row]
        rest = np.average(own[others], weights=weights[others])
        assert found.part(solution, "recommendation") == pytest.approx(
            weights[at] * (own[at] - rest)
        )


def test_a_stricter_minimum_turns_outcomes_and_moves_no_score(before: Evaluation) -> None:
    found = criteria_change(before, under(before, stricter))
    assert {turn.indicator for turn in found.turns} == {"login-success"}
    assert ("met", "not_shown") in {(turn.before, turn.after) for turn in found.turns}
    assert found.without_effect == found.changes
    assert all(move.points == 0 for move in found.moves)


def test_a_minimum_that_only_one_side_has_is_told(before: Evaluation) -> None:
    def without(plain: Plain) -> None:
        indicators = plain["criteria"]["usability"]["task-success"]["indicators"]
        indicators["login-success"]["minimum"] = []

    turns = criteria_change(before, under(before, without)).turns
    assert len(turns) == len(before.scores.solution_ids)
    assert {turn.after for turn in turns} == {None}


def test_nothing_differs_from_itself(before: Evaluation) -> None:
    found = criteria_change(before, before)
    assert (found.changes, found.causes, found.turns) == ((), (), ())
    assert all(move.points == 0 for move in found.moves)


def test_what_cannot_be_compared_is_refused(before: Evaluation) -> None:
    with pytest.raises(ValueError, match="other measurements"):
        criteria_change(before, replace(before, data_version="other"))
    with pytest.raises(ValueError, match="method of their own"):
        criteria_change(before, replace(before, method=lambda values, _: values[:, 0]))
