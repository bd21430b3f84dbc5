"""What goes wrong around a register is said in words, and never with what was in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from identiteitslab.errors import LabError
from identiteitslab.store.database import plainly, server_database
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.intake.delivery import Delivery

READ_ONLY = """
import sys
from pathlib import Path
from identiteitslab.errors import LabError
from identiteitslab.store.store import Store
with Store.open(Path(sys.argv[1])) as store:
    assert store.verify(witnesses=[sys.argv[2]]).ok
    assert store.sums().num_rows > 0
    try:
        store.withdraw(1, actor="beheerder", reason="verkeerde ronde")
    except LabError as error:
        print(error.faults[0].code)
    try:
        store.place.folder.write(b"x")
    except OSError as error:
        print(type(error).__name__)
    try:
        Store.open(Path(sys.argv[1]) / "new")
    except LabError as error:
        print(error.faults[0].code)
"""


def code(error: pytest.ExceptionInfo[LabError]) -> str:
    return error.value.faults[0].code


def test_a_store_on_a_read_only_disk_can_be_read_and_refuses_writes(
    example: Callable[..., Delivery],
) -> None:
    place = Path(tempfile.mkdtemp())
    state = place / "lab"
    with Store.open(state) as store:
        head = store.accept(example(1), actor="projectleider").head
    for path in (*state.rglob("*"), state):
        path.chmod(0o500 if path.is_dir() else 0o400)
    before = {path: path.read_bytes() for path in state.rglob("*") if path.is_file()}
    found = subprocess.run(
        [*_without_privilege(), sys.executable, "-c", READ_ONLY, str(state), head],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout.split() == ["store-unwritable", "PermissionError", "store-unwritable"], (
        found.stderr
    )
    assert {path: path.read_bytes() for path in state.rglob("*") if path.is_file()} == before
    for path in (state, *state.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(place)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".lab").write_text("geen map")
    with pytest.raises(LabError) as error:
        Store.open(tmp_path / ".lab")
    assert code(error) == "store-unwritable"


@pytest.mark.parametrize("url", ["mysql://lab@host/lab", "geen adres", "sqlite:///x"])
def test_only_postgresql_is_reached_by_address(url: str | None) -> None:
    with pytest.raises(LabError) as error:
        server_database(url)
    assert code(error) == "store-url"


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(LabError) as error:
        Store.open(tmp_path, url=f"postgresql://lab:geheim@/lab?host={tmp_path}")
    assert code(error) == "store-server"
    assert "geheim" not in str(error.value)


def test_a_refusing_database_does_not_repeat_what_was_written(store: Store) -> None:
    with pytest.raises(LabError) as error, plainly(), store.place.database.writing() as session:
        session.execute(text("INSERT INTO head VALUES (2, 0, 'geheime waarde')"))
    assert "geheime" not in str(error.value)


def test_a_failed_transaction_leaves_nothing(
    store: Store, example: Callable[..., Delivery]
) -> None:
    with pytest.raises(LabError):
        _write_and_fail(store)
    assert store.verify().ok
    assert store.accept(example(1), actor="projectleider").number == 1


def _write_and_fail(store: Store) -> None:
    with store.place.database.writing() as session:
        session.execute(text("UPDATE head SET sequence = 7"))
        session.execute(text("INSERT INTO nergens VALUES (1)"))


def _without_privilege() -> list[str]:
    # The superuser may write anywhere, unless it gives up that right first.
    if os.geteuid() != 0:
        return []
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"]
