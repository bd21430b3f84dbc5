"""What each gemeente delivered: unweighted, in the unit of the indicator, small groups hidden."""

from dataclasses import replace

import numpy as np

from identiteitslab.decision.delivered import delivered, small


def _cell(evaluation, solution, name):
    cube = evaluation.estimates.delivered
    return cube, (cube.indicators.index(name), cube.solutions.index(solution))


def test_counts_are_those_that_were_delivered(evaluation):
    told = delivered(evaluation, "zeemeeuw", "login-success")
    cube, cell = _cell(evaluation, "zeemeeuw", "login-success")
    assert [one.gemeente for one in told] == [
        code for code, there in zip(cube.gemeenten, cube.present[cell], strict=True) if there
    ]
    open_ = [one for one in told if not one.hidden]
    assert open_
    for one in open_:
        at = (*cell, cube.gemeenten.index(one.gemeente))
        assert (one.events, one.exposure) == (cube.events[at], cube.exposure[at])
        assert one.mean is None


def test_a_duration_is_told_in_seconds_and_not_on_its_log_scale(evaluation):
    told = [o for o in delivered(evaluation, "zeemeeuw", "login-time") if not o.hidden]
    cube, cell = _cell(evaluation, "zeemeeuw", "login-time")
    for one in told:
        at = (*cell, cube.gemeenten.index(one.gemeente))
        assert np.isclose(np.log(one.mean), cube.sum_fx[at] / cube.measured[at] / 10_000)


def test_a_small_group_says_nothing_at_all(evaluation):
    population = evaluation.catalogue.population.model_copy(update={"minimum_group": 25})
    catalogue = evaluation.catalogue.model_copy(update={"population": population})
    evaluation = replace(evaluation, catalogue=catalogue)
    hidden = 0
    cube, least = evaluation.estimates.delivered, evaluation.catalogue.population.minimum_group
    for solution in cube.solutions:
        for name in cube.indicators:
            _, cell = _cell(evaluation, solution, name)
            for one in delivered(evaluation, solution, name):
                people = cube.people[(*cell, cube.gemeenten.index(one.gemeente))]
                by_people = evaluation.catalogue.indicators[name].by_people
                assert one.hidden == (by_people and people < least)
                if one.hidden:
                    hidden += 1
                    assert one == type(one)(one.gemeente, hidden=True)
    assert hidden


def test_only_groups_of_people_are_small(evaluation):
    catalogue = evaluation.catalogue
    log = next(name for name, one in catalogue.indicators.items() if not one.by_people)
    assert small(catalogue, "login-success", 4)
    assert not small(catalogue, "login-success", 5)
    assert not small(catalogue, log, 1)


def test_what_nobody_measured_is_empty(evaluation):
    assert delivered(evaluation, "zeemeeuw", "no-such-indicator") == ()
