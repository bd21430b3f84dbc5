import numpy as np
import pytest

from identiteitslab.decision.answers.against import against, equivalent
from identiteitslab.decision.answers.beaten import beaten
from identiteitslab.decision.answers.ground import (
    criteria_of,
    indicator_weights,
    table,
    theme_means,
    themes,
)
from identiteitslab.decision.answers.why import why
from identiteitslab.scoring.value_functions import score


def test_indicators_criteria_and_themes_add_up_to_the_same_total(evaluation):
    found, expected = why(evaluation), table(evaluation)
    assert found.totals == pytest.approx(expected.totals, abs=1e-4)
    assert expected.totals == pytest.approx(evaluation.ranks.total_mean, abs=0.05)
    names, points = found.by("criterion")
    assert names == evaluation.scores.criterion_ids
    assert points == pytest.approx(expected.own_weights * expected.means, abs=1e-4)
    assert found.by("theme")[0] == themes(evaluation)


def test_weights_of_indicators_sum_to_one_for_every_solution(evaluation):
    weights = indicator_weights(evaluation)
    assert weights.sum(axis=1) == pytest.approx(np.ones(len(weights)))
    assert not weights[~evaluation.indicator_applies].any()


def test_theme_means_weighed_by_the_profile_give_the_total(evaluation):
    points = list(evaluation.weighing.theme_points.values())
    assert theme_means(evaluation) @ points == pytest.approx(table(evaluation).totals)


def test_one_above_another_is_the_share_of_the_evaluation(evaluation):
    found = against(evaluation, "dijkpas", "zeemeeuw")
    rows = [evaluation.scores.solution_ids.index(name) for name in ("dijkpas", "zeemeeuw")]
    assert found.dots.share == evaluation.ranks.wins[rows[0], rows[1]]
    back = against(evaluation, "zeemeeuw", "dijkpas")
    assert found.dots.share + back.dots.share == pytest.approx(1, abs=1e-3)
    assert found.profile.gap == -back.profile.gap
    totals = table(evaluation).totals
    assert sum(found.themes.values()) == pytest.approx(totals[rows[0]] - totals[rows[1]])
    with pytest.raises(ValueError, match="other is 'dijkpas': expected a solution different"):
        against(evaluation, "dijkpas", "dijkpas")


def test_an_equivalent_change_leaves_the_total_as_it_was(evaluation):
    found = equivalent(evaluation, "dijkpas", "unlinkability", 10.0)
    weights = table(evaluation).own_weights[evaluation.scores.solution_ids.index("dijkpas")]
    worth = 10.0 * weights[found.points.criteria.index("unlinkability")]
    for weight, points in zip(weights, found.points.equivalent, strict=True):
        assert points is None or weight * points == pytest.approx(worth)


def test_an_equivalent_in_measured_units_gives_those_points(evaluation):
    found = equivalent(evaluation, "dijkpas", "unlinkability", 10.0)
    catalogue, day = evaluation.catalogue, evaluation.question.on
    checked = 0
    for criterion, points in zip(found.points.criteria, found.points.equivalent, strict=True):
        change = found.measured[criterion]
        if change is not None:
            indicator = catalogue.indicators[change.indicator]
            now, then = score([change.now, change.then], indicator.value_on(day))
            share = indicator.share / sum(
                i.share for name, i in catalogue.by_id[criterion].indicators.items()
                if name in evaluation.scores.indicator_ids
            )  # fmt: skip
            assert (then - now) * share == pytest.approx(points, abs=1e-6)
            checked += 1
    assert checked > 10


def test_a_solution_that_is_put_first_by_some_weights_is_first_with_them(evaluation):
    found = beaten(evaluation)
    means, solutions = theme_means(evaluation), evaluation.scores.solution_ids
    assert "klompcode" not in found.first_with
    for solution, weights in found.first_with.items():
        if weights is not None:
            totals = means @ list(weights.values())
            ranked = totals[evaluation.ranks.eligible]
            assert totals[solutions.index(solution)] == pytest.approx(ranked.max())
    assert set(found.non_dominated) <= set(found.first_with)


def test_a_theme_or_criterion_that_does_not_exist_is_named(evaluation):
    assert len(criteria_of(evaluation, "privacy")) > 1
    assert criteria_of(evaluation, "cost") == ("cost",)
    with pytest.raises(ValueError, match="item is 'privac': expected one of security, privacy"):
        criteria_of(evaluation, "privac")
