"""Columns put under each other say the same cells, and wide rows know their own column."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.errors import LabError, Where
from identiteitslab.intake.block import Block, constant, from_cells, stacked
from identiteitslab.intake.fold import fold
from identiteitslab.intake.privacy import Watch

CELLS = st.lists(st.sampled_from(["", "ja", "nee", "12,5", "Gouda"]), max_size=6)


@given(st.lists(CELLS, max_size=5))
def test_stacked_columns_hold_all_cells_in_order(columns):
    below = stacked([from_cells(cells) for cells in columns])
    assert below.cells() == [cell for cells in columns for cell in cells]


def test_a_wide_row_is_called_by_its_indicator_and_others_by_their_label():
    columns = {"indicator": from_cells(["task-time", "sus-score"]), "waarde": constant("1", 2)}
    lines = np.array([4, 4], dtype=np.int32)
    wide = Block("Deelnemers", columns, lines, wide=True)
    assert [wide.label("waarde", row) for row in (0, 1)] == ["task-time", "sus-score"]
    assert wide.label("afgebroken", 0) == "task-time afgebroken"
    assert wide.label("datum", 1) == "datum"
    assert wide.part(np.array([1], dtype=np.int32)).label("waarde", 0) == "sus-score"
    assert Block("", columns, lines, labels={"waarde": "niveau"}).label("waarde", 0) == "niveau"


def _found(cells):
    watch = Watch(Where("a.csv"), frozenset(map(fold, ["Gouda", "Zwolle"])))
    lines = np.arange(1, len(cells) + 1, dtype=np.int32)
    watch.see(Where("a.csv", column="X"), "plaats", from_cells(cells), lines)
    try:
        watch.stop()
    except LabError as error:
        return [(fault.code, fault.where.row) for fault in error.faults]
    return []


def test_words_of_the_catalogue_hide_nothing_and_are_nothing():
    assert _found(["Gouda", "Zwolle"] * 3) == []
    assert _found(["Gouda", "x@example.org", "Zwolle"]) == [("personal-email", 2)]


def test_words_of_the_catalogue_count_when_the_share_of_names_is_judged():
    names = ["Anna Jansen", "Jan Pietersen", "Kees de Vries"]
    assert _found(names) == [("personal-name", 1)]
    other = [f"Plaats nummer {one}" for one in "abcdefgh"]
    assert _found([*names, *other]) == []
    assert _found(["Gouda", "Zwolle", *names]) == [("personal-name", 3)]


def test_arrow_and_cells_agree():
    assert from_cells(["a", " b ", "a"]).texts.equals(pa.array(["a", "b"]))
