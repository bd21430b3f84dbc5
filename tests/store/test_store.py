from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from identiteitslab.errors import LabError
from identiteitslab.intake.delivery import Delivery
from identiteitslab.measurement.row import SCHEMA
from identiteitslab.measurement.sums import summarise
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from identiteitslab.store.chain import Entry


def code(error: pytest.ExceptionInfo[LabError]) -> str:
    return error.value.faults[0].code


def test_a_new_store_is_empty_and_whole(store: Store) -> None:
    assert store.uploads() == ()
    assert store.entries() == ()
    assert store.sums().num_rows == 0
    assert store.verify().ok


def test_accepting_says_what_was_stored(
    store: Store, example: Callable[..., Delivery], noon: dt.datetime
) -> None:
    accepted = store.accept(example(1), actor="projectleider", now=noon)
    (upload,) = store.uploads()
    assert (accepted.number, accepted.duplicate) == (1, False)
    assert accepted.head == store.head()
    assert upload.content_hash == accepted.content_hash
    assert upload.gemeenten == ("Voorbeeldstad",)
    assert (upload.rows_in, upload.accepted, upload.rejected, upload.blank) == (40, 40, 0, 0)
    assert (upload.actor, upload.accepted_at, upload.active) == ("projectleider", noon, True)


def test_the_same_content_is_the_same_upload_whatever_its_order_and_name(
    store: Store, example: Callable[..., Delivery]
) -> None:
    delivery = example(1)
    backwards = delivery.rows.take(list(reversed(range(delivery.accepted))))
    first = store.accept(delivery, actor="projectleider")
    again = store.accept(Delivery("x.xlsx", "a" * 64, backwards, rows_in=40), actor="beheerder")
    assert again.duplicate
    assert (again.number, again.head) == (first.number, first.head)
    assert len(store.uploads()) == 1


def test_sums_are_those_of_one_pass_over_all_rows(
    store: Store, example: Callable[..., Delivery], example_rows: Callable[..., pa.Table]
) -> None:
    for seed in range(4):
        store.accept(example(seed), actor="projectleider")
    everything = pa.concat_tables([example_rows(seed) for seed in range(4)])
    assert store.sums().equals(summarise(everything))


def test_refused_rows_are_recorded_without_what_they_said(
    store: Store, with_refused_row: Callable[[int], Delivery]
) -> None:
    store.accept(with_refused_row(1), actor="projectleider")
    (upload,) = store.uploads()
    assert (upload.rows_in, upload.accepted, upload.rejected, upload.blank) == (43, 40, 1, 2)
    data = store.place.folder.read(upload.part("refused").digest)
    assert b"table-value" in data
    assert b"geheim" not in data
    assert store.verify().ok


def test_partial_sums_count_without_rows(
    store: Store, only_sums: Callable[[int], Delivery], example: Callable[..., Delivery]
) -> None:
    store.accept(only_sums(1), actor="projectleider")
    assert store.accept(only_sums(1), actor="projectleider").duplicate
    (upload,) = store.uploads()
    assert upload.part("rows") is None
    assert store.sums().equals(summarise(example(1).rows))
    assert store.verify().ok


def test_partial_sums_with_other_columns_are_a_defect_of_the_caller(
    local: Store, only_sums: Callable[[int], Delivery]
) -> None:
    delivery = only_sums(1)
    short = Delivery("x", "d" * 64, delivery.rows, sums=delivery.sums.drop_columns(["people"]))
    with pytest.raises(ValueError, match=r"delivery\.sums"):
        local.accept(short, actor="projectleider")


def test_a_delivery_that_does_not_add_up_is_refused(
    local: Store, example: Callable[..., Delivery]
) -> None:
    lossy = Delivery("x.csv", "a" * 64, example(1).rows, rows_in=41)
    with pytest.raises(LabError) as error:
        local.accept(lossy, actor="projectleider")
    assert code(error) == "store-count"
    assert local.uploads() == ()


def test_a_delivery_without_rows_is_refused(local: Store) -> None:
    with pytest.raises(LabError) as error:
        local.accept(Delivery("x.csv", "a" * 64, SCHEMA.empty_table()), actor="projectleider")
    assert code(error) == "store-empty"


