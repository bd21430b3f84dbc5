"""Effective sums: the weighted mean with its own standard error, and never more people."""

from dataclasses import replace

import numpy as np
import pytest

from identiteitslab.estimation.effective import to_population
from identiteitslab.estimation.population import weighted_mean
from identiteitslab.estimation.representation import Representation
from identiteitslab.measurement.cube import current
from identiteitslab.measurement.strata import strata

ANSWERED = ("login-success", "sus", "login-time")


@pytest.fixture(scope="module")
def measured(lab):
    catalogue, (sums, _) = lab.catalogue, lab.measurements()
    situations = [n for n, s in catalogue.situations.items() if s.context == "public"]
    margins = catalogue.population.margins
    cube = current(sums, ANSWERED, tuple(catalogue.solutions), situations)
    groups = strata(sums, cube, margins.age_band.ids, margins.digital_skill.ids)
    shape = (len(margins.age_band.categories), len(margins.digital_skill.categories))
    return cube, groups, shape


def weigh(measured, weight, weighable=(True, True, True)):
    cube, groups, _ = measured
    told = [Representation("weighted", weight, weight)] * len(cube.solutions)
    return to_population(cube, groups, told, np.array(weighable))


def test_equal_weights_leave_everything_as_it_was(measured):
    cube, _, shape = measured
    same = weigh(measured, np.ones(shape))
    for name in ("events", "exposure", "measured", "sum_fx", "sum_fx2"):
        np.testing.assert_allclose(getattr(same, name), getattr(cube, name), rtol=1e-9)


def test_a_share_gets_its_weighted_mean_and_standard_error(measured):
    cube, groups, shape = measured
    weight = 1 + np.arange(np.prod(shape), dtype=float).reshape(shape) / 10
    found = weigh(measured, weight)
    for solution, gemeente in np.argwhere(cube.exposure[0] > 5)[:12].tolist():
        mine = (groups.indicator == 0) & (groups.solution == solution)
        mine &= groups.gemeente == gemeente
        each = weight[groups.age_band[mine], groups.digital_skill[mine]]
        events, exposure = (part[mine].astype(int) for part in (groups.events, groups.exposure))
        values = np.concatenate([np.arange(n) < e for e, n in zip(events, exposure, strict=True)])
        told = weighted_mean(values.astype(float), np.repeat(each, exposure))
        x, n = found.events[0, solution, gemeente], found.exposure[0, solution, gemeente]
        assert x / n == pytest.approx(told.mean)
        if 0 < told.mean < 1:
            lost = (values.size - 1) / values.size
            wanted = told.mean * (1 - told.mean) / (told.se**2 * lost)
            assert n == pytest.approx(min(wanted, values.size))


def test_weights_never_add_people(measured):
    cube, _, shape = measured
    weight = np.random.default_rng(3).uniform(0.2, 5, shape)
    found = weigh(measured, weight)
    assert (found.exposure <= cube.exposure + 1e-9).all()
    assert (found.measured <= cube.measured + 1e-9).all()


def test_what_was_cut_short_stays_as_it_was(measured):
    cube, _, shape = measured
    found = weigh(measured, np.random.default_rng(3).uniform(0.2, 5, shape))
    cut = cube.censored > 0
    assert cut.any()
    for name in ("measured", "sum_fx", "sum_fx2"):
        np.testing.assert_array_equal(getattr(found, name)[cut], getattr(cube, name)[cut])


def test_what_people_do_not_answer_stays_as_it_was(measured):
    cube, _, shape = measured
    found = weigh(measured, np.full(shape, 2.0) + np.eye(*shape), (False, True, False))
    np.testing.assert_array_equal(found.events, cube.events)
    assert not np.array_equal(found.sum_fx[1], cube.sum_fx[1])


def test_a_cell_of_which_most_groups_are_unknown_stays_as_it_was(measured):
    cube, groups, shape = measured
    unknown = replace(groups, age_band=np.full_like(groups.age_band, -1))
    found = weigh((cube, unknown, shape), 1 + np.eye(*shape))
    np.testing.assert_array_equal(found.events, cube.events)
    np.testing.assert_array_equal(found.sum_fx, cube.sum_fx)
