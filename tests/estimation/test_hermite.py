import numpy as np

from identiteitslab.estimation.hermite import interpolate
from identiteitslab.estimation.tabulated import tabulated_knots


def test_a_cubic_is_followed_exactly_and_its_slope_too():
    x = np.array([[0.0, 1.0, 3.0], [-2.0, 0.0, 1.0]])
    at = np.array([[0.3, 2.0, 3.0], [-1.0, 0.5, 0.9]])
    value, slope = interpolate(at, x, x**3, 3 * x**2)
    np.testing.assert_allclose(value, at**3, atol=1e-12)
    np.testing.assert_allclose(slope, 3 * at**2, atol=1e-12)


def test_beyond_the_ends_it_is_straight():
    x = np.array([[0.0, 1.0]])
    value, _ = interpolate(np.array([[-2.0, 3.0]]), x, x**2, 2 * x)
    np.testing.assert_allclose(value, [[0.0, 5.0]])


def test_masses_of_a_normal_distribution_give_its_quantiles():
    place = np.sinh(np.linspace(-2.4, 2.4, 61))[None, :]
    mass = np.exp(-((place - 0.4) ** 2) / 2) * np.cosh(np.linspace(-2.4, 2.4, 61))
    knots = tabulated_knots(place, mass)
    score = np.linspace(-3.0, 3.0, 13)
    np.testing.assert_allclose(knots.at(score)[0], 0.4 + score, atol=1e-3)
