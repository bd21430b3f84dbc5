"""The security theme in OSCAL: valid, complete, and never better than what was shown."""

import json
from collections import Counter
from dataclasses import replace

import jsonschema
import pytest

from identiteitslab.criteria.settings import Publisher
from identiteitslab.standards.disclosure import Shown, shown
from identiteitslab.standards.oscal import assessment_results

STATES = {
    "met": ("satisfied", "pass"),
    "failed": ("not-satisfied", "fail"),
    "not_shown": ("not-satisfied", "other"),
}


@pytest.fixture(scope="module")
def found(files):
    return json.loads(files["oscal-assessment-results.json"])


@pytest.fixture(scope="module")
def tested(evaluation):
    theme = evaluation.catalogue.criteria["security"]
    return [m for m in evaluation.minimums if m.criterion in theme]


def test_the_file_follows_the_schema(found, oracle):
    schema = oracle("oscal_1.2.2_assessment_results.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)


def test_each_minimum_of_each_solution_has_one_finding_with_its_state(found, tested):
    statuses = {
        (result["title"], one["target"]["target-id"]): one["target"]["status"]
        for result in found["assessment-results"]["results"]
        for one in result["findings"]
    }
    expected = Counter(STATES[m.outcome] for m in tested)
    assert len(statuses) == len(tested)
    assert Counter((s["state"], s["reason"]) for s in statuses.values()) == expected
    assert expected["satisfied", "pass"]
    assert expected["not-satisfied", "fail"]
    assert expected["not-satisfied", "other"]


def test_everything_that_is_referred_to_is_there(found):
    body = found["assessment-results"]
    plans = {f"#{resource['uuid']}" for resource in body["back-matter"]["resources"]}
    assert body["import-ap"]["href"] in plans
    objectives = {
        part["id"]
        for one in body["local-definitions"]["objectives-and-methods"]
        for part in one["parts"]
    }
    for result in body["results"]:
        observed = {one["uuid"] for one in result["observations"]}
        solutions = {one["uuid"] for one in result["local-definitions"]["components"]}
        for one in result["findings"]:
            assert one["target"]["target-id"] in objectives
            assert {o["observation-uuid"] for o in one["related-observations"]} <= observed
        for one in result["observations"]:
            assert {subject["subject-uuid"] for subject in one["subjects"]} <= solutions


def test_identifiers_are_unique_and_stay_the_same(found, evaluation, lab):
    again = assessment_results(evaluation, shown(evaluation), lab.settings.publisher)
    assert again == found
    own = _uuids(found)
    assert len(own) == len(set(own))


def test_moments_never_lie_after_the_day_that_was_asked_about(found, evaluation):
    last = f"{evaluation.question.on.isoformat()}T00:00:00Z"
    for result in found["assessment-results"]["results"]:
        assert result["start"] <= result["end"] == last
        assert all(one["collected"] <= last for one in result["observations"])


def test_numbers_of_a_group_that_is_too_small_stay_out(evaluation):
    result = assessment_results(evaluation, Shown(frozenset(), frozenset(), frozenset()))
    names = {
        prop["name"]
        for one in result["assessment-results"]["results"]
        for observation in one["observations"]
        for prop in observation["props"]
    }
    assert names == {"side", "limit"}
    assert "fewer than 5 people" in json.dumps(result)


def test_names_do_not_become_markup(evaluation, lab):
    catalogue = evaluation.catalogue
    name = catalogue.solutions["dijkpas"].name.model_copy(update={"nl": "*<b>x</b>* [a](b) `c`"})
    solutions = catalogue.solutions | {
        "dijkpas": catalogue.solutions["dijkpas"].model_copy(update={"name": name})
    }
    changed = replace(evaluation, catalogue=catalogue.model_copy(update={"solutions": solutions}))
    result = assessment_results(changed, shown(changed), lab.settings.publisher)
    titles = [one["title"] for one in result["assessment-results"]["results"]]
    assert any(r"\*\<b\>x\</b\>\* \[a\](b) \`c\`" in title for title in titles)


def test_the_publisher_is_named_and_made_up_data_say_so(found, evaluation):
    body = found["assessment-results"]
    assert body["metadata"]["parties"][0]["name"] == "Voorbeeldlab (verzonnen)"
    assert "verzonnen" in body["metadata"]["title"]
    own = Publisher(name="Gemeente X", url="https://gemeente.test/")
    named = assessment_results(evaluation, shown(evaluation), own)["assessment-results"]
    assert named["metadata"]["parties"][0]["name"] == "Gemeente X"
    nobody = assessment_results(evaluation, shown(evaluation))["assessment-results"]
    assert "parties" not in nobody["metadata"]


def _uuids(data):
    if isinstance(data, list):
        return [one for each in data for one in _uuids(each)]
    if isinstance(data, dict):
        inside = [one for each in data.values() for one in _uuids(each)]
        return [*inside, data["uuid"]] if "uuid" in data else inside
    return []
