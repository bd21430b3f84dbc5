"""The example shows a real choice: who leads is uncertain and depends on what matters."""

import datetime as dt

import pytest

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.criteria.model import Context
from identiteitslab.decision.evaluation import Evaluation, Question
from identiteitslab.lab.evaluate import evaluate
from identiteitslab.measurement.sums import merge, summarise
from identiteitslab.simulation.example import example

ASKED: tuple[tuple[Context, str, str], ...] = (
    ("public", "balanced", "dijkpas"),
    ("public", "security-first", "zeemeeuw"),
    ("public", "inclusion-first", "dijkpas"),
    ("private", "private-sector", "stroopkoek"),
)


@pytest.fixture(scope="module")
def evaluations(catalogue: Catalogue) -> dict[str, Evaluation]:
    sums = merge([summarise(table) for table in example(catalogue).tables()])
    day = dt.date(2027, 1, 1)
    return {
        profile: evaluate(
            catalogue, Question(context, profile, None, day, seed=1, draws=8_192), sums, "example"
        )
        for context, profile, _ in ASKED
    }


@pytest.mark.parametrize(("profile", "leader"), [(p, leader) for _, p, leader in ASKED])
def test_the_leader_depends_on_the_profile_and_is_not_certain(
    evaluations: dict[str, Evaluation], profile: str, leader: str
) -> None:
    ranks = evaluations[profile].ranks
    chances = dict(zip(ranks.solutions, ranks.acceptability[:, 0].tolist(), strict=True))
    assert max(chances, key=lambda name: chances[name]) == leader
    assert 10 <= 20 * chances[leader] <= 17


def test_minimums_have_all_three_outcomes(evaluations: dict[str, Evaluation]) -> None:
    outcomes: dict[str, set[str]] = {}
    for result in evaluations["balanced"].minimums:
        outcomes.setdefault(result.solution, set()).add(result.outcome)
    assert outcomes["dijkpas"] == {"met"}
    for open_question in ("zeemeeuw", "stroopkoek", "wolkenwallet"):
        assert outcomes[open_question] == {"met", "not_shown"}
    assert "failed" in outcomes["klompcode"]
    assert "not_shown" in outcomes["grutto"]
    assert "failed" not in outcomes["grutto"]
