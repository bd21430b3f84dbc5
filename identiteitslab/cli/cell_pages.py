"""What lies behind one estimate: targets, gemeenten, change, agreement, and a check for R."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.table import Table

from identiteitslab.decision.delivered import small
from identiteitslab.estimation.checking import METHODS, check
from identiteitslab.estimation.ordinal import agreement, levels_from_sums
from identiteitslab.estimation.picture import picture
from identiteitslab.estimation.rounds import trend
from identiteitslab.measurement.kind import FX
from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import number, significant

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.cli.options import Session
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.picture import Picture, Range
    from identiteitslab.estimation.reference import ReferencePanel

    Write = Callable[[float], str]

PERCENT = 100
DIGITS = 4


def behind(
    session: Session, evaluation: Evaluation, solution: str, name: str, write: Write
) -> None:
    """Print all that the posterior of one cell tells; nothing where gemeenten are not pooled."""
    inhabitants = {code: g.inhabitants for code, g in evaluation.catalogue.gemeenten.items()}
    told = picture(evaluation.estimates, solution, name, inhabitants)
    if told is None:
        _agreement(session, evaluation, solution, name)
        return
    out = session.out
    for target in ("average", "new", "nation"):
        out.print(
            session.say(f"behind.{target}", value=_range(getattr(told, target), session, write))
        )
    tau = {part: significant(getattr(told.tau, part), session.lang, 2) for part in told.tau._fields}
    out.print(session.say("behind.tau", link=told.link, **tau), style="dim")
    if told.prior_conflict:
        out.print("! " + session.say("behind.prior_conflict"))
    out.print(_gemeenten(session, evaluation, name, told, write))
    _trend(session, evaluation, solution, name)


def reference(session: Session, evaluation: Evaluation, solution: str, name: str) -> None:
    """Print the panel that metafor gives too, and a script with the same data."""
    catalogue, out = evaluation.catalogue, session.out
    names = [catalogue.gemeenten[code].name for code in evaluation.estimates.gemeenten]
    found = check(evaluation.estimates, solution, name, names)
    out.print()
    if found is None:
        out.print(session.say("reference.none", indicator=name))
        return
    title = session.say("reference.title", indicator=name, link=found.link)
    table = Table(title=title, title_justify="left")
    table.add_column("")
    panels: dict[str, ReferencePanel] = dict(found.panels.items())
    panels["REML, Hartung-Knapp"] = found.plain
    for column in panels:
        table.add_column(column, justify="right")
    for row in ("tau2", "mu", "se", "interval", "prediction", "q", "i2", "h2", "tau2_interval"):
        cells = [_figure(session, panel, row) for panel in panels.values()]
        table.add_row(session.say(f"reference.{row}"), *cells)
    out.print(table)
    least = catalogue.population.minimum_group
    counted = evaluation.estimates.counted(solution, name)
    people = catalogue.indicators[name].by_people
    if people and ((counted > 0) & (counted < least)).any():
        out.print(session.say("reference.hidden", least=least))
        return
    told = [catalogue.gemeenten[code].name for code in found.gemeenten]
    _each(session, told, found.panels["REML"], found.without)
    out.print(session.say("reference.script", methods=", ".join(METHODS)), style="dim")
    out.print(found.script, markup=False, highlight=False, soft_wrap=True)


def _range(told: Range, session: Session, write: Write) -> str:
    ends = {"middle": write(told.middle), "low": write(told.low), "high": write(told.high)}
    return session.say("behind.range", **ends)


def _gemeenten(
    session: Session, evaluation: Evaluation, indicator: str, told: Picture, write: Write
) -> Table:
    table = Table(title=session.say("behind.gemeenten"), title_justify="left")
    for column in ("gemeente", "known", "own"):
        table.add_column(session.say(f"behind.column_{column}"))
    least = evaluation.catalogue.population.minimum_group
    for one in told.gemeenten:
        gemeente = evaluation.catalogue.gemeenten[one.gemeente].name
        hidden = session.say("explain.hidden", least=least)
        few = small(evaluation.catalogue, indicator, one.observations)
        shown = hidden if few else _range(one.known, session, write)
        own = number(PERCENT * one.own_share, session.lang)
        mark = session.say("behind.borrowed" if one.mostly_borrowed else "behind.own", percent=own)
        table.add_row(gemeente, shown, mark)
    return table


def _trend(session: Session, evaluation: Evaluation, solution: str, name: str) -> None:
    situations = evaluation.catalogue.situations_in(evaluation.question.context)
    found = trend(evaluation.catalogue, evaluation.sums, situations, solution, name)
    if found is None:
        return
    count = int((np.isfinite(found.value).sum(axis=1) > 1).sum())
    twenty = round(20 * found.better)
    facts = {"count": count, "k": min(max(twenty, 1), 19)}
    session.out.print(session.say("behind.trend", **facts))


def _agreement(session: Session, evaluation: Evaluation, solution: str, name: str) -> None:
    """Say how far assessors agree on a level."""
    place = evaluation.estimates.place(solution, name)
    if place is None or evaluation.catalogue.indicators[name].kind != "level":
        return
    group, row = place
    cells, there = group.cells, group.cells.present[row]
    lowest, highest = (
        round(float(part[row][there].max() if most else part[row][there].min()) / FX)
        for part, most in ((cells.min_fx, False), (cells.max_fx, True))
    )
    judgements = round(float(cells.measured[row].sum()))
    total = round(float(cells.sum_fx[row].sum()) / FX)
    squares = round(float(cells.sum_fx2[row].sum()) / FX**2)
    counts = levels_from_sums(judgements, total, squares, lowest, highest)
    facts = {"count": judgements, "low": lowest, "high": highest}
    if judgements == 1 or counts is None:
        session.out.print(session.say("behind.judgements", **facts))
        return
    same = number(PERCENT * float(agreement(counts).same), session.lang)
    session.out.print(session.say("behind.agreement", percent=same, **facts))


def _figure(session: Session, panel: ReferencePanel, name: str) -> str:
    value = np.atleast_1d(getattr(panel, name)[0])
    return " – ".join(significant(float(part), session.lang, DIGITS) for part in value)


def _each(
    session: Session, names: list[str], panel: ReferencePanel, without: ReferencePanel | None
) -> None:
    """Show each gemeente: weight, BLUP, and the mean without it."""
    table = Table()
    for column in ("gemeente", "weight", "blup", "without"):
        table.add_column(session.say(f"reference.column_{column}"), justify="right")
    lang = session.lang
    for row, name in enumerate(names):
        left = "" if without is None else significant(float(without.mu[row]), lang, DIGITS)
        table.add_row(
            name,
            f"{number(float(panel.weight[0, row]), lang, 1)}%",
            significant(float(panel.blup[0, row]), lang, DIGITS),
            left,
        )
    session.out.print(table)


def weighted_to(session: Session, evaluation: Evaluation, solution: str) -> None:
    """Say how the participants of a solution were weighted to the population."""
    found = evaluation.estimates.representation(solution)
    percent = number(PERCENT * found.effective_share, session.lang)
    session.out.print(session.say(f"representation.{found.reason}", percent=percent))
    for merge in found.merges:
        session.out.print("  " + merge.sentence(session.lang))


def still_needed(session: Session, amount: int, unit: str) -> str:
    """Say what would show an open minimum."""
    return say(f"cli.further.{unit}", session.lang, amount=number(amount, session.lang))
