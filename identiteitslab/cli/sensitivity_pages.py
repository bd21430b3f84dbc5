"""What would change the outcome, on the screen and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from identiteitslab.cli.plain import name, names, open_page, rows, write_json
from identiteitslab.decision.answers.against import against
from identiteitslab.decision.answers.flips import flips
from identiteitslab.decision.answers.gemeente_level import gemeente_level
from identiteitslab.decision.answers.leaving_out import without_a_criterion, without_a_gemeente
from identiteitslab.decision.answers.minimums_without import minimums_without
from identiteitslab.decision.answers.other_methods import other_methods
from identiteitslab.decision.answers.reweighed import reweighed
from identiteitslab.decision.answers.what_if import what_if
from identiteitslab.decision.minimums_in_words import who_in_words
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.cli.options import Session
    from identiteitslab.comparison.flip_points import FlipPoints
    from identiteitslab.comparison.leave_one_out import LeftOut
    from identiteitslab.comparison.robustness import Robustness
    from identiteitslab.decision.answers.against import Against
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.scoring.weights import WeightSampler

SHOWN = 6
"""So many criteria fit on a screen."""

PERCENT = 100


def sensitivity_page(session: Session, evaluation: Evaluation, *, as_json: bool) -> None:
    """Show flip points first, then what happens without one part, then other methods."""
    turned = flips(evaluation)
    weights = reweighed(evaluation)
    minimums = minimums_without(evaluation, weights)
    parts = [
        without_a_criterion(evaluation),
        without_a_gemeente(evaluation, gemeente_level(evaluation, weights), minimums),
    ]
    other = other_methods(evaluation)
    if as_json:
        write_json(
            evaluation,
            {
                "flips": rows(turned.to_frame()),
                "without_criterion": rows(parts[0].to_frame().reset_index()),
                "without_gemeente": rows(parts[1].to_frame().reset_index()),
                "minimums_without_gemeente": rows(minimums.to_frame()),
                "methods": rows(other.to_frame().reset_index()),
            },
        )
        return
    lang, print_ = session.lang, session.out.print
    open_page(session, evaluation, say("answers.sensitivity.title", lang))
    taking_part = int(evaluation.ranks.eligible.sum())
    if taking_part < 2:  # noqa: PLR2004 - an order needs two
        key = "alone" if taking_part else "nobody"
        print_(say(f"answers.sensitivity.{key}", lang), markup=False)
        return
    _flips(session, evaluation, turned)
    for part, key in zip(parts, ("criteria", "gemeenten"), strict=True):
        print_(_left_out(session, evaluation, part, key), markup=False)
    for gemeente in minimums.gemeenten:
        for told in who_in_words(minimums, gemeente, evaluation, lang):
            who = name(session, evaluation, gemeente)
            print_(say("answers.without.minimums", lang, gemeente=who, told=told), markup=False)
    _methods(session, evaluation, other)
    print_(say("answers.sensitivity.read", lang), style="dim", markup=False)
    if not minimums.all_judged:
        print_(say("answers.without.approximate", lang), style="dim", markup=False)


def against_page(
    session: Session, evaluation: Evaluation, one: str, other: str, *, as_json: bool
) -> None:
    """Show how often one solution is above another, and where that comes from."""
    found = against(evaluation, one, other)
    if as_json:
        write_json(evaluation, _pair(found))
        return
    lang = session.lang
    first, second = (name(session, evaluation, id_) for id_ in (one, other))
    times = count(found.dots.share, lang)
    above = say("answers.pair.above", lang, one=first, other=second, count=times)
    open_page(session, evaluation, above)
    gap = number(found.profile.gap, lang, 1)
    session.out.print(say("answers.pair.gap", lang, gap=gap), markup=False)
    session.out.print(_pair_themes(session, evaluation, found))
    session.out.print(_pair_criteria(session, evaluation, found))


def what_if_page(
    session: Session,
    evaluation: Evaluation,
    said: Sequence[str],
    weights: WeightSampler,
    *,
    as_json: bool,
) -> None:
    """Show the chances of first place under what somebody says about the weights."""
    then = what_if(evaluation, weights)
    if as_json:
        solutions = rows(then.to_frame().reset_index())
        write_json(evaluation, {"if": list(said), "solutions": solutions})
        return
    lang = session.lang
    open_page(session, evaluation, say("answers.sensitivity.if", lang, said="; ".join(said)))
    columns = ("column_solution", "column_first", "column_first_now")
    table = _table("", *(say(f"answers.sensitivity.{column}", lang) for column in columns))
    for row in (-then.first).argsort(kind="stable").tolist():
        shown = name(session, evaluation, then.solutions[row])
        if then.eligible[row]:
            now = evaluation.ranks.first[row]
            table.add_row(shown, count(then.first[row], lang), count(now, lang))
        else:
            out = say("answers.out", lang)
            table.add_row(shown, out, out, style="dim")
    session.out.print(table)


def _pair(found: Against) -> dict[str, object]:
    return {
        "one": found.one,
        "other": found.other,
        "above": found.dots.above,
        "of": len(found.dots.dots),
        "share": found.dots.share,
        "standard_error": found.dots.standard_error,
        "gap": found.profile.gap,
        "themes": found.themes,
        "criteria": rows(found.to_frame().reset_index()),
    }


def _pair_themes(session: Session, evaluation: Evaluation, found: Against) -> Table:
    lang, first = session.lang, name(session, evaluation, found.one)
    heads = (
        say("answers.pair.column_theme", lang),
        say("answers.pair.column_gain", lang, one=first),
    )
    table = _table(say("answers.pair.themes", lang), *heads)
    for theme, points in found.themes.items():
        table.add_row(name(session, evaluation, theme), number(points, lang, 1))
    return table


def _pair_criteria(session: Session, evaluation: Evaluation, found: Against) -> Table:
    """List the criteria with the largest gain or loss."""
    lang, first = session.lang, name(session, evaluation, found.one)
    table = _table(
        say("answers.pair.criteria", lang),
        say("answers.pair.column_criterion", lang),
        say("answers.pair.column_gain", lang, one=first),
        say("answers.pair.column_chance", lang, one=first),
    )
    frame = found.to_frame()
    for id_ in frame["gain"].abs().sort_values(ascending=False, kind="stable").index[:SHOWN]:
        row = frame.loc[id_]
        table.add_row(
            name(session, evaluation, str(id_)),
            number(row["gain"], lang, 1),
            count(row["chance"], lang) if row["comparable"] else "–",
        )
    return table


def _flips(session: Session, evaluation: Evaluation, turned: FlipPoints) -> None:
    lang = session.lang
    nearest = turned.nearest
    if nearest is None:
        session.out.print(say("answers.sensitivity.stable", lang), markup=False)
        return
    sentence = say(
        "answers.sensitivity.nearest",
        lang,
        item=name(session, evaluation, nearest.item),
        now=number(PERCENT * nearest.now, lang, 1),
        then=number(PERCENT * nearest.weight, lang, 1),
        before=names(session, evaluation, nearest.before),
        after=names(session, evaluation, nearest.after),
    )
    session.out.print(sentence, markup=False)
    columns = ("column_item", "column_now", "column_then", "column_after")
    heads = (say(f"answers.sensitivity.{column}", lang) for column in columns)
    table = _table(say("answers.sensitivity.flips", lang), *heads)
    themes = [flip for flip in turned.flips if flip.item in evaluation.catalogue.themes]
    shown = [*themes, *(flip for flip in turned.flips if flip not in themes)]
    for flip in shown[: len(themes) + SHOWN]:
        item = name(session, evaluation, flip.item)
        table.add_row(
            say("answers.sensitivity.theme", lang, name=item) if flip in themes else item,
            number(PERCENT * flip.now, lang, 1),
            number(PERCENT * flip.weight, lang, 1),
            names(session, evaluation, flip.after),
        )
    session.out.print(table)
    if len(shown) > table.row_count:
        more = len(shown) - table.row_count
        session.out.print(say("answers.sensitivity.more", lang, count=more), style="dim")


def _left_out(session: Session, evaluation: Evaluation, part: LeftOut, key: str) -> str:
    changing = [item for item, yes in zip(part.items, part.changes_first, strict=True) if yes]
    if not changing:
        return say(f"answers.sensitivity.{key}_none", session.lang)
    listed = names(session, evaluation, changing)
    return say(f"answers.sensitivity.{key}_some", session.lang, names=listed)


def _methods(session: Session, evaluation: Evaluation, other: Robustness) -> None:
    lang = session.lang
    heads = [name(session, evaluation, solution) for solution in other.solutions]
    column = say("answers.sensitivity.column_method", lang)
    table = _table(say("answers.sensitivity.methods", lang), column, *heads)
    for method, ranks in zip(other.methods, other.ranks.tolist(), strict=True):
        cells = [
            say("answers.rank", lang, rank=rank) if rank else say("answers.out", lang)
            for rank in ranks
        ]
        table.add_row(say(f"answers.method.{method}", lang), *cells)
    session.out.print(table)
    if other.always_first:
        always = names(session, evaluation, other.always_first)
        session.out.print(say("answers.sensitivity.always", lang, names=always), markup=False)
    else:
        session.out.print(say("answers.sensitivity.never", lang), markup=False)


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title or None, title_justify="left", title_style="bold")
    table.add_column(first, overflow="fold")
    for head in others:
        table.add_column(head, overflow="fold")
    return table
