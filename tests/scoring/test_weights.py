"""Weights of a profile."""

import numpy as np
import pytest

from identiteitslab.scoring.weights import profile_weights, share_in_theme


@pytest.fixture
def criteria(lab):
    return [name for name in lab.catalogue.by_id if name != "assurance-level"]


@pytest.mark.parametrize(
    "profile", ["balanced", "security-first", "inclusion-first", "private-sector"]
)
def test_points_of_a_theme_are_divided_over_its_criteria(lab, criteria, profile):
    weights = profile_weights(lab.catalogue, profile, criteria)
    assert sum(weights.points.values()) == pytest.approx(1.0)
    for theme, points in lab.catalogue.profiles[profile].themes.items():
        part = sum(p for c, p in weights.points.items() if lab.catalogue.theme_of[c] == theme)
        assert part == pytest.approx(points / 100)


def test_multipliers_move_weight_within_a_theme(lab, criteria):
    points = profile_weights(lab.catalogue, "inclusion-first", criteria).points
    assert points["accessibility"] == pytest.approx(2 * points["task-time"])


def test_draws_sum_to_one_and_average_to_the_profile(lab, criteria):
    weights = profile_weights(lab.catalogue, "security-first", criteria)
    drawn = weights.sampler.draw(np.random.default_rng(1), 40_000)
    np.testing.assert_allclose(drawn.sum(axis=0), 1.0, atol=1e-5)
    np.testing.assert_allclose(drawn.mean(axis=1), list(weights.points.values()), atol=0.002)


def test_a_theme_of_20_points_varies_about_9_points(lab, criteria):
    weights = profile_weights(lab.catalogue, "balanced", criteria)
    drawn = weights.sampler.draw(np.random.default_rng(1), 40_000)
    theme = drawn[weights.theme == 0].sum(axis=0)
    assert 100 * theme.std() == pytest.approx(8.7, abs=0.2)


def test_a_theme_without_criteria_leaves_its_points_to_the_others(lab, criteria):
    rest = [c for c in criteria if lab.catalogue.theme_of[c] != "privacy"]
    weights = profile_weights(lab.catalogue, "balanced", rest)
    assert sum(weights.points.values()) == pytest.approx(1.0)


def test_shares_of_a_theme_sum_to_one_and_none_stays_none():
    found = share_in_theme(np.array([0, 1, 1, 2]), np.array([5.0, 1.0, 3.0, 0.0]))
    assert found.tolist() == [1.0, 0.25, 0.75, 0.0]
