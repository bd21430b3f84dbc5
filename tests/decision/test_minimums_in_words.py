"""What becomes of minimums without a gemeente, in words."""

from dataclasses import replace

import numpy as np
import pytest

from identiteitslab.decision.answers.minimums_without import MinimumsWithout, Turn
from identiteitslab.decision.minimums_in_words import minimums_in_words, who_in_words


@pytest.fixture
def nothing(evaluation):
    """Nothing turns without any of two gemeenten."""
    eligible = np.tile(evaluation.ranks.eligible, (2, 1))
    return MinimumsWithout(("GM0193", "GM0014"), (), eligible, (4, 4))


def turned(now, then):
    return Turn("GM0193", "klompcode", "assurance-level", "eidas-level", now, then)


def test_where_nothing_turns_nothing_is_said(evaluation, nothing):
    assert minimums_in_words(nothing, "GM0193", evaluation, "nl") == ()


def test_who_takes_part_or_fails_is_named(evaluation, nothing):
    eligible = ~nothing.eligible
    (joins, drops) = who_in_words(replace(nothing, eligible=eligible), "GM0014", evaluation, "en")
    names = {name: s.name.en for name, s in evaluation.catalogue.solutions.items()}
    failed = {
        name
        for name, takes_part in zip(
            evaluation.ranks.solutions, evaluation.ranks.eligible, strict=True
        )
        if not takes_part
    }
    assert joins == "Then takes part: " + ", ".join(names[one] for one in names if one in failed)
    assert drops.startswith("Then fails: ")
    assert all(names[one] in drops for one in names if one not in failed)


@pytest.mark.parametrize(
    ("now", "then", "count", "said"),
    [
        ("met", "not_shown", 1, ("Dan niet meer aangetoond: 1",)),
        ("met", "not_shown", 3, ("Dan niet meer aangetoond: 3",)),
        ("not_shown", "met", 1, ("Dan wel aangetoond: 1",)),
        ("not_shown", "met", 2, ("Dan wel aangetoond: 2",)),
        ("failed", "not_shown", 2, ()),
    ],
)
def test_minimums_that_turn_are_counted(evaluation, nothing, now, then, count, said):
    found = replace(nothing, turns=(turned(now, then),) * count)
    assert minimums_in_words(found, "GM0193", evaluation, "nl") == said
    assert minimums_in_words(found, "GM0014", evaluation, "nl") == ()
