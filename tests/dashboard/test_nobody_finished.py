"""Where everyone was stopped at the time-out a reader is told so, in words, on every surface."""

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from identiteitslab.cli.explanations import criterion_page
from identiteitslab.cli.options import Session
from identiteitslab.dashboard.views.drill_down import one_indicator
from identiteitslab.decision.delivered import delivered, longer_than
from identiteitslab.measurement.kind import FX
from identiteitslab.scoring.pools import score_pools

SOLUTION, NAME, TIMEOUT = "dijkpas", "login-time", 600.0


@pytest.fixture(scope="module")
def stopped(evaluation):
    """Stop everyone who tried one solution, in every gemeente."""
    estimates = evaluation.estimates
    cube = estimates.delivered
    cell = (cube.indicators.index(NAME), cube.solutions.index(SOLUTION))
    sums = {name: getattr(cube, name).copy() for name in ("measured", "sum_fx", "sum_fx2")}
    out, late = cube.censored.copy(), cube.censored_fx.copy()
    out[cell] += cube.measured[cell]
    late[cell] = out[cell] * np.log(TIMEOUT) * FX
    for part in sums.values():
        part[cell] = 0
    cube = replace(cube, **sums, censored=out, censored_fx=late)
    groups = tuple(group for group in estimates.groups if (SOLUTION, NAME) not in group.cells.keys)
    return replace(evaluation, estimates=replace(estimates, delivered=cube, groups=groups))


def test_the_time_out_is_a_lower_bound_and_no_gemeente_has_a_mean(stopped, evaluation):
    assert longer_than(stopped, SOLUTION, NAME) == pytest.approx(TIMEOUT)
    assert longer_than(evaluation, SOLUTION, NAME) is None
    assert longer_than(stopped, SOLUTION, "login-success") is None
    assert {one.mean for one in delivered(stopped, SOLUTION, NAME)} == {None}


def test_the_score_counts_with_longer_times_only(stopped, evaluation):
    asked = evaluation.question
    scores = score_pools(
        stopped.catalogue, asked.context, asked.on, stopped.estimates, seed=asked.seed
    )
    at = scores.solution_ids.index(SOLUTION), scores.indicator_ids.index(NAME)
    assert not scores.known[at]
    np.testing.assert_array_equal(scores.indicators[at], 0)
    assert (evaluation.scores.indicators[at] > 0).all()


def test_a_small_group_does_not_show_that_all_of_it_failed(stopped):
    population = stopped.catalogue.population.model_copy(update={"minimum_group": 10_000})
    catalogue = stopped.catalogue.model_copy(update={"population": population})
    assert longer_than(replace(stopped, catalogue=catalogue), SOLUTION, NAME) is None


@pytest.mark.parametrize(("lang", "word"), [("nl", "ondergrens"), ("en", "lower bound")])
def test_a_reader_of_the_page_is_told(stopped, lang, word):
    told = str(one_indicator(stopped, SOLUTION, NAME, lang))
    assert word in told
    assert "600" in told


def test_a_reader_of_the_command_line_is_told(stopped):
    screen = Console(record=True, width=400, file=io.StringIO())
    criterion = stopped.catalogue.criterion_of[NAME]
    criterion_page(Session(None, "nl", screen), stopped, SOLUTION, criterion)
    told = screen.export_text()
    assert "langer dan 600" in told
    assert "ondergrens" in told
