import numpy as np
import pytest

from identiteitslab.comparison.weighing.uniform import log_uniforms
from identiteitslab.simulation.streams import stream


@pytest.mark.parametrize(("count", "size"), [(30, 1024), (3, 333), (1, 1)])
def test_they_are_the_logarithms_of_numpys_own_numbers(count, size):
    numbers = stream(1, "w").random((count, size), dtype=np.float32)
    assert np.array_equal(log_uniforms(stream(1, "w"), count, size), np.log(1 - numbers))


def test_their_mean_and_spread_are_those_of_exponential_numbers():
    logs = log_uniforms(stream(2, "w"), 10, 10_000)
    assert logs.dtype == np.float32
    assert logs.max() <= 0
    assert logs.mean() == pytest.approx(-1, abs=0.02)
    assert logs.std() == pytest.approx(1, abs=0.02)
