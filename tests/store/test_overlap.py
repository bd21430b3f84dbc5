from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.intake.delivery import Delivery
from identiteitslab.measurement.sums import summarise

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.store.store import Store


def changed(delivery: Delivery, column: str, value: pa.Array) -> Delivery:
    place = delivery.rows.schema.get_field_index(column)
    field = delivery.rows.schema.field(place)
    rows = delivery.rows.set_column(place, field, value.cast(field.type))
    return Delivery("x.csv", "a" * 64, rows, rows_in=rows.num_rows)


def test_a_correction_meets_the_upload_that_it_corrects(
    local: Store, example: Callable[..., Delivery]
) -> None:
    first = example(3)
    local.accept(first, actor="projectleider")
    local.accept(example(1), actor="projectleider")
    corrected = changed(first, "value_fx", pc.add(first.rows["value_fx"], 1))
    assert local.overlaps(corrected) == ((1, 40),)


def test_the_same_delivery_overlaps_with_nothing_else(
    local: Store, example: Callable[..., Delivery]
) -> None:
    local.accept(example(3), actor="projectleider")
    assert local.overlaps(example(3)) == ()


def test_other_participants_are_other_measurements(
    local: Store, example: Callable[..., Delivery]
) -> None:
    first = example(3)
    local.accept(first, actor="projectleider")
    later = changed(first, "participant", pc.add(first.rows["participant"], 8))
    assert local.overlaps(later) == ((1, 8),)


def test_counts_without_participants_are_the_same_on_the_same_day(
    local: Store, example: Callable[..., Delivery]
) -> None:
    nobody = changed(example(3), "participant", pa.nulls(40, pa.int32()))
    local.accept(nobody, actor="projectleider")
    other = changed(nobody, "value_fx", pc.add(nobody.rows["value_fx"], 1))
    assert local.overlaps(other) == ((1, 40),)
    day = pc.add(nobody.rows["measured_on"].cast(pa.int32()), pa.scalar(1, pa.int32()))
    assert local.overlaps(changed(other, "measured_on", day)) == ()


def test_partial_sums_are_compared_by_cell(
    local: Store, example: Callable[..., Delivery], only_sums: Callable[[int], Delivery]
) -> None:
    local.accept(example(3), actor="projectleider")
    assert local.overlaps(only_sums(6)) == ((1, 4),)
    assert local.overlaps(only_sums(1)) == ()


def test_withdrawn_and_damaged_uploads_are_no_hindrance(
    local: Store, example: Callable[..., Delivery]
) -> None:
    for seed in (3, 6):
        local.accept(example(seed), actor="projectleider")
    local.withdraw(1, actor="beheerder", reason="verkeerde ronde")
    rows = local.uploads()[1].part("rows")
    assert rows is not None
    (local.place.folder.path / f"{rows.digest}.parquet").unlink()
    assert local.overlaps(example(9)) == ()
    assert summarise(example(6).rows).equals(local.sums())
