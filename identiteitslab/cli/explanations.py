"""Where a score comes from: back to gemeenten, sums, formula and norm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from identiteitslab.cli.cell_pages import behind, reference, still_needed, weighted_to
from identiteitslab.cli.standings import score_line
from identiteitslab.decision.answers import ground
from identiteitslab.decision.delivered import delivered, longer_than
from identiteitslab.measurement.in_unit import PERCENT, in_unit, limit_in_unit
from identiteitslab.scoring.pools import spread
from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.cli.options import Session
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.decision.delivered import Delivered
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.scoring.minimums import MinimumResult

NOBODY = "–"


def solution_page(session: Session, evaluation: Evaluation, solution: str) -> None:
    """Show how the criteria add up to the score, and how the minimums were judged."""
    lang, catalogue = session.lang, evaluation.catalogue
    standing = next(s for s in evaluation.standings if s.solution == solution)
    session.band(evaluation)
    name = catalogue.solutions[solution].name.in_(lang)
    outcome = say(f"outcome.{standing.outcome}", lang)
    session.out.print(session.say("explain.heading", solution=name, outcome=outcome), style="bold")
    low, mean, high = (number(x, lang) for x in standing.score)
    session.out.print(session.say("explain.score_line", mean=mean, low=low, high=high))
    session.out.print(_contributions(session, evaluation, solution))
    session.out.print(_minimums(session, evaluation, solution))
    weighted_to(session, evaluation, solution)
    session.out.print(session.say("explain.more", solution=solution), style="dim", markup=False)


def criterion_page(
    session: Session,
    evaluation: Evaluation,
    solution: str,
    criterion: str,
    *,
    with_reference: bool = False,
) -> None:
    """Show every indicator of a criterion, down to the sums of each gemeente."""
    lang, catalogue = session.lang, evaluation.catalogue
    about = catalogue.by_id[criterion]
    session.band(evaluation)
    name = catalogue.solutions[solution].name.in_(lang)
    session.out.print(f"{name}: {about.name.in_(lang)}", style="bold", markup=False)
    session.out.print(about.question.in_(lang), markup=False)
    for indicator_id, indicator in about.indicators.items():
        session.out.print()
        _indicator(session, evaluation, solution, indicator_id, indicator)
        if with_reference:
            reference(session, evaluation, solution, indicator_id)


def _contributions(session: Session, evaluation: Evaluation, solution: str) -> Table:
    lang, scores = session.lang, evaluation.scores
    row = scores.solution_ids.index(solution)
    table = Table()
    table.add_column(session.say("explain.column_criterion"))
    for column in ("weight", "criterion_score", "adds"):
        table.add_column(session.say(f"explain.column_{column}"), justify="right")
    weights = ground.table(evaluation).own_weights[row]
    for at, criterion in enumerate(scores.criterion_ids):
        if not scores.applies[row, at]:
            continue
        pool = scores.criteria[row, at]
        low, mean, high = spread(pool).tolist()
        table.add_row(
            evaluation.catalogue.by_id[criterion].name.in_(lang),
            number(PERCENT * weights[at], lang, 1),
            score_line(session, (low, mean, high)),
            number(weights[at] * mean, lang, 1),
        )
    return table


def _minimums(session: Session, evaluation: Evaluation, solution: str) -> Table:
    table = Table(title=session.say("explain.minimums"), title_justify="left")
    for column in ("minimum", "measured", "judgement", "basis"):
        table.add_column(session.say(f"explain.column_{column}"))
    for result in evaluation.minimums:
        if result.solution == solution:
            table.add_row(*_minimum(session, evaluation, result))
    return table


def _minimum(session: Session, evaluation: Evaluation, result: MinimumResult) -> list[str]:
    lang = session.lang
    indicator = evaluation.catalogue.indicators[result.indicator]
    sign = "≥" if result.minimum.lower else "≤"
    measured = _unknown(session, evaluation, result.solution, result.indicator)
    if result.value is not None:
        measured = in_unit(result.value, indicator, lang)
        if result.probability is not None:
            percent = number(PERCENT * result.probability, lang)
            measured += f" ({session.say('explain.probability', percent=percent)})"
    outcome = (
        f"{say(f'outcome_sign.{result.outcome}', lang)} {say(f'outcome.{result.outcome}', lang)}"
    )
    if result.fragile:
        outcome += f"; {session.say('explain.fragile')}"
    if result.further is not None:
        outcome += f"; {still_needed(session, result.further.amount, result.further.unit)}"
    return [
        f"{indicator.name.in_(lang)} {sign} {limit_in_unit(result.limit, indicator, lang)}",
        measured,
        outcome,
        session.say(f"basis.{result.minimum.basis}"),
    ]


def _indicator(
    session: Session, evaluation: Evaluation, solution: str, name: str, indicator: Indicator
) -> None:
    lang, out = session.lang, session.out
    known = evaluation.estimates.get(solution, name)
    value = _unknown(session, evaluation, solution, name)
    if known is not None:
        value = in_unit(known.middle, indicator, lang)
        if not known.exact:
            low, high = (in_unit(x, indicator, lang) for x in (known.low, known.high))
            value += f" ({low} – {high})"
    line = session.say("explain.indicator", name=indicator.name.in_(lang), value=value)
    out.print(line, style="bold cyan", markup=False)
    out.print(indicator.definition.in_(lang), style="dim", markup=False)
    if known is None:
        out.print(_unknown(session, evaluation, solution, name, why=True))
    else:
        if not known.exact:
            target = session.say(f"target.{indicator.target}")
            out.print(session.say("explain.target", target=target))
        _score(session, evaluation, solution, name, indicator)
        out.print(_sums(session, evaluation, solution, name))
        behind(session, evaluation, solution, name, lambda x: in_unit(x, indicator, lang))
    function = indicator.value_on(evaluation.question.on)
    points = ", ".join(
        f"{limit_in_unit(x, indicator, lang)} → {number(y, lang)}" for x, y in function.points
    )
    parts = {
        "scale": session.say(f"scale.{function.scale}"),
        "basis": session.say(f"basis.{function.basis}"),
        "evidence": session.say(f"evidence.{function.evidence}"),
    }
    out.print(session.say("explain.formula", points=points, **parts), markup=False)
    for source in indicator.sources:
        out.print(session.say("explain.source", title=source.title), style="dim", markup=False)


def _unknown(
    session: Session, evaluation: Evaluation, solution: str, name: str, *, why: bool = False
) -> str:
    """Say that there is no value, or `why`: nothing was measured, or nobody finished in time."""
    bound = longer_than(evaluation, solution, name)
    if bound is None:
        return session.say("explain.unknown" if why else "explain.not_measured")
    value = in_unit(bound, evaluation.catalogue.indicators[name], session.lang)
    return session.say("explain.longer_why" if why else "explain.longer", value=value)


def _score(
    session: Session, evaluation: Evaluation, solution: str, name: str, indicator: Indicator
) -> None:
    scores = evaluation.scores
    if name not in scores.indicator_ids:
        return
    pool = scores.indicators[scores.solution_ids.index(solution), scores.indicator_ids.index(name)]
    low, mean, high = (number(x, session.lang) for x in spread(pool).tolist())
    share = number(PERCENT * indicator.share, session.lang)
    session.out.print(session.say("explain.score_is", mean=mean, low=low, high=high, share=share))


def _sums(session: Session, evaluation: Evaluation, solution: str, name: str) -> Table:
    table = Table()
    for column in ("gemeente", "people", "sums"):
        table.add_column(session.say(f"explain.column_{column}"))
    catalogue = evaluation.catalogue
    least = catalogue.population.minimum_group
    for one in delivered(evaluation, solution, name):
        gemeente = catalogue.gemeenten[one.gemeente].name
        if one.hidden:
            table.add_row(gemeente, f"< {least}", session.say("explain.hidden", least=least))
            continue
        people = NOBODY if one.people is None else number(one.people, session.lang)
        table.add_row(gemeente, people, _sum(session, one, catalogue.indicators[name]))
    return table


def _sum(session: Session, one: Delivered, indicator: Indicator) -> str:
    if one.measured == 0:
        return session.say("explain.nobody")
    if one.mean is None:
        counts = {"events": one.events or 0, "exposure": one.exposure or 0}
        told = {name: number(count, session.lang) for name, count in counts.items()}
        return session.say("explain.counts", **told)
    mean = in_unit(one.mean, indicator, session.lang)
    return session.say("explain.moments", n=number(one.measured or 0, session.lang), mean=mean)
