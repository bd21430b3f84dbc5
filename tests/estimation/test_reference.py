import numpy as np
import pytest
from scipy.stats import chi2

from identiteitslab.estimation.heterogeneity import q_profile, tau2_dl, tau2_pm, tau2_reml
from identiteitslab.estimation.reference import leave_one_out, reference_panel


def test_panels_agree_with_metafor(from_r):
    for case in from_r["panels"]:
        told = reference_panel(case["yi"], case["vi"], method=case["method"], test="adhoc")
        found = {
            "tau2": told.tau2,
            "mu": told.mu,
            "se": told.se,
            "ci": told.interval,
            "pi": told.prediction,
            "Q": told.q,
            "I2": told.i2,
            "H2": told.h2,
            "blup": told.blup,
        }
        for name, value in found.items():
            np.testing.assert_allclose(
                value[0], case[name], rtol=2e-5, atol=2e-6, err_msg=f"{name} of {case}"
            )


def test_q_profile_is_what_metafor_gives_at_a_tight_tolerance(from_r):
    for case in from_r["panels"]:
        told = reference_panel(case["yi"], case["vi"], method=case["method"])
        np.testing.assert_allclose(told.tau2_interval[0], case["tau2_ci"], rtol=1e-7, atol=1e-9)
    bcg = from_r["bcg"]
    np.testing.assert_allclose(q_profile(bcg["yi"], bcg["vi"])[0], from_r["exact_q"], rtol=1e-9)


def test_cells_of_unequal_size_are_solved_together():
    rng = np.random.default_rng(4)
    v = rng.uniform(0.01, 0.5, (40, 12))
    y = rng.normal(0, np.sqrt(v + 0.2))
    present = rng.random(y.shape) < 0.6
    present[:, 0] = True
    for estimate in (tau2_dl, tau2_pm, tau2_reml):
        together = estimate(np.where(present, y, np.nan), v, present=present)
        for cell in range(40):
            alone = estimate(y[cell, present[cell]], v[cell, present[cell]])
            assert together[cell] == pytest.approx(alone[0], rel=1e-7, abs=1e-10)


def test_paule_mandel_makes_q_what_it_should_be():
    rng = np.random.default_rng(5)
    v = rng.uniform(0.01, 0.5, (200, 6))
    y = rng.normal(0, np.sqrt(v + 0.4))
    tau2 = tau2_pm(y, v)
    weight = 1 / (v + tau2[:, None])
    mean = (weight * y).sum(axis=1) / weight.sum(axis=1)
    q = (weight * (y - mean[:, None]) ** 2).sum(axis=1)
    np.testing.assert_allclose(q[tau2 > 0], 5, rtol=1e-8)
    assert (q[tau2 == 0] <= 5).all()


def test_reml_is_the_top_of_the_restricted_likelihood():
    rng = np.random.default_rng(6)
    v = rng.uniform(0.01, 0.5, (300, 5))
    y = rng.normal(0, np.sqrt(v + 0.1))

    def restricted(tau2):
        weight = 1 / (v + tau2[:, None])
        total = weight.sum(axis=1)
        mean = (weight * y).sum(axis=1) / total
        misfit = (weight * (y - mean[:, None]) ** 2).sum(axis=1)
        return (np.log(weight).sum(axis=1) - np.log(total) - misfit) / 2

    best = tau2_reml(y, v)
    top = restricted(best)
    for factor in (0.99, 1.01):
        assert (restricted(best * factor) <= top + 1e-9).all()
    assert (restricted(best + 1e-4) <= top + 1e-9).all()


def test_q_has_its_chi_squared_p_value():
    told = reference_panel([[0.1, 0.9, 0.4]], [[0.05, 0.1, 0.2]])
    assert told.q_p[0] == pytest.approx(chi2.sf(told.q[0], 2))


def test_one_gemeente_is_reported_as_it_is():
    told = reference_panel([[1.386]], [[0.09]], test="knha")
    assert told.tau2[0] == 0
    assert told.se[0] == pytest.approx(0.3)
    assert np.isnan(told.tau2_interval).all()


def test_leaving_one_out(from_r):
    bcg, expected = from_r["bcg"], from_r["leave_one_out"]
    told = leave_one_out(bcg["yi"], bcg["vi"], method="DL", test="z")
    np.testing.assert_allclose(told.mu, expected["mu"], rtol=1e-8)
    np.testing.assert_allclose(told.se, expected["se"], rtol=1e-8)
    np.testing.assert_allclose(told.tau2, expected["tau2"], rtol=1e-8)


def test_leaving_out_the_only_gemeente_repeats_the_cell():
    told = leave_one_out([[1.0, 5.0]], [[0.1, 0.1]], present=[[True, False]])
    assert told.mu.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"method": "ML"}, "method is 'ML'"),
        ({"test": "t"}, "test is 't'; expected one of z, knha, adhoc"),
        ({"level": 0.0}, "level is 0"),
        ({"v": [[0.1, 0.0]]}, r"v\[0, 1\] is 0; expected a variance above 0"),
    ],
)
def test_bad_input_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        reference_panel(**({"y": [[0.0, 1.0]], "v": [[0.1, 0.1]]} | change))
