"""What a command sets before it imports anything large."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ARROW = """
import sys
from identiteitslab.cli.frugal import spare_pandas
spare_pandas()
import pyarrow as pa
table = pa.table({"a": [1, None], "b": ["x", "y"]})
print("pandas" in sys.modules)
frame = table.to_pandas()
print(type(frame).__module__.split(".")[0], pa.array(frame["b"]).to_pylist())
"""
NUMPY = """
import sys
from identiteitslab.cli.frugal import spare_numpy
spare_numpy()
import numpy as np
import scipy.special
print("numpy.f2py.crackfortran" in sys.modules, "unittest" in sys.modules)
np.testing.assert_allclose(scipy.special.ndtr(0), 0.5)
print(np.f2py.__name__, "unittest" in sys.modules)
"""
THREADS = """
import os
from identiteitslab.cli.frugal import start_frugally
start_frugally()
print(os.environ["OPENBLAS_NUM_THREADS"])
"""


END = """
import atexit, sys
from identiteitslab.cli.frugal import end_frugally
class Late:
    def __del__(self):
        print("taken apart")
kept = Late()
atexit.register(print, "thrown away")
print("told", end=" ")
end_frugally(3)
"""


def _said(code: str) -> list[str]:
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return ran.stdout.split("\n")[:-1]


def test_arrays_do_without_pandas_until_a_table_becomes_a_frame() -> None:
    assert _said(ARROW) == ["False", "pandas ['x', 'y']"]


def test_tools_for_fortran_and_tests_load_when_they_are_used() -> None:
    assert _said(NUMPY) == ["False False", "numpy.f2py True"]


@pytest.mark.parametrize(("asked", "used"), [(None, "1"), ("4", "4")])
def test_who_asks_for_threads_gets_them(
    asked: str | None, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if asked:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", asked)
    assert _said(THREADS) == [used]


def test_a_command_ends_whole_and_does_not_take_itself_apart() -> None:
    ran = subprocess.run([sys.executable, "-c", END], capture_output=True, check=False, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "told thrown away\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_the_screen_is_told_without_a_traceback() -> None:
    program = (
        "import sys; from identiteitslab.cli.main import main; sys.argv[1:] = ['--help']; main()"
    )
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-c", program], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 2
    assert b"[machine-refused]" in ran.stderr
    assert b"Traceback" not in ran.stderr
