"""What the simulation delivers passes the intake, and says there what it says here."""

from types import SimpleNamespace

import pyarrow as pa
import pytest

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.intake.check_file import check_file
from identiteitslab.measurement.identity import content_hash
from identiteitslab.simulation.example import example
from identiteitslab.simulation.measure import measure
from identiteitslab.simulation.plan import make_plan
from identiteitslab.simulation.rows import to_rows
from identiteitslab.simulation.simulate import Simulation, simulate

SOME = 5
"""A workbook is opened in a process of its own, which takes a second or two."""


@pytest.fixture(scope="module")
def lab(catalogue: Catalogue) -> Simulation:
    return example(catalogue)


def direct(lab: Simulation) -> list[pa.Table]:
    plan = make_plan(lab.catalogue)
    return [
        to_rows(
            [pilot], [measure(plan, lab.truth, pilot, lab.seed)], plan, lab.catalogue.population
        )
        for pilot in lab.pilots
    ]


def test_example_files_pass_without_a_remark_and_hold_the_simulated_rows(lab: Simulation) -> None:
    place = SimpleNamespace(catalogue=lab.catalogue)
    both = [(*file, rows) for file, rows in zip(lab.files(), direct(lab), strict=True)]
    tables = [one for one in both if one[0].endswith(".csv")]
    workbooks = [one for one in both if one[0].endswith(".xlsx")]
    for name, content, rows in (*tables, *workbooks[::SOME]):
        delivery = check_file(name, content, place)
        assert (delivery.faults, delivery.warnings, delivery.dropped_columns) == ((), (), ()), name
        assert delivery.rows_in == delivery.accepted + delivery.blank, name
        assert content_hash(delivery.rows) == content_hash(rows), name


def test_files_of_made_up_solutions_pass_as_well(catalogue: Catalogue) -> None:
    more = simulate(catalogue, gemeenten=2, solutions=7, participants=20, seed=5)
    place = SimpleNamespace(catalogue=more.catalogue)
    files = {n: f for n, f in more.files() if "verzonnen-07" in n}
    assert files
    for name, content in files.items():
        assert check_file(name, content, place).storable, name
