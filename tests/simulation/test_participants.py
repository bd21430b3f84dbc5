import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import expit

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.simulation.participants import draw_people, intercepts, joint, skill_steps


def test_the_population_has_the_margins_that_are_known(catalogue: Catalogue) -> None:
    shares, margins = joint(catalogue.population), catalogue.population.margins
    age = np.array([category.share for category in margins.age_band.categories])
    skill = np.array([category.share for category in margins.digital_skill.categories])
    np.testing.assert_allclose(shares.sum(axis=1), age / age.sum(), atol=1e-12)
    np.testing.assert_allclose(shares.sum(axis=0), skill / skill.sum(), atol=1e-12)


def test_skill_falls_with_age(catalogue: Catalogue) -> None:
    shares = joint(catalogue.population)
    below = shares[:, 0] / shares.sum(axis=1)
    assert np.all(np.diff(below) > 0)
    assert below[-1] > 2 * below[0]


def test_participants_follow_the_population(catalogue: Catalogue) -> None:
    shares = joint(catalogue.population)
    people = draw_people(200_000, shares, np.random.default_rng(1))
    found = np.zeros(shares.shape)
    np.add.at(found, (people.age, people.skill), 1 / len(people))
    np.testing.assert_allclose(found, shares, atol=5 * np.sqrt(0.25 / len(people)))


def test_steps_between_skills_average_out(catalogue: Catalogue) -> None:
    shares = joint(catalogue.population)
    steps = skill_steps(shares)
    assert abs(steps @ shares.sum(axis=0)) < 1e-12
    assert steps[-1] - steps[0] == 1


@given(
    mean=arrays(float, 4, elements=st.floats(-6, 6)),
    offsets=arrays(float, (4, 3), elements=st.floats(-3, 3)),
    weight=arrays(float, 3, elements=st.floats(0.05, 1)),
)
def test_groups_average_to_the_intended_share(
    mean: np.ndarray, offsets: np.ndarray, weight: np.ndarray
) -> None:
    weight = weight / weight.sum()
    found = expit(intercepts(mean, offsets, weight)[:, None] + offsets) @ weight
    np.testing.assert_allclose(found, expit(mean), rtol=1e-6)
