from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison import portfolio as module
from identiteitslab.comparison.portfolio import best_portfolio

counts = st.integers(0, 20).map(float)


@pytest.mark.parametrize("most_sets", [100_000, 10])
def test_published_knapsacks(oracle, monkeypatch, most_sets):
    monkeypatch.setattr(module, "MOST_SETS", most_sets)
    for case in oracle("portfolio_knapsack")["cases"]:
        inputs, expected = case["inputs"], case["expected"]
        found = best_portfolio(inputs["value"], costs=inputs["cost"], budgets=inputs["capacity"])
        chosen = [int(str(n + 1) in found.chosen) for n in range(len(inputs["value"]))]
        assert found.value == expected["optimum"]
        assert chosen == expected["selection"]
        assert found.method == ("enumeration" if most_sets > 10 else "milp")
        assert found.optimal == (expected["n_optimal"] if most_sets > 10 else None)


@settings(max_examples=40)
@given(
    arrays(float, 6, elements=st.integers(-5, 20).map(float)),
    arrays(float, (2, 6), elements=counts),
    st.integers(1, 6),
)
def test_enumeration_and_program_agree_with_a_search_of_all(values, costs, most):
    rules = {
        "costs": costs,
        "budgets": [30, 25],
        "most": most,
        "exclude": ["6"],
        "conflicts": [("1", "2")],
        "requires": [("3", "4")],
    }
    best = 0.0
    for chosen in product([0, 1], repeat=6):
        one = np.array(chosen)
        fits = (costs @ one <= [30, 25]).all() and one.sum() <= most
        if fits and not one[5] and not (one[0] and one[1]) and one[2] <= one[3]:
            best = max(best, float(values @ one))
    found = best_portfolio(values, **rules)
    assert found.value == pytest.approx(best)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_SETS", 1)
        program = best_portfolio(values, **rules)
    assert program.method == "milp"
    assert program.value == pytest.approx(best)
    assert (program.spent <= np.array([30, 25]) + 1e-9).all()


def test_draws_tell_how_sure_the_choice_is():
    random = np.random.default_rng(1)
    values = np.array([[10.0], [9.5], [1.0]]) + random.normal(0, 1, (3, 4000))
    found = best_portfolio(values, least=1, most=1, items=("a", "b", "c"))
    assert found.chosen == ("a",)
    assert found.chance == pytest.approx(0.638, abs=0.03)
    assert found.core[0] == pytest.approx(found.chance)
    assert found.core.sum() == pytest.approx(1)


def test_ties_are_counted():
    assert best_portfolio([5, 5, 1], most=1).optimal == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"values": [1, np.nan]}, r"values\[1, 0\] is nan"),
        ({"most": 3}, "sizes run from 0 to 3"),
        ({"least": 2, "most": 1}, "sizes run from 2 to 1"),
        ({"must_include": ["x"]}, "must_include is 'x'"),
        ({"must_include": ["1"], "exclude": ["1"]}, "exclude holds '1', which must_include"),
        ({"must_include": ["1", "2"], "most": 1}, "must_include holds 2 items"),
        ({"exclude": ["1"], "least": 2}, "exclude leaves 1 items"),
        ({"costs": [1, 2]}, "costs and budgets belong together"),
        ({"costs": [1, 2, 3], "budgets": 3}, r"costs has shape \(1, 3\)"),
        ({"costs": [5, 5], "budgets": 3, "least": 1}, "leave no choice"),
        ({"conflicts": [("1", "x")]}, "conflicts is 'x'"),
    ],
)
@pytest.mark.parametrize("most_sets", [100_000, 0])
def test_bad_rules_are_named(monkeypatch, change, message, most_sets):
    monkeypatch.setattr(module, "MOST_SETS", most_sets)
    given_input = {"values": [1, 2]} | change
    with pytest.raises(ValueError, match=message):
        best_portfolio(given_input.pop("values"), **given_input)
