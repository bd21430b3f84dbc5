"""Groups that are too small are told nowhere: not in a table, a figure or a file."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from identiteitslab.report.files import Report
from identiteitslab.text.lookup import say

EVERYBODY = 10_000


@pytest.fixture(scope="module")
def hiding(evaluation, answers):
    """Give the report of a lab in which every group of people is too small."""
    population = evaluation.catalogue.population.model_copy(update={"minimum_group": EVERYBODY})
    catalogue = evaluation.catalogue.model_copy(update={"population": population})
    return Report(replace(evaluation, catalogue=catalogue), "full", "nl", answers=answers)


@pytest.fixture(scope="module")
def by_people(evaluation):
    """Give names of indicators among people, without those that something else has as well."""
    every = evaluation.catalogue.indicators.values()
    others = {one.name.nl for one in every if not one.by_people}
    return {one.name.nl for one in every if one.by_people} - others


def test_no_value_of_people_is_told(hiding, by_people):
    seen = 0
    for table in hiding.content.tables():
        if not table.id.startswith("indicators-"):
            continue
        for row in table.rows:
            if row[0].text in by_people:
                seen += 1
                assert row[2].numbers == row[3].numbers == row[4].numbers == ()
                assert row[2].text == say("report.hidden", "nl", least=EVERYBODY)
    assert seen


def test_other_values_stay(hiding, by_people):
    told = [
        row[2].numbers
        for table in hiding.content.tables()
        if table.id.startswith("indicators-")
        for row in table.rows
        if row[0].text not in by_people
    ]
    assert sum(map(bool, told)) > len(told) / 2


def test_no_figure_is_about_people(hiding, evaluation):
    indicators = evaluation.catalogue.indicators
    for table in hiding.content.tables():
        for start in ("gemeenten-", "rounds-"):
            if table.id.startswith(start):
                assert not indicators[table.id.removeprefix(start)].by_people
        if table.id.startswith("evidence-") and table.id != "evidence-shares":
            assert f"minder dan {EVERYBODY}" in {c.text for row in table.rows for c in row} or (
                table.id in ("evidence-security", "evidence-privacy", "evidence-deployability")
            )


def test_files_do_not_know_it_either(hiding, evaluation):
    name = next(n for n, one in evaluation.catalogue.indicators.items() if one.kind == "score")
    known = next(
        one
        for solution in evaluation.scores.solution_ids
        if (one := evaluation.estimates.get(solution, name)) is not None
    )
    assert known.people
    kept = json.loads(hiding.make("json"))
    numbers = [
        number
        for table in kept["report"]["tables"]
        for row in table["rows"]
        for cell in row
        if isinstance(cell, dict)
        for number in cell["numbers"]
    ]
    assert not np.isclose(numbers, known.middle, rtol=1e-12, atol=0).any()
    with pypdfium2.PdfDocument(io.BytesIO(hiding.make("pdf"))) as opened:
        assert len(opened) > 1
