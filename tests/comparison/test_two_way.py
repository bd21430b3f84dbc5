import numpy as np
import pytest

from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.two_way import two_way_regions

NAMES = {"solutions": ("a", "b", "c"), "criteria": ("x", "y", "z", "q")}
TABLE = score_table(
    [[90, 20, 30, 40], [30, 80, 40, 40], [40, 30, 85, 80]],
    [4, 3, 2, 1],
    theme=[0, 1, 2, 2],
    applies=np.array([[True] * 4, [True] * 4, [True, True, True, False]]),
    **NAMES,
)


def test_regions_are_those_of_the_weights_applied():
    found = two_way_regions(TABLE, ["x"], ["y"], steps=8)
    assert len(found.weights) == 45
    assert found.now == pytest.approx((0.4, 0.3))
    for (x, y), first in zip(found.weights, found.first, strict=True):
        rest = 1 - x - y
        applied = TABLE.reweighted([x, y, rest * 2 / 3, rest / 3])
        assert first.tolist() == (applied.ranks == 1).tolist()


def test_corners_belong_to_the_best_on_that_item():
    found = two_way_regions(TABLE, ["x"], ["z", "q"], steps=4)
    firsts = found.to_frame().set_index(["one", "other"])["first"]
    assert firsts[(1.0, 0.0)] == "a"
    assert firsts[(0.0, 1.0)] == "c"
    assert firsts[(0.0, 0.0)] == "b"
    assert sum(found.shares.values()) >= 1


@pytest.mark.parametrize(
    ("one", "other", "steps", "message"),
    [
        (["w"], ["y"], 4, r"one\[0\] is 'w'"),
        (["x"], [], 4, "other is empty"),
        (["x"], ["x"], 4, "overlap"),
        (["x", "y"], ["z", "q"], 4, "overlap or hold all"),
        (["x"], ["y"], 0, "steps is 0"),
    ],
)
def test_bad_input_is_named(one, other, steps, message):
    with pytest.raises(ValueError, match=message):
        two_way_regions(TABLE, one, other, steps=steps)
