"""Weights of participants: the population is matched, and nobody counts for nothing."""

import numpy as np
import pytest

from identiteitslab.estimation.representation import FEWEST, _represent


def people_of(population, counts):
    margins = population.margins
    shape = (len(margins.age_band.categories), len(margins.digital_skill.categories))
    return np.broadcast_to(counts, shape).astype(float).copy()


def test_weighted_participants_divide_as_the_population_does(lab):
    population = lab.catalogue.population
    random = np.random.default_rng(1)
    people = people_of(population, 1) + random.integers(5, 30, people_of(population, 0).shape)
    found = _represent(people, population)
    assert found.reason == "weighted"
    weighted = found.weight * people
    for axis, margin in ((1, population.margins.age_band), (0, population.margins.digital_skill)):
        shares = np.array([category.share for category in margin.categories])
        told = weighted.sum(axis=axis)
        np.testing.assert_allclose(told / told.sum(), shares / shares.sum(), rtol=1e-6)
    assert weighted.sum() == pytest.approx(people.sum())


def test_even_participants_of_an_even_population_weigh_one(lab):
    population = lab.catalogue.population
    margins = population.margins
    ages, skills = (
        np.array([c.share for c in margin.categories]) / 100
        for margin in (margins.age_band, margins.digital_skill)
    )
    found = _represent(1000 * np.outer(ages, skills), population)
    np.testing.assert_allclose(found.weight, 1.0, atol=1e-3)
    assert found.effective_share == pytest.approx(1.0, abs=1e-4)


def test_a_group_that_is_away_is_named_and_spoken_for(lab):
    population = lab.catalogue.population
    people = people_of(population, 10)
    people[-1] = 0
    found = _represent(people, population)
    assert [merge.empty for merge in found.merges] == [population.margins.age_band.ids[-1]]
    assert (found.weight * people).sum() == pytest.approx(people.sum())


def test_no_weight_grows_beyond_the_cap(lab):
    population = lab.catalogue.population
    people = people_of(population, 200)
    people[-1] = 1
    found = _represent(people, population)
    mean = (found.weight * people).sum() / people.sum()
    assert found.weight.max() <= population.trim * mean * (1 + 1e-9)
    loose = _represent(people, population.model_copy(update={"trim": 1000.0}))
    assert loose.weight.max() > found.weight.max()
    assert loose.effective_share < found.effective_share < 1


@pytest.mark.parametrize(("counts", "reason"), [(0, "groups_unknown"), (0.5, "few_people")])
def test_too_few_are_not_weighted(lab, counts, reason):
    people = people_of(lab.catalogue.population, counts)
    assert people.sum() < FEWEST
    found = _represent(people, lab.catalogue.population)
    assert found.reason == reason
    assert (found.weight == 1).all()


def test_participants_that_no_weights_can_match_count_alike(lab):
    people = people_of(lab.catalogue.population, 0)
    people[:-1, 0] = people[-1, 1:] = 20
    found = _represent(people, lab.catalogue.population)
    assert found.reason == "contradiction"
    assert (found.weight == 1).all()
    assert found.effective_share == 1
