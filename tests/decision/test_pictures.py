"""Every figure can be drawn by its name, and says what it lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from identiteitslab.decision.pictures import FIGURES
from identiteitslab.text.lookup import LANGUAGES

if TYPE_CHECKING:
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.figures.figure import Figure

SOLUTIONS = ("dijkpas", "zeemeeuw")


@pytest.fixture(scope="module")
def drawn(evaluation: Evaluation) -> dict[tuple[str, str], Figure]:
    return {
        (name, lang): evaluation.figure(name, *_about(name), lang=lang)
        for name in FIGURES
        for lang in LANGUAGES
    }


def _about(name: str) -> list[str]:
    solutions = iter(SOLUTIONS)
    asks = FIGURES[name][1]
    return ["login-success" if asked == "indicator" else next(solutions) for asked in asks]


def test_every_figure_shows_itself_and_says_that_it_is_made_up(
    drawn: dict[tuple[str, str], Figure],
) -> None:
    for (_, lang), figure in drawn.items():
        shown = figure._repr_mimebundle_()
        assert figure.lang == lang
        assert figure.fictitious
        assert figure.notice in shown["text/html"]
        assert figure.conclusion in shown["text/plain"]


def test_scores_are_those_of_the_evaluation(
    drawn: dict[tuple[str, str], Figure], evaluation: Evaluation
) -> None:
    rows = drawn["scores", "en"].rows
    first = evaluation.standings[0]
    assert rows[0][0] == evaluation.catalogue.solutions[first.solution].name.en
    assert f"{first.score[1]:.0f}" in rows[0]


def test_gemeenten_are_drawn_in_the_unit_that_people_read(
    drawn: dict[tuple[str, str], Figure], evaluation: Evaluation
) -> None:
    told = evaluation.explain("dijkpas", "login-success").loc["login-success"]
    rows = {row[0]: row for row in drawn["gemeenten", "en"].rows}
    assert rows["Goes"][1] == f"{100 * told.loc['Goes', 'known']:.1f}"


def test_a_small_group_is_not_drawn(evaluation: Evaluation) -> None:
    population = evaluation.catalogue.population.model_copy(update={"minimum_group": 33})
    catalogue = evaluation.catalogue.model_copy(update={"population": population})
    figure = replace(evaluation, catalogue=catalogue).figure(
        "gemeenten", "dijkpas", "login-success"
    )
    names = [row[0] for row in figure.rows]
    assert "Goes" not in names
    assert "Rotterdam" in names


def test_the_next_measurement_is_the_one_of_the_answer(
    drawn: dict[tuple[str, str], Figure], evaluation: Evaluation
) -> None:
    told = evaluation.answer("next_measurement").sort_values("gain", ascending=False).iloc[0]
    name = evaluation.catalogue.indicators[told["indicator"]].name.en
    top = drawn["next_measurement", "en"].rows[0]
    assert name in top[0]
    assert top[2] == f"{told['observations']:,}"


def test_the_tornado_stands_on_the_lead_of_today(
    drawn: dict[tuple[str, str], Figure], evaluation: Evaluation
) -> None:
    assert len(drawn["tornado", "en"].rows) == len(evaluation.weighing.theme_points)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("score",), "'score': expected one of combinations, .*scores"),
        (("criteria",), "expects solution"),
        (("scores", "dijkpas"), "expects nothing more"),
        (("criteria", "dijkpass"), "'dijkpass': expected solution, one of .*dijkpas"),
        (("value", "dijkpas"), "'dijkpas': expected indicator"),
        (("difference", "dijkpas", "dijkpas"), "dijkpas"),
        (("gemeenten", "dijkpas", "eidas-level"), "nothing was pooled"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    asked: tuple[str, ...], words: str, evaluation: Evaluation
) -> None:
    with pytest.raises(ValueError, match=words):
        evaluation.figure(*asked)
