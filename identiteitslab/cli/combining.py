"""The command that looks for solutions that work best side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from identiteitslab.cli.options import JsonOption, LabOption, LangOption, Session, start
from identiteitslab.cli.question_options import (  # noqa: TC001 - typer reads these
    ContextOption,
    DayOption,
    ProfileOption,
)
from identiteitslab.cli.sensitivity import known_solution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.comparison.combination import Combinations
    from identiteitslab.comparison.sets.judge import RankedSet
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Evaluation

SHOWN = 8
Groups = Literal["digital_skill", "age_band"]


def combine(  # noqa: PLR0917 - every option of a command is a parameter
    most: Annotated[
        int | None,
        typer.Option("--max", help="Hoogstens zoveel. / At most so many.", show_default=False),
    ] = None,
    must: Annotated[
        list[str] | None,
        typer.Option("--with", help="Moet erbij. / Must be in.", show_default=False),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(help="Mag er niet bij. / May not be in.", show_default=False),
    ] = None,
    situations: Annotated[
        list[str] | None,
        typer.Option(
            "--situation", help="Voor deze dienst. / For this service.", show_default=False
        ),
    ] = None,
    price: Annotated[
        float,
        typer.Option(min=0.0, help="Punten eraf per extra oplossing. / Points off per extra one."),
    ] = 0.0,
    groups: Annotated[
        Groups | None,
        typer.Option(help="Laat groepen zelf kiezen. / Let groups choose.", show_default=False),
    ] = None,
    context: ContextOption = None,
    profile: ProfileOption = None,
    on: DayOption = None,
    as_json: JsonOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Zoek oplossingen die samen het beste werken. / Find solutions that work best together."""
    from identiteitslab.decision.answers import combining

    session = start(lab, lang)
    catalogue = session.place.catalogue
    must, without, situations = must or [], without or [], situations or []
    _check(catalogue, most, must, without)
    chosen = _context(session, context, situations)
    evaluation = session.lab.evaluate(context=chosen, profile=profile, on=on)
    found = combining.combine(
        evaluation,
        most=most,
        must_include=must,
        exclude=without,
        situations=situations or None,
        grouping=groups,
        price=price,
    )
    if as_json:
        _json(evaluation, found)
    else:
        _page(session, evaluation, found, most or combining.MOST, price)


def _check(
    catalogue: Catalogue, most: int | None, must: Sequence[str], without: Sequence[str]
) -> None:
    from identiteitslab.errors import fail

    count = len(catalogue.solutions)
    for name in (*must, *without):
        known_solution(name, catalogue.solutions)
    both = sorted(set(must) & set(without))
    if both:
        raise fail("combine-both", found=both[0])
    if most is not None and not 1 <= most <= count:
        raise fail("combine-max", found=most, most=count)
    if most is not None and len(set(must)) > most:
        raise fail("combine-few", found=len(set(must)), most=most)
    if len(set(without)) == count:
        raise fail("combine-empty")


def _context(session: Session, context: str | None, situations: Sequence[str]) -> str | None:
    """Refuse unknown situations, and those of different contexts; give their context."""
    for situation in situations:
        context = session.lab.question(context=context, situation=situation).context
    return context


def _json(evaluation: Evaluation, found: Combinations) -> None:
    from identiteitslab.cli.plain import write_json

    content = {
        "method": found.method,
        "considered": found.considered,
        "draws": found.draws,
        "sets": [_plain(one) for one in found.sets],
        "frontier": [list(one.solutions) for one in found.frontier],
        "nearest": _plain(found.nearest) if found.nearest else None,
    }
    write_json(evaluation, content)


def _plain(one: RankedSet) -> dict[str, object]:
    told = ("total", "total_error", "low", "high", "cautious", "hopeful", "chance", "chance_error")
    return {
        "solutions": list(one.solutions),
        **{key: getattr(one, key) for key in told},
        "situations": dict(one.situations),
        "reached": one.reached,
        "short_of": sorted({m.minimum.indicator for m in one.short_of}),
        "not_shown": _open(one),
    }


def _open(one: RankedSet) -> list[str]:
    return sorted({m.minimum.indicator for m in one.minimums if m.outcome == "not_shown"})


def _page(
    session: Session, evaluation: Evaluation, found: Combinations, most: int, price: float
) -> None:
    from identiteitslab.cli.plain import names, open_page
    from identiteitslab.decision.fixed_parts import fixed_parts
    from identiteitslab.text.lookup import say
    from identiteitslab.text.numbers import number

    lang, print_ = session.lang, session.out.print
    open_page(session, evaluation, say("answers.combine.title", lang))
    if found.nearest is not None:
        short = {m.minimum.indicator: None for m in found.nearest.short_of}
        near = names(session, evaluation, found.nearest.solutions)
        print_(say("answers.combine.none", lang), style="bold", markup=False)
        listed = names(session, evaluation, short)
        print_(say("answers.combine.near", lang, names=near, short=listed), markup=False)
        return
    best = found.sets[0]
    shown, score = names(session, evaluation, best.solutions), number(best.total, lang, 1)
    if len(best.solutions) == 1:
        print_(say("answers.combine.best_one", lang, names=shown, score=score), markup=False)
    else:
        line = say("answers.combine.best", lang, most=most, names=shown, score=score)
        print_(line, markup=False)
    if price:
        print_(say("answers.combine.price", lang, price=number(price, lang, 1)), markup=False)
    _tables(session, evaluation, found)
    print_(say("answers.combine.read", lang), style="dim", markup=False)
    if fixed := fixed_parts(evaluation.catalogue, lang):
        print_(fixed, style="dim", markup=False)
    line = say(f"answers.combine.considered_{found.method}", lang, count=found.considered)
    print_(line, style="dim", markup=False)


def _tables(session: Session, evaluation: Evaluation, found: Combinations) -> None:
    from rich.table import Table

    from identiteitslab.cli.plain import names
    from identiteitslab.cli.standings import score_line
    from identiteitslab.text.chances import count
    from identiteitslab.text.lookup import say
    from identiteitslab.text.numbers import number, percent

    lang = session.lang
    table = Table()
    for column in ("set", "score", "bounds", "chance", "reached", "open"):
        table.add_column(say(f"answers.combine.column_{column}", lang), overflow="fold")
    for one in found.sets[:SHOWN]:
        table.add_row(
            names(session, evaluation, one.solutions),
            score_line(session, (one.low, one.total, one.high)),
            f"{number(one.cautious, lang)} – {number(one.hopeful, lang)}",
            count(one.chance, lang),
            "" if one.reached is None else percent(round(one.reached, 2), lang),
            str(len(_open(one))),
        )
    session.out.print(table)
    steps = Table(title=say("answers.combine.frontier", lang), title_justify="left",
                  title_style="bold")  # fmt: skip
    for column in ("size", "set", "score"):
        steps.add_column(say(f"answers.combine.column_{column}", lang), overflow="fold")
    for one in found.frontier:
        shown = names(session, evaluation, one.solutions)
        steps.add_row(str(len(one.solutions)), shown, number(one.total, lang, 1))
    session.out.print(steps)
