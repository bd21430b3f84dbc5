from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from identiteitslab.errors import LabError
from identiteitslab.intake.delivery import Delivery
from identiteitslab.measurement.sums import merge, summarise
from identiteitslab.store.overlap import among

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.store.store import Store


def changed(delivery: Delivery, column: str, value: pa.Array) -> Delivery:
    place = delivery.rows.schema.get_field_index(column)
    field = delivery.rows.schema.field(place)
    rows = delivery.rows.set_column(place, field, value.cast(field.type))
    return Delivery("x.csv", "a" * 64, rows, rows_in=rows.num_rows)


def corrected(delivery: Delivery) -> Delivery:
    return changed(delivery, "value_fx", pc.add(delivery.rows["value_fx"], 1))


def test_a_correction_meets_the_upload_that_it_corrects(
    local: Store, example: Callable[..., Delivery]
) -> None:
    first = example(3)
    local.accept(first, actor="projectleider")
    local.accept(example(1), actor="projectleider")
    assert local.overlaps(corrected(first)) == ((1, 40),)


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


def test_nobody_counts_twice(store: Store, example: Callable[..., Delivery]) -> None:
    store.accept(example(3), actor="projectleider")
    sums = store.sums()
    with pytest.raises(LabError, match="add-overlaps") as refusal:
        store.accept(corrected(example(3)), actor="projectleider")
    assert refusal.value.faults[0].facts == {"count": "40", "number": "1"}
    assert store.sums().equals(sums)
    assert store.accept(example(3), actor="projectleider").duplicate
    assert len(store.uploads()) == 1


def test_who_knows_better_may_let_it_count_beside(
    local: Store, example: Callable[..., Delivery]
) -> None:
    both = (example(3), corrected(example(3)))
    for one in both:
        local.accept(one, actor="projectleider", beside=True)
    assert local.sums().equals(merge([summarise(one.rows) for one in both]))
    assert local.accept(both[1], actor="projectleider").duplicate


def test_partial_sums_do_not_count_twice_either(
    local: Store, example: Callable[..., Delivery], only_sums: Callable[[int], Delivery]
) -> None:
    local.accept(example(3), actor="projectleider")
    with pytest.raises(LabError, match="add-overlaps"):
        local.accept(only_sums(6), actor="projectleider")


def test_a_correction_may_overlap_with_what_it_replaces_only(
    local: Store, example: Callable[..., Delivery]
) -> None:
    for seed in (3, 6):
        local.accept(example(seed), actor="projectleider")
    words = {"actor": "projectleider", "reason": "verbeterd"}
    wider = pa.concat_tables([corrected(example(3)).rows, example(6).rows])
    delivery = Delivery("x.csv", "a" * 64, wider.combine_chunks(), rows_in=80)
    with pytest.raises(LabError, match="add-overlaps"):
        local.supersede(1, delivery, **words)
    assert local.orphans(older_than=0) == ()
    assert [upload.active for upload in local.uploads()] == [True, True]
    assert local.supersede(1, corrected(example(3)), **words).number == 3


def test_an_upload_does_not_come_back_beside_its_correction(
    local: Store, example: Callable[..., Delivery], only_sums: Callable[[int], Delivery]
) -> None:
    words = {"actor": "beheerder", "reason": "toch goed"}
    local.accept(example(3), actor="projectleider")
    local.withdraw(1, **words)
    local.accept(corrected(example(3)), actor="projectleider")
    with pytest.raises(LabError, match="add-overlaps"):
        local.reinstate(1, **words)
    local.withdraw(2, **words)
    local.accept(only_sums(6), actor="projectleider")
    local.withdraw(3, **words)
    local.reinstate(1, **words)
    with pytest.raises(LabError, match="add-overlaps"):
        local.reinstate(3, **words)
    local.reinstate(3, beside=True, **words)
    assert [upload.active for upload in local.uploads()] == [True, False, True]


def test_what_is_there_already_is_found_without_storing(
    local: Store, example: Callable[..., Delivery]
) -> None:
    assert local.already(example(3)) is None
    accepted = local.accept(example(3), actor="projectleider")
    again = local.already(example(3))
    assert again is not None
    assert (again.number, again.duplicate, again.head) == (1, True, accepted.head)
    local.withdraw(1, actor="beheerder", reason="verkeerde ronde")
    with pytest.raises(LabError, match="store-withdrawn"):
        local.already(example(3))
    assert len(local.entries()) == 2


def test_what_would_count_is_foreseen_to_the_last_bit(
    local: Store, example: Callable[..., Delivery]
) -> None:
    for seed in (1, 3):
        local.accept(example(seed), actor="projectleider")
    better = corrected(example(3))
    foreseen = local.foresee([better, example(1), better], without=[2])
    assert [upload.active for upload in local.uploads()] == [True, True]
    local.supersede(2, better, actor="projectleider", reason="verbeterd")
    found = local.gather()
    assert foreseen.sums.equals(found.sums)
    assert foreseen.data_version == found.data_version
    assert local.foresee([]).data_version == found.data_version


def test_deliveries_that_meet_each_other_are_named_in_pairs(
    example: Callable[..., Delivery], only_sums: Callable[[int], Delivery]
) -> None:
    first, other = example(3), example(1)
    same = Delivery("y.csv", "b" * 64, first.rows, rows_in=40)
    better = corrected(first)
    assert list(among([first, same, other])) == []
    assert list(among([first, other, better])) == [(first, better, 40)]
    assert [count for _, _, count in among([first, only_sums(6)])] == [4]
