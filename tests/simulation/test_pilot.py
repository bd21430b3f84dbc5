import datetime as dt

import numpy as np
import pytest

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.simulation.pilot import DAYS, FEWEST, USERS, Pilot, calendar_days, draw_users


@pytest.mark.parametrize("round_", [1, 2])
def test_a_round_is_measured_on_working_days_only(round_: int) -> None:
    pilot = Pilot("GM0344", "zeemeeuw", round_, participants=20, users=1_000)
    dates = [pilot.date(day) for day in range(DAYS)]
    assert dates == sorted(set(dates))
    assert all(date.weekday() < 5 for date in dates)
    assert (dates[0], dates[-1]) == (pilot.start, pilot.end)


def test_the_second_round_comes_after_the_first() -> None:
    first, second = (
        Pilot("GM0344", "zeemeeuw", number, participants=20, users=1_000) for number in (1, 2)
    )
    assert second.start > first.end + dt.timedelta(days=30)


def test_days_are_counted_alike_one_by_one_and_as_an_array() -> None:
    days = np.arange(DAYS)
    assert calendar_days(days).tolist() == [calendar_days(day) for day in days.tolist()]


def test_users_grow_with_the_gemeente_and_are_never_too_few(catalogue: Catalogue) -> None:
    rng = np.random.default_rng(1)
    for gemeente in catalogue.gemeenten.values():
        users = draw_users(gemeente, rng)
        low, high = (share * gemeente.inhabitants for share in USERS)
        assert max(FEWEST, low - 1) <= users <= max(FEWEST, high + 1)
