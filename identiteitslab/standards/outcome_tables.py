"""What came out, as tables: standings, scores, minimums, places, and sums that may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np

from identiteitslab.comparison.evidence import GRADES
from identiteitslab.decision.answers.evidence import evidence
from identiteitslab.estimation.knockout import Outcome
from identiteitslab.scoring.pools import spread
from identiteitslab.standards.criteria_tables import words
from identiteitslab.standards.table_schema import Column, Table, rounded, significant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.estimate import Estimate
    from identiteitslab.standards.disclosure import Shown
    from identiteitslab.standards.table_schema import Cell

SOLUTION = (("solution",), "solutions")
INDICATOR = (("indicator",), "indicators")
PAIR = (Column("solution"), Column("indicator"))
OUTCOME = Column("outcome", choices=get_args(Outcome))
DIGITS = 6
COUNTED = ("people", "measured", "sum_fx", "sum_fx2", "events", "exposure", "censored")


def outcome_tables(evaluation: Evaluation, shown: Shown) -> Iterator[Table]:
    """Yield the tables about what came out, with only what may be published."""
    yield _solutions(evaluation)
    yield _standings(evaluation)
    yield _scores(evaluation, shown)
    yield _minimum_outcomes(evaluation, shown)
    yield _places(evaluation)
    yield _coverage(evaluation, shown)
    yield _gemeenten(evaluation)
    yield _sums(evaluation, shown)


def _solutions(evaluation: Evaluation) -> Table:
    rows = (
        (name, s.name.nl, s.name.en, s.description.nl, s.description.en, s.fictitious)
        for name, s in evaluation.catalogue.solutions.items()
    )
    texts = words("name", "description")
    columns = (Column("solution"), *texts, Column("fictitious", "boolean"))
    return Table("solutions", columns, ("solution",), tuple(rows))


def _between(name: str) -> tuple[Column, ...]:
    return tuple(
        Column(each, "number", required=False) for each in (f"{name}_low", name, f"{name}_high")
    )


def _chance(name: str) -> Column:
    return Column(name, "number", required=False, least=0, most=1)


def _standings(evaluation: Evaluation) -> Table:
    rows = (
        (
            s.solution,
            s.outcome,
            *(rounded(x, 2) for x in s.score),
            *(rounded(x, DIGITS) for x in (s.first, s.first_error, s.evidence)),
        )
        for s in evaluation.standings
    )
    chances = (_chance("first"), _chance("first_error"), _chance("measured_share"))
    columns = (Column("solution"), OUTCOME, *_between("score"), *chances)
    return Table("standings", columns, ("solution",), tuple(rows), (SOLUTION,))


def _scores(evaluation: Evaluation, shown: Shown) -> Table:
    columns = (
        *PAIR,
        Column("measured", "boolean"),
        Column("hidden", "boolean"),
        *_between("score"),
        *_between("value"),
        Column("exact", "boolean", required=False),
    )
    scores = evaluation.scores
    pools = scores.indicators
    low_mean_high = np.moveaxis(spread(pools), 0, -1)
    rows = tuple(
        _score(evaluation, shown, (solution, name), low_mean_high[row, column].tolist())
        for row, solution in enumerate(scores.solution_ids)
        for column, name in enumerate(scores.indicator_ids)
        if evaluation.indicator_applies[row, column]
    )
    return Table("scores", columns, ("solution", "indicator"), rows, (SOLUTION, INDICATOR))


def _score(
    evaluation: Evaluation, shown: Shown, pair: tuple[str, str], scores: list[float]
) -> tuple[Cell, ...]:
    """Give one score; one that was not measured is spread over 0..100 and says so."""
    known = evaluation.estimates.get(*pair)
    if known is not None and pair not in shown.estimates:
        return (*pair, True, True, *[None] * 7)
    return (*pair, known is not None, False, *(rounded(x, 2) for x in scores), *_value(known))


def _value(known: Estimate | None) -> tuple[Cell, ...]:
    if known is None:
        return (None, None, None, None)
    return (*(significant(x) for x in (known.low, known.middle, known.high)), known.exact)


def _minimum_outcomes(evaluation: Evaluation, shown: Shown) -> Table:
    columns = (
        *PAIR,
        Column("limit", "number"),
        OUTCOME,
        Column("hidden", "boolean"),
        Column("value", "number", required=False),
        _chance("probability"),
        Column("fragile", "boolean"),
    )
    rows: list[tuple[Cell, ...]] = []
    for m in evaluation.minimums:
        hidden = m.value is not None and (m.solution, m.indicator) not in shown.estimates
        own = (None, None) if hidden else (significant(m.value), rounded(m.probability, DIGITS))
        rows.append((m.solution, m.indicator, m.limit, m.outcome, hidden, *own, m.fragile))
    key = ("solution", "indicator")
    return Table("minimum-outcomes", columns, key, tuple(rows), (SOLUTION, INDICATOR))


def _places(evaluation: Evaluation) -> Table:
    """Give the chance of every place, of the solutions that take part."""
    ranks = evaluation.ranks
    rows = (
        (solution, place + 1, *(rounded(float(x[row, place]), DIGITS) for x in tables))
        for row, solution in enumerate(ranks.solutions)
        if ranks.eligible[row]
        for tables in [(ranks.acceptability, ranks.standard_error)]
        for place in range(ranks.acceptability.shape[1])
    )
    chances = (_chance("chance"), _chance("chance_error"))
    columns = (Column("solution"), Column("place", "integer", least=1), *chances)
    return Table("rank-acceptabilities", columns, ("solution", "place"), tuple(rows), (SOLUTION,))


def _coverage(evaluation: Evaluation, shown: Shown) -> Table:
    columns = (
        *PAIR,
        Column("grade", choices=GRADES),
        Column("gemeenten", "integer", least=0),
        Column("people", "integer", required=False, least=0),
        Column("observations", "integer", required=False, least=0),
        Column("last_on", "date", required=False),
    )
    rows: list[tuple[Cell, ...]] = []
    found = evidence(evaluation)
    for solution in found.grades.solutions:
        for name in found.grades.indicators:
            grade = found.grade(solution, name)
            if grade is not None:
                known = evaluation.estimates.get(solution, name)
                hidden = (solution, name) not in shown.estimates
                rows.append((solution, name, grade, *_counts(known, hidden=hidden)))
    key = ("solution", "indicator")
    return Table("coverage", columns, key, tuple(rows), (SOLUTION, INDICATOR))


def _counts(known: Estimate | None, *, hidden: bool) -> tuple[Cell, ...]:
    if known is None:
        return (0, 0, 0, None)
    if hidden:
        return (len(known.gemeenten), None, None, None)
    return (len(known.gemeenten), known.people, known.observations, known.last_on)


def _gemeenten(evaluation: Evaluation) -> Table:
    about = evaluation.catalogue.gemeenten
    rows = (
        (code, about[code].name, about[code].province, about[code].size_class)
        for code in evaluation.estimates.gemeenten
    )
    columns = tuple(Column(name) for name in ("gemeente", "name", "province", "size_class"))
    return Table("gemeenten", columns, ("gemeente",), tuple(rows))


def _sums(evaluation: Evaluation, shown: Shown) -> Table:
    """Give the sums of the last round, for all gemeenten of a pair or for none."""
    cube = evaluation.estimates.delivered
    columns = (
        Column("gemeente"),
        *PAIR,
        Column("round", "integer", least=0),
        *(Column(name, "integer", least=None if name == "sum_fx" else 0) for name in COUNTED),
        Column("last_on", "date", required=False),
    )
    may = [[(s, name) in shown.parts for s in cube.solutions] for name in cube.indicators]
    at = np.nonzero(cube.present & np.array(may)[:, :, None])
    axes = (cube.gemeenten, cube.solutions, cube.indicators)
    ids = (
        [names[n] for n in places.tolist()] for names, places in zip(axes, at[::-1], strict=True)
    )
    counts = (map(int, getattr(cube, name)[at].tolist()) for name in ("rounds", *COUNTED))
    rows = tuple(zip(*ids, *counts, cube.last_on[at].tolist(), strict=True))
    key = ("gemeente", "solution", "indicator")
    foreign = ((("gemeente",), "gemeenten"), SOLUTION, INDICATOR)
    return Table("sums", columns, key, rows, foreign)