def test_refused_rows_stop_a_delivery_unless_the_good_ones_were_asked_for(
    local: Store, with_refused_row: Callable[[int], Delivery]
) -> None:
    asked = with_refused_row(1)
    strict = Delivery(
        asked.name, "e" * 64, asked.rows, rejected=asked.rejected, rows_in=43, blank=2
    )
    with pytest.raises(LabError) as error:
        local.accept(strict, actor="projectleider")
    assert code(error) == "table-value"


def test_withdrawing_and_reinstating_keep_all_that_happened(
    store: Store, example: Callable[..., Delivery]
) -> None:
    store.accept(example(1), actor="projectleider")
    store.accept(example(2), actor="projectleider")
    store.withdraw(1, actor="beheerder", reason="verkeerde ronde")
    assert [upload.status for upload in store.uploads()] == ["withdrawn", "active"]
    assert store.sums().equals(summarise(example(2).rows))
    store.reinstate(1, actor="beheerder", reason="toch de goede ronde")
    assert [upload.status for upload in store.uploads()] == ["active", "active"]
    kinds = [entry.kind for entry in store.entries()]
    assert kinds[2:] == ["upload-withdrawn", "upload-reinstated"]
    assert store.entries("upload-withdrawn")[0].payload["reason"] == "verkeerde ronde"
    assert store.verify().ok


def test_withdrawn_rows_do_not_come_back_by_sending_them_again(
    local: Store, example: Callable[..., Delivery]
) -> None:
    local.accept(example(1), actor="projectleider")
    local.withdraw(1, actor="beheerder", reason="verkeerde ronde")
    with pytest.raises(LabError) as error:
        local.accept(example(1), actor="projectleider")
    assert code(error) == "store-withdrawn"


def test_withdrawing_twice_changes_nothing(local: Store, example: Callable[..., Delivery]) -> None:
    local.accept(example(1), actor="projectleider")
    head = local.withdraw(1, actor="beheerder", reason="verkeerde ronde")
    assert local.withdraw(1, actor="beheerder", reason="verkeerde ronde") == head


def test_a_correction_takes_the_place_of_an_upload(
    store: Store, example: Callable[..., Delivery]
) -> None:
    store.accept(example(1), actor="projectleider")
    new = store.supersede(1, example(2), actor="projectleider", reason="tikfout verbeterd")
    old, successor = store.uploads()
    assert (old.status, old.successor, successor.status) == ("superseded", new.number, "active")
    assert store.sums().equals(summarise(example(2).rows))
    again = store.supersede(1, example(2), actor="projectleider", reason="tikfout verbeterd")
    assert (again.number, again.duplicate, again.head) == (new.number, True, new.head)
    assert store.verify().ok


def test_a_correction_can_be_taken_back(store: Store, example: Callable[..., Delivery]) -> None:
    store.accept(example(1), actor="projectleider")
    store.supersede(1, example(2), actor="projectleider", reason="tikfout verbeterd")
    back = store.supersede(2, example(1), actor="projectleider", reason="het was geen tikfout")
    assert back.number == 1
    assert [upload.status for upload in store.uploads()] == ["active", "superseded"]
    assert store.verify().ok


@pytest.mark.parametrize(
    ("number", "seed", "expected"),
    [(1, 9, "store-not-active"), (2, 2, "store-same"), (7, 9, "store-unknown")],
)
def test_what_cannot_be_superseded_is_refused(
    local: Store, example: Callable[..., Delivery], number: int, seed: int, expected: str
) -> None:
    local.accept(example(1), actor="projectleider")
    local.accept(example(2), actor="projectleider")
    local.withdraw(1, actor="beheerder", reason="verkeerde ronde")
    with pytest.raises(LabError) as error:
        local.supersede(number, example(seed), actor="projectleider", reason="verbeterd")
    assert code(error) == expected
    assert local.verify().ok


def test_superseded_rows_do_not_come_back_by_sending_them_again(
    local: Store, example: Callable[..., Delivery]
) -> None:
    local.accept(example(1), actor="projectleider")
    local.supersede(1, example(2), actor="projectleider", reason="verbeterd")
    with pytest.raises(LabError) as error:
        local.accept(example(1), actor="projectleider")
    assert code(error) == "store-superseded"
    with pytest.raises(LabError) as error:
        local.reinstate(1, actor="beheerder", reason="toch")
    assert code(error) == "store-not-active"
    with pytest.raises(LabError) as error:
        local.withdraw(1, actor="beheerder", reason="toch")
    assert code(error) == "store-not-active"


