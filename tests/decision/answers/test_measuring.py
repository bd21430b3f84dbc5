import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from identiteitslab.comparison.next_for_minimum import settling
from identiteitslab.decision.answers.dividing import FEWEST, dividing, known_parties
from identiteitslab.decision.answers.evidence import evidence
from identiteitslab.decision.answers.gemeente_level import gemeente_level
from identiteitslab.decision.answers.joint import joint
from identiteitslab.decision.answers.next_measurement import cost_of, next_measurement, unit_of
from identiteitslab.decision.answers.open_minimums import open_minimums
from identiteitslab.estimation.collapsing import Merge


@pytest.fixture(scope="module")
def cells(evaluation):
    return next_measurement(evaluation)


def test_information_is_never_worth_less_than_nothing(cells):
    assert cells.cells
    for cell in cells.cells:
        assert 0 <= cell.gain <= cell.perfect + 1e-9
        assert 0 <= cell.changes <= 1
    assert max(c.perfect for c in cells.cells) <= cells.everything.value + 0.05


def test_what_is_known_exactly_or_falls_out_is_not_worth_measuring(evaluation, cells):
    told = {(c.solution, c.indicator) for c in cells.cells}
    assert not any(solution == "klompcode" for solution, _ in told)
    for solution, indicator in told:
        known = evaluation.estimates.get(solution, indicator)
        assert known is None or not known.exact


def test_costs_follow_the_criteria(evaluation, cells):
    for cell in cells.cells:
        assert cell.cost == pytest.approx(cost_of(evaluation, cell.measured_by, cell.observations))
        assert cell.observations % unit_of(evaluation, cell.indicator) == 0


def test_every_open_minimum_is_there_with_what_would_settle_it(evaluation):
    found = open_minimums(evaluation)
    wanted = [m for m in evaluation.minimums if m.outcome == "not_shown"]
    assert [one.result for one in found.open] == wanted
    assert found.open
    for one in found.open:
        assert one.measured == (one.result.value is not None)
        if not one.measured:
            assert one.observations >= 1
    near = settling(np.log(np.linspace(2, 6, 99)), np.log(5), 100, 10, lower=False)
    assert 0 <= near.settled <= 1


def test_grades_follow_the_rules_of_the_criteria(evaluation):
    found = evidence(evaluation)
    assert found.coverage.sum(axis=1).to_numpy() == pytest.approx(np.ones(6))
    assert found.grade("grutto", "eidas-level") == "none"
    assert found.grade("dijkpas", "login-success") == "strong"
    assert found.grade("dijkpas", "false-match-rate") is None
    assert found.coverage.loc["grutto", "none"] > 0.5
    assert all(m.found != m.needed for m in found.missing)


def test_evidence_grows_old(evaluation):
    later = replace(evaluation.question, on=evaluation.question.on + dt.timedelta(days=365 * 20))
    old = evidence(replace(evaluation, question=later))
    assert (old.coverage["strong"] == 0).all()
    assert "age_share" in {m.measure for m in old.missing}


@pytest.mark.parametrize(
    "change",
    [
        {"effective_share": 0.49},
        {"reason": "groups_unknown"},
        {"merges": (Merge("75plus", "65-74", 0.1),)},
    ],
)
def test_who_does_not_resemble_the_residents_is_no_strong_evidence(evaluation, change):
    told = evaluation.estimates.representations
    uneven = tuple(replace(one, **change) for one in told)
    found = evidence(
        replace(evaluation, estimates=replace(evaluation.estimates, representations=uneven))
    )
    assert evidence(evaluation).grade("dijkpas", "login-success") == "strong"
    assert found.grade("dijkpas", "login-success") == "fair"
    assert found.grade("dijkpas", "proofing-level") == evidence(evaluation).grade(
        "dijkpas", "proofing-level"
    )
    wanted = {m.measure for m in found.missing if m.indicator == "login-success"}
    assert "represented_share" in wanted


def test_other_rules_give_other_grades(evaluation):
    catalogue = evaluation.catalogue
    rule = catalogue.evidence.rules["gemeenten"]
    steps = rule.at_least.model_copy(update={"strong": 1000.0})
    stricter = rule.model_copy(update={"at_least": steps})
    rules = catalogue.evidence.model_copy(
        update={"rules": {**catalogue.evidence.rules, "gemeenten": stricter}}
    )
    other = catalogue.model_copy(update={"evidence": rules})
    assert (
        evidence(replace(evaluation, catalogue=other)).grade("dijkpas", "login-success") == "fair"
    )


def test_a_plan_keeps_within_what_each_gemeente_has_room_for(evaluation, cells):
    found = dividing(evaluation, cells, open_minimums(evaluation), seconds=2.0)
    room = {party.gemeente: party.capacity for party in known_parties(evaluation)}
    assert found.tasks
    taken = found.to_frame()
    assert all(taken.loc[code].sum() <= capacity for code, capacity in room.items())
    assert taken.to_numpy()[taken.to_numpy() > 0].min() >= FEWEST // 2
    nobody = dividing(evaluation, cells, open_minimums(evaluation), parties=[])
    assert nobody.plan is None
    assert nobody.to_frame().empty


def test_shares_of_the_joint_certainty_sum_to_one(evaluation):
    found = joint(evaluation)
    assert found.shares.sum() == pytest.approx(1)
    assert (found.shares > 0).all()
    assert found.gemeenten == evaluation.estimates.gemeenten


def test_a_gemeente_without_measurements_contributes_nothing(evaluation):
    level = gemeente_level(evaluation)
    assert level.share.sum(axis=1) == pytest.approx(np.ones(len(level.share)))
    assert not level.share[~level.present].any()
    found = joint(evaluation)
    assert not found.parts.T[~level.present].any()


def test_what_only_one_gemeente_measured_becomes_unknown_without_it(evaluation):
    level = gemeente_level(evaluation)
    alone = level.present.sum(axis=1) == 1
    assert alone.any()
    assert (level.mean_without[alone][level.present[alone]] == 50).all()
