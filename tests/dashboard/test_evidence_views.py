"""What is known, first in short: by theme, then what is missing most, then every measurement."""

import re
from html import unescape

import pytest

from identiteitslab.comparison.evidence import GRADES
from identiteitslab.dashboard.views import evidence_grid
from identiteitslab.dashboard.views.evidence_grid import Known, Line
from identiteitslab.decision.answers.evidence import evidence
from identiteitslab.text.lookup import say

INNERMOST = re.compile(r"(?s)<details>(?:(?!<details>).)*?</details>")


@pytest.fixture(scope="module")
def found(evaluation):
    return evidence(evaluation)


@pytest.fixture(scope="module")
def lines(evaluation, found):
    return evidence_grid.criteria(evaluation, found, "nl")


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_a_criterion_is_known_as_well_as_its_weakest_indicator(evaluation, found, lines):
    for line in lines:
        for solution, known in line.by_solution.items():
            parts = evidence_grid.indicators(evaluation, line.id)
            grades = [g for part in parts if (g := found.grade(solution, part)) is not None]
            assert known.grade == min(GRADES.index(grade) for grade in grades)


def test_gaps_weakest_and_usual():
    line = Line("x", "x", {"a": Known(3, 5), "b": Known(1, 2), "c": Known(0, 0), "d": Known(3, 4)})
    assert line.gaps == ("c", "b")
    assert line.weakest == Known(0, 0)
    assert line.usual.grade == 3
    assert Line("x", "x", {"a": Known(3, 5), "b": Known(1, 2)}).usual.grade == 1


def test_what_is_missing_most_comes_first_and_the_rest_is_one_click_away(evaluation, lines):
    short = [line for line in lines if line.gaps]
    html = evidence_grid.gaps_table(evaluation, lines, str, "nl")
    first, rest = html.split("<details>")
    assert first.count('<tr role="row"') - 1 == evidence_grid.MOST_GAPS
    assert rest.count('<tr role="row"') - 1 == len(short) - evidence_grid.MOST_GAPS
    most = max(len(line.gaps) for line in short)
    assert next(line for line in lines if len(line.gaps) == most).name in text(first)


def test_nothing_missing_says_so(evaluation):
    line = Line("login-strength", "x", {"a": Known(3, 5)})
    assert say("page.evidence.no_gaps", "nl") in evidence_grid.gaps_table(
        evaluation, [line], str, "nl"
    )


def test_the_first_table_is_short_and_counts_what_is_enough(evaluation, lines):
    html = evidence_grid.theme_table(evaluation, lines, "nl")
    assert html.count('scope="row"') == len(evaluation.catalogue.themes)
    dijkpas = [line.by_solution["dijkpas"] for line in lines if "dijkpas" in line.by_solution]
    of = sum(int(one) for one in re.findall(r"genoeg bij \d+ van (\d+)", text(html)))
    assert of == sum(len(line.by_solution) for line in lines)
    assert len(dijkpas) < len(lines)


def test_every_measurement_can_be_opened(evaluation, found, lines):
    html = evidence_grid.theme_details(evaluation, found, lines, "nl")
    counted = evaluation.scores.indicator_ids
    assert html.count("<details>") == 2 * len(evaluation.catalogue.themes)
    assert html.count('scope="row"') == len(lines) + len(counted)
    assert say("page.evidence.not_for", "nl") in html


def test_the_page_is_short_until_something_is_opened(visit, shown, lab):
    html, closed = shown(visit(lab, "bewijs")), 1
    while closed:
        html, closed = INNERMOST.subn("", html)
    assert 20 <= html.count('scope="row"') <= 40
