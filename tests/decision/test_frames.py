"""Where a score comes from, as tables: parts that add up, and groups that stay hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from identiteitslab.decision.frames import ANSWERS
from identiteitslab.errors import LabError

if TYPE_CHECKING:
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.lab.lab import Lab

SHOWN = ["people", "events", "exposure", "mean", "known_low", "known", "known_high"]


@pytest.fixture
def careful(evaluation: Evaluation) -> Evaluation:
    """Give the same evaluation in a lab that shows no group under 33 people."""
    population = evaluation.catalogue.population.model_copy(update={"minimum_group": 33})
    catalogue = evaluation.catalogue.model_copy(update={"population": population})
    return replace(evaluation, catalogue=catalogue)


def test_what_the_criteria_add_is_the_score(evaluation: Evaluation) -> None:
    for place, solution in enumerate(evaluation.scores.solution_ids):
        told = evaluation.explain(solution)
        error = 4 * evaluation.ranks.total_error[place]
        assert told["adds"].sum() == pytest.approx(evaluation.ranks.total_mean[place], abs=error)
        assert told["points"].sum() == pytest.approx(100)
        assert (told["points"] * told["score"] / 100).sum() == pytest.approx(told["adds"].sum())


def test_with_an_own_method_the_parts_are_what_criteria_bring(
    lab: Lab, evaluation: Evaluation
) -> None:
    def same(scores: Any, weights: Any) -> Any:
        return (scores * weights).sum(axis=1)

    own = lab.evaluate(method=same)
    pd.testing.assert_series_equal(
        own.explain("dijkpas")["adds"], evaluation.explain("dijkpas")["adds"], atol=1e-3
    )


def test_a_criterion_is_the_share_of_its_indicators(evaluation: Evaluation) -> None:
    told = evaluation.explain("dijkpas", "task-success").groupby(level=0, sort=False).first()
    whole = evaluation.explain("dijkpas").loc["task-success", "score"]
    assert told["share"].sum() == pytest.approx(1)
    assert (told["share"] * told["score"]).sum() == pytest.approx(whole, abs=1e-3)


def test_sums_are_those_that_were_delivered(evaluation: Evaluation) -> None:
    told = evaluation.explain("dijkpas", "login-success").loc["login-success"]
    cube = evaluation.estimates.delivered
    cell = cube.events[cube.indicators.index("login-success"), cube.solutions.index("dijkpas")]
    assert told["events"].sum() == cell.sum()
    assert not told["hidden"].any()
    assert (told["known_low"] < told["known"]).all()


def test_a_criterion_or_its_indicator_can_be_asked_for(evaluation: Evaluation) -> None:
    whole = evaluation.explain("dijkpas", "task-success")
    part = evaluation.explain("dijkpas", "activation-success")
    pd.testing.assert_frame_equal(part, whole.loc[["activation-success"]])


def test_every_criterion_of_every_solution_can_be_explained(evaluation: Evaluation) -> None:
    for criterion in evaluation.catalogue.by_id:
        about = set(evaluation.catalogue.by_id[criterion].indicators)
        for solution in evaluation.scores.solution_ids:
            told = evaluation.explain(solution, criterion)
            assert set(told.index.get_level_values("indicator")) == about


def test_what_nobody_measured_says_so_on_one_row(evaluation: Evaluation) -> None:
    unknown = np.argwhere(~evaluation.scores.known)[0]
    solution = evaluation.scores.solution_ids[unknown[0]]
    indicator = evaluation.scores.indicator_ids[unknown[1]]
    told = evaluation.explain(solution, indicator)
    assert list(told.index) == [(indicator, "")]
    assert told[["value", "people", "known"]].isna().all(axis=None)


def test_a_group_that_is_too_small_stays_hidden(
    careful: Evaluation, evaluation: Evaluation
) -> None:
    before = evaluation.explain("dijkpas", "login-success")
    told = careful.explain("dijkpas", "login-success")
    few = before["people"] < 33
    assert 0 < few.sum() < len(few)
    pd.testing.assert_series_equal(told["hidden"], few, check_names=False)
    assert told.loc[few, SHOWN].isna().all(axis=None)
    pd.testing.assert_frame_equal(told.loc[~few, SHOWN], before.loc[~few, SHOWN])


def test_counts_without_people_are_not_hidden(careful: Evaluation) -> None:
    logged = [
        name
        for name, indicator in careful.catalogue.indicators.items()
        if indicator.measured_by == "operations_log"
    ]
    for name in logged:
        assert not careful.explain("dijkpas", name)["hidden"].any()


def test_a_name_that_does_not_exist_is_told_with_the_nearest(evaluation: Evaluation) -> None:
    with pytest.raises(LabError, match="dijkpas"):
        evaluation.explain("dijkpass")
    with pytest.raises(LabError, match="task-time"):
        evaluation.explain("dijkpas", "task-tiem")


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_a_table(name: str, evaluation: Evaluation) -> None:
    about = ("dijkpas", "zeemeeuw") if name == "against" else ()
    assert isinstance(evaluation.answer(name, *about), pd.DataFrame)


def test_an_answer_takes_what_it_asks_for(evaluation: Evaluation) -> None:
    alone = evaluation.answer("combinations", most=1)
    both = evaluation.answer("combinations", most=2)
    assert len(alone) < len(both)


def test_an_answer_that_does_not_exist_names_those_that_do(evaluation: Evaluation) -> None:
    with pytest.raises(ValueError, match=r"'flips': expected one of against, .*flip_points"):
        evaluation.answer("flips")


def test_statements_keep_to_the_draws_of_the_evaluation(evaluation: Evaluation) -> None:
    told = evaluation.what_if("security > privacy", "usability = 10..30")
    assert told.draws == evaluation.question.draws
    assert told.solutions == evaluation.ranks.solutions
    with pytest.raises(ValueError, match="contradict"):
        evaluation.what_if("security > privacy", "security = 10", "privacy = 40")
