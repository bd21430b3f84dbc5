import numpy as np
import pytest

from identiteitslab.comparison.members import compare_members, consensus_region, near_weights
from identiteitslab.comparison.weighing.statements import AtLeastAsImportant, Between, Exact, Order

MEANS = np.array([[80, 40, 50], [50, 70, 50], [40, 40, 45]])
NAMES = {"solutions": ("a", "b", "c"), "criteria": ("safe", "easy", "cheap")}


def test_members_who_differ_where_it_matters():
    found = compare_members(MEANS, {"An": [6, 2, 2], "Bo": [2, 6, 2]}, **NAMES)
    assert found.firsts == (("a",), ("b",))
    assert not found.same_first
    assert found.spread == pytest.approx([0.4, 0.4, 0])
    # With the group's weight on one criterion only, each member is led by the other one less.
    table = found.to_frame()
    assert table.loc["safe", "highest_member"] == "An"
    assert not table.loc["cheap", "changes_order"]
    assert found.agreed.tolist() == [[False, False, True], [False, False, True], [False] * 3]


def test_a_difference_that_changes_nothing_is_told_apart():
    found = compare_members(MEANS, {"An": [6, 2, 2], "Bo": [5, 2, 3]}, **NAMES)
    assert found.same_first
    assert found.spread.max() > 0.05
    assert not found.changes_order.any()


def test_the_effect_of_one_weight_is_as_applied_by_hand():
    weights = {"An": [0.5, 0.3, 0.2], "Bo": [0.3, 0.5, 0.2]}
    found = compare_members(MEANS, weights, **NAMES)
    for row, own in enumerate(weights.values()):
        for place in range(3):
            middle = np.mean([one[place] for one in weights.values()])
            changed = np.array(own) * (1 - middle) / (1 - own[place])
            changed[place] = middle
            first = (MEANS @ changed).argmax()
            assert found.changes_first[row, place] == (found.ranks[row, first] != 1)


def test_knocked_out_solutions_do_not_count_for_members():
    found = compare_members(MEANS, {"An": [1, 0, 0]}, eligible=[False, True, True], **NAMES)
    assert found.ranks.tolist() == [[0, 1, 2]]
    assert not found.agreed[0].any()


def test_a_member_with_all_weight_on_one_criterion():
    found = compare_members(MEANS, {"An": [1, 0, 0], "Bo": [0, 1, 0]}, **NAMES)
    assert np.isfinite(found.totals).all()


def test_consensus_exists_or_names_the_clash():
    items = ("safe", "easy", "cheap")
    found = consensus_region(
        items, {"An": [Order(("safe", "easy"))], "Bo": [Between("easy", 0.2, 0.6)]}
    )
    assert found.exists
    assert found.region.inside[0] >= found.region.inside[1] >= 0.2
    assert found.bounds[1] == pytest.approx([0.2, 0.5])
    none = consensus_region(
        items,
        {
            "An": [Exact("safe", 0.6), Between("cheap", 0.0, 0.9)],
            "Bo": [AtLeastAsImportant("easy", "safe")],
        },
    )
    assert not none.exists
    assert none.bounds is None
    assert set(none.clash) == {
        ("An", Exact("safe", 0.6)),
        ("Bo", AtLeastAsImportant("easy", "safe")),
    }


def test_members_with_points_agree_within_a_tolerance():
    weights = {"An": {"x": 50, "y": 50}, "Bo": {"x": 70, "y": 30}}
    for tolerance, agree in ((0.05, False), (0.11, True)):
        said = {name: near_weights(own, tolerance) for name, own in weights.items()}
        assert consensus_region(("x", "y"), said).exists == agree


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: compare_members(MEANS, {}), "weights is empty"),
        (lambda: compare_members(MEANS, {"An": [1, -1, 1]}), r"weights\['An'\]\[1\] is -1.0"),
        (lambda: compare_members(MEANS, {"An": [0, 0, 0]}), r"weights\['An'\] are all zero"),
        (lambda: near_weights({"x": 1}, -0.1), "tolerance is -0.1"),
    ],
)
def test_bad_members_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
