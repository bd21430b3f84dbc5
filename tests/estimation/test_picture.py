"""One posterior, many readings: they agree with each other."""

import numpy as np
import pytest

from identiteitslab.estimation.picture import picture


@pytest.fixture(scope="module")
def inhabitants(lab):
    return {code: about.inhabitants for code, about in lab.catalogue.gemeenten.items()}


@pytest.mark.parametrize("indicator", ["login-success", "sus", "login-time", "helpdesk-rate"])
def test_a_new_gemeente_is_less_certain_than_the_average(evaluation, inhabitants, indicator):
    told = picture(evaluation.estimates, "dijkpas", indicator, inhabitants)
    known = evaluation.estimates.get("dijkpas", indicator)
    for one in (told.average, told.new, told.nation, told.tau):
        assert one.low <= one.middle <= one.high
    assert told.new.high - told.new.low > told.average.high - told.average.low
    by_target = {"average_gemeente": told.average, "new_gemeente": told.new}
    asked = by_target[evaluation.catalogue.indicators[indicator].target]
    np.testing.assert_allclose(asked, (known.low, known.middle, known.high), rtol=1e-6)


def test_every_gemeente_that_measured_is_there_with_what_it_delivered(evaluation, inhabitants):
    told = picture(evaluation.estimates, "dijkpas", "login-success", inhabitants)
    known = evaluation.estimates.get("dijkpas", "login-success")
    assert tuple(one.gemeente for one in told.gemeenten) == known.gemeenten
    assert sum(one.observations for one in told.gemeenten) == known.observations
    for one in told.gemeenten:
        assert 0 < one.own_share < 1
        assert one.mostly_borrowed == (one.own_share < 0.5)


def test_the_nation_of_one_gemeente_that_holds_all_people_is_that_gemeente(evaluation, inhabitants):
    known = evaluation.estimates.get("dijkpas", "sus")
    everyone = dict.fromkeys(inhabitants, 0) | {known.gemeenten[0]: 1}
    told = picture(evaluation.estimates, "dijkpas", "sus", everyone)
    np.testing.assert_allclose(told.nation, told.gemeenten[0].known, rtol=5e-3)


def test_what_is_not_pooled_has_no_picture(evaluation, inhabitants):
    assert picture(evaluation.estimates, "dijkpas", "eidas-level", inhabitants) is None
    assert picture(evaluation.estimates, "grutto", "eidas-level", inhabitants) is None
