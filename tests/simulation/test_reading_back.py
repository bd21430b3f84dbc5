"""What the simulation delivers passes the intake, and says there what it says here."""

from types import SimpleNamespace

import pyarrow as pa
import pytest

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.intake.check_file import check_file
from identiteitslab.measurement.row import content_hash
from identiteitslab.simulation.example import example
from identiteitslab.simulation.measure import measure
from identiteitslab.simulation.plan import make_plan
from identiteitslab.simulation.rows import to_rows
from identiteitslab.simulation.simulate import Simulation


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


def test_every_example_file_passes_without_a_remark_and_holds_the_simulated_rows(
    lab: Simulation,
) -> None:
    place = SimpleNamespace(catalogue=lab.catalogue)
    for (name, content), rows in zip(lab.files(), direct(lab), strict=True):
        delivery = check_file(name, content, place)
        assert (delivery.faults, delivery.warnings, delivery.dropped_columns) == ((), (), ()), name
        assert delivery.rows_in == delivery.accepted + delivery.blank, name
        assert content_hash(delivery.rows) == content_hash(rows), name


def test_files_of_made_up_solutions_pass_as_well(small: Simulation) -> None:
    place = SimpleNamespace(catalogue=small.catalogue)
    for name, content in small.files():
        assert check_file(name, content, place).storable, name
