"""A command starts and ends frugally: of a short one that is most of its time."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import contextmanager, suppress
from importlib.abc import MetaPathFinder
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
RUBBISH_FROM = 100_000
"""So many new objects before Python looks for circles among them."""

TOUCHED = ("f2py", "testing")
"""Parts of NumPy that SciPy touches at its start, to name all that NumPy has, and never uses."""


def start_frugally() -> None:
    """Set what must be set before anything large is imported."""
    # Our products of matrices are many and small: threads would mostly wait for each other.
    for name in THREADS:
        os.environ.setdefault(name, "1")
    # What a command imports stays: looking through it time and again is a tenth of its time.
    gc.set_threshold(RUBBISH_FROM)


def end_frugally(code: int) -> NoReturn:
    """End the process as Python does, but for taking apart what it holds, object by object."""
    atexit._run_exitfuncs()  # noqa: SLF001 - Python has no other word for it
    for stream in (sys.stdout, sys.stderr):
        # What could not be written was told; nobody listens any more where that failed too.
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def spare_pandas() -> None:
    """Have Arrow import pandas when a table is turned into one, and not at its first array.

    Only for a process of our own: until then Arrow does not recognise what comes from pandas.
    """
    import pyarrow as pa

    with _absent("pandas"):
        pa.array([""])


def spare_numpy() -> None:
    """Have NumPy's tools for Fortran and for tests load when they are used, not when named."""
    import numpy as np

    for part in TOUCHED:
        name = f"numpy.{part}"
        if name not in sys.modules and (spec := find_spec(name)) and spec.loader:
            spec.loader = LazyLoader(spec.loader)
            sys.modules[name] = module = module_from_spec(spec)
            spec.loader.exec_module(module)
            setattr(np, part, module)


@contextmanager
def _absent(package: str) -> Iterator[None]:
    finder = _Absent(package)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Absent(MetaPathFinder):
    """Finds nothing, and keeps others from finding it."""

    def __init__(self, package: str) -> None:
        self._package = package

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        """Refuse the one package; leave all others to the next finder."""
        if name == self._package:
            raise ModuleNotFoundError(name)
