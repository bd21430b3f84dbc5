"""Small groups: not shown, and not to be found by subtracting either."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.standards.disclosure import parts_shown, shown, totals_shown

LEAST = 5
PEOPLE = st.sampled_from([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 40.0, np.inf])


@given(arrays(float, (3, 2, 4), elements=PEOPLE), arrays(bool, (3, 2, 4)))
def test_parts_are_shown_for_all_gemeenten_or_for_none(people, present):
    may = parts_shown(people, present, LEAST)
    for pair in np.ndindex(*may.shape):
        assert may[pair] == all(n >= LEAST for n in people[pair][present[pair]])


@given(arrays(float, (6, 3), elements=PEOPLE), arrays(bool, (6, 3)))
def test_what_can_be_subtracted_from_a_total_is_a_mix_over_enough_people(people, scored):
    may = totals_shown(people, scored, LEAST)
    assert not may[(people > 0) & (people < LEAST)].any()
    for solution in range(people.shape[1]):
        counts = scored[:, solution] & (people[:, solution] > 0)
        hidden = counts & ~may[:, solution]
        mixed = hidden.sum() >= 2 and people[:, solution][hidden].sum() >= LEAST
        assert not hidden.any() or mixed or (hidden == counts).all()


@given(arrays(float, (6, 3), elements=PEOPLE), arrays(bool, (6, 3)))
def test_nothing_is_hidden_where_every_group_is_large_enough(people, scored):
    large = np.where(people < LEAST, 0.0, people)
    assert totals_shown(large, scored, LEAST).all()


def test_one_small_score_takes_the_next_smallest_along():
    people = np.array([[3.0], [40.0], [8.0], [np.inf]])
    assert totals_shown(people, np.ones((4, 1), dtype=bool), LEAST)[:, 0].tolist() == [
        False,
        True,
        False,
        True,
    ]


def test_two_small_scores_over_enough_people_hide_each_other():
    people = np.array([[3.0], [4.0], [40.0]])
    may = totals_shown(people, np.ones((3, 1), dtype=bool), LEAST)
    assert may[:, 0].tolist() == [False, False, True]


def test_a_small_gate_needs_no_other_as_it_is_in_no_total():
    people = np.array([[3.0], [40.0]])
    may = totals_shown(people, np.array([[False], [True]]), LEAST)
    assert may[:, 0].tolist() == [False, True]


def test_in_the_example_a_pair_with_one_small_gemeente_shows_no_gemeente(evaluation):
    may, cube = shown(evaluation), evaluation.estimates.delivered
    hidden = may.measured - may.parts
    assert hidden
    for solution, name in may.parts:
        if evaluation.catalogue.indicators[name].by_people:
            at = (cube.indicators.index(name), cube.solutions.index(solution))
            assert (cube.people[at][cube.present[at]] >= LEAST).all()
    assert may.parts <= may.estimates <= may.measured


def test_a_lab_may_ask_for_larger_groups(evaluation, stricter):
    assert shown(stricter).estimates < shown(evaluation).estimates
    assert shown(stricter).parts < shown(evaluation).parts


def test_a_lab_cannot_ask_for_smaller_groups(evaluation):
    population = evaluation.catalogue.population.model_copy(update={"minimum_group": 2})
    catalogue = evaluation.catalogue.model_copy(update={"population": population})
    assert shown(replace(evaluation, catalogue=catalogue)) == shown(evaluation)


def test_with_larger_groups_no_solution_misses_just_one_score(stricter):
    may, catalogue = shown(stricter), stricter.catalogue
    scored = {n for n, i in catalogue.indicators.items() if i.scored}
    missing = Counter(s for s, name in may.measured - may.estimates if name in scored)
    assert missing
    assert 1 not in missing.values()
