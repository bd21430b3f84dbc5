import numpy as np
import pytest

from identiteitslab.estimation.biometric import attack_success, clustered_rate


def test_one_attempt_each_is_a_plain_proportion():
    told = clustered_rate([[1, 0, 0, 1, 0]], [[1, 1, 1, 1, 1]])
    assert told.deff[0] == pytest.approx(1.0)
    assert told.n_eff[0] == pytest.approx(5)


def test_clustering_never_adds_information():
    told = clustered_rate([[1, 1, 1, 1]], [[10, 10, 10, 10]])
    assert told.deff[0] == pytest.approx(0)
    assert told.n_eff[0] == 40


def test_no_errors_give_three_over_n():
    told = clustered_rate([[0, 0, 0]], [[100, 100, 100]])
    assert np.isnan(told.deff[0])
    assert told.upper_bound()[0] == pytest.approx(3 / 300, rel=0.01)
    doubtful = clustered_rate([[0, 0, 0]], [[100, 100, 100]], unknown_deff=2.0)
    assert doubtful.upper_bound()[0] == pytest.approx(3 / 150, rel=0.02)


def test_absent_persons_do_not_count():
    told = clustered_rate([[1, 2, 9]], [[10, 8, 9]], present=[[True, True, False]])
    alone = clustered_rate([[1, 2]], [[10, 8]])
    assert told.rate == alone.rate
    assert told.se == pytest.approx(alone.se)


def test_attack_success_is_the_worst_species_not_the_mean():
    told = attack_success([[0, 4, 1]], [[50, 40, 5]])
    assert told.rate[0] == pytest.approx(0.2)
    assert told.species[0] == 2
    assert told.upper[0] == pytest.approx(0.6574, abs=1e-3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: clustered_rate([[1, 9]], [[3, 3]]),
            r"errors\[0, 1\] is 9; expected no more errors",
        ),
        (lambda: clustered_rate([[1, 0]], [[3, 0]]), r"attempts\[0, 1\] is 0"),
        (lambda: clustered_rate([[1]], [[3]], unknown_deff=0.5), "unknown_deff is 0.5"),
        (lambda: attack_success([[4]], [[3]]), "is 4; expected no more errors"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
