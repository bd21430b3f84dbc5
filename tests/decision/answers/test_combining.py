from dataclasses import replace

import pytest

from identiteitslab.decision.answers.combining import combine
from identiteitslab.decision.answers.ground import table


@pytest.fixture(scope="module")
def pairs(evaluation):
    return combine(evaluation, most=2)


def test_a_combination_of_one_is_the_single_solution(evaluation):
    found = combine(evaluation, most=1)
    totals = dict(zip(evaluation.scores.solution_ids, table(evaluation).totals, strict=True))
    assert {one.solutions[0] for one in found.sets} <= set(totals)
    for one in found.sets:
        assert one.total == pytest.approx(totals[one.solutions[0]], abs=0.1)
        assert one.cautious == one.hopeful == pytest.approx(one.total, abs=1e-9)


def test_a_fixed_cost_is_paid_for_each_solution_that_is_offered(evaluation, pairs):
    catalogue = evaluation.catalogue
    free = {n: one.model_copy(update={"fixed": {}}) for n, one in catalogue.solutions.items()}
    without = combine(
        replace(evaluation, catalogue=catalogue.model_copy(update={"solutions": free})), most=2
    )
    paid = {one.solutions: one.total for one in pairs.sets}
    assert paid.keys() == {one.solutions for one in without.sets}
    for one in without.sets:
        if len(one.solutions) == 1:
            assert paid[one.solutions] == one.total
        elif any(catalogue.solutions[name].fixed for name in one.solutions):
            assert paid[one.solutions] < one.total - 0.01


def test_a_solution_alone_is_as_uncertain_as_by_itself(evaluation):
    own = {s.solution: s.score for s in evaluation.standings}
    for one in combine(evaluation, most=1).sets:
        low, _, high = own[one.solutions[0]]
        assert one.high - one.low == pytest.approx(high - low, rel=0.15)


def test_a_solution_that_fails_the_minimums_fails_alone_too(evaluation):
    alone = {one.solutions[0]: one for one in combine(evaluation, most=1).sets}
    failed = {s.solution for s in evaluation.standings if s.outcome == "failed"}
    assert failed == {"klompcode"}
    assert failed.isdisjoint(alone)
    near = combine(evaluation, most=1, must_include=["klompcode"]).nearest
    short = {m.minimum.indicator for m in near.short_of}
    told = {m.indicator for m in evaluation.minimums
            if m.solution == "klompcode" and m.outcome == "failed"}  # fmt: skip
    assert short == told


def test_a_solution_alone_shows_what_it_shows_by_itself(evaluation):
    alone = {one.solutions[0]: one for one in combine(evaluation, most=1).sets}
    own = {s.solution: s for s in evaluation.standings if s.outcome != "failed"}
    assert alone.keys() == own.keys()
    for solution, one in alone.items():
        opened = {m.minimum.indicator for m in one.minimums if m.outcome != "met"}
        assert opened == {m.indicator for m in own[solution].open}
    assert any(m.fragile for s in own.values() for m in s.open)


def test_what_nobody_measured_is_not_shown_and_never_failed(evaluation):
    (one,) = combine(evaluation, most=2, must_include=["grutto", "dijkpas"]).sets
    outcomes = {m.minimum.indicator: m.outcome for m in one.minimums}
    assert outcomes["open-high-findings"] == "not_shown"


def test_a_set_with_a_member_whose_outcome_hangs_on_the_prior_shows_nothing(pairs, evaluation):
    hanging = {(m.solution, m.indicator) for m in evaluation.minimums if m.fragile}
    told = [
        m.outcome
        for one in pairs.sets
        for m in one.minimums
        if any((solution, m.minimum.indicator) in hanging for solution in one.solutions)
    ]
    assert told
    assert set(told) == {"not_shown"}


def test_the_weakest_link_decides_for_security(evaluation):
    found = combine(evaluation, most=2, must_include=["klompcode"])
    assert found.sets == ()
    assert "eidas-level" in {m.minimum.indicator for m in found.nearest.short_of}


def test_bounds_enclose_and_two_reach_more_people(pairs):
    best = pairs.best
    assert len(best.solutions) == 2
    for one in pairs.sets:
        assert one.cautious - 1e-6 <= one.total <= one.hopeful + 1e-6
    singles = [one for one in pairs.sets if len(one.solutions) == 1]
    assert best.reached >= max(one.reached for one in singles if one.solutions[0] in best.solutions)


def test_must_exclude_and_price(evaluation, pairs):
    found = combine(evaluation, most=2, must_include=["stroopkoek"], exclude=["dijkpas"])
    assert all("stroopkoek" in one.solutions for one in found.sets)
    assert not any("dijkpas" in one.solutions for one in found.sets)
    dear = combine(evaluation, most=2, price=50.0)
    assert len(dear.best.solutions) == 1
    total = {one.solutions: one.total for one in pairs.sets}
    for one in dear.sets:
        assert one.total == pytest.approx(total[one.solutions] - 50 * (len(one.solutions) - 1))


def test_a_situation_brings_its_own_level(evaluation):
    catalogue = evaluation.catalogue
    easy = next(n for n, s in catalogue.situations.items()
                if s.context == "public" and s.required_level == 0)  # fmt: skip
    found = combine(evaluation, most=1, must_include=["klompcode"], situations=[easy])
    told = found.sets or (found.nearest,)
    failing = {m.minimum.indicator for m in told[0].short_of}
    assert "eidas-level" not in failing


def test_groups_that_choose_for_themselves(evaluation, pairs):
    found = combine(
        evaluation, most=2, must_include=["zeemeeuw", "dijkpas"], grouping="digital_skill"
    )
    whole = next(one for one in pairs.sets if set(one.solutions) == {"zeemeeuw", "dijkpas"})
    assert found.best.total == pytest.approx(whole.total, abs=2)
    assert found.best.total != whole.total


def test_wrong_input_is_named(evaluation):
    for wrong, message in (
        ({"most": 7}, "sizes run from 1 to 7: expected within 0 to 6"),
        ({"situations": ["rent-home"]}, "situations holds 'rent-home'"),
        ({"must_include": ["x"]}, r"must_include"),
        ({"exclude": ["dijkpas"], "must_include": ["dijkpas"]}, "exclude holds 'dijkpas'"),
        ({"grouping": "height"}, "grouping is 'height'"),
    ):
        with pytest.raises(ValueError, match=message):
            combine(evaluation, **wrong)
