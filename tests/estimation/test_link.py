import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.estimation.link import Link


@given(st.floats(0.001, 0.999))
def test_there_and_back(share):
    for link, value in (
        (Link("logit"), share),
        (Link("logit", 1, 7), 1 + 6 * share),
        (Link("log"), share),
    ):
        assert link.inverse(link.forward(value)) == pytest.approx(value)
    assert Link("identity").forward(share) == share


def test_the_ends_of_the_scale_are_infinite():
    assert Link("logit").forward([0, 1]).tolist() == [-np.inf, np.inf]
    assert Link("log").forward(0) == -np.inf
    assert Link("logit", 0, 100).inverse([-np.inf, np.inf]).tolist() == [0, 100]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Link("probit"), "name is 'probit'; expected 'identity', 'log' or 'logit'"),
        (lambda: Link("logit", 5, 5), "expected low < high"),
        (
            lambda: Link("logit").forward([0.5, 1.2]),
            r"values\[1\] is 1.2; expected a number from 0 to 1",
        ),
        (lambda: Link("log").forward(-1), "values is -1; expected a number of 0 or more"),
        (lambda: Link("log").forward("a"), "values holds something else than numbers"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
