import numpy as np
import pytest
from scipy.special import ndtri

from identiteitslab.comparison.next_for_minimum import observations_to_settle, settling

QUANTILES = ndtri((np.arange(4000) + 0.5) / 4000)


def test_chances_follow_simulated_samples():
    random = np.random.default_rng(1)
    known, more, spread = 40, 120, 10.0
    values = 1.0 + spread / np.sqrt(known) * QUANTILES
    found = settling(values, 0.0, known, more)
    truth = 1.0 + spread / np.sqrt(known) * random.normal(size=100_000)
    sample = truth + spread / np.sqrt(more) * random.normal(size=100_000)
    later = (known * 1.0 + more * sample) / (known + more)
    sure = 1.6449 * spread / np.sqrt(known + more)
    assert found.shown == pytest.approx((later >= sure).mean(), abs=0.01)
    assert found.failed == pytest.approx((later <= -sure).mean(), abs=0.01)


def test_without_observations_nothing_changes():
    unsure = settling(QUANTILES, -1.0, 10, 0)
    assert unsure.settled == 0
    assert unsure.met_now == pytest.approx(0.84, abs=0.01)
    assert settling(QUANTILES, -3.0, 10, 0).shown == 1
    assert settling(QUANTILES, -3.0, 10, 0, lower=False).failed == 1


def test_the_fewest_observations_that_settle():
    values = 1.0 + QUANTILES
    found = observations_to_settle(values, 0.0, 20)
    assert found.settled >= 0.8
    assert settling(values, 0.0, 20, found.observations - 1).settled < 0.8
    assert observations_to_settle(values, -3.0, 20).observations == 0


def test_what_is_not_shown_is_not_settled_by_nothing():
    # Skewed: the mean lies so high that a normal distribution would pass at once.
    values = np.exp(QUANTILES)
    limit = float(np.quantile(values, 0.0501))
    now = settling(values, limit, 20, 0)
    assert now.met_now < 0.95
    assert now.settled == 0
    found = observations_to_settle(values, limit, 20)
    assert found.observations >= 1
    # The other way round as well: about to be shown not to be met.
    assert observations_to_settle(-values, -limit, 20).observations >= 1


def test_a_farther_limit_needs_fewer():
    needed = [observations_to_settle(QUANTILES, -gap, 20).observations for gap in (0.5, 1.0, 1.5)]
    assert needed == sorted(needed, reverse=True)


def test_what_takes_more_than_ten_million_is_none():
    assert observations_to_settle(QUANTILES, 0.0, 1e9) is None


def test_certain_values_are_settled_at_once():
    assert settling([3.0, 3.0], 2.0, 5, 10).shown == 1
    assert settling([1.0, 1.0], 2.0, 5, 10).failed == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"values": [1, np.inf]}, r"values\[1\] is inf"),
        ({"known_from": 0}, "known_from is 0"),
        ({"observations": -1}, "observations is -1"),
    ],
)
def test_bad_input_is_named(change, message):
    given_input = {"values": [1, 2], "limit": 1, "known_from": 5, "observations": 1} | change
    with pytest.raises(ValueError, match=message):
        settling(**given_input)
