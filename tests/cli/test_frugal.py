"""What a command sets before it imports anything large."""

from __future__ import annotations

import subprocess
import sys

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
