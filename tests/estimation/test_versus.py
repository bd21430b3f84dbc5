"""A solution against a reference: within gemeenten where possible, and surely not worse by much."""

from dataclasses import replace

import numpy as np
import pytest

from identiteitslab.estimation.versus import versus

LOGIN = "login-success"


def test_the_difference_turns_around_with_the_pair(evaluation):
    one = versus(evaluation.estimates, "dijkpas", "stroopkoek", LOGIN)
    other = versus(evaluation.estimates, "stroopkoek", "dijkpas", LOGIN)
    assert one.better == pytest.approx(1 - other.better, abs=1e-3)
    assert np.sign(one.difference.middle) == -np.sign(other.difference.middle)
    assert one.gemeenten == other.gemeenten
    assert not one.indirect


def test_only_gemeenten_that_measured_both_count(evaluation):
    estimates = evaluation.estimates
    found = versus(estimates, "dijkpas", "stroopkoek", LOGIN)
    measured = [set(estimates.get(s, LOGIN).gemeenten) for s in ("dijkpas", "stroopkoek")]
    assert set(found.gemeenten) == measured[0] & measured[1]


def test_without_a_gemeente_that_measured_both_it_is_indirect(evaluation):
    found = versus(evaluation.estimates, "zeemeeuw", "dijkpas", LOGIN)
    assert found.indirect
    assert found.gemeenten == ()


def test_a_wider_margin_is_easier_to_show(evaluation):
    chances = [
        versus(evaluation.estimates, "dijkpas", "stroopkoek", LOGIN, margin=m).not_worse
        for m in (0.01, 0.05, 0.2, 0.5)
    ]
    assert chances == sorted(chances)
    assert chances[0] < chances[-1]
    found = versus(evaluation.estimates, "dijkpas", "stroopkoek", LOGIN, margin=0.5)
    assert found.shown == (found.not_worse >= 0.95)


def test_the_same_solution_differs_from_itself_by_nothing(evaluation):
    found = versus(evaluation.estimates, "dijkpas", "dijkpas", LOGIN, margin=0.3)
    assert found.difference.middle == pytest.approx(0, abs=1e-3)
    assert found.better == pytest.approx(0.5, abs=1e-3)


def test_where_less_is_better_being_quicker_is_better(evaluation):
    slow, quick = "dijkpas", "stroopkoek"
    known = [evaluation.estimates.get(one, "login-time").middle for one in (slow, quick)]
    assert known[0] > known[1]
    found = versus(evaluation.estimates, quick, slow, "login-time", margin=5)
    assert found.difference.middle < 0
    assert found.better > 0.5
    assert found.not_worse >= found.better


def test_the_unit_of_the_indicator_is_that_of_the_difference(evaluation):
    found = versus(evaluation.estimates, "grutto", "dijkpas", "sus")
    assert -100 <= found.difference.low < found.difference.middle < found.difference.high <= 100


@pytest.mark.parametrize("margin", [0.0, -1.0, 5.0, float("nan")])
def test_a_margin_that_cannot_be_is_refused(evaluation, margin):
    with pytest.raises(ValueError, match="margin is"):
        versus(evaluation.estimates, "dijkpas", "stroopkoek", LOGIN, margin=margin)


def test_what_is_not_pooled_has_no_difference(evaluation):
    levels = next(n for n, i in evaluation.catalogue.indicators.items() if i.kind == "level")
    assert versus(evaluation.estimates, "dijkpas", "zeemeeuw", levels) is None
    nothing = replace(evaluation.estimates, groups=())
    assert versus(nothing, "dijkpas", "zeemeeuw", LOGIN) is None
