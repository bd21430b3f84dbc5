"""Little input gives a whole figure, wrong input a clear refusal."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.combination import Combinations
from identiteitslab.comparison.next_measurement import MeasurementValues
from identiteitslab.comparison.pairwise import TwoSolutions, difference_dots
from identiteitslab.figures.contributions import contributions
from identiteitslab.figures.coverage import coverage
from identiteitslab.figures.forest import forest
from identiteitslab.figures.frontier import frontier
from identiteitslab.figures.intervals import intervals
from identiteitslab.figures.next_measurement import next_measurement
from identiteitslab.figures.rank_chances import rank_chances
from identiteitslab.figures.scene import Axis, Dot, Scene
from identiteitslab.figures.svg_drawing import draw
from identiteitslab.figures.ticks import round_step, round_ticks, span
from identiteitslab.figures.tornado import tornado
from identiteitslab.figures.trend import spread, trend
from identiteitslab.figures.twenty_dots import twenty_dots
from identiteitslab.figures.unit import Unit
from identiteitslab.figures.value_function import value_function
from identiteitslab.figures.weights import weights
from identiteitslab.figures.wording import listing, of_hundred, signed

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.figures.figure import Figure

NL = {"lang": "nl"}


def drawn(figure: Figure) -> Figure:
    """Draw it both ways: a figure that cannot be drawn is no figure."""
    assert figure.svg(width=360)
    assert figure.plotly("dark", narrow=True).data is not None
    return figure


def test_one_solution_has_a_whole_figure() -> None:
    figure = drawn(intervals(["a"], [40], [50], [60], **NL))
    assert figure.conclusion == "a heeft de hoogste score: 50 (40 tot 60)."


def test_nothing_known_names_no_best_solution() -> None:
    figure = drawn(intervals(["a"], [0], [50], [100], unknown=[True], **NL))
    assert figure.conclusion == "Geen enkele score is bekend."
    assert not figure.scene.of(Dot)


@pytest.mark.parametrize(
    ("names", "low", "complaint"),
    [
        ([], [], "names has 0"),
        (["a"], [np.nan], r"low\[0\] is nan"),
        (["a"], [70], r"low\[0\] is 70"),
        (["a", "b"], [1], r"low has shape \(1,\)"),
    ],
)
def test_scores_must_be_whole_and_in_order(names, low, complaint) -> None:
    many = len(names)
    with pytest.raises(ValueError, match=complaint):
        intervals(names, low, [50] * many, [60] * many, **NL)


def test_flags_come_one_a_name() -> None:
    with pytest.raises(ValueError, match="failed has 1"):
        intervals(["a", "b"], [1, 1], [2, 2], [3, 3], failed=[True], **NL)


def ranks(means: list[float], eligible: list[bool]):
    pools = np.array(means)[:, None, None] + np.linspace(-1, 1, 4096)
    names = [f"s{n}" for n in range(len(means))]
    return rank_acceptability(
        pools, [1.0], seed=1, eligible=eligible, solutions=names, draws=4096
    ), {name: name.upper() for name in names}


def test_the_lowest_places_of_many_solutions_stand_together() -> None:
    figure = drawn(rank_chances(*ranks([90, 80, 70, 60, 50, 40, 30], [True] * 7), **NL))
    assert figure.columns[-1] == "5e plaats of lager"
    assert [row[-1] for row in figure.rows] == ["minder dan 1"] * 4 + ["meer dan 99"] * 3


def test_equal_solutions_get_no_first_place() -> None:
    pools = np.random.default_rng(1).normal(50, 5, (2, 1, 4096))
    equal = rank_acceptability(pools, [1.0], seed=1, solutions=["s0", "s1"], draws=4096)
    figure = drawn(rank_chances(equal, {"s0": "S0", "s1": "S1"}, **NL))
    assert "geen eerste plaats aanwijzen" in figure.conclusion


def test_without_any_solution_left_the_ranks_say_so() -> None:
    figure = drawn(rank_chances(*ranks([50, 40], [False, False]), **NL))
    assert figure.conclusion == "Geen enkele oplossing doet mee."


def test_a_forest_of_one_where_low_is_good() -> None:
    unit = Unit("seconden", decimals=1, higher_is_better=False, reach=None)
    figure = drawn(
        forest(["a"], [20.0], [30.0], [41.5], people=None, pooled=(19, 30, 44), unit=unit, **NL)
    )
    assert figure.rows[0] == ("a", "30,0", "20,0", "41,5")
    assert figure.scene.x.ends == ("← beter", "slechter →")


def two(gain: list[float], comparable: list[bool] | None = None) -> TwoSolutions:
    names = tuple(f"c{n}" for n in range(len(gain)))
    both = np.array(comparable or [True] * len(gain), dtype=bool)
    return TwoSolutions("a", "b", names, np.array(gain), both, np.array(gain), np.array(gain) * 0)


CRITERIA = {name: name for name in ("a", "b", "t", *(f"c{n}" for n in range(9)))}


def test_equal_solutions_are_told_equal() -> None:
    figure = drawn(contributions(two([0.0, 0.0]), CRITERIA, **NL))
    assert figure.conclusion == "a en b staan gelijk."


def test_criteria_add_up_to_their_theme() -> None:
    groups = {"c0": "t", "c1": "t", "c2": "c2"}
    figure = drawn(contributions(two([3.0, -1.0, 5.0]), CRITERIA, groups=groups, **NL))
    assert [row[:2] for row in figure.rows] == [("c2", "+5"), ("t", "+2"), ("Samen", "+7")]


def test_small_differences_stand_together() -> None:
    figure = contributions(two([9.0, 8, 3, 2]), CRITERIA, most=3, **NL)
    assert figure.rows[2][:2] == ("Alle andere samen (2)", "+5")
    with pytest.raises(ValueError, match="most is 1"):
        contributions(two([1.0]), CRITERIA, most=1, **NL)


def test_a_subject_without_points_of_one_solution_only_is_left_out() -> None:
    figure = contributions(two([9.0, 0.0], [True, False]), CRITERIA, **NL)
    assert [row[0] for row in figure.rows] == ["c0", "Samen"]


def test_what_one_solution_loses_alone_is_part_of_the_whole() -> None:
    figure = contributions(two([9.0, -4.0], [True, False]), CRITERIA, **NL)
    assert [row[:2] for row in figure.rows] == [("c0", "+9"), ("c1", "−4"), ("Samen", "+5")]


@pytest.mark.parametrize("shift", [-300.0, -0.02, 0.0, 0.3, 40.0])
def test_no_column_of_dots_holds_both_sides_of_zero(shift: float) -> None:
    values = np.linspace(0, 1, 500)
    figure = drawn(
        twenty_dots(difference_dots(values + shift, values[::-1].copy()), "a", "b", **NL)
    )
    dots = figure.scene.of(Dot)
    assert len(dots) == 20
    assert all((dot.look == "main") == (dot.x > 0) for dot in dots)


def test_equal_totals_are_twenty_squares() -> None:
    figure = drawn(twenty_dots(difference_dots([50.0] * 40, [50.0] * 40), "a", "b", **NL))
    assert {dot.look for dot in figure.scene.of(Dot)} == {"other"}


def test_a_tornado_is_sorted_and_says_what_flips() -> None:
    figure = drawn(
        tornado(
            ["smal", "breed"], [0, 0], [50, 50], [3, 9], [4, -1], now=3, first="a", second="b", **NL
        )
    )
    assert [row[0] for row in figure.rows] == ["breed", "smal"]
    assert figure.conclusion == "Binnen deze grenzen kan breed de eerste plaats laten wisselen."


def test_a_grade_must_exist() -> None:
    with pytest.raises(ValueError, match=r"grades\[0, 0\] is 4"):
        coverage(["x"], ["a"], [[4]], [[1]], people=[[9]], **NL)
    with pytest.raises(ValueError, match="grades has shape"):
        coverage(["x"], ["a"], [[1, 2]], [[1]], people=[[9]], **NL)


def test_many_columns_make_wider_paper_instead_of_cut_words() -> None:
    names = [f"Oplossing {n}" for n in range(12)]
    zeros = np.zeros((1, 12))
    svg = coverage(["x"], names, zeros, zeros, people=zeros, **NL).svg()
    assert float(svg.split('viewBox="0 0 ')[1].split()[0]) > 12 * 80
    assert svg.count(">geen<") == 12


def test_what_is_not_for_a_solution_is_no_gap() -> None:
    figure = coverage(
        ["x"], ["a", "b", "c"], [[0, 0, 0]], [[0, 3, 0]], people=[[0, 9, 0]],
        applies=[[1, 1, 0]], **NL,
    )  # fmt: skip
    assert figure.rows == (("x", "geen", "te weinig, 3 gem.", "geldt niet"),)
    assert figure.conclusion.endswith("Aantal vakken zonder meting: 1.")
    assert "van de 2 vakken" in figure.conclusion


def test_without_an_allowed_set_there_is_no_frontier() -> None:
    with pytest.raises(ValueError, match="no allowed set"):
        frontier(Combinations((), None, 3, "enumeration", 9, 9), {}, **NL)


def test_when_no_measurement_helps_the_figure_says_so() -> None:
    zeros = np.zeros((1, 1, 1))
    none = np.zeros((1, 1))
    values = MeasurementValues(
        ("a",), ("x",), none, none, np.array([20]), zeros, zeros + 1, none.astype(int)
    )
    figure = drawn(next_measurement(values, {"a": "A", "x": "X"}, **NL))
    assert figure.rows == ()
    assert "Geen enkele meting" in figure.conclusion


def test_what_is_worth_little_is_not_written_as_nothing() -> None:
    gains = np.array([[[1.2], [0.0004]]])
    ones = np.ones((2, 1))
    values = MeasurementValues(
        ("a", "b"), ("x",), ones, ones, np.array([20]), gains, gains + 1, ones.astype(int) - 1
    )
    figure = drawn(next_measurement(values, {"a": "A", "b": "B", "x": "X"}, **NL))
    assert [row[1] for row in figure.rows] == ["1,2", "< 0,1"]


def test_one_round_shows_no_course() -> None:
    figure = drawn(trend(["a"], [[50]], [50], people=None, **NL))
    assert "één ronde" in figure.conclusion
    with pytest.raises(ValueError, match="no round"):
        trend(["a"], [[]], [], people=None, **NL)


def test_many_gemeenten_have_their_names_in_the_table_only() -> None:
    names = [f"g{n}" for n in range(12)]
    values = np.linspace(40, 80, 24).reshape(12, 2)
    figure = drawn(trend(names, values, [50, 60], people=None, **NL))
    assert ">g3<" not in figure.svg()
    assert len(figure.rows) == 13


def test_names_beside_lines_keep_their_order_and_distance() -> None:
    moved = spread([1.0, 1.1, 1.2, 9.0], 2.0)
    assert moved == pytest.approx([-0.9, 1.1, 3.1, 9.0])


def test_every_value_function_of_the_criteria_can_be_drawn(evaluation: Evaluation) -> None:
    for indicator in evaluation.catalogue.indicators.values():
        for function in indicator.value:
            figure = value_function(function, indicator.unit.in_("nl"), lang="nl")
            assert "<svg" in figure.svg()
            assert len(figure.scene.x.ticks) >= 2


def test_points_cannot_be_negative_and_profiles_not_many() -> None:
    with pytest.raises(ValueError, match=r"profiles\['p'\]\[1\] is negative"):
        weights(["x", "y"], {"p": [50, -1]}, **NL)
    with pytest.raises(ValueError, match="3 profiles"):
        weights(["x"], {"p": [1], "q": [1], "r": [1]}, **NL)
    assert "telt het zwaarst: 60" in drawn(weights(["x", "y"], {"p": [60, 40]}, **NL)).conclusion
    assert "even zwaar: elk 50" in drawn(weights(["x", "y"], {"p": [50, 50]}, **NL)).conclusion


def test_the_evaluation_of_the_examples_can_be_shown(evaluation: Evaluation) -> None:
    names = {n: s.name.in_("nl") for n, s in evaluation.catalogue.solutions.items()}
    figure = drawn(rank_chances(evaluation.ranks, names, fictitious=True, **NL))
    standings = evaluation.standings
    scores = drawn(
        intervals(
            [names[s.solution] for s in standings],
            *np.array([s.score for s in standings]).T,
            failed=[s.outcome == "failed" for s in standings],
            **NL,
        )
    )
    assert len(figure.rows) == len(scores.rows) == len(standings)


def test_a_figure_takes_other_words_and_keeps_its_drawing() -> None:
    figure = intervals(["a"], [40], [50], [60], **NL)
    other = dataclasses.replace(figure, conclusion="Anders.")
    assert other.svg() == figure.svg()


def test_a_mark_must_be_finite() -> None:
    with pytest.raises(ValueError, match=r"marks\[0\]"):
        Scene(Axis(0, 1), Axis(0, 1), (Dot(np.nan, 0, "main"),))


def test_ticks_are_round_and_hold_all_values() -> None:
    assert [words for _, words in round_ticks(-3.2, 4.1, "nl")] == ["−4", "−2", "0", "2", "4", "6"]
    assert [words for _, words in round_ticks(0, 0.21, "nl")][:2] == ["0,00", "0,05"]
    assert [round_step(least) for least in (0.03, 0.9, 1, 11, 0)] == [0.05, 1, 1, 20, 1]
    assert span([5.0, np.nan]) == (4.0, 6.0)


def test_words_for_shares_signs_and_lists() -> None:
    assert [of_hundred(x, "nl") for x in (0.2, 40.6, 99.8)] == ["minder dan 1", "41", "meer dan 99"]
    assert [signed(x, "nl") for x in (-2.4, 0.2, 3)] == ["−2", "0", "+3"]
    assert listing(["a"], "nl") == "a"
    assert listing(["a", "b", "c"], "nl") == "a, b en c"
    assert listing(list("abcdefg"), "nl") == "a, b, c, d, e en nog 2"


def test_a_drawing_is_named_by_what_is_seen() -> None:
    """The last decimals of a number may depend on how many threads multiplied matrices."""

    def drawn(at: float) -> str:
        scene = Scene(Axis(0, 1), Axis(0, 1), (Dot(at, 0.5, "main"),))
        return draw(scene, "Titel?", "Een stip.", "light", 640, "", "nl")

    assert drawn(0.25) == drawn(0.25 + 1e-9) != drawn(0.3)
    assert "f-not-named-yet" not in drawn(0.25)