@pytest.mark.parametrize(
    "reason", ["", "  ", "x" * 301, "vraag jan@voorbeeld.nl", "bsn 123456782", "twee\nregels"]
)
def test_a_reason_is_asked_for_and_names_no_person(
    local: Store, example: Callable[..., Delivery], reason: str
) -> None:
    local.accept(example(1), actor="projectleider")
    with pytest.raises(LabError) as error:
        local.withdraw(1, actor="beheerder", reason=reason)
    assert code(error) == "store-reason"
    assert local.uploads()[0].active


@pytest.mark.parametrize("actor", ["", "jan@voorbeeld.nl", "x" * 81])
def test_an_actor_is_a_role(local: Store, example: Callable[..., Delivery], actor: str) -> None:
    with pytest.raises(ValueError, match=r"^actor: "):
        local.accept(example(1), actor=actor)


def test_a_moment_without_time_zone_is_refused(
    local: Store, example: Callable[..., Delivery]
) -> None:
    with pytest.raises(ValueError, match=r"^now: "):
        local.accept(example(1), actor="projectleider", now=dt.datetime(2027, 3, 1))  # noqa: DTZ001


def test_the_data_version_knows_no_order(tmp_path: Path, example: Callable[..., Delivery]) -> None:
    versions = []
    for place, order in (("a", (1, 2, 3)), ("b", (3, 1, 2))):
        with Store.open(tmp_path / place) as store:
            for seed in order:
                store.accept(example(seed), actor="projectleider")
            versions.append(store.data_version())
    assert versions[0] == versions[1]


def test_the_data_version_changes_with_the_uploads_that_count(
    store: Store, example: Callable[..., Delivery]
) -> None:
    seen = [store.data_version()]
    store.accept(example(1), actor="projectleider")
    seen.append(store.data_version())
    store.accept(example(2), actor="projectleider")
    seen.append(store.data_version())
    assert len(set(seen)) == 3
    store.withdraw(2, actor="beheerder", reason="verkeerde ronde")
    assert store.data_version() == seen[1]
    assert store.gather().data_version == seen[1]


def unknown(_entries: tuple[Entry, ...]) -> None:
    """Find nothing."""


def test_other_things_share_the_log(store: Store, example: Callable[..., Delivery]) -> None:
    store.accept(example(1), actor="projectleider")
    said = {"choice": "voorbeeldpas", "share": 0.1}
    entry, _ = store.append_once("decision", said, unknown, actor="bestuurder")
    assert entry.sequence == 2
    assert store.entries("decision") == (entry,)
    assert store.head() == entry.line().hash
    assert store.verify().ok


def test_what_is_known_already_does_not_enter_the_log_again(store: Store) -> None:
    def same(entries: tuple[Entry, ...]) -> Entry | None:
        return next((one for one in entries if one.payload["choice"] == "voorbeeldpas"), None)

    def refused(entries: tuple[Entry, ...]) -> None:
        raise ValueError(f"{len(entries)} is enough")

    said = {"choice": "voorbeeldpas"}
    first, new = store.append_once("decision", said, same, actor="bestuurder")
    assert new
    assert store.append_once("decision", said, same, actor="bestuurder") == (first, False)
    with pytest.raises(ValueError, match="1 is enough"):
        store.append_once("decision", {"choice": "anders"}, refused, actor="bestuurder")
    assert store.entries() == (first,)
    assert store.verify().ok


def test_only_the_store_says_what_happened_to_uploads(local: Store) -> None:
    with pytest.raises(ValueError, match=r"^kind: "):
        local.append_once("upload-withdrawn", {"number": 1}, unknown, actor="beheerder")


def test_what_is_no_plain_json_does_not_enter_the_log(local: Store) -> None:
    with pytest.raises(ValueError, match="JSON"):
        local.append_once("decision", {"share": float("nan")}, unknown, actor="bestuurder")
    assert local.entries() == ()


def test_a_store_opens_again_with_all_that_was_in_it(
    tmp_path: Path, url: str | None, example: Callable[..., Delivery]
) -> None:
    with Store.open(tmp_path, url=url) as store:
        head = store.accept(example(1), actor="projectleider").head
    with Store.open(tmp_path, url=url) as store:
        assert store.head() == head
        assert store.verify().ok


def test_opening_the_store_loads_no_pandas_and_no_streamlit() -> None:
    script = (
        "import sys, identiteitslab.store.store; print({'pandas', 'streamlit'} & set(sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "set()"
