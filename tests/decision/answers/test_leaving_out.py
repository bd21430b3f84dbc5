"""Without a gemeente: as if it had never delivered."""

from dataclasses import replace

import numpy as np
import pyarrow.compute as pc
import pytest

from identiteitslab.decision.answers import estimated_without
from identiteitslab.decision.answers.estimated_without import affordable
from identiteitslab.decision.answers.gemeente_level import gemeente_level
from identiteitslab.decision.answers.ground import table
from identiteitslab.decision.answers.leaving_out import without_a_gemeente
from identiteitslab.lab.evaluate import evaluate

LEAVING = ("GM0093", "GM0193", "GM0664")
"""One shifts all a little, one takes away what only it had assessed, one hardly matters."""

FOLLOWED = 0.3
"""128 of the 4096 values of a cell are followed: that moves no score by more."""


@pytest.fixture(scope="module")
def level(evaluation):
    return gemeente_level(evaluation)


@pytest.fixture(scope="module")
def anew(evaluation):
    """Give full evaluations of the sums without a gemeente."""
    gemeente = evaluation.sums["gemeente"]
    return {
        code: few_draws(evaluation, evaluation.sums.filter(pc.not_equal(gemeente, code)))
        for code in LEAVING
    }


def few_draws(evaluation, sums):
    question = replace(evaluation.question, draws=16_384)
    return evaluate(evaluation.catalogue, question, sums, "")


def shifts(level, code):
    return level.mean_without[:, level.gemeenten.index(code)] - level.mean


def is_gap(evaluation, level):
    names = np.array(evaluation.scores.indicator_ids)[level.indicator].tolist()
    return np.array([evaluation.catalogue.indicators[name].gap is not None for name in names])


def test_totals_are_those_of_a_full_evaluation_without_the_gemeente(evaluation, level, anew):
    found = without_a_gemeente(evaluation, level)
    assert found.items == evaluation.estimates.gemeenten
    for code, other in anew.items():
        place = found.items.index(code)
        shift = table(other).totals - table(evaluation).totals
        assert found.shifts[place] == pytest.approx(shift, abs=0.02)
        assert found.first[place] == pytest.approx(other.ranks.first, abs=0.03)
        assert ((found.ranks[place] > 0) == other.ranks.eligible).all()


def test_every_cell_is_that_of_a_full_evaluation_without_the_gemeente(evaluation, level, anew):
    at = (level.solution, level.indicator)
    before = evaluation.scores.indicators.mean(axis=2, dtype=np.float64)[at]
    for code, other in anew.items():
        scores, place = other.scores.indicators, level.gemeenten.index(code)
        shift = scores.mean(axis=2, dtype=np.float64)[at] - before
        there = level.present[:, place]
        assert shifts(level, code)[there] == pytest.approx(shift[there], abs=FOLLOWED)
        spread = scores.std(axis=2, dtype=np.float64)[at]
        without = np.sqrt(level.variance_without[there, place])
        assert np.abs(without - spread[there]).mean() < FOLLOWED
    gaps = is_gap(evaluation, level)
    assert max(np.abs(shifts(level, code)[gaps]).max() for code in LEAVING) > 5


def test_where_a_gemeente_measured_nothing_nothing_moves_at_all(evaluation, level):
    found = without_a_gemeente(evaluation, level)
    ran = np.zeros(found.totals.shape, dtype=np.bool_)
    cell, gemeente = np.nonzero(level.present)
    ran[gemeente, level.solution[cell]] = True
    assert not ran.all()
    assert (found.totals[~ran] == np.broadcast_to(found.all_totals, ran.shape)[~ran]).all()


def test_what_one_of_many_leaves_is_moved_nearly_as_far(evaluation, level, monkeypatch):
    monkeypatch.setattr(estimated_without, "FEW", 0)
    moved = gemeente_level(evaluation)
    pooled = ~moved.again.all(axis=1)
    assert not moved.again[pooled][level.present[pooled]].any()
    assert (moved.mean_without[~pooled] == level.mean_without[~pooled]).all()
    apart = (
        without_a_gemeente(evaluation, moved).shifts - without_a_gemeente(evaluation, level).shifts
    )
    assert np.abs(apart).max() < 0.9
    gaps = is_gap(evaluation, level)
    near, exact = (part.mean_without[gaps] - part.mean[gaps, None] for part in (moved, level))
    assert np.corrcoef(near[level.present[gaps]], exact[level.present[gaps]])[0, 1] > 0.9


def test_the_time_goes_to_cells_with_the_fewest_gemeenten():
    count = np.array([5, 3, 24, 4, 25, 3])
    assert affordable(count, 800).tolist() == [True, True, True, True, False, True]
    assert affordable(count, 12).tolist() == [False, True, False, True, False, True]


def test_a_gemeente_that_did_not_measure_the_source_of_a_gap_does_not_move_it(evaluation):
    gap = next(i.gap for i in evaluation.catalogue.indicators.values() if i.gap)
    sums = evaluation.sums
    left_out = pc.and_(
        pc.equal(sums["gemeente"], "GM0193"), pc.equal(sums["indicator"], gap.indicator)
    )
    other = few_draws(evaluation, sums.filter(pc.invert(left_out)))
    level = gemeente_level(other)
    gaps = is_gap(other, level)
    assert level.present[gaps].any()
    assert (shifts(level, "GM0193")[gaps] == 0).all()
    assert other.estimates.get("dijkpas", "skill-gap").gemeenten
