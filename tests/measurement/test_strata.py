"""The groups of participants behind the cells: nobody lost, nobody counted twice."""

import numpy as np
import pytest

from identiteitslab.measurement.cube import current
from identiteitslab.measurement.strata import strata

ANSWERED = ("login-success", "sus", "seq", "login-time")


@pytest.fixture(scope="module")
def asked(lab):
    catalogue, (sums, _) = lab.catalogue, lab.measurements()
    situations = [n for n, s in catalogue.situations.items() if s.context == "public"]
    margins = catalogue.population.margins
    return (
        sums,
        (ANSWERED, tuple(catalogue.solutions), situations),
        (margins.age_band.ids, margins.digital_skill.ids),
    )


def test_the_groups_of_a_cell_add_up_to_the_cell(asked):
    sums, axes, categories = asked
    cube = current(sums, *axes)
    groups = strata(sums, cube, *categories)
    for name in ("people", "measured", "sum_fx", "sum_fx2", "events", "exposure", "censored"):
        added = np.zeros(cube.present.shape)
        at = (groups.indicator, groups.solution, groups.gemeente)
        np.add.at(added, at, getattr(groups, name))
        np.testing.assert_allclose(added, getattr(cube, name), rtol=1e-12)


def test_a_cube_of_one_group_has_only_that_group_behind_it(asked):
    sums, axes, (ages, skills) = asked
    cube = current(sums, *axes, digital_skill=skills[0])
    groups = strata(sums, cube, ages, skills)
    assert set(groups.digital_skill.tolist()) == {0}
    assert groups.people.sum() == cube.people.sum()


def test_who_did_not_tell_is_unknown(asked):
    sums, axes, (ages, skills) = asked
    groups = strata(sums, current(sums, *axes), ages[1:], skills)
    whole = strata(sums, current(sums, *axes), ages, skills)
    assert (~groups.known).sum() == (whole.age_band == 0).sum() > 0
