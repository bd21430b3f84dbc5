"""Weights per member of the steering group: a member is a number, never a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import Html, tag
from identiteitslab.dashboard.parts.pieces import note
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.dashboard.views.turning import same_or_other
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from identiteitslab.comparison.members import Members
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.answers.differences import Agreement, Difference

MOST = 15
"""So many members are compared at most."""

Points = dict[str, float]


def read(text: str, themes: Sequence[str]) -> tuple[Points, ...]:
    """Read the sets of all members from an address; what is no set of points gives nothing."""
    try:
        rows = [[float(value) for value in row.split(",")] for row in text.split(";") if row]
    except ValueError:
        return ()
    if not all(_sound(row, len(themes)) for row in rows):
        return ()
    return tuple(dict(zip(themes, row, strict=True)) for row in rows[:MOST])


def write(sets: Iterable[Mapping[str, float]], themes: Sequence[str]) -> str:
    """Write the sets of all members for an address, to a tenth of a point."""
    return ";".join(",".join(f"{one.get(name, 0.0):.1f}" for name in themes) for one in sets)


def named(sets: Sequence[Points], lang: Lang) -> dict[str, Points]:
    """Give every member a number."""
    return {say("trying.members.one", lang, number=n): one for n, one in enumerate(sets, 1)}


def member_table(
    given: Mapping[str, Points], found: Members, catalogue: Catalogue, lang: Lang
) -> Html:
    """Give the points of each member, and what comes first with them."""
    themes = list(next(iter(given.values())))
    columns = (
        Column(say("trying.members.member", lang)),
        *(Column(catalogue.themes[name].name.in_(lang), number=True) for name in themes),
        Column(say("page.sensitivity.then_first", lang)),
    )
    rows = [
        Row(
            member,
            (
                *(number(points[name], lang) for name in themes),
                _solutions(first, catalogue, lang) or "–",
            ),
        )
        for (member, points), first in zip(given.items(), found.firsts, strict=True)
    ]
    return table(say("trying.members.caption", lang), columns, rows)


def conclusion(
    apart: Sequence[Difference], found: Members, catalogue: Catalogue, lang: Lang
) -> Html:
    """Say on what members differ most, and whether that changes who comes first."""
    most = apart[0]
    told = say(
        "trying.members.apart",
        lang,
        theme=catalogue.themes[most.theme].name.in_(lang),
        lowest=number(most.lowest, lang),
        highest=number(most.highest, lang),
    )
    if found.same_first:
        first = _solutions(found.firsts[0], catalogue, lang)
        return tag("p", tag("strong", f"{told} {say('trying.members.same', lang, first=first)}"))
    count = len(set(found.firsts))
    return tag("p", tag("strong", f"{told} {say('trying.members.other', lang, count=count)}"))


def difference_table(apart: Iterable[Difference], catalogue: Catalogue, lang: Lang) -> Html:
    """Give for each theme who gives least and most, and whether that matters."""
    columns = (
        Column(say("page.compare.theme", lang), 24),
        Column(say("trying.members.lowest", lang), 22),
        Column(say("trying.members.highest", lang), 22),
        Column(say("page.sensitivity.same_first", lang), 16),
        Column(say("page.sensitivity.same_order", lang), 16),
    )
    rows = [
        Row(
            catalogue.themes[one.theme].name.in_(lang),
            (
                _who(one, one.lowest, one.lowest_member, lang),
                _who(one, one.highest, one.highest_member, lang),
                same_or_other(not one.changes_first, lang),
                same_or_other(not one.changes_order, lang),
            ),
        )
        for one in apart
    ]
    return table(say("trying.members.differences", lang), columns, rows)


def agreed(found: Agreement, catalogue: Catalogue, lang: Lang) -> Html:
    """Say whether some weights suit all members, and which."""
    if found.bounds is None or found.room is None:
        return note("open", say("trying.members.no_agreement", lang))
    ranges = ", ".join(
        f"{catalogue.themes[name].name.in_(lang)} {_range(low, high, lang)}"
        for name, (low, high) in found.bounds.items()
    )
    room = number(found.room, lang)
    return note("met", say("trying.members.agreement", lang, room=room, ranges=ranges))


def _sound(row: Sequence[float], count: int) -> bool:
    # A number that is no number fails every comparison.
    inside = all(0 <= value <= 100 for value in row)  # noqa: PLR2004 - points of 100
    return len(row) == count and inside and sum(row) > 0


def _solutions(found: Sequence[str], catalogue: Catalogue, lang: Lang) -> str:
    return names.listed([names.solution(catalogue, one, lang) for one in found], lang)


def _who(one: Difference, points: float, member: str, lang: Lang) -> str:
    who = say("trying.members.all", lang) if one.lowest == one.highest else member
    return say("trying.members.who", lang, points=number(points, lang), member=who)


def _range(low: float, high: float, lang: Lang) -> str:
    ends = list(dict.fromkeys((number(low, lang), number(high, lang))))
    return (
        ends[0] if len(ends) == 1 else say("trying.members.range", lang, low=ends[0], high=ends[1])
    )
