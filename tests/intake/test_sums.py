"""Partial sums from home: accepted when they can be true, refused with the rule that they break."""

from __future__ import annotations

import datetime as dt
import io

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from identiteitslab.intake.check_file import check_file
from identiteitslab.measurement.sums import summarise

PEOPLE = (("1", "18-29", "basic"), ("2", "75+", "basic"), ("3", "75+", "below_basic"))


@pytest.fixture(scope="module")
def sums(place, make) -> pa.Table:
    rows = [
        make.row(indicator=name, waarde=value, deelnemer=number, leeftijdsgroep=age, vaardigheid=s)
        for number, age, s in PEOPLE
        for name, value in (("sus", "72,5"), ("login-success", "ja"), ("login-time", number * 2))
    ]
    level = make.count(indicator="eidas-level", waarde="2", teller="", noemer="")
    delivery = check_file("a.csv", make.csv(*rows, make.count(), level), place)
    assert delivery.faults == ()
    return summarise(delivery.rows)


def parquet(table: pa.Table, **options: object) -> bytes:
    target = io.BytesIO()
    pq.write_table(table, target, **options)
    return target.getvalue()


def changed(table: pa.Table, column: str, indicator: str, value: object) -> pa.Table:
    """Put a value in one column of every row of an indicator."""
    place = table.column_names.index(column)
    field = table.schema.field(column)
    chosen = pc.equal(table["indicator"], indicator)
    return table.set_column(
        place, field, pc.if_else(chosen, pa.scalar(value, field.type), table[column])
    )


def test_sums_of_right_rows_are_accepted_as_they_are(place, sums) -> None:
    delivery = check_file("a.parquet", parquet(sums), place)
    assert (delivery.faults, delivery.rows_in, delivery.accepted) == ((), 0, 0)
    assert delivery.sums.equals(sums)
    assert delivery.storable


@pytest.mark.parametrize("options", [{"compression": "zstd"}, {"store_schema": False},
                                     {"use_dictionary": False}, {"row_group_size": 3}])  # fmt: skip
def test_however_the_parquet_is_written(place, sums, options) -> None:
    assert check_file("a.parquet", parquet(sums, **options), place).sums.equals(sums)


def test_columns_in_another_order_and_without_strata(place, sums) -> None:
    turned = sums.select(sums.column_names[::-1])
    assert check_file("a.parquet", parquet(turned), place).sums.equals(sums)
    whole = sums.filter(
        pc.and_(pc.equal(sums["age_band"], "*"), pc.equal(sums["digital_skill"], "*"))
    )
    assert check_file("a.parquet", parquet(whole), place).sums.num_rows == whole.num_rows


BROKEN = {
    "column-away": (lambda t: t.drop_columns(["events"]), "sums-columns"),
    "column-too-many": (lambda t: t.append_column("naam", t["gemeente"]), "sums-columns"),
    "column-of-another-type": (
        lambda t: t.set_column(7, "n_rows", pa.array(["x"] * t.num_rows)), "sums-types"),
    "no-rows": (lambda t: t.slice(0, 0), "rows-none"),
    "unknown-gemeente": (lambda t: changed(t, "gemeente", "sus", "GM9999"), "gemeente-unknown"),
    "gemeente-by-name": (lambda t: changed(t, "gemeente", "sus", "Groningen"), "gemeente-unknown"),
    "unknown-indicator": (lambda t: changed(t, "indicator", "sus", "x"), "indicator-unknown"),
    "unknown-age": (lambda t: changed(t, "age_band", "sus", "18"), "leeftijdsgroep-unknown"),
    "no-word": (lambda t: changed(t, "solution", "sus", None), "oplossing-unknown"),
    "same-group-twice": (lambda t: pa.concat_tables([t, t.slice(0, 1)]), "sums-key-twice"),
    "round-zero": (lambda t: changed(t, "round", "sus", 0), "number-outside"),
    "empty-count": (lambda t: changed(t, "people", "sus", None), "sums-empty"),
    "no-people": (lambda t: changed(t, "people", "sus", 0), "sums-impossible"),
    "more-measured-than-people": (
        lambda t: changed(t, "measured", "sus", 99), "sums-impossible"),
    "sum-above-the-largest": (
        lambda t: changed(t, "sum_fx", "sus", 99_999_999), "sums-impossible"),
    "squares-too-small": (lambda t: changed(t, "sum_fx2", "sus", 1), "sums-impossible"),
    "score-above-scale": (lambda t: changed(t, "max_fx", "sus", 1_010_000), "value-out-of-range"),
    "level-above-ladder": (
        lambda t: changed(t, "max_fx", "eidas-level", 90_000), "value-out-of-range"),
    "more-than-all": (lambda t: changed(t, "events", "availability", 9999), "count-above-total"),
    "negative": (lambda t: changed(t, "events", "availability", -1), "sums-impossible"),
    "out-of-nothing": (lambda t: changed(t, "exposure", "availability", 0), "sums-impossible"),
    "computed-gap": (lambda t: changed(t, "indicator", "sus", "skill-gap"), "sums-impossible"),
    "day-of-birth": (
        lambda t: changed(t, "first_on", "sus", dt.date(1956, 4, 23)), "date-out-of-range"),
    "strata-do-not-add": (
        lambda t: t.filter(pc.or_(pc.not_equal(t["age_band"], "75+"),
                                  pc.not_equal(t["digital_skill"], "*"))), "sums-do-not-add"),
    "strata-without-total": (lambda t: t.filter(pc.not_equal(t["age_band"], "*")),
                             "sums-do-not-add"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_sums_that_cannot_be_true_are_refused(place, sums, name: str) -> None:
    change, code = BROKEN[name]
    delivery = check_file("a.parquet", parquet(change(sums)), place)
    told = [fault.describe(lang) for fault in delivery.faults for lang in ("nl", "en")]
    assert code in {fault.code for fault in delivery.refusals}, told
    assert delivery.sums is None
    assert not delivery.storable


def test_sums_of_another_gemeente(place, sums) -> None:
    delivery = check_file("a.parquet", parquet(sums), place, uploader="Almere")
    assert {fault.code for fault in delivery.refusals} == {"gemeente-not-yours"}
    assert check_file("a.parquet", parquet(sums), place, uploader="GM0014").storable


@pytest.mark.parametrize(
    "hide",
    [
        lambda t: t.replace_schema_metadata({"maker": "j.jansen@voorbeeld.nl"}),
        lambda t: changed(t, "solution", "sus", "j.jansen@voorbeeld.nl"),
        lambda t: t.rename_columns([*t.column_names[:-1], "j.jansen@voorbeeld.nl"]),
    ],
)
def test_personal_data_in_sums(place, sums, hide) -> None:
    delivery = check_file("a.parquet", parquet(hide(sums)), place)
    assert {fault.code for fault in delivery.refusals} == {"personal-email"}
    assert "jansen" not in repr(delivery)


def test_cut_and_flipped_parquet_is_refused_or_read(place, sums) -> None:
    data = parquet(sums)
    for size in (8, len(data) // 2, len(data) - 9):
        delivery = check_file("a.parquet", data[:size], place)
        assert {fault.code for fault in delivery.refusals} <= {"file-broken", "file-too-heavy"}
