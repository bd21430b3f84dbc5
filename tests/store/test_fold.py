from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from identiteitslab.measurement.sums import merge, summarise
from identiteitslab.store import fold
from identiteitslab.store.fold import Block, blocks_of
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from identiteitslab.intake.delivery import Delivery


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "SIZES", (2, 4))


def blocks(state: Path) -> list[Block]:
    return sorted(fold.files(state / "folds").values())


@pytest.mark.parametrize(
    ("number", "highest", "expected"),
    [
        (1, 1, []),
        (2, 2, [Block(1, 2)]),
        (4, 4, [Block(3, 4), Block(1, 4)]),
        (3, 9, [Block(3, 4), Block(1, 4)]),
        (9, 9, []),
    ],
)
def test_only_full_blocks_are_folded(number: int, highest: int, expected: list[Block]) -> None:
    assert list(blocks_of(number, highest)) == expected


def test_folding_changes_no_sum(tmp_path: Path, example: Callable[..., Delivery]) -> None:
    partials = {number: summarise(example(number, 4).rows) for number in range(1, 7)}
    with Store.open(tmp_path) as store:
        for number in range(1, 7):
            store.accept(example(number, 4), actor="projectleider")
            assert store.sums().equals(merge([partials[n] for n in range(1, number + 1)]))
        assert blocks(tmp_path) == [Block(1, 2), Block(1, 4), Block(3, 4), Block(5, 6)]
        assert store.verify().ok
        store.withdraw(3, actor="beheerder", reason="verkeerde ronde")
        assert store.sums().equals(merge([partials[n] for n in (1, 2, 4, 5, 6)]))
        assert len(blocks(tmp_path)) == 4
        store.supersede(1, example(7, 4), actor="projectleider", reason="verbeterd")
        seventh = summarise(example(7, 4).rows)
        assert store.sums().equals(merge([partials[n] for n in (2, 4, 5, 6)] + [seventh]))
        assert store.verify().ok


def test_a_block_of_which_nothing_counts_has_no_fold(
    tmp_path: Path, example: Callable[..., Delivery]
) -> None:
    with Store.open(tmp_path) as store:
        for number in (1, 2):
            store.accept(example(number, 4), actor="projectleider")
        assert blocks(tmp_path) == [Block(1, 2)]
        for number in (1, 2):
            store.withdraw(number, actor="beheerder", reason="verkeerde ronde")
        assert blocks(tmp_path) == []
        assert store.sums().num_rows == 0


def test_a_fold_that_says_something_else_is_noticed(
    tmp_path: Path, example: Callable[..., Delivery]
) -> None:
    with Store.open(tmp_path) as store:
        for number in (1, 2):
            store.accept(example(number, 4), actor="projectleider")
        members = [upload.content_hash for upload in store.uploads()]
        fold.keep(tmp_path / "folds", Block(1, 2), members, summarise(example(8).rows))
        assert [fault.code for fault in store.verify().faults] == ["store-fold"]


@pytest.mark.parametrize("name", ["1-2", "verdwaald.txt"])
def test_a_damaged_fold_is_noticed_and_not_used(
    tmp_path: Path, example: Callable[..., Delivery], name: str
) -> None:
    with Store.open(tmp_path) as store:
        for number in (1, 2):
            store.accept(example(number, 4), actor="projectleider")
        whole = store.sums()
        (path,) = (tmp_path / "folds").iterdir()
        data = path.read_bytes()
        path.unlink()
        path.with_name(path.name.replace("1-2", name)).write_bytes(data[:-1])
        assert store.verify().faults[0].code == "store-fold"
        assert store.sums().equals(whole)
