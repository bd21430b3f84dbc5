"""Our own reference cases, made with R by ``tests/oracle/estimation.R``."""

import json
from pathlib import Path

import pytest

CASES = json.loads((Path(__file__).parents[1] / "oracle" / "estimation.json").read_text())


@pytest.fixture(scope="session")
def from_r():
    return CASES
