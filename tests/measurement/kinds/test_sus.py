"""The System Usability Scale: ten answers of 1 to 5 become 0..100."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.measurement.kinds.score import sus

ANSWERS = arrays(np.float64, st.tuples(st.integers(1, 6), st.just(10)), elements=st.integers(1, 5))
BEST = [5, 1] * 5
WORST = [1, 5] * 5


def test_the_middle_the_best_and_the_worst() -> None:
    assert sus(np.array([[3] * 10, BEST, WORST], dtype=np.float64)).tolist() == [50, 100, 0]


def test_saying_yes_to_everything_says_nothing() -> None:
    same = np.array([[answer] * 10 for answer in range(1, 6)], dtype=np.float64)
    assert sus(same).tolist() == [50] * 5


@given(items=ANSWERS)
def test_bounded_and_in_steps_of_two_and_a_half(items: np.ndarray) -> None:
    scores = sus(items)
    assert ((scores >= 0) & (scores <= 100)).all()
    assert (scores % 2.5 == 0).all()


@given(items=ANSWERS)
def test_the_opposite_answers_give_the_opposite_score(items: np.ndarray) -> None:
    assert (sus(6 - items) == 100 - sus(items)).all()


@given(items=ANSWERS, place=st.integers(0, 9))
def test_one_better_answer_adds_two_and_a_half(items: np.ndarray, place: int) -> None:
    step = 1 if place % 2 == 0 else -1
    better = items.copy()
    better[:, place] += step
    possible = (better[:, place] >= 1) & (better[:, place] <= 5)
    gained = sus(better[possible]) - sus(items[possible])
    assert (gained == 2.5).all()


@pytest.mark.parametrize("answer", [0, 6, 2.5, np.nan, np.inf, -np.inf])
def test_other_answers_are_refused(answer: float) -> None:
    items = np.full((3, 10), 3.0)
    items[1, 4] = answer
    with pytest.raises(ValueError, match=r"items\[1, 4\]"):
        sus(items)


@pytest.mark.parametrize("shape", [(3, 9), (3, 11), (10,)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        sus(np.full(shape, 3.0))
