"""Cells of every type, written so that they can be read back."""

import datetime as dt

import pytest

from identiteitslab.standards.table_schema import Column, Table, rounded, significant


def test_cells_are_written_by_their_type():
    types = {"name": "string", "value": "number", "exact": "boolean", "last_on": "date"}
    columns = (*(Column(name, each) for name, each in types.items()), Column("hidden", "boolean"))
    row = ('a"b\n,c', 0.1, True, dt.date(2027, 1, 2), None)
    table = Table("sums", columns, ("name",), (row,))
    assert table.csv() == b'name,value,exact,last_on,hidden\r\n"a""b\n,c",0.1,true,2027-01-02,\r\n'


@pytest.mark.parametrize(
    ("value", "expected"), [(0.12345, 0.12), (-0.0001, 0.0), (None, None), (float("inf"), None)]
)
def test_rounding_keeps_unknown_empty_and_knows_no_minus_zero(value, expected):
    found = rounded(value, 2)
    assert found == expected
    assert str(found) != "-0.0"


def test_significant_digits_keep_small_values():
    assert significant(1.23456789e-7) == 1.23457e-7
    assert significant(123456.789) == 123457.0
    assert significant(None) is None


def test_a_schema_names_keys_limits_and_choices():
    column = Column("score", "number", least=0, most=100)
    choice = Column("outcome", choices=("met", "failed"))
    table = Table("scores", (column, choice), ("score",), (), ((("score",), "other"),))
    schema = table.schema()
    assert schema["primaryKey"] == ["score"]
    assert schema["fields"][0]["constraints"] == {"minimum": 0, "maximum": 100, "required": True}
    assert schema["fields"][1]["constraints"]["enum"] == ["met", "failed"]
    assert schema["foreignKeys"][0]["reference"] == {"resource": "other", "fields": ["score"]}
    assert "constraints" not in Column("name", required=False).descriptor()
