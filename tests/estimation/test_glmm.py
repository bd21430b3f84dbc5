import numpy as np
import pytest

from identiteitslab.estimation.glmm import fit_glmm


def test_rates_agree_with_rma_glmm(from_r):
    fit = fit_glmm([3, 9, 1, 14, 6], [1000, 1500, 900, 2500, 3000], likelihood="poisson")
    expected = from_r["glmm_rates"]
    assert fit.mu[0] == pytest.approx(expected["mu"], rel=1e-4)
    assert fit.se[0] == pytest.approx(expected["se"], rel=5e-3)
    assert fit.tau2[0] == pytest.approx(expected["tau2"], rel=5e-3, abs=1e-4)


def test_absent_gemeenten_do_not_count():
    whole = fit_glmm([[5, 9, 8]], [[10, 10, 20]])
    holed = fit_glmm([[5, 0, 9, 8]], [[10, 1, 10, 20]], present=[[True, False, True, True]])
    assert whole.mu[0] == pytest.approx(holed.mu[0])


def test_without_events_there_is_no_maximum():
    fit = fit_glmm([[0, 0], [10, 10]], [[10, 10], [10, 10]])
    assert np.isnan(fit.mu).all()
