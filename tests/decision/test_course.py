"""From round to round: who measured twice, in the unit of the indicator; no small groups."""

import dataclasses

import numpy as np
import pyarrow as pa
import pytest

from identiteitslab.decision.course import course
from identiteitslab.estimation.rounds import trend

CELL = ("dijkpas", "login-success")


def people(evaluation, count):
    """Give the same evaluation, as if so few people took part in every group."""
    sums = evaluation.sums
    place = sums.column_names.index("people")
    few = pa.array(np.full(sums.num_rows, count), sums.schema.field("people").type)
    return dataclasses.replace(evaluation, sums=sums.set_column(place, "people", few))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_table_tells_what_gemeenten_measured_twice(evaluation, lang):
    shown = course(evaluation, *CELL, lang)
    situations = evaluation.catalogue.situations_in("public")
    found = trend(evaluation.catalogue, evaluation.sums, situations, *CELL)
    twice = np.isfinite(found.value).sum(axis=1) > 1
    known = evaluation.catalogue.gemeenten
    expected = [known[code].name for code in np.array(found.gemeenten)[twice].tolist()]
    assert [row[0] for row in shown.rows[:-1]] == expected
    first = 100 * found.value[twice][0, 0]
    told = f"{first:.1f}"
    assert shown.rows[0][1] == (told.replace(".", ",") if lang == "nl" else told)


def test_small_groups_are_left_out_of_everything(evaluation):
    assert course(people(evaluation, 0), *CELL, "nl") is None


def test_a_solution_that_nobody_measured_twice_has_no_course(evaluation):
    assert course(evaluation, "grutto", "login-success", "nl") is None
