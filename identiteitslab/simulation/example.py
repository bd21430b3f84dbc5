"""The example that ships with the project: six fictitious solutions with a hand-set truth."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import yaml
from pydantic import Field

from identiteitslab.criteria.words import Strict
from identiteitslab.simulation.pilot import Container, Pilot, draw_users
from identiteitslab.simulation.protocol import measured
from identiteitslab.simulation.scales import to_link
from identiteitslab.simulation.simulate import Simulation
from identiteitslab.simulation.streams import stream
from identiteitslab.simulation.truth import Truth, make_truth

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from identiteitslab.criteria.catalogue import Catalogue

README = "LEESMIJ.md"


class Tried(Strict):
    """A gemeente that tries a solution, with a container for each of its rounds."""

    gemeente: str
    participants: int = Field(ge=1)
    containers: tuple[Container, ...] = Field(min_length=1, max_length=2)
    situation: str = ""


class Example(Strict):
    """The file ``example.yaml``; what each part means stands there."""

    seed: int
    between: dict[str, float]
    skill: dict[str, float]
    pilots: dict[str, tuple[Tried, ...]]
    solutions: tuple[str, ...]
    means: dict[str, tuple[float | None, ...]]


def example(catalogue: Catalogue) -> Simulation:
    """Simulate the example pilots.

    Parameters
    ----------
    catalogue
        The criteria and solutions of the project's own lab.

    Raises
    ------
    KeyError
        The catalogue lacks a gemeente of the example.
    """
    data = read_example()
    pilots = tuple(
        _pilot(catalogue, data, solution, number, round_)
        for solution, tried in data.pilots.items()
        for number, one in enumerate(tried)
        for round_ in range(1, len(one.containers) + 1)
    )
    return Simulation(catalogue, _truth(catalogue, data), pilots, data.seed)


def make_example(catalogue: Catalogue, folder: Path) -> None:
    """Write the example deliveries and their LEESMIJ into a folder.

    Parameters
    ----------
    catalogue
        The criteria and solutions of the project's own lab.
    folder
        Made if it is not there; files of the same name are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in example_files(catalogue):
        (folder / name).write_bytes(content)


def example_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Give all that ``pilots/voorbeeld`` holds: name and content of each file."""
    text = _packaged(README).format(seed=read_example().seed)
    yield README, text.encode()
    yield from example(catalogue).files()


def read_example() -> Example:
    """Read the truth of the example."""
    return Example.model_validate(yaml.safe_load(_packaged("example.yaml")))


def _packaged(name: str) -> str:
    return files("identiteitslab.simulation").joinpath(name).read_text(encoding="utf-8")


def _pilot(catalogue: Catalogue, data: Example, solution: str, number: int, round_: int) -> Pilot:
    tried = data.pilots[solution][number]
    rng = stream(data.seed, "users", tried.gemeente, solution)
    return Pilot(
        tried.gemeente,
        solution,
        round_,
        participants=tried.participants,
        users=draw_users(catalogue.gemeenten[tried.gemeente], rng),
        situation=tried.situation,
        assessed=number == 0 and round_ == 1,
        container=tried.containers[round_ - 1],
    )


def _truth(catalogue: Catalogue, data: Example) -> Truth:
    known = [catalogue.indicators[name] for name in measured(catalogue)]
    given = [data.means.get(name, (None,) * len(data.solutions)) for name in measured(catalogue)]
    natural = np.array(given, dtype=np.float64)
    mean = np.array([to_link(row, i) for row, i in zip(natural, known, strict=True)]).T
    tau = [data.between.get(i.kind, 0.0) * (i.pooling != "none") for i in known]
    gemeenten = sorted({one.gemeente for tried in data.pilots.values() for one in tried})
    return make_truth(
        catalogue,
        data.solutions,
        gemeenten,
        mean=mean,
        tau=np.tile(tau, (len(data.solutions), 1)),
        skill=np.array([data.skill[name] for name in data.solutions]),
        seed=data.seed,
    )
