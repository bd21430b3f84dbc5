import numpy as np
import pytest

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.leave_one_out import (
    leave_one_criterion_out,
    leave_one_gemeente_out,
    shift_gemeenten_out,
)

NAMES = {"solutions": ("a", "b"), "criteria": ("x", "y", "z")}


def test_without_a_criterion_its_theme_takes_over():
    table = score_table([[90, 30, 50], [40, 70, 50]], [2, 2, 4], theme=[0, 0, 1], **NAMES)
    found = leave_one_criterion_out(table)
    assert found.totals[0] == pytest.approx([0.5 * 30 + 25, 0.5 * 70 + 25])
    assert found.totals[2] == pytest.approx([60, 55])
    assert found.all_totals == pytest.approx(table.totals)
    assert found.changes_first.tolist() == [True, False, False]
    frame = found.to_frame()
    assert frame.loc["x", "first"] == "b"
    assert frame.loc["x", "shifted"] == "a"


def test_a_criterion_without_weight_changes_nothing():
    table = score_table([[90, 30, 50], [40, 70, 50]], [2, 0, 4], theme=[0, 0, 1], **NAMES)
    found = leave_one_criterion_out(table)
    assert found.shifts[1] == pytest.approx([0, 0])
    assert not found.changes_order[1]


def test_leaving_out_all_that_has_weight_is_refused():
    with pytest.raises(ValueError, match="all on 'x': expected others to remain"):
        leave_one_criterion_out(
            score_table([[1, 2, 3]], [1, 0, 0], theme=[0, 1, 1], criteria=NAMES["criteria"])
        )
    with pytest.raises(ValueError, match="all on '1'"):
        leave_one_criterion_out(score_table([[1]], [1]))


def test_without_a_gemeente_the_outcome_is_that_of_the_new_pools(normal_pools):
    pools = normal_pools([[60, 40], [50, 50]], 8.0)
    worse = normal_pools([[45, 40]], 8.0)[0]
    found = leave_one_gemeente_out(
        pools,
        [("Klein", {"a": worse}), ("Groot", {})],
        [1, 1],
        seed=1,
        solutions=("a", "b"),
        eligible_without={"Groot": np.array([False, True])},
    )
    changed = np.stack([worse, pools[1]])
    alone = rank_acceptability(changed, [1, 1], seed=1, solutions=("a", "b"), draws=4096)
    assert found.first[0] == pytest.approx(alone.first)
    assert found.totals[0] == pytest.approx(alone.total_mean)
    assert found.all_first.sum() == pytest.approx(1)
    assert found.first[1].tolist() == [0, 1]
    assert found.ranks.tolist() == [[2, 1], [0, 1]]
    assert found.shifts[1] == pytest.approx([0, 0])
    assert found.to_frame().index.tolist() == ["Klein", "Groot"]


def test_no_gemeente_to_leave_out(normal_pools):
    found = leave_one_gemeente_out(normal_pools([[60], [50]], 8.0), [], [1], seed=1)
    assert found.items == ()
    assert found.to_frame().empty


def test_an_unknown_solution_is_named(normal_pools):
    pools = normal_pools([[60], [50]], 8.0)
    with pytest.raises(ValueError, match="re_estimated is 'c': expected one of 1, 2"):
        leave_one_gemeente_out(pools, [("K", {"c": pools[0]})], [1], seed=1)


def test_shifted_totals_give_the_order_without_each_gemeente():
    totals = np.random.default_rng(1).normal([[60.0], [50.0]], 2.0, (2, 4000))
    found = shift_gemeenten_out(
        totals, [[0, 0], [-12, 0]], np.ones((2, 2)), gemeenten=("Klein", "Groot")
    )
    assert found.totals[0] == pytest.approx(found.all_totals)
    assert found.first[0] == pytest.approx(found.all_first, abs=0.001)
    assert found.ranks.tolist() == [[1, 2], [2, 1]]
    assert found.first[1, 1] == pytest.approx(0.76, abs=0.03)
    wider = shift_gemeenten_out(totals, [[0, 0]], [[9, 9]], gemeenten=("Klein",))
    assert 0.5 < wider.first[0, 0] < found.all_first[0]


def test_wrong_shifts_are_named():
    with pytest.raises(ValueError, match=r"stretch\[0, 1\] is -1.0: expected zero or more"):
        shift_gemeenten_out(np.ones((2, 3)), [[0, 0]], [[1, -1]], gemeenten=("Klein",))
    with pytest.raises(ValueError, match=r"shift\[0, 0\] is nan"):
        shift_gemeenten_out(np.ones((2, 3)), [[np.nan, 0]], [[1, 1]], gemeenten=("Klein",))
