"""An evaluation as tables: where a score comes from, and every answer by its name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from identiteitslab.decision.answers.against import against
from identiteitslab.decision.answers.beaten import beaten
from identiteitslab.decision.answers.combining import combine
from identiteitslab.decision.answers.evidence import evidence
from identiteitslab.decision.answers.flips import flips
from identiteitslab.decision.answers.ground import indicator_shares, table
from identiteitslab.decision.answers.joint import joint
from identiteitslab.decision.answers.leaving_out import without_a_criterion, without_a_gemeente
from identiteitslab.decision.answers.minimums_without import minimums_without
from identiteitslab.decision.answers.next_measurement import next_measurement
from identiteitslab.decision.answers.open_minimums import open_minimums
from identiteitslab.decision.answers.other_methods import other_methods
from identiteitslab.decision.answers.why import why
from identiteitslab.decision.delivered import Delivered, delivered, small
from identiteitslab.errors import fail, nearest
from identiteitslab.estimation.picture import picture
from identiteitslab.scoring.pools import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.picture import OneGemeente

UNKNOWN = float("nan")
NOBODY = Delivered("")

ANSWERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "against": against,
        "combinations": combine,
        "contributions": why,
        "dominance": beaten,
        "evidence": evidence,
        "flip_points": flips,
        "joint_certainty": joint,
        "minimums_without_a_gemeente": minimums_without,
        "next_measurement": next_measurement,
        "open_minimums": open_minimums,
        "other_methods": other_methods,
        "without_a_criterion": without_a_criterion,
        "without_a_gemeente": without_a_gemeente,
    }
)
"""Every answer that is a table, by the name under which it is asked for."""


def answer(evaluation: Evaluation, name: str, *about: str, **options: Any) -> pd.DataFrame:
    """Give an answer over an evaluation as a table.

    Parameters
    ----------
    name
        One of `ANSWERS`.
    about, options
        What that answer asks for, such as the two solutions of ``"against"``.

    Raises
    ------
    ValueError
        For an answer that does not exist, or names that do not.
    """
    if name not in ANSWERS:
        raise ValueError(f"name is {name!r}: expected one of {', '.join(ANSWERS)}")
    frame: pd.DataFrame = ANSWERS[name](evaluation, *about, **options).to_frame()
    return frame


def explain(evaluation: Evaluation, solution: str, criterion: str | None = None) -> pd.DataFrame:
    """Show where a score comes from.

    Parameters
    ----------
    solution
        Id of a solution.
    criterion
        Id of a criterion or indicator. None: how the criteria add up to the total.

    Returns
    -------
    DataFrame
        Without a criterion one row per criterion; ``adds`` sums to the expected score, or with an
        own method to what that is above a score of nothing. With one, a row per indicator and
        gemeente, down to the sums that were delivered. Groups of people that are
        smaller than ``population.minimum_group`` are empty, and marked by ``hidden``.

    Raises
    ------
    LabError
        For a solution or criterion that does not exist.
    """
    catalogue = evaluation.catalogue
    if solution not in catalogue.solutions:
        known = nearest(solution, catalogue.solutions)
        raise fail("unknown-solution", found=solution, known=known)
    if criterion is None:
        return _criteria(evaluation, solution)
    owner = catalogue.criterion_of.get(criterion, criterion)
    if owner not in catalogue.by_id:
        known = nearest(criterion, [*catalogue.by_id, *catalogue.indicators])
        raise fail("unknown-criterion", found=criterion, known=known)
    wanted = [criterion] if criterion in catalogue.indicators else catalogue.by_id[owner].indicators
    rows = [row for name in wanted for row in _indicator(evaluation, solution, name)]
    return pd.DataFrame(rows).set_index(["indicator", "gemeente"])


def _criteria(evaluation: Evaluation, solution: str) -> pd.DataFrame:
    scores, theme_of = evaluation.scores, evaluation.catalogue.theme_of
    row = scores.solution_ids.index(solution)
    used = np.flatnonzero(scores.applies[row])
    names = [scores.criterion_ids[at] for at in used]
    low, mean, high = spread(scores.criteria[row, used])
    groups, points = why(evaluation).by("criterion")
    added = dict(zip(groups, points[row].tolist(), strict=True))
    return pd.DataFrame(
        {
            "theme": [theme_of[name] for name in names],
            "points": 100 * table(evaluation).own_weights[row, used],
            "score_low": low,
            "score": mean,
            "score_high": high,
            "adds": [added[name] for name in names],
        },
        index=pd.Index(names, name="criterion"),
    )


def _indicator(evaluation: Evaluation, solution: str, name: str) -> Iterator[dict[str, Any]]:
    """Yield one row per gemeente that measured; one without a gemeente if none did."""
    about = {"indicator": name} | _scored(evaluation, solution, name)
    known = evaluation.estimates.get(solution, name)
    if known is None:
        yield about | {"gemeente": ""} | _told() | _borrowed()
        return
    about |= {"low": known.low, "value": known.middle, "high": known.high}
    inhabitants = {code: g.inhabitants for code, g in evaluation.catalogue.gemeenten.items()}
    told = picture(evaluation.estimates, solution, name, inhabitants)
    each = {one.gemeente: one for one in (told.gemeenten if told else ())}
    sums = delivered(evaluation, solution, name)
    for one in sums:
        known_after = () if one.hidden else _after(evaluation, name, each.get(one.gemeente))
        where = {"gemeente": evaluation.catalogue.gemeenten[one.gemeente].name}
        yield about | where | _told(one) | _borrowed(*known_after)
    if not sums:
        yield about | {"gemeente": ""} | _told() | _borrowed()


def _after(evaluation: Evaluation, name: str, one: OneGemeente | None) -> tuple[float, ...]:
    """Give what is known of a gemeente after borrowing, unless too few people took part."""
    few = one is None or small(evaluation.catalogue, name, one.observations)
    return () if one is None or few else tuple(one.known)


def _scored(evaluation: Evaluation, solution: str, name: str) -> dict[str, float]:
    """Give the part of an indicator in its criterion, and its score; none for a gate."""
    scores = evaluation.scores
    told = dict.fromkeys(("share", "score_low", "score", "score_high"), UNKNOWN)
    told |= dict.fromkeys(("low", "value", "high"), UNKNOWN)
    if name not in scores.indicator_ids:
        return told | {"share": 0.0}
    row, column = scores.solution_ids.index(solution), scores.indicator_ids.index(name)
    pool = scores.indicators[row, column]
    low, mean, high = spread(pool).tolist()
    share = float(indicator_shares(evaluation)[row, column])
    return told | {"share": share, "score_low": low, "score": mean, "score_high": high}


def _told(one: Delivered = NOBODY) -> dict[str, float | bool]:
    """Give what a gemeente delivered; what was not counted or is hidden is no number."""
    counts = {name: getattr(one, name) for name in ("people", "events", "exposure", "mean")}
    numbers = {name: UNKNOWN if n is None else float(n) for name, n in counts.items()}
    return numbers | {"hidden": one.hidden}


def _borrowed(
    low: float = UNKNOWN, middle: float = UNKNOWN, high: float = UNKNOWN
) -> dict[str, float]:
    """Give what is known of a gemeente after borrowing from the others."""
    return {"known_low": low, "known": middle, "known_high": high}
