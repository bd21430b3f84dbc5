"""What every test shares: repeatable random cases, a lab to look at and a lab to change."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import make_lab
from tests.once import pure_stages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from identiteitslab.decision.evaluation import Evaluation

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IDENTITEITSLAB_LAB", "IDENTITEITSLAB_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def spark_client() -> None:
    """Load the Spark client, which takes a test worker without a main file for a doctest run."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        warnings.simplefilter("ignore", FutureWarning)
        pytest.importorskip("pyspark.sql.connect.session")


@pytest.fixture(scope="session")
def remembered() -> dict[str, Callable[..., object]]:
    """Give pure stages that remember, for tests of what comes after them."""
    return pure_stages()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """Give a lab with all example pilots; look, do not touch."""
    opened = Lab.open(make_lab(tmp_path_factory.mktemp("labs") / "voorbeeld", examples=True))
    list(opened.add_examples())
    return opened


@pytest.fixture(scope="session")
def evaluation(lab: Lab) -> Evaluation:
    """Give the comparison of the example pilots."""
    return lab.evaluate()


@pytest.fixture
def own_lab(tmp_path: Path) -> Lab:
    """Give a lab of one's own, without measurements."""
    return Lab.open(make_lab(tmp_path / "lab", examples=True))


@pytest.fixture
def own_filled_lab(tmp_path: Path, lab: Lab) -> Lab:
    """Give a lab of one's own, with all example pilots."""
    shutil.copytree(lab.root, tmp_path / "lab")
    return Lab.open(tmp_path / "lab")


@pytest.fixture
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work from an empty folder."""
    folder = tmp_path / "leeg"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where no Chromium is found; in CI that is an error instead."""
    if shutil.which("chromium") or os.environ.get("CI"):
        return
    reason = "needs Chromium (Debian: apt install chromium); CI runs these"
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))
