from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from typing import Any

    from identiteitslab.store.store import Store

GOOD = {
    "number": 1,
    "content_hash": "a" * 64,
    "file_hash": "b" * 64,
    "rows_in": 3,
    "accepted": 1,
    "rejected": 1,
    "blank": 1,
    "accepted_at": "2027-03-01T12:00:00.000000+00:00",
    "actor": "projectleider",
    "status": "active",
    "successor": None,
}


def insert(store: Store, **other: object) -> None:
    row = GOOD | other
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    with store.place.database.engine.execution_options(writing=True).begin() as connection:
        connection.execute(sa.text(f"INSERT INTO upload ({names}) VALUES ({places})"), row)  # noqa: S608


def test_a_good_upload_is_taken(store: Store) -> None:
    insert(store)
    assert len(store.uploads()) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"number": 0},
        {"content_hash": "a"},
        {"file_hash": ""},
        {"rows_in": 4},
        {"rows_in": 1, "rejected": -1},
        {"rows_in": "drie"},
        {"accepted_at": "gisteren"},
        {"actor": ""},
        {"actor": "jan@voorbeeld.nl"},
        {"status": "weg"},
        {"status": "superseded"},
        {"successor": 1},
        {"status": "superseded", "successor": 7},
        {"status": None},
    ],
)
def test_the_database_itself_refuses_what_may_not_be_in_it(
    store: Store, other: dict[str, Any]
) -> None:
    with pytest.raises(DBAPIError):
        insert(store, **other)
    assert store.uploads() == ()


def test_the_same_content_stands_there_once(store: Store) -> None:
    insert(store)
    with pytest.raises(DBAPIError):
        insert(store, number=2)
