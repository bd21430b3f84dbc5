import csv
import io
from collections import Counter
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.simulation.example import example, example_files, make_example, read_example
from identiteitslab.simulation.protocol import SAME_TASK, measured
from identiteitslab.simulation.scales import to_natural
from identiteitslab.simulation.simulate import Simulation


@pytest.fixture(scope="module")
def lab(catalogue: Catalogue) -> Simulation:
    return example(catalogue)


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> dict[str, bytes]:
    return dict(example_files(catalogue))


def cells(content: bytes) -> list[tuple[str, list[tuple[object, ...]]]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book]


def test_the_example_in_the_project_is_what_the_simulation_makes(
    root: Path, files: dict[str, bytes]
) -> None:
    folder = root / "pilots" / "voorbeeld"
    assert sorted(path.name for path in folder.iterdir()) == sorted(files)
    for name, content in files.items():
        there = (folder / name).read_bytes()
        if name.endswith(".xlsx"):
            assert cells(there) == cells(content), name
        else:
            assert there == content, name


def test_making_the_example_writes_every_file(
    catalogue: Catalogue, files: dict[str, bytes], tmp_path: Path
) -> None:
    make_example(catalogue, tmp_path / "new")
    assert {p.name: p.read_bytes() for p in (tmp_path / "new").iterdir()} == files


def test_the_readme_says_in_two_languages_that_all_is_made_up(files: dict[str, bytes]) -> None:
    text = files["LEESMIJ.md"].decode()
    assert "verzonnen" in text
    assert "made up" in text
    assert "identiteitslab simulate --voorbeeld" in text
    assert str(read_example().seed) in text


def test_the_example_is_small_and_both_containers_occur(files: dict[str, bytes]) -> None:
    assert sum(map(len, files.values())) < 3_000_000
    kinds = Counter(name.rsplit(".", 1)[1] for name in files)
    assert 0.4 < kinds["csv"] / (kinds["csv"] + kinds["xlsx"]) < 0.6


def test_gemeenten_of_every_size_try_some_of_the_solutions(
    lab: Simulation, catalogue: Catalogue
) -> None:
    gemeenten = {pilot.gemeente for pilot in lab.pilots}
    assert len(gemeenten) >= 12
    every = {gemeente.size_class for gemeente in catalogue.gemeenten.values()}
    assert {catalogue.gemeenten[code].size_class for code in gemeenten} == every
    tried = {s: {p.gemeente for p in lab.pilots if p.solution == s} for s in lab.truth.solutions}
    assert all(3 <= len(where) <= 7 for where in tried.values())
    assert {pilot.round for pilot in lab.pilots} == {1, 2}
    assert all(20 <= pilot.participants <= 60 for pilot in lab.pilots)
    assert all(p.situation in ("", *catalogue.situations) for p in lab.pilots)


def test_the_table_of_the_truth_holds_every_indicator_and_nothing_else(
    catalogue: Catalogue,
) -> None:
    data = read_example()
    assert set(data.means) == set(measured(catalogue)) - set(SAME_TASK)
    assert set(data.solutions) == set(catalogue.solutions) == set(data.pilots)
    assert all(len(row) == len(data.solutions) for row in data.means.values())


def natural(lab: Simulation, catalogue: Catalogue, solution: str, name: str) -> float:
    at = lab.truth.solutions.index(solution), lab.truth.indicators.index(name)
    return float(to_natural(lab.truth.mean[at], catalogue.indicators[name]))


def failing(lab: Simulation, catalogue: Catalogue, solution: str) -> set[str]:
    return {
        name
        for name in lab.truth.indicators
        for minimum in catalogue.indicators[name].minimum
        if (value := natural(lab, catalogue, solution, name)) == value  # NaN is not
        and (1 if minimum.lower else -1) * (value - minimum.limit) < -1e-6
    }


@pytest.mark.parametrize("solution", ["zeemeeuw", "dijkpas", "stroopkoek", "wolkenwallet"])
def test_four_solutions_truly_meet_every_minimum(
    lab: Simulation, catalogue: Catalogue, solution: str
) -> None:
    assert failing(lab, catalogue, solution) == set()


def test_klompcode_fails_where_passwords_fail(lab: Simulation, catalogue: Catalogue) -> None:
    assert {"eidas-level", "factor-level", "phishing-level"} <= failing(lab, catalogue, "klompcode")


def test_of_grutto_too_little_is_known(lab: Simulation) -> None:
    unknown = np.isnan(lab.truth.mean[lab.truth.solutions.index("grutto")])
    assert unknown.mean() > 0.4
    pilots = [pilot for pilot in lab.pilots if pilot.solution == "grutto"]
    assert len(pilots) == 3
    assert max(pilot.participants for pilot in pilots) < 30


def test_biometrics_are_delivered_only_where_they_are_used(
    lab: Simulation, catalogue: Catalogue
) -> None:
    for name, indicator in catalogue.indicators.items():
        if indicator.applies_if is None:
            continue
        for solution, about in catalogue.solutions.items():
            known = natural(lab, catalogue, solution, name) > 0
            assert known == (indicator.applies_if in about.properties)


def test_logs_are_long_enough_to_show_that_fraud_is_rare(files: dict[str, bytes]) -> None:
    user_years: Counter[str] = Counter()
    for name, content in files.items():
        if name.endswith(".csv"):
            text = io.StringIO(content.decode("utf-8-sig"))
            for row in csv.DictReader(text, delimiter=";"):
                if row["indicator"] == "identity-fraud-rate":
                    user_years[row["oplossing"]] += int(row["noemer"])
    assert all(user_years[name] > 6_000 for name in ("zeemeeuw", "dijkpas", "stroopkoek"))
