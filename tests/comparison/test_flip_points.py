import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.common.weight_path import criterion_path, theme_path
from identiteitslab.comparison.flip_points import first_places, flip_points

APPLIES = np.array([[True] * 4, [False, True, True, True], [True, True, True, False]])
THEME = [0, 0, 1, 1]


def firsts(table):
    return {n for n, rank in zip(table.solutions, table.ranks, strict=True) if rank == 1}


def tables(masked):
    return st.builds(
        lambda means, weights: score_table(
            means, weights, theme=THEME, applies=APPLIES if masked else None
        ),
        arrays(float, (3, 4), elements=st.integers(0, 20).map(lambda n: 5.0 * n)),
        arrays(float, 4, elements=st.integers(1, 9).map(float)),
    )


@pytest.mark.parametrize("masked", [False, True])
def test_flips_hold_when_applied(masked):
    @given(tables(masked))
    def holds(table):
        found = flip_points(table)
        paths = [theme_path(table, n, str(n)) for n in (0, 1)]
        paths += [criterion_path(table, n) for n in range(4)]
        for place, path in zip((*found.themes, *found.criteria), paths, strict=True):
            for flip in place.flips:
                away = np.sign(flip.change) or 1
                step = 1e-5
                before = table.reweighted(path.weights(flip.weight - away * step))
                after = table.reweighted(path.weights(flip.weight + away * step))
                assert firsts(before) & set(flip.before)
                assert firsts(after) & set(flip.after)

    holds()


@given(tables(masked=True), st.floats(0.01, 0.99), st.integers(0, 3))
def test_stretches_tell_who_is_first_everywhere(table, weight, place):
    path = criterion_path(table, place)
    found = first_places(table, path, "criterion")
    assert found.stretches[0].low == 0
    assert found.stretches[-1].high == 1
    applied = table.reweighted(path.weights(weight))
    inside = [one for one in found.stretches if one.low + 1e-6 < weight < one.high - 1e-6]
    for one in inside:
        assert set(one.first) == firsts(applied)


def test_a_flip_known_by_hand():
    # a - b = 30 w - 20 (1 - w) = 0 at w = 0.4.
    table = score_table(
        [[80, 40], [50, 60]], [7, 3], theme=[0, 1], solutions=("a", "b"), criteria=("x", "y")
    )
    found = flip_points(table, themes=("tx", "ty"))
    assert found.nearest.item in ("tx", "x", "ty", "y")
    flip = found.themes[0].flips[0]
    assert flip.weight == pytest.approx(0.4)
    assert flip.change == pytest.approx(-0.3)
    assert (flip.before, flip.after) == (("a",), ("b",))
    assert found.themes[1].flips[0].weight == pytest.approx(0.6)
    assert found.to_frame()["change"].abs().is_monotonic_increasing


def test_nothing_flips_with_one_solution_criterion_or_a_dominant_one():
    assert flip_points(score_table([[1, 2]], [1, 1])).nearest is None
    assert flip_points(score_table([[1], [2]], [1])).flips == ()
    assert flip_points(score_table([[90, 90], [10, 10]], [1, 1])).nearest is None


def test_a_knocked_out_solution_takes_over_nowhere():
    table = score_table([[80, 40], [50, 60], [99, 99]], [7, 3], eligible=[True, True, False])
    assert all("3" not in (*flip.before, *flip.after) for flip in flip_points(table).flips)
    nobody = score_table([[80, 40]], [7, 3], eligible=[False])
    assert flip_points(nobody).nearest is None
