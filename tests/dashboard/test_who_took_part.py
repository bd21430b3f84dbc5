"""Who took part, who could, and groups so small that nobody may find them back."""

import re
from html import unescape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.dashboard.views import coverage, representation
from identiteitslab.decision.answers.dividing import known_parties
from identiteitslab.decision.answers.next_measurement import next_measurement
from identiteitslab.text.lookup import LANGUAGES, say

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=7)


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@given(COUNTS)
def test_a_small_group_never_follows_from_the_others(counts):
    people = np.array(counts, dtype=float)
    shown = representation.shown(people, 5)
    assert (people[shown] >= 5).all()
    assert shown.all() == (people >= 5).all()
    hidden = people[~shown]
    assert not hidden.size or not shown.any() or (hidden.size > 1 and hidden.sum() >= 5)


def test_no_more_is_hidden_than_that_takes():
    assert representation.shown(np.array([9.0, 2.0, 30.0, 7.0]), 5).tolist() == [1, 0, 1, 0]
    assert representation.shown(np.array([9.0, 4.0, 30.0, 3.0]), 5).tolist() == [1, 0, 1, 0]
    assert representation.shown(np.array([9.0, 0.0, 30.0, 0.0]), 5).tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_solution_says_how_its_participants_were_weighted(evaluation, lang):
    html = text(representation.told(evaluation, lang))
    for solution in evaluation.scores.solution_ids:
        assert evaluation.catalogue.solutions[solution].name.in_(lang) in html
    share = 100 * evaluation.estimates.representation("stroopkoek").effective_share
    told = say("page.evidence.represented_weighted", lang, percent=f"{share:.0f}")
    assert told in html
    assert evaluation.catalogue.population.margins.age_band.source[:40] in html


def test_who_can_measure_runs_the_solution_and_had_most_room(evaluation):
    parties = known_parties(evaluation)
    asked = next(
        cell
        for cell in next_measurement(evaluation).cells
        if evaluation.catalogue.indicators[cell.indicator].by_people
    )
    able = [one for one in parties if asked.solution in one.runs]
    most = max(able, key=lambda one: one.capacity)
    told = coverage.who_can(evaluation, asked, parties, "nl")
    assert evaluation.catalogue.gemeenten[most.gemeente].name in told
    assert coverage.who_can(evaluation, asked, [], "nl") == ""
