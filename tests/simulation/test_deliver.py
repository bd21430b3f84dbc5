import csv
import io

import openpyxl
import pytest

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.intake.columns import (
    PARTICIPANT_FIXED,
    SHEET_ASSESSMENTS,
    SHEET_COUNTS,
    SHEET_PARTICIPANTS,
    SHEET_PILOT,
    TABLE,
)
from identiteitslab.measurement.kinds.gap import KIND as GAP
from identiteitslab.simulation.deliver import file_name, slug
from identiteitslab.simulation.pilot import Pilot
from identiteitslab.simulation.simulate import Simulation

PILOT = Pilot("GM0344", "zeemeeuw", round=1, participants=20, users=1_000)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("'s-Gravenhage", "s-gravenhage"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("De Bilt", "de-bilt"),
    ],
)
def test_names_of_gemeenten_become_plain(name: str, plain: str) -> None:
    assert slug(name) == plain


def test_a_file_is_named_after_its_pilot(catalogue: Catalogue) -> None:
    assert file_name(catalogue, PILOT) == "utrecht-zeemeeuw-1.csv"


@pytest.fixture(scope="module")
def files(small: Simulation) -> dict[str, bytes]:
    return dict(small.files())


def tables(files: dict[str, bytes]) -> list[list[dict[str, str]]]:
    return [
        list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        for name, content in files.items()
        if name.endswith(".csv")
    ]


def books(files: dict[str, bytes]) -> list[openpyxl.Workbook]:
    return [
        openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        for name, content in files.items()
        if name.endswith(".xlsx")
    ]


def test_the_same_content_gives_the_same_bytes(small: Simulation, files: dict[str, bytes]) -> None:
    assert dict(small.files()) == files


def test_tables_have_the_exact_header_and_dutch_numbers(files: dict[str, bytes]) -> None:
    for rows in tables(files):
        assert tuple(rows[0]) == TABLE
        numbers = [
            row[name] for row in rows for name in ("waarde", "teller", "noemer", "spreiding")
        ]
        assert any("," in number for number in numbers)
        assert not any("." in number for number in numbers)
        assert {row["afgebroken"] for row in rows} <= {"", "ja"}


def test_no_gap_is_delivered(files: dict[str, bytes], catalogue: Catalogue) -> None:
    gaps = {name for name, i in catalogue.indicators.items() if i.kind == "gap"}
    assert GAP.forms == ()
    assert gaps.isdisjoint(row["indicator"] for rows in tables(files) for row in rows)


def test_workbooks_have_the_sheets_and_columns(files: dict[str, bytes]) -> None:
    for book in books(files):
        names = [SHEET_PILOT, SHEET_PARTICIPANTS, SHEET_COUNTS, SHEET_ASSESSMENTS]
        assert book.sheetnames == names
        wide, *people = book[SHEET_PARTICIPANTS].iter_rows(values_only=True)
        assert wide[: len(PARTICIPANT_FIXED)] == PARTICIPANT_FIXED
        assert {"sus 1", "sus 10", "login-time afgebroken"} <= set(wide)
        assert "sus" not in wide
        assert len(people) == 30


def test_a_time_that_was_stopped_says_so_in_both_containers(files: dict[str, bytes]) -> None:
    stopped = [row for rows in tables(files) for row in rows if row["afgebroken"] == "ja"]
    assert {row["indicator"] for row in stopped} == {"login-time", "activation-time"}
    for book in books(files):
        wide, *people = book[SHEET_PARTICIPANTS].iter_rows(values_only=True)
        at = wide.index("login-time afgebroken")
        marks = [person[at] if at < len(person) else None for person in people]
        assert set(marks) <= {None, "ja"}
