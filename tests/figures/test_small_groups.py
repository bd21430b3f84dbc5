"""Groups under five people stay hidden, and nobody can ask for less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from identiteitslab.figures.coverage import coverage
from identiteitslab.figures.forest import forest
from identiteitslab.figures.small_groups import LEAST_PEOPLE, may_be_shown
from identiteitslab.figures.trend import trend

if TYPE_CHECKING:
    from identiteitslab.lab.lab import Lab

RANGE = {"pooled": (1, 2, 3), "lang": "nl"}


def test_four_people_are_hidden_and_five_are_shown() -> None:
    assert may_be_shown([0, 4, 5, 60]).tolist() == [False, False, True, True]
    assert may_be_shown([9], least=10).tolist() == [False]


def test_the_limit_is_that_of_the_criteria(lab: Lab) -> None:
    assert lab.catalogue.population.minimum_group == LEAST_PEOPLE


def test_the_limit_cannot_be_lowered() -> None:
    with pytest.raises(ValueError, match="least is 4"):
        may_be_shown([9], least=4)


@pytest.mark.parametrize("count", [-1, np.nan])
def test_a_count_must_be_a_count(count: float) -> None:
    with pytest.raises(ValueError, match=r"people\[1\]"):
        may_be_shown([9, count])


def test_no_forest_of_small_gemeenten_alone() -> None:
    with pytest.raises(ValueError, match="none may be shown"):
        forest(["a", "b"], [1, 1], [2, 2], [3, 3], people=[4, 4], **RANGE)


def test_a_hidden_gemeente_takes_all_numbers_of_people_with_it() -> None:
    numbers = ([1, 1], [2, 2], [3, 3])
    assert len(forest(["a", "b"], *numbers, people=[5, 6], **RANGE).columns) == 5
    figure = forest(["a", "b"], *numbers, people=[4, 6], **RANGE)
    assert len(figure.columns) == 4
    assert "Eén gemeente" in figure.conclusion


def test_no_trend_of_small_groups_alone() -> None:
    with pytest.raises(ValueError, match="no round that may be shown"):
        trend(["a"], [[50, 60]], [50, 60], people=[[4, 3]], lang="nl")


def test_the_average_of_a_round_of_small_groups_is_hidden() -> None:
    figure = trend(["a"], [[50, 60]], [50, 61], people=[[4, 30]], lang="nl")
    assert figure.rows[-1][1:] == ("niet gemeten", "61")
    assert "50" not in figure.alt


def test_a_small_cell_tells_no_grade_and_no_gemeenten() -> None:
    figure = coverage(["x"], ["a", "b"], [[3, 3]], [[17, 17]], people=[[4, np.nan]], lang="nl")
    assert figure.rows == (("x", "minder dan 5", "sterk, 17 gem."),)
