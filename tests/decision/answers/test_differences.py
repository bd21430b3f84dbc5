"""Members of the steering group: where they differ, whether it matters, and what suits all."""

import numpy as np
import pytest

from identiteitslab.decision.answers.differences import agreement, differences
from identiteitslab.decision.answers.ground import themes
from identiteitslab.decision.answers.what_if import members


def sets(evaluation, *heavy):
    names = themes(evaluation)
    return {
        f"m{n}": {name: 60.0 if name == theme else 10.0 for name in names}
        for n, theme in enumerate(heavy, 1)
    }


def test_members_who_agree_differ_nowhere(evaluation):
    given = sets(evaluation, "privacy", "privacy")
    for one in differences(evaluation, given):
        assert one.lowest == one.highest
        assert not one.changes_first
        assert not one.changes_order
    assert agreement(evaluation, given).room == 5


def test_the_largest_difference_comes_first_and_names_who(evaluation):
    given = sets(evaluation, "security", "usability")
    first, second, *rest = differences(evaluation, given)
    assert {first.theme, second.theme} == {"security", "usability"}
    by_theme = {one.theme: one for one in (first, second)}
    assert by_theme["security"].highest_member == "m1"
    assert by_theme["security"].lowest_member == "m2"
    assert all(one.highest == one.lowest for one in rest)


def test_a_difference_matters_when_the_mean_moves_somebody(evaluation):
    given = sets(evaluation, "security", "usability")
    now = members(evaluation, given)
    for one in differences(evaluation, given):
        mean = np.mean([points[one.theme] for points in given.values()])
        moved = {}
        for member, points in given.items():
            rest = {n: v for n, v in points.items() if n != one.theme}
            scale = (100 - mean) / sum(rest.values())
            moved[member] = {n: scale * v for n, v in rest.items()} | {one.theme: mean}
        then = members(evaluation, moved)
        assert one.changes_order == bool((then.ranks != now.ranks).any())
        assert one.changes_first == bool(((then.ranks == 1) != (now.ranks == 1)).any())


def test_weights_that_suit_all_lie_within_reach_of_everyone(evaluation):
    given = sets(evaluation, "security", "usability")
    found = agreement(evaluation, given)
    assert found.room == 25
    for name, (low, high) in found.bounds.items():
        for points in given.values():
            assert points[name] - 25 - 1e-6 <= low <= high <= points[name] + 25 + 1e-6


def test_members_too_far_apart_agree_on_nothing(evaluation):
    names = themes(evaluation)
    given = {
        f"m{n}": {name: float(name == theme) for name in names} for n, theme in enumerate(names)
    }
    found = agreement(evaluation, given)
    assert (found.room, found.bounds) == (None, None)


def test_a_theme_that_does_not_exist_is_refused(evaluation):
    with pytest.raises(ValueError, match="price"):
        differences(evaluation, {"m1": {"price": 1.0}})
