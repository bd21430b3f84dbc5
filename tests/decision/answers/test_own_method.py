"""A plain function from a notebook works with every answer."""

import numpy as np
import pytest

from identiteitslab.comparison.common.table import totals_along
from identiteitslab.decision.answers.against import against
from identiteitslab.decision.answers.beaten import beaten
from identiteitslab.decision.answers.combining import combine
from identiteitslab.decision.answers.evidence import evidence
from identiteitslab.decision.answers.flips import chances_along, flips, regions
from identiteitslab.decision.answers.ground import table
from identiteitslab.decision.answers.joint import joint
from identiteitslab.decision.answers.leaving_out import without_a_criterion, without_a_gemeente
from identiteitslab.decision.answers.next_measurement import next_measurement
from identiteitslab.decision.answers.open_minimums import open_minimums
from identiteitslab.decision.answers.other_methods import other_methods
from identiteitslab.decision.answers.what_if import members, points, slider, what_if
from identiteitslab.decision.answers.why import why


def test_an_own_weighted_sum_gives_the_same_ranks_under_another_name(evaluation, own):
    assert own.id != evaluation.id
    assert own.ranks.total_mean == pytest.approx(evaluation.ranks.total_mean, abs=1e-3)
    assert own.ranks.first == pytest.approx(evaluation.ranks.first, abs=1e-3)


def test_an_own_weighted_sum_gives_the_same_answers(evaluation, own):
    assert why(own).points == pytest.approx(why(evaluation).points, abs=1e-3)
    one, other = (against(e, "dijkpas", "zeemeeuw") for e in (own, evaluation))
    assert one.profile.gain == pytest.approx(other.profile.gain, abs=1e-3)
    # Items that flip equally far may come in either order.
    told = [{(f.item, f.after): f.weight for f in flips(e).flips} for e in (own, evaluation)]
    assert told[0] == pytest.approx(told[1], abs=1e-3)
    for leave in (without_a_criterion, without_a_gemeente):
        assert leave(own).shifts == pytest.approx(leave(evaluation).shifts, abs=1e-3)
    for ours, theirs in zip(
        combine(own, most=2).sets, combine(evaluation, most=2).sets, strict=True
    ):
        assert ours.solutions == theirs.solutions
        assert ours.total == pytest.approx(theirs.total, abs=1e-3)


def test_a_method_that_is_no_sum_goes_through_everything(cautious):
    found = why(cautious)
    expected = table(cautious)
    utilities = totals_along(expected, expected.weights[:, None], cautious.method)[0]
    assert found.totals == pytest.approx(utilities, abs=1e-3)
    assert np.isfinite(against(cautious, "dijkpas", "zeemeeuw").profile.gap)
    assert beaten(cautious).non_dominated
    assert flips(cautious).themes
    assert chances_along(cautious, "security", draws=256, places=5).first.shape == (5, 6)
    assert regions(cautious, "security", "privacy", steps=5).first.any(axis=1).all()
    assert without_a_criterion(cautious).totals.shape == (39, 6)
    assert np.isfinite(without_a_gemeente(cautious).first).all()
    assert other_methods(cautious).methods[0] == "own"
    same = what_if(cautious, cautious.weighing.sampler.themes)
    assert np.array_equal(same.totals, cautious.ranks.totals)
    assert members(cautious, {"An": {"security": 1}}).firsts
    assert combine(cautious, most=2).best is not None
    assert all(cell.gain >= 0 for cell in next_measurement(cautious).cells)
    assert open_minimums(cautious).open
    assert evidence(cautious).missing
    assert joint(cautious).shares.sum() == pytest.approx(1)


def test_a_slider_says_that_it_needs_the_weighted_sum(cautious):
    with pytest.raises(ValueError, match="own method: expected the weighted sum"):
        slider(cautious)
    assert what_if(cautious, points(cautious, {"security": 1}), draws=512).draws == 512
