import datetime as dt

import numpy as np
import pytest

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.simulation.draw_truth import draw_truth, made_up_solutions
from identiteitslab.simulation.scales import to_natural

DAY = dt.date(2027, 6, 1)


def test_solutions_beyond_the_catalogue_say_that_they_are_made_up(catalogue: Catalogue) -> None:
    found = made_up_solutions(catalogue, 9)
    assert list(found)[:6] == list(catalogue.solutions)
    assert list(found)[6:] == ["verzonnen-07", "verzonnen-08", "verzonnen-09"]
    assert all(solution.fictitious for solution in found.values())
    assert all("erzonnen" in found[name].name.nl for name in list(found)[6:])


def test_no_solutions_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="solutions is 0"):
        made_up_solutions(catalogue, 0)


def test_what_does_not_apply_is_not_measured(catalogue: Catalogue) -> None:
    solutions = made_up_solutions(catalogue, 8)
    truth = draw_truth(catalogue, solutions, ["GM0344"], seed=1)
    at = truth.indicators.index("spoof-acceptance")
    biometric = ["uses_biometrics" in solution.properties for solution in solutions.values()]
    assert any(biometric)
    assert (~np.isnan(truth.mean[:, at])).tolist() == biometric


def test_nearly_all_minimums_are_met_and_some_are_not(catalogue: Catalogue) -> None:
    truth = draw_truth(catalogue, made_up_solutions(catalogue, 60), ["GM0344"], seed=4)
    met = []
    for at, name in enumerate(truth.indicators):
        indicator = catalogue.indicators[name]
        minimum = indicator.minimum_on(DAY, "public")
        if minimum is None or name == "low-skill-success":
            continue
        natural = to_natural(truth.mean[:, at], indicator)
        sign = 1 if minimum.lower else -1
        met += (sign * (natural - minimum.limit) >= -1e-6)[~np.isnan(natural)].tolist()
    assert 0.985 < np.mean(met) < 1


def test_levels_are_levels_and_values_lie_within_their_bounds(catalogue: Catalogue) -> None:
    truth = draw_truth(catalogue, made_up_solutions(catalogue, 40), ["GM0344"], seed=4)
    for at, name in enumerate(truth.indicators):
        indicator = catalogue.indicators[name]
        mean = truth.mean[:, at][~np.isnan(truth.mean[:, at])]
        if indicator.levels:
            assert set(mean) <= set(indicator.levels)
        ends = [point[0] for point in indicator.value[0].points]
        natural = to_natural(mean, indicator)
        assert np.all((natural >= min(ends) - 1e-6) & (natural <= max(ends) + 1e-6)) or (
            name == "low-skill-success"
        )
