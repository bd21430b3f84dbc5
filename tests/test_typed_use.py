"""The public names as an analyst uses them, with the types that an editor shows.

``mypy`` checks this file too (see ``files`` in pyproject.toml): a type that changes fails there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

import numpy as np
import pandas as pd

from identiteitslab import (
    Acceptability,
    Catalogue,
    Evaluation,
    Figure,
    Indicator,
    Lab,
    Link,
    agreeing_weights,
    piecewise,
    pool_estimates,
    pool_events,
    rank_acceptability,
    read_statement,
    reference_panel,
    value_of_measuring,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def test_a_lab_gives_an_evaluation_that_explains_itself(lab: Lab) -> None:
    opened = assert_type(Lab.open(lab.root), Lab)
    evaluation = assert_type(opened.evaluate(context="public", draws=16384), Evaluation)
    assert_type(opened.catalogue, Catalogue)
    assert_type(opened.catalogue.indicators["login-success"], Indicator)
    assert_type(evaluation.to_frame(), pd.DataFrame)
    assert_type(evaluation.explain("dijkpas", "task-success"), pd.DataFrame)
    assert_type(evaluation.answer("flip_points"), pd.DataFrame)
    assert_type(evaluation.what_if("security > privacy"), Acceptability)
    figure = assert_type(evaluation.figure("scores", lang="en"), Figure)
    assert_type(figure.table, pd.DataFrame)
    assert_type(figure.svg("dark"), str)


def test_tables_go_in_as_arrays_do() -> None:
    gemeenten = (
        pd.DataFrame({"goes": [42], "meppel": [18]}),
        pd.DataFrame({"goes": [48], "m": [24]}),
    )
    pooled = pool_events(*gemeenten, prior_scale=1.0)
    assert_type(pooled.quantile([0.5], "average_gemeente"), "Floats")
    times = pd.DataFrame({"goes": [3.6], "meppel": [3.8]})
    found = pool_estimates(times, times / 100, link=Link("log"), prior_scale=0.5)
    assert found.cells == 1
    assert_type(reference_panel(times, times / 100).mu, "Floats")
    assert_type(piecewise(pd.Series([0.7]), [0.5, 1.0], [0, 100]), "Floats")


def test_weights_and_ranks_take_series() -> None:
    said = [read_statement("security > privacy")]
    weights = agreeing_weights(["security", "privacy"], said)
    pools = np.full((2, 2, 1), 60.0)
    assert_type(rank_acceptability(pools, weights, seed=1), Acceptability)
    assert_type(rank_acceptability(pools, pd.Series([1, 2]), seed=1).to_frame(), pd.DataFrame)
    assert_type(value_of_measuring(pools, pd.Series([1, 2]), 5).to_frame(), pd.DataFrame)
