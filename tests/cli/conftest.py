"""Run commands as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from identiteitslab.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable


class Ran(NamedTuple):
    """Exit code and what was said, with every run of white space as one space."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _computed_once(
    remembered: dict[str, Callable[..., object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, stage in remembered.items():
        monkeypatch.setattr(name, stage)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as stop:
            run([str(each) for each in arguments])
        said = capsys.readouterr()
        code = stop.value.code or 0
        return Ran(int(code), " ".join(said.out.split()), " ".join(said.err.split()))

    return call
