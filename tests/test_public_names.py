"""Every public name carries an example that runs, and loads only when it is used."""

from __future__ import annotations

import doctest
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import identiteitslab

if TYPE_CHECKING:
    from identiteitslab.lab.lab import Lab

FLAGS = doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("name", identiteitslab.__all__)
def test_the_example_of_a_public_name_runs(
    name: str, lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITEITSLAB_LAB", str(lab.root))
    public = getattr(identiteitslab, name)
    example = doctest.DocTestParser().get_doctest(public.__doc__, {}, name, None, 0)
    assert example.examples, f"{name} has no example"
    told: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(example, out=told.append)
    assert not told, "".join(told)


def test_nothing_heavy_loads_before_it_is_used() -> None:
    script = (
        "import sys, identiteitslab; "
        "print({'numpy', 'pandas', 'plotly', 'scipy', 'pydantic'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_a_name_that_does_not_exist_is_told_as_python_does() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Labb'"):
        _ = identiteitslab.Labb


def test_names_can_be_completed() -> None:
    assert set(identiteitslab.__all__) <= set(dir(identiteitslab))
