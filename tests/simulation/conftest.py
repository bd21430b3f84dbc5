"""The project's own catalogue, and one small simulation that several tests look at."""

from pathlib import Path

import pytest

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.criteria.read import read_catalogue
from identiteitslab.simulation.plan import Plan, make_plan
from identiteitslab.simulation.simulate import Simulation, simulate

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return read_catalogue(ROOT)


@pytest.fixture(scope="session")
def plan(catalogue: Catalogue) -> Plan:
    return make_plan(catalogue)


@pytest.fixture(scope="session")
def small(catalogue: Catalogue) -> Simulation:
    return simulate(catalogue, gemeenten=4, solutions=3, participants=30, seed=5)
