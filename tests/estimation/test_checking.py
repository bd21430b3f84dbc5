"""The check beside the posterior says nearly the same, and carries the same data."""

import numpy as np
import pytest

from identiteitslab.estimation.checking import check


@pytest.fixture(scope="module")
def names(evaluation):
    return [evaluation.catalogue.gemeenten[code].name for code in evaluation.estimates.gemeenten]


@pytest.mark.parametrize("indicator", ["login-success", "sus", "login-time", "cost-per-login"])
def test_the_check_is_about_the_same_gemeenten_and_near_the_posterior(evaluation, names, indicator):
    found = check(evaluation.estimates, "zeemeeuw", indicator, names)
    known = evaluation.estimates.get("zeemeeuw", indicator)
    assert found.gemeenten == known.gemeenten
    low, high = found.panels["REML"].interval[0]
    inverse = {"logit": lambda x: 1 / (1 + np.exp(-x)), "log": np.exp}[found.link]
    group, row = evaluation.estimates.place("zeemeeuw", indicator)
    offset, factor = (part[row] for part in group.cells.unit())
    assert offset + factor * inverse(low) < known.middle < offset + factor * inverse(high)
    for code, y in zip(found.gemeenten, found.y, strict=True):
        assert evaluation.catalogue.gemeenten[code].name in found.script
        assert np.isfinite(y)


def test_leaving_one_out_has_a_row_a_gemeente(evaluation, names):
    found = check(evaluation.estimates, "zeemeeuw", "sus", names)
    assert found.without.mu.shape == (len(found.gemeenten),)
    assert (found.without.k == len(found.gemeenten) - 1).all()


def test_levels_have_no_check(evaluation, names):
    assert check(evaluation.estimates, "zeemeeuw", "eidas-level", names) is None
