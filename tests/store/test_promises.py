"""The promises that take real processes, in small; benchmarks/ keeps the full size."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def run(*words: str) -> str:
    found = subprocess.run(
        [sys.executable, *words], cwd=BENCHMARKS, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_nothing_acknowledged_is_lost_by_a_kill() -> None:
    assert "0 promises broken" in run("crash.py", "--kills", "18")


def test_a_full_disk_is_refused_in_words_and_harms_nothing() -> None:
    assert "0 promises broken" in run("full_disk.py", "--limits", "9")


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_processes_that_upload_at_once_neither_mix_nor_lose(url: str | None) -> None:
    address = ["--url", url] if url else []
    run("store.py", "processes", "--processes", "3", "--each", "6", *address)
