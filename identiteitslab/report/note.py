"""One page for the steering group: what came out, what would change it, what nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.decision.answers.flips import flips_of_themes
from identiteitslab.decision.answers.leaving_out import without_a_gemeente
from identiteitslab.decision.conclusion import conclude
from identiteitslab.report.content import Content, Items, Kind, Section
from identiteitslab.report.sections.asked import asked
from identiteitslab.report.sections.outcome import knocked_out, standings_table
from identiteitslab.report.sections.turning import TWO, what_turns
from identiteitslab.report.stamp import stamp, view
from identiteitslab.report.told import Told, tell
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.decision.log.ledger import Kept

MOST = 4
"""So many lines stand in a list: a note is one page."""


def note(
    evaluation: Evaluation, lang: Lang, *, head: str = "", decisions: Sequence[Kept] = ()
) -> Content:
    """Tell the comparison on one page, with what is asked of the steering group or was decided."""
    told = tell(evaluation, lang)
    parts = {
        "failing": knocked_out(told) or (told.say("note.nobody_fails"),),
        "turning": _turning(told),
        "unknown": _unknown(told),
    }
    return cover(
        told,
        "note",
        (
            Section(told.say("note.beside"), (standings_table(told),)),
            *(
                Section(told.say(f"note.{key}"), (Items(_short(told, lines)),))
                for key, lines in parts.items()
            ),
            asked(told, decisions),
        ),
        head,
    )


def cover(told: Told, kind: Kind, sections: tuple[Section, ...], head: str) -> Content:
    """Put title, conclusion and stamp around the sections of a report."""
    evaluation = told.evaluation
    return Content(
        kind,
        told.lang,
        told.say(f"{kind}.title"),
        told.say("subtitle", view=view(told), day=told.date(evaluation.question.on)),
        say("fictitious.band", told.lang) if told.fictitious else "",
        conclude(evaluation, told.lang),
        stamp(told, head),
        evaluation.question.on,
        evaluation.id,
        sections,
    )


def _turning(told: Told) -> tuple[str, ...]:
    if sum(one.first is not None for one in told.evaluation.standings) < TWO:
        return (told.say("turning.alone"),)
    evaluation = told.evaluation
    return what_turns(told, flips_of_themes(evaluation), without_a_gemeente(evaluation))


def _unknown(told: Told) -> tuple[str, ...]:
    """Say which minimums are open and how much of what counts nobody measured."""
    lines = [
        told.say(
            "note.open" if len(one.open) > 1 else "note.open_one",
            solution=told.solution(one.solution),
            minimums=told.listed([told.indicator(m.indicator) for m in one.open], 2),
            count=len(one.open),
        )
        for one in told.evaluation.standings
        if one.open and one.outcome != "failed"
    ]
    least = min(told.evaluation.standings, key=lambda one: one.evidence)
    points = told.points(1 - least.evidence).text
    if points != "0":
        name = told.solution(least.solution)
        lines.insert(0, told.say("note.measured", solution=name, points=points))
    return tuple(lines) or (told.say("note.all_known"),)


def _short(told: Told, lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) <= MOST:
        return lines
    return (*lines[: MOST - 1], told.say("note.more", count=len(lines) - MOST + 1))
