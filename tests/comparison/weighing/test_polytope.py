from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from identiteitslab.comparison.weighing.polytope import (
    ContradictoryStatementsError,
    polytope,
    weight_bounds,
)
from identiteitslab.comparison.weighing.statements import (
    AtLeastAsImportant,
    Between,
    Exact,
    Order,
    Ratio,
)

ITEMS = ("a", "b", "c", "d")
pairs = st.permutations(ITEMS).map(lambda items: items[:2])
shares = st.floats(0, 1).map(lambda share: round(share, 3))
statements = st.one_of(
    st.builds(lambda pair: AtLeastAsImportant(*pair), pairs),
    st.builds(lambda items: Order(tuple(items[:3])), st.permutations(ITEMS)),
    st.builds(lambda item, ends: Between(item, *sorted(ends)), st.sampled_from(ITEMS),
              st.tuples(shares, shares)),
    st.builds(lambda pair, low, more: Ratio(*pair, low, low + more), pairs, st.floats(0.1, 3),
              st.floats(0, 3)),
    st.builds(Exact, st.sampled_from(ITEMS), shares),
)  # fmt: skip


def obeys(weights, one, slack=1e-6):
    w = dict(zip(ITEMS, weights, strict=True))
    match one:
        case Exact(item, share):
            return abs(w[item] - share) <= slack
        case Between(item, low, high):
            return low - slack <= w[item] <= high + slack
        case Order(items):
            return all(w[a] >= w[b] - slack for a, b in pairwise(items))
        case AtLeastAsImportant(item, other):
            return w[item] >= w[other] - slack
        case Ratio(item, other, low, high):
            return low * w[other] - slack <= w[item] <= high * w[other] + slack


@given(st.lists(statements, max_size=5))
def test_the_centre_obeys_or_a_smallest_contradiction_is_named(said):
    try:
        region = polytope(ITEMS, said)
    except ContradictoryStatementsError as wrong:
        for left_out in range(len(wrong.statements)):
            polytope(ITEMS, [s for n, s in enumerate(wrong.statements) if n != left_out])
        return
    assert all(obeys(region.inside, one) for one in said)
    assert region.inside.sum() == pytest.approx(1)
    assert (region.inside >= -1e-9).all()


@settings(max_examples=30)
@given(st.lists(statements, max_size=4), st.integers(0, 99))
def test_every_point_of_the_region_obeys(said, seed):
    try:
        region = polytope(ITEMS, said)
    except ContradictoryStatementsError:
        return
    assume(region.dimension > 0)
    direction = np.random.default_rng(seed).normal(size=region.dimension)
    speed = region.sides @ direction
    step = min((r / s for r, s in zip(region.room, speed, strict=True) if s > 0), default=0)
    edge = region.inside + region.basis @ (direction * step)
    assert all(obeys(edge, one, 1e-5) for one in said)
    low, high = weight_bounds(region).T
    assert (edge >= low - 1e-6).all()
    assert (edge <= high + 1e-6).all()


def test_bounds_of_an_order():
    low, high = weight_bounds(polytope("abc", [Order(("a", "b", "c"))])).T
    assert low == pytest.approx([1 / 3, 0, 0], abs=1e-9)
    assert high == pytest.approx([1, 1 / 2, 1 / 3], abs=1e-9)
    settled = weight_bounds(polytope("ab", [Exact("a", 0.3)]))
    assert settled == pytest.approx(np.array([[0.3, 0.3], [0.7, 0.7]]))


def test_a_contradiction_leaves_out_who_has_no_part_in_it():
    innocent = Between("d", 0, 0.4)
    guilty = (Exact("a", 0.5), Order(("c", "a")), Between("c", 0, 0.3))
    with pytest.raises(ContradictoryStatementsError, match="contradict each other") as wrong:
        polytope(ITEMS, [innocent, *guilty])
    assert set(wrong.value.statements) == set(guilty)
    assert "0.5" in str(wrong.value)


def test_shares_that_do_not_add_up_contradict():
    said = [Exact("a", 0.5), Exact("b", 0.4), Exact("c", 0.2)]
    with pytest.raises(ContradictoryStatementsError) as wrong:
        polytope("abc", said)
    assert len(wrong.value.statements) == 2 or set(wrong.value.statements) == set(said)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (Exact("x", 0.5), r"names 'x': expected one of a, b, c, d"),
        (Exact("a", 1.5), "wrong bounds"),
        (Between("a", 0.5, 0.4), "wrong bounds"),
        (Between("a", -0.1, 0.4), "wrong bounds"),
        (Ratio("a", "b", 2, 1), "wrong bounds"),
        (Ratio("a", "b", -1, 1), "wrong bounds"),
        (Ratio("a", "a", 1, 2), "names an item twice"),
        (Order(("a", "b", "a")), "names an item twice"),
    ],
)
def test_a_wrong_statement_is_named(statement, message):
    with pytest.raises(ValueError, match=message):
        polytope(ITEMS, [statement])


def test_no_items_is_refused():
    with pytest.raises(ValueError, match="items is empty"):
        polytope([])


def test_an_open_ratio_has_no_upper_bound():
    region = polytope("ab", [Ratio("a", "b", 3, np.inf)])
    assert weight_bounds(region)[0] == pytest.approx([0.75, 1])
