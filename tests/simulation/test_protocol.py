import numpy as np

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.simulation.plan import Plan
from identiteitslab.simulation.protocol import (
    DISABLED_ONLY,
    EXCEPTIONS,
    PER_USER,
    QUESTIONS,
    SAME_TASK,
    SUCCESS_OF,
    by_method,
    measured,
    method_of,
)


def test_everything_but_gaps_is_measured_in_exactly_one_way(catalogue: Catalogue) -> None:
    gaps = {name for name, i in catalogue.indicators.items() if i.kind == "gap"}
    grouped = [name for names in by_method(catalogue).values() for name in names]
    assert gaps
    assert sorted(grouped) == sorted(set(catalogue.indicators) - gaps)
    assert set(measured(catalogue)) == set(grouped)


def test_every_id_in_the_tables_exists(catalogue: Catalogue) -> None:
    tables = (EXCEPTIONS, SAME_TASK, SUCCESS_OF, QUESTIONS, PER_USER, DISABLED_ONLY)
    named = {name for table in tables for name in table}
    named |= {*SAME_TASK.values(), *SUCCESS_OF.values()}
    assert named <= set(catalogue.indicators)


def test_every_log_of_logins_has_a_total_of_its_own(catalogue: Catalogue) -> None:
    logs = {
        name
        for name, indicator in catalogue.indicators.items()
        if indicator.measured_by == "operations_log" and indicator.pooling != "none"
    }
    assert logs == set(PER_USER)


def test_levels_are_judged_and_single_amounts_are_read(catalogue: Catalogue) -> None:
    known = catalogue.indicators
    assert method_of("eidas-level", known["eidas-level"]) == "level"
    assert method_of("supplier-count", known["supplier-count"]) == "reading"
    assert method_of("excess-attributes", known["excess-attributes"]) == "count"
    assert method_of("staff-support", known["staff-support"]) == "staff"
    assert method_of("skill-gap", known["skill-gap"]) is None


def test_the_plan_points_at_what_the_protocol_names(plan: Plan) -> None:
    for part, whole in plan.same_task:
        assert SAME_TASK[plan.names[part]] == plan.names[whole]
    for at, success in plan.success_of.items():
        assert SUCCESS_OF[plan.names[at]] == plan.names[success]
    assert np.array(
        [plan.names[at] in DISABLED_ONLY for at in range(len(plan.names))]
    ).tolist() == (plan.only_disabled.tolist())
