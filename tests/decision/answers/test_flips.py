import numpy as np
import pytest

from identiteitslab.comparison.common.weight_path import criterion_path, theme_path
from identiteitslab.decision.answers.flips import chances_along, flips, regions
from identiteitslab.decision.answers.ground import table, themes
from identiteitslab.decision.answers.leaving_out import without_a_criterion
from identiteitslab.decision.answers.other_methods import other_methods


def first(expected):
    return tuple(np.array(expected.solutions)[expected.ranks == 1])


def test_every_flip_point_holds_when_it_is_applied(evaluation):
    expected, names = table(evaluation), themes(evaluation)
    found = flips(evaluation).flips
    assert len(found) > 5
    for flip in found:
        path = (
            theme_path(expected, names.index(flip.item), flip.item)
            if flip.item in names
            else criterion_path(expected, expected.criteria.index(flip.item))
        )
        step = 1e-4 if flip.weight > flip.now else -1e-4
        assert first(expected.reweighted(path.weights(flip.weight - step))) == flip.before
        assert first(expected.reweighted(path.weights(flip.weight + step))) == flip.after


def test_chances_cross_near_the_flip_point_of_the_means(evaluation):
    found = chances_along(evaluation, "security")
    up = next(f for f in flips(evaluation).flips if f.item == "security" and f.change > 0)
    crossing = min(found.crossings, key=lambda c: abs(c.weight - up.weight))
    assert crossing.weight == pytest.approx(up.weight, abs=0.03)
    assert {crossing.before, crossing.after} == {*up.before, *up.after}


def test_two_weights_at_once_agree_with_the_table_at_a_corner(evaluation):
    found = regions(evaluation, "security", "privacy", steps=10)
    assert found.now == pytest.approx((0.2, 0.2))
    everything = found.first[np.flatnonzero(found.weights[:, 0] == 1)[0]]
    assert np.array(found.solutions)[everything].tolist() == ["zeemeeuw"]


def test_leaving_out_a_criterion_is_the_table_without_it(evaluation):
    found, expected = without_a_criterion(evaluation), table(evaluation)
    place = found.items.index("cross-border")
    weights = expected.weights.copy()
    inside = expected.theme == expected.theme[place]
    weights[inside] *= weights[inside].sum() / (weights[inside].sum() - weights[place])
    weights[place] = 0
    assert found.totals[place] == pytest.approx(expected.reweighted(weights).totals, abs=1e-6)


def test_other_methods_rank_who_may_rank(evaluation):
    found = other_methods(evaluation)
    out = found.solutions.index("klompcode")
    assert not found.ranks[:, out].any()
    assert (
        found.ranks[found.methods.index("weighted_sum")].tolist()
        == table(evaluation).ranks.tolist()
    )
