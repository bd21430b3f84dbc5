import numpy as np
import pytest

from identiteitslab.estimation.metaregression import meta_regression
from identiteitslab.estimation.reference import reference_panel


def test_it_agrees_with_metafor(from_r):
    bcg = from_r["bcg"]
    for case in from_r["regressions"]:
        fit = meta_regression(bcg["yi"], bcg["vi"], bcg["ablat"], test=case["test"])
        found = {
            "tau2": fit.tau2,
            "b": fit.coefficient,
            "se": fit.se,
            "p": fit.p,
            "lb": fit.interval[:, 0],
            "ub": fit.interval[:, 1],
            "Q": fit.q,
            "Qp": fit.q_p,
        }
        for name, value in found.items():
            np.testing.assert_allclose(value, case[name], rtol=1e-6, err_msg=name)


def test_a_centred_moderator_without_effect_leaves_the_mean():
    y, v = np.array([0.2, 0.9, 0.9, 0.2]), np.full(4, 0.1)
    fit = meta_regression(y, v, [-1, -1, 1, 1], test="z")
    assert fit.coefficient == pytest.approx([reference_panel(y, v).mu[0], 0.0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: meta_regression([1, 2], [1, 1], [1, 2]), "2 coefficients for 2 rows"),
        (lambda: meta_regression([1, 2, 3], [1, 1, 1], [1, 1, 1]), "expected fewer"),
        (lambda: meta_regression([1, 2, 3], [1, 0, 1], [1, 2, 3]), r"v\[1\] is 0"),
        (lambda: meta_regression([1, 2, 3], [1, 1], [1, 2, 3]), r"v has shape \(2,\)"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
