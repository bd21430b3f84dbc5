"""One solution in public and in private situations, side by side; never as one average."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import Html, join
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import standings
from identiteitslab.dashboard.views.profile_of import lines, theme_scores
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.decision.evaluation import Evaluation


def side_by_side(found: Sequence[Evaluation], solution: str, lang: Lang) -> Html:
    """Give how a solution stands in each context, and its expected score of each theme there."""
    return join(_standings(found, solution, lang), _themes(found, solution, lang))


def _standings(found: Sequence[Evaluation], solution: str, lang: Lang) -> Html:
    rows = []
    for one in found:
        standing = next(s for s in one.standings if s.solution == solution)
        rows.append(Row(_name(one, lang), standings.cells(one, standing, lang)))
    first, *rest = standings.columns(lang)
    context = replace(first, label=say("page.solution.context", lang))
    return table(say("page.solution.contexts_caption", lang), (context, *rest), rows)


def _themes(found: Sequence[Evaluation], solution: str, lang: Lang) -> Html:
    scores = [theme_scores(lines(one, solution)) for one in found]
    rows = [
        Row(about.name.in_(lang), tuple(_score(one.get(theme), lang) for one in scores))
        for theme, about in found[0].catalogue.themes.items()
        if any(theme in one for one in scores)
    ]
    columns = (
        Column(say("page.compare.theme", lang), 40),
        *(Column(_name(one, lang), 30, number=True) for one in found),
    )
    return table(say("page.solution.contexts_themes", lang), columns, rows)


def _score(value: float | None, lang: Lang) -> str:
    return "–" if value is None else number(value, lang)


def _name(one: Evaluation, lang: Lang) -> str:
    return one.catalogue.contexts[one.question.context].name.in_(lang)
