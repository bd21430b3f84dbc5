"""The data package: valid, readable without us, and the same numbers as the evaluation."""

import csv
import datetime as dt
import hashlib
import io
import json

import jsonschema
import pytest

from identiteitslab.criteria.settings import Settings
from identiteitslab.standards.datapackage import package
from identiteitslab.standards.disclosure import shown

READERS = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": dt.date.fromisoformat,
}


def _read(resource, data):
    """Read a table by its Table Schema, as a stranger would."""
    lines = list(csv.reader(io.StringIO(data.decode(resource["encoding"]), newline="")))
    fields = resource["schema"]["fields"]
    assert lines[0] == [field["name"] for field in fields]
    return [
        {f["name"]: _cell(f, cell) for f, cell in zip(fields, line, strict=True)}
        for line in lines[1:]
    ]


def _cell(field, cell):
    limits = field.get("constraints", {})
    if cell == "":
        assert not limits.get("required"), field["name"]
        return None
    value = READERS[field["type"]](cell)
    assert value in limits.get("enum", [value])
    assert limits.get("minimum", value) <= value <= limits.get("maximum", value), field["name"]
    return value


@pytest.fixture(scope="module")
def described(files):
    return json.loads(files["datapackage/datapackage.json"])


@pytest.fixture(scope="module")
def tables(files, described):
    return {r["name"]: _read(r, files[f"datapackage/{r['path']}"]) for r in described["resources"]}


def test_the_descriptor_follows_the_standard(described, oracle):
    schema = oracle("datapackage_2.0.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(described, schema)
    names = [resource["name"] for resource in described["resources"]]
    assert len(names) == len(set(names))


def test_sizes_and_hashes_are_those_of_the_files(files, described):
    paths = {"datapackage.json"} | {resource["path"] for resource in described["resources"]}
    assert {p.partition("/")[2] for p in files if p.startswith("datapackage/")} == paths
    for resource in described["resources"]:
        data = files[f"datapackage/{resource['path']}"]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_primary_keys_are_filled_and_unique(described, tables):
    for resource in described["resources"]:
        key = resource["schema"]["primaryKey"]
        found = [tuple(row[name] for name in key) for row in tables[resource["name"]]]
        assert found, resource["name"]
        assert None not in {part for row in found for part in row}
        assert len(found) == len(set(found)), resource["name"]


def test_foreign_keys_lead_to_a_row(described, tables):
    count = 0
    for resource in described["resources"]:
        for foreign in resource["schema"].get("foreignKeys", ()):
            there = foreign["reference"]
            known = {tuple(r[n] for n in there["fields"]) for r in tables[there["resource"]]}
            own = {tuple(row[n] for n in foreign["fields"]) for row in tables[resource["name"]]}
            assert own <= known, (resource["name"], foreign)
            count += 1
    assert count >= 15


def test_standings_and_scores_are_those_of_the_evaluation(tables, evaluation):
    rows = {row["solution"]: row for row in tables["standings"]}
    for standing in evaluation.standings:
        row = rows[standing.solution]
        assert row["outcome"] == standing.outcome
        assert row["score"] == pytest.approx(standing.score[1], abs=0.005)
        assert (row["first"] is None) == (standing.outcome == "failed")
    scores = {(row["solution"], row["indicator"]): row for row in tables["scores"]}
    known = evaluation.estimates.get("dijkpas", "login-success")
    row = scores["dijkpas", "login-success"]
    assert row["value"] == pytest.approx(known.middle, rel=1e-5)
    assert row["value_low"] < row["value"] < row["value_high"]
    assert row["score_low"] <= row["score"] <= row["score_high"]


def test_what_was_not_measured_is_unknown_and_not_zero(tables):
    unmeasured = [row for row in tables["scores"] if not row["measured"]]
    assert unmeasured
    for row in unmeasured:
        assert row["value"] is None
        assert row["score"] == pytest.approx(50, abs=0.1)
        assert row["score_high"] - row["score_low"] > 90


def test_every_minimum_of_the_catalogue_and_every_outcome_is_there(tables, evaluation):
    catalogue = evaluation.catalogue
    assert len(tables["minimums"]) == sum(len(i.minimum) for i in catalogue.indicators.values())
    assert len(tables["minimum-outcomes"]) == len(evaluation.minimums)
    points = sum(len(f.points) for i in catalogue.indicators.values() for f in i.value)
    assert len(tables["value-functions"]) == points


def test_the_weights_of_every_profile_sum_to_one(tables, evaluation):
    for profile in evaluation.catalogue.profiles:
        weights = [row["weight"] for row in tables["weights"] if row["profile"] == profile]
        assert sum(weights) == pytest.approx(1, abs=1e-9)


def test_the_chances_of_all_places_of_a_solution_sum_to_one(tables):
    for solution in {row["solution"] for row in tables["rank-acceptabilities"]}:
        own = [r["chance"] for r in tables["rank-acceptabilities"] if r["solution"] == solution]
        assert sum(own) == pytest.approx(1, abs=1e-5)


def test_sums_are_exact_and_add_up_to_what_is_covered(tables, evaluation):
    cube = evaluation.estimates.delivered
    for row in tables["sums"]:
        at = (
            cube.indicators.index(row["indicator"]),
            cube.solutions.index(row["solution"]),
            cube.gemeenten.index(row["gemeente"]),
        )
        assert (row["events"], row["exposure"]) == (cube.events[at], cube.exposure[at])
        assert row["sum_fx"] == cube.sum_fx[at]


def test_no_small_group_is_in_any_table(tables, evaluation):
    indicators = evaluation.catalogue.indicators
    for table in ("sums", "coverage"):
        for row in tables[table]:
            if indicators[row["indicator"]].by_people and row["people"]:
                assert row["people"] >= 5
    pairs = {(row["solution"], row["indicator"]) for row in tables["sums"]}
    assert ("grutto", "low-skill-success") not in pairs
    assert ("dijkpas", "login-success") in pairs


def test_estimates_over_few_people_stay_out_of_every_table(stricter, lab):
    may = shown(stricter)
    written = package(stricter, may, lab.settings)
    resources = json.loads(written["datapackage/datapackage.json"])["resources"]
    read = {r["name"]: _read(r, written[f"datapackage/{r['path']}"]) for r in resources}
    hidden = may.measured - may.estimates
    assert hidden
    for name, empty in (
        ("scores", ("score", "score_low", "value", "value_high")),
        ("minimum-outcomes", ("value", "probability")),
        ("coverage", ("people", "observations")),
    ):
        rows = [row for row in read[name] if (row["solution"], row["indicator"]) in hidden]
        assert rows, name
        assert all(row[column] is None for row in rows for column in empty), name
    assert not {(row["solution"], row["indicator"]) for row in read["sums"]} & hidden


def test_made_up_data_say_so_and_real_data_do_not(described, real, lab):
    assert "verzonnen" in described["title"]
    assert described["description"].startswith("Voorbeeldgegevens")
    written = package(real, shown(real), lab.settings)
    told = json.loads(written["datapackage/datapackage.json"])
    assert "verzonnen" not in told["title"] + told["description"]


def test_licence_and_publisher_come_from_the_settings(described, evaluation):
    assert described["licenses"][0]["name"] == "CC0-1.0"
    assert described["contributors"][0]["title"] == "Voorbeeldlab (verzonnen)"
    written = package(evaluation, shown(evaluation), Settings(name="Lab"))
    told = json.loads(written["datapackage/datapackage.json"])
    assert "licenses" not in told
    assert "contributors" not in told
