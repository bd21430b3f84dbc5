"""An own method works with every question; a weighted sum of one's own gives the same answers."""

import numpy as np
import pytest

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.chance_flips import chance_flips
from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.common.weight_path import criterion_path
from identiteitslab.comparison.flip_points import flip_points
from identiteitslab.comparison.leave_one_out import (
    leave_one_criterion_out,
    leave_one_gemeente_out,
)
from identiteitslab.comparison.members import compare_members
from identiteitslab.comparison.own_method import Adapted, as_method, fingerprint
from identiteitslab.comparison.two_way import two_way_regions

APPLIES = np.array([[True] * 4, [False, True, True, True], [True, True, True, False]])
THEME = [0, 0, 1, 1]
MEANS = np.array([[60.0, 40, 50, 55], [50, 58, 48, 52], [45, 50, 60, 50]])
NAMES = {"theme": THEME, "applies": APPLIES, "solutions": ("a", "b", "c")}


def adding_up(values, weights):
    return (values * weights).sum(axis=1)


def lowest(values, weights):
    return np.where(weights > 0, values, np.inf).min(axis=1)


@pytest.fixture
def table():
    return score_table(MEANS, [4, 3, 2, 1], **NAMES)


def test_flip_points(table):
    plain, own = flip_points(table), flip_points(table, method=adding_up)
    for one, other in zip(plain.themes + plain.criteria, own.themes + own.criteria, strict=True):
        assert [s.first for s in one.stretches] == [s.first for s in other.stretches]
        ends = [s.high for s in one.stretches]
        assert [s.high for s in other.stretches] == pytest.approx(ends, abs=1e-4)
    assert flip_points(table, method=lowest).flips == ()


def test_regions_and_members(table):
    plain, own = (
        two_way_regions(table, ["1"], ["2"], steps=7, method=m) for m in (None, adding_up)
    )
    assert (plain.first == own.first).mean() > 0.95
    weights = {"An": [4, 3, 2, 1], "Bo": [1, 2, 3, 4]}
    plain, own = (compare_members(MEANS, weights, method=m, **NAMES) for m in (None, adding_up))
    assert own.totals == pytest.approx(plain.totals, rel=1e-5)
    assert own.firsts == plain.firsts


def test_chances_along_a_weight(normal_pools, table):
    pools = normal_pools(MEANS, 6.0)
    plain, own = (
        chance_flips(pools, table, criterion_path(table, 0), seed=1, draws=512, places=9, method=m)
        for m in (None, adding_up)
    )
    assert own.first == pytest.approx(plain.first, abs=0.005)


def test_leaving_out(normal_pools, table):
    plain, own = (leave_one_criterion_out(table, method=m) for m in (None, adding_up))
    assert own.totals == pytest.approx(plain.totals, rel=1e-5)
    assert own.all_totals == pytest.approx(plain.all_totals, rel=1e-5)
    pools = normal_pools(MEANS, 6.0)
    without = [("Klein", {"b": pools[1] - 8})]
    plain, own = (
        leave_one_gemeente_out(pools, without, [4, 3, 2, 1], seed=1, draws=512, method=m, **NAMES)
        for m in (None, adding_up)
    )
    assert own.totals == pytest.approx(plain.totals, rel=1e-5)
    worst = leave_one_criterion_out(table, method=lowest)
    assert worst.totals[1].tolist() == [50, 48, 45]


def test_a_function_for_one_table_can_be_used_for_all_draws(normal_pools):
    pools = normal_pools(MEANS, 6.0)
    plain, own = (
        rank_acceptability(pools, [4, 3, 2, 1], seed=1, draws=300, method=m, **NAMES)
        for m in (None, as_method(lambda scores, weights: scores @ weights, 4))
    )
    assert np.allclose(own.totals, plain.totals, rtol=1e-5)


def test_a_method_of_the_wrong_shape_is_named(table):
    with pytest.raises(ValueError, match="method returned shape"):
        flip_points(table, method=lambda values, weights: values + weights)


def test_a_function_for_all_draws_is_not_called_once_a_draw():
    for function, apart in ((adding_up, False), (lambda s, w: s @ w, True)):
        method = as_method(function, 4)
        assert isinstance(method, Adapted)
        assert method.every_draw_apart is apart


def test_a_function_that_gives_something_else_is_told_what_was_expected():
    with pytest.raises(ValueError, match=r"method gives \(\) for .* one utility per"):
        as_method(lambda scores, weights: float((scores @ weights).sum()), 4)
    with pytest.raises(ValueError, match="method gives KeyError: 'cost'"):
        as_method(lambda scores, _: {"price": scores}["cost"], 4)


def test_a_fingerprint_follows_what_a_method_does_and_not_its_name():
    one, same = (as_method(f, 4) for f in (lambda s, w: s @ w, lambda s, w: s @ w))
    other = as_method(lambda s, w: s @ w + 1, 4)
    assert fingerprint(one, 4) == fingerprint(same, 4) != fingerprint(other, 4)


def test_a_fingerprint_sees_what_a_method_reads_around_it():
    def above(floor):
        return as_method(lambda s, w: np.where(s > floor, s, 0) @ w, 4)

    class Above:
        def __init__(self, floor):
            self.floor = floor

        def __call__(self, values, weights):
            return np.where(values > self.floor, values, 0) @ weights

    assert fingerprint(above(40), 4) == fingerprint(above(40), 4) != fingerprint(above(60), 4)
    one, other = (as_method(Above(floor), 4) for floor in (40, 60))
    assert fingerprint(one, 4) != fingerprint(other, 4)
