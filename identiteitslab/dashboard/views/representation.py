"""Do the participants resemble all residents? By age and by digital skill, small groups hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.dashboard.parts.html import Html, join
from identiteitslab.dashboard.parts.pieces import more, quiet
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.measurement.in_unit import PERCENT
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.criteria.reference import Margin
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.arrays import Flags, Floats

AGE, SKILL = 1, 0
"""Along which axis of a table of people (age band, skill) to add up for the one or the other."""


def told(evaluation: Evaluation, lang: Lang) -> Html:
    """Say for each solution how well its participants resemble all, and set groups beside."""
    margins = evaluation.catalogue.population.margins
    return join(
        _weighted(evaluation, lang),
        _groups(evaluation, margins.age_band, AGE, lang),
        _groups(evaluation, margins.digital_skill, SKILL, lang),
    )


def shown(people: Floats, least: int) -> Flags:
    """Tell which parts of a whole may be shown, so that no small one follows from the others.

    Parameters
    ----------
    people
        How many are in each part.
    least
        Fewest people that may be shown.
    """
    small = people < least
    for place in np.argsort(people, kind="stable").tolist():
        if not small.any() or (small.sum() > 1 and people[small].sum() >= least):
            break
        small[place] = True
    return np.asarray(~small, dtype=np.bool_)


def _weighted(evaluation: Evaluation, lang: Lang) -> Html:
    rows = []
    for solution in evaluation.scores.solution_ids:
        found = evaluation.estimates.representation(solution)
        percent = number(PERCENT * found.effective_share, lang)
        cell = say(f"page.evidence.represented_{found.reason}", lang, percent=percent)
        rows.append(Row(names.solution(evaluation.catalogue, solution, lang), (cell,)))
    columns = (
        Column(say("cli.column_solution", lang), 30),
        Column(say("page.evidence.represented", lang), 70),
    )
    return table(say("page.evidence.represented_caption", lang), columns, rows)


def _groups(evaluation: Evaluation, margin: Margin, along: int, lang: Lang) -> Html:
    """Set the share of each group among participants beside its share of the population."""
    solutions = evaluation.scores.solution_ids
    least = evaluation.catalogue.population.minimum_group
    known = (evaluation.estimates.representation(one).people for one in solutions)
    told = [_shares(people.sum(axis=along), least, lang) for people in known]
    rows = [
        Row(
            category.name.in_(lang),
            (number(category.share, lang), *(shares[place] for shares in told)),
        )
        for place, category in enumerate(margin.categories)
    ]
    title = margin.name.in_(lang)
    columns = (
        Column(title, 22),
        Column(say("page.evidence.population", lang, year=margin.year), number=True),
        *(
            Column(names.solution(evaluation.catalogue, one, lang), number=True)
            for one in solutions
        ),
    )
    caption = say("page.evidence.groups_caption", lang, people=margin.population.in_(lang))
    source = quiet(say("page.evidence.groups_source", lang, source=margin.source))
    return more(title, table(caption, columns, rows), source)


def _shares(people: Floats, least: int, lang: Lang) -> list[str]:
    total = people.sum()
    if not total:
        return ["–"] * len(people)
    open_ = shown(people, least)
    hidden = say("page.not_shown", lang)
    return [
        number(PERCENT * count / total, lang) if seen else hidden
        for count, seen in zip(people.tolist(), open_.tolist(), strict=True)
    ]
