import numpy as np
import pytest

from identiteitslab.estimation.contrast import (
    contrasts,
    group_gap,
    newcombe,
    non_inferior,
    paired_difference,
)


def test_swapping_the_groups_mirrors_the_difference():
    first, second = newcombe(28, 30, 20, 40), newcombe(20, 40, 28, 30)
    assert first.value == -second.value
    np.testing.assert_allclose(first.interval, -second.interval[::-1])


def test_non_inferiority_needs_enough_people():
    assert not non_inferior(27, 30, 27, 30, margin=0.1)
    assert non_inferior(270, 300, 270, 300, margin=0.1)
    assert not non_inferior(240, 300, 270, 300, margin=0.1)


def test_the_gap_is_between_the_best_and_the_worst_group():
    told = group_gap(
        [[10, 20, 5, 0], [9, 9, 9, 9]],
        [[20, 25, 20, 20], [10, 10, 10, 10]],
        present=[[True, True, True, False], [True] * 4],
    )
    np.testing.assert_allclose(told.value, [0.55, 0.0])
    assert (told.best[0], told.worst[0]) == (1, 2)
    np.testing.assert_allclose(told.interval[0], newcombe(20, 25, 5, 20).interval)


def test_people_who_tried_both_are_their_own_reference():
    told = paired_difference([3.0, 1.0, 2.0, 4.0])
    assert told.value == 2.5
    assert told.interval[0] == pytest.approx(
        2.5 - 3.1824 * np.std([3, 1, 2, 4], ddof=1) / 2, abs=1e-3
    )


def test_contrasts_are_taken_within_a_gemeente():
    told = contrasts(
        [[1.0, 2.0, np.nan]],
        [[0.1, 0.2, np.nan]],
        [[True, True, False]],
        [[0.5, np.nan, 3.0]],
        [[0.3, np.nan, 0.1]],
        [[True, False, True]],
    )
    assert told.present.tolist() == [[True, False, False]]
    assert told.y[0, 0] == 0.5
    assert told.v[0, 0] == pytest.approx(0.4)
    assert not told.indirect[0]


def test_without_a_shared_gemeente_a_contrast_is_marked_indirect_and_wider():
    told = contrasts(
        [[1.0, 2.0, 0.0, 0.0]],
        [[0.1] * 4],
        [[True, True, False, False]],
        [[0.0, 0.0, 0.0, 4.0]],
        [[0.1] * 4],
        [[False, False, True, True]],
    )
    assert told.indirect.tolist() == [True]
    assert told.present.tolist() == [[True, False, False, False]]
    assert told.y[0, 0] == pytest.approx(1.5 - 2.0)
    assert told.v[0, 0] == pytest.approx(0.5 / 2 + 8 / 2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: newcombe(3, 2, 1, 5), "x1 is 3"),
        (lambda: non_inferior(3, 5, 3, 5, margin=0), "margin is 0; expected a number between"),
        (lambda: group_gap([[1, 2]], [[1, 1]]), r"successes\[0, 1\] is 2; expected from 0 to"),
        (lambda: paired_difference([1.0]), "differences holds 1 people"),
        (
            lambda: contrasts([[1.0]], [[0.0]], [[True]], [[1.0]], [[1.0]], [[True]]),
            r"v\[0, 0\] is 0; expected a variance above 0",
        ),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
