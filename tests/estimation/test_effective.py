"""Effective sums: the weighted mean with its own standard error, and never more people."""

from dataclasses import replace

import numpy as np
import pytest

from identiteitslab.estimation.censored import fit_censored_sums
from identiteitslab.estimation.effective import CUT_SHORT, MOSTLY_KNOWN, to_population
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
    for name in ("events", "exposure", *CUT_SHORT):
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


def test_durations_that_were_cut_short_get_the_weighted_likelihood(measured):
    cube, groups, shape = measured
    weight = np.random.default_rng(3).uniform(0.2, 5, shape)
    known = np.pad(weight, ((0, 1), (0, 1)), constant_values=1.0)
    found = weigh(measured, weight)
    cut = np.argwhere((cube.censored > 0) & (cube.measured > 2)).tolist()
    weighted_cells = 0
    for at in cut:
        mine = (groups.indicator == at[0]) & (groups.solution == at[1])
        mine &= groups.gemeente == at[2]
        each = known[groups.age_band[mine], groups.digital_skill[mine]]
        people = (groups.measured + groups.censored)[mine]
        if people[groups.known[mine]].sum() < MOSTLY_KNOWN * people.sum():
            continue
        weighted_cells += 1
        whole = [each @ getattr(groups, name)[mine] for name in CUT_SHORT]
        weighted = fit_censored_sums(*whole)
        kept = [getattr(found, name)[tuple(at)] for name in CUT_SHORT]
        fit = fit_censored_sums(*kept)
        assert fit.y == pytest.approx(weighted.y)
        assert fit.sigma == pytest.approx(weighted.sigma)
        kish = (each @ people) ** 2 / (each**2 @ people)
        assert fit.n == pytest.approx(kish)
        assert fit.v == pytest.approx(weighted.v * weighted.n / kish)
    assert weighted_cells > len(cut) / 2


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
