import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identiteitslab.estimation.collapsing import collapse, unrepresented
from identiteitslab.estimation.population import (
    ContradictionError,
    effective_counts,
    poststratify,
    rake,
    trim,
    weighted_mean,
)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_raking_meets_every_margin(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(30, 200))
    age, skill = rng.integers(0, 3, n), rng.integers(0, 2, n)
    # With somebody in every cell there are weights that match.
    age[:6], skill[:6] = [0, 1, 2, 0, 1, 2], [0, 0, 0, 1, 1, 1]
    ages = rng.uniform(1000, 9000, 3)
    skills = ages.sum() * np.array([0.3, 0.7])
    weights = rake([age, skill], [ages, skills])
    np.testing.assert_allclose(np.bincount(age, weights), ages, rtol=1e-8)
    np.testing.assert_allclose(np.bincount(skill, weights), skills, rtol=1e-8)


def test_margins_that_no_weights_match_are_told():
    with pytest.raises(ContradictionError, match="margins are still off"):
        rake([[0, 0, 1, 1], [0, 0, 0, 1]], [[90, 10], [50, 50]])


def test_one_margin_is_poststratification():
    labels, people = [0, 0, 1, 1, 1], [10.0, 90.0]
    np.testing.assert_allclose(rake([labels], [people]), poststratify(labels, people))
    assert poststratify(labels, people).tolist() == [5, 5, 30, 30, 30]


def test_trimming_agrees_with_survey(from_r):
    weights = [1, 1, 2, 2, 2, 3, 3, 9, 12, 2]
    np.testing.assert_allclose(trim(weights, at=3), from_r["trimmed"])


def test_trimming_keeps_the_sum_and_the_cap():
    given_ = np.random.default_rng(1).lognormal(0, 1.0, 60)
    trimmed = trim(given_)
    assert trimmed.sum() == pytest.approx(given_.sum())
    assert trimmed.max() <= 3 * np.median(given_) * (1 + 1e-9)


def test_equal_weights_are_a_plain_mean():
    values = np.array([1.0, 4, 2, 7, 3])
    told = weighted_mean(values, np.full(5, 1000.0))
    assert told.mean == pytest.approx(values.mean())
    assert told.se == pytest.approx(values.std(ddof=1) / np.sqrt(5))
    assert told.deff_replace == pytest.approx(1.0)
    assert told.kish_n == pytest.approx(5)


def test_what_the_margins_explain_is_no_longer_uncertain():
    labels = np.repeat([0, 1], 20)
    weights = poststratify(labels, [500, 1500])
    told = weighted_mean(labels.astype(float), weights, [labels])
    assert told.mean == pytest.approx(0.75)
    assert told.se == pytest.approx(0, abs=1e-12)


def test_effective_counts_never_exceed_the_people():
    told = effective_counts([0.8, 0.8, 1.0], [0.1, 0.01, 0.0], 60, [40, 40, 40])
    np.testing.assert_allclose(told.n, [16, 60, 40])
    np.testing.assert_allclose(told.successes, [12.8, 48, 40])


def test_empty_groups_go_to_their_smaller_neighbour_with_a_message():
    told = collapse([0, 0, 2, 3, 3], [4000, 1000, 3000, 2000], ["18-39", "40-54", "55-64", "65+"])
    assert told.labels.tolist() == [0, 0, 1, 2, 2]
    assert told.population.tolist() == [4000, 4000, 2000]
    assert told.names == ("18-39", "55-64", "65+")
    (merge,) = told.merges
    assert (merge.empty, merge.into, merge.share) == ("40-54", "55-64", 0.1)
    assert merge.sentence() == (
        "Uit de groep 40-54 deed niemand mee (10% van de bevolking). "
        "Deze groep is samengevoegd met de groep 55-64."
    )
    assert "Nobody in group 40-54 took part (10%" in merge.sentence("en")
    np.testing.assert_allclose(
        np.bincount(told.labels, poststratify(told.labels, told.population)), told.population
    )


def test_large_groups_without_participants_are_named():
    assert unrepresented([0, 0, 2], [500, 40, 300, 160]).tolist() == [3]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: rake([[0, 0]], [[5, 5]]), r"margins\[0\]\[1\] has no participants"),
        (
            lambda: rake([[0, 1], [0, 1]], [[5, 5], [5, 6]]),
            r"margins\[1\] adds up to 11; expected 10",
        ),
        (lambda: rake([[0, 2]], [[5, 5]]), r"labels\[0\]\[1\] is 2; expected a group from 0 to 1"),
        (lambda: rake([[0, 1]], [[5, -5]]), r"margins\[0\]\[1\] is -5"),
        (lambda: rake([[0, 0.5]], [[5, 5]]), r"labels\[0\]\[1\] is 0.5"),
        (lambda: rake([[0, 1], [0, 1]], [[5, 5], [9, 1]]), "margins are still off by"),
        (lambda: poststratify([0, 1], [5, 5], base=[1, 0]), r"base\[1\] is 0"),
        (lambda: trim([1.0, -1.0]), r"weights\[1\] is -1"),
        (lambda: trim([1.0, 1.0, 100.0]), "at is 3; expected 34 or more"),
        (lambda: weighted_mean([1.0], [1.0]), "values holds one participant"),
        (lambda: weighted_mean([1.0, 2.0], [1.0]), r"weights has shape \(1,\)"),
        (lambda: effective_counts(1.2, 0.1, 5), "proportion is 1.2"),
        (
            lambda: collapse([0, 5], [1, 1], ["a", "b"]),
            r"labels\[1\] is 5; expected a group from 0",
        ),
        (lambda: collapse([0], [1, 1], ["a"]), "population has shape"),
        (lambda: unrepresented([0], [1, -1]), r"population\[1\] is -1"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
