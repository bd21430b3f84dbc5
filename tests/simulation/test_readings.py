import numpy as np

from identiteitslab.simulation.readings import COLUMNS, NOBODY, join, measurements


def test_what_is_not_given_is_empty() -> None:
    found = measurements(np.array([3, 4]), value=np.array([1.0, 2.0]))
    assert found.participant.tolist() == [NOBODY, NOBODY]
    assert np.isnan(found.events).all()
    assert not found.censored.any()


def test_joining_keeps_every_row_in_order() -> None:
    parts = [measurements(np.array([i, i + 10]), value=np.array([i, -i]) * 1.0) for i in range(3)]
    found = join(parts)
    assert found.indicator.tolist() == [0, 10, 1, 11, 2, 12]
    for name in COLUMNS:
        given = np.concatenate([getattr(part, name) for part in parts])
        np.testing.assert_array_equal(getattr(found, name), given)
