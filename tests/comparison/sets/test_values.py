import numpy as np
import pytest

from identiteitslab.comparison.sets.offer import (
    Gap,
    IndicatorValues,
    fewer_draws,
    make_offer,
    restrict_offer,
)
from identiteitslab.comparison.sets.values import combine, set_totals

DRAWS = 40


def percent(values):
    return 100 * np.clip(values, 0, 1)


def values_of(*solutions):
    """(solution, 1, 1, draw) without uncertainty."""
    return np.repeat(np.array(solutions, float)[:, None, None, None], DRAWS, axis=3)


def totals(offer, *members):
    position = np.full((len(offer.indicators), DRAWS), 0.5)
    return set_totals(offer, np.array([members]), position).mean(axis=2)[0]


def test_a_total_adds_weighted_scores_of_combined_values():
    offer = make_offer(
        ("a", "b"),
        [
            IndicatorValues("safe", values_of(0.9, 0.5), percent, 3, "min"),
            IndicatorValues("reach", values_of(0.6, 0.2), percent, 1, "union"),
        ],
    )
    assert totals(offer, 0) == pytest.approx([0.75 * 90 + 0.25 * 60])
    assert totals(offer, 0, 1) == pytest.approx([0.75 * 50 + 0.25 * 70])


def test_groups_count_by_their_share_and_situations_stand_apart():
    by_group = np.repeat(
        np.array([[[0.9, 0.3], [0.7, 0.1]], [[0.2, 0.8], [0.2, 0.8]]])[..., None], DRAWS, axis=3
    )
    offer = make_offer(
        ("a", "b"),
        [IndicatorValues("login", by_group, percent, 1, "max")],
        situations={"move": 3, "age": 1},
        groups={"young": 3, "old": 1},
    )
    assert totals(offer, 0) == pytest.approx([75, 55])
    assert totals(offer, 0, 1) == pytest.approx([0.75 * 90 + 0.25 * 80, 0.75 * 70 + 0.25 * 80])
    old = restrict_offer(offer, ["age"], ["old"])
    assert totals(old, 0) == pytest.approx([10])


def test_what_cannot_be_combined_gives_its_weight_to_the_theme():
    offer = make_offer(
        ("a", "b"),
        [
            IndicatorValues("liked", values_of(0.9, 0.1), percent, 1, "not_combinable", "t"),
            IndicatorValues("trust", values_of(0.4, 0.4), percent, 1, "max", "t"),
            IndicatorValues("cheap", values_of(0.2, 0.2), percent, 2, "max", "u"),
        ],
    )
    assert totals(offer, 0) == pytest.approx([0.25 * 90 + 0.25 * 40 + 0.5 * 20])
    assert totals(offer, 0, 1) == pytest.approx([0.5 * 40 + 0.5 * 20])


def test_an_indicator_counts_for_members_it_applies_to():
    face = IndicatorValues(
        "face", values_of(0.1, 0.7, 0.4), percent, 1, "min", applies=np.array([False, True, True])
    )
    offer = make_offer(
        ("a", "b", "c"), [face, IndicatorValues("x", values_of(0.5, 0.5, 0.5), percent, 1, "min")]
    )
    assert totals(offer, 0) == pytest.approx([50])
    assert totals(offer, 0, 1) == pytest.approx([60])
    assert totals(offer, 1, 2) == pytest.approx([45])


def test_a_gap_is_computed_anew_from_the_combined_groups():
    success = np.array([[[0.9, 0.5]], [[0.6, 0.8]]])[..., None].repeat(DRAWS, axis=3)
    gap = IndicatorValues(
        "gap",
        values_of(40, -20),
        lambda points: np.clip(100 - points, 0, 100),
        1,
        "recompute",
        higher_is_better=False,
        gap=Gap("login", "skilled", "unskilled", per=100),
    )
    login = IndicatorValues("login", success, percent, 0, "max")
    offer = make_offer(("a", "b"), [login, gap], groups={"skilled": 1, "unskilled": 1})
    assert totals(offer, 0) == pytest.approx([60])
    assert totals(offer, 0, 1) == pytest.approx([90])


def test_values_lie_between_their_bounds():
    offer = make_offer(
        ("a", "b"), [IndicatorValues("reach", values_of(0.6, 0.3), percent, 1, "union")]
    )
    found = combine(offer, offer.indicators[0], np.array([[0, 1]]), np.linspace(0, 1, DRAWS))
    assert found.value[0, 0, 0] == pytest.approx(np.linspace(0.6, 0.9, DRAWS))


def test_use_decides_the_mean_and_absent_use_is_shared():
    offer = make_offer(
        ("a", "b", "c"),
        [IndicatorValues("sus", values_of(0.8, 0.4, 0.2), percent, 1, "use_weighted_mean")],
        use=np.array([3.0, 1.0, 0.0])[:, None, None],
    )
    assert totals(offer, 0, 1) == pytest.approx([70])
    assert totals(offer, 2) == pytest.approx([20])


def test_a_first_look_takes_fewer_draws():
    offer = make_offer(("a",), [IndicatorValues("x", values_of(0.5), percent, 1, "min")])
    assert fewer_draws(offer, 7).draws == 7


ONE = IndicatorValues("x", values_of(0.5, 0.5), percent, 1, "min")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: make_offer(("a", "b"), []), "indicators is empty"),
        (lambda: make_offer(("a",), [ONE]), r"indicators\['x'\].values has shape"),
        (lambda: make_offer(("a", "b"), [ONE, ONE]), r"indicators\[1\] is 'x'"),
        (
            lambda: make_offer(
                ("a", "b"), [IndicatorValues("x", values_of(2, 0), percent, 1, "union")]
            ),
            r"values\[0, 0, 0, 0\] is 2.0: expected a share",
        ),
        (
            lambda: make_offer(
                ("a", "b"), [IndicatorValues("x", values_of(2, 0), percent, 1, "magic")]
            ),
            "rule is 'magic': expected one of min",
        ),
        (
            lambda: make_offer(
                ("a", "b"), [IndicatorValues("x", values_of(1, 0), percent, -1, "min")]
            ),
            r"weights\[0\] is -1.0",
        ),
        (
            lambda: make_offer(
                ("a", "b"),
                [IndicatorValues("x", values_of(1, 0), percent, 1, "min", gap=Gap("y", "g", "h"))],
            ),
            r"gap.of is 'y'",
        ),
        (lambda: make_offer(("a", "b"), [ONE], situations={"s": -1}), r"situations\[0\] is -1.0"),
        (lambda: make_offer(("a", "b"), [ONE], use=np.ones((2, 3, 1))), "use has shape"),
        (lambda: make_offer(("a", "b"), [ONE], use=-np.ones((2, 1, 1))), r"use\[0, 0, 0\] is -1"),
        (
            lambda: restrict_offer(make_offer(("a", "b"), [ONE]), ["elsewhere"], None),
            r"situations\[0\] is 'elsewhere'",
        ),
    ],
)
def test_bad_offers_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
