"""How strong the evidence is: first by theme, then what is missing most, then every measurement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.comparison.evidence import GRADES
from identiteitslab.dashboard.parts.html import NOTHING, Html, join, tag
from identiteitslab.dashboard.parts.pieces import link, more, quiet
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from identiteitslab.decision.answers.evidence import Evidence
    from identiteitslab.decision.evaluation import Evaluation

ENOUGH = GRADES.index("fair")
MOST_GAPS = 8
"""So many gaps are shown first; the others are one click away."""


@dataclass(frozen=True)
class Known:
    """How much is known of something for one solution: place of its grade, and where measured."""

    grade: int
    gemeenten: int

    @property
    def enough(self) -> bool:
        """Tell whether the evidence is fair or better."""
        return self.grade >= ENOUGH


@dataclass(frozen=True)
class Line:
    """What is known of a criterion or an indicator, for every solution that it is for."""

    id: str
    name: str
    by_solution: dict[str, Known]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Name the solutions of which too little is known, those of which least is known first."""
        short = [solution for solution, known in self.by_solution.items() if not known.enough]
        return tuple(sorted(short, key=lambda solution: self.by_solution[solution].grade))

    @property
    def weakest(self) -> Known:
        """Give what is known least."""
        return min(self.by_solution.values(), key=lambda known: (known.grade, known.gemeenten))

    @property
    def usual(self) -> Known:
        """Give what is known most often; of two, the weaker one."""
        grades = Counter(known.grade for known in self.by_solution.values())
        grade = min(grades, key=lambda one: (-grades[one], one))
        return next(known for known in self.by_solution.values() if known.grade == grade)


def criteria(evaluation: Evaluation, found: Evidence, lang: Lang) -> tuple[Line, ...]:
    """Give every criterion; its grade is that of its weakest indicator."""
    known = evaluation.catalogue.by_id
    return tuple(
        _line(evaluation, found, id_, known[id_].name.in_(lang), indicators(evaluation, id_))
        for id_ in evaluation.scores.criterion_ids
    )


def indicators(evaluation: Evaluation, criterion: str) -> tuple[str, ...]:
    """Name the indicators that count in a criterion."""
    counted = evaluation.scores.indicator_ids
    return tuple(i for i in evaluation.catalogue.by_id[criterion].indicators if i in counted)


def theme_table(evaluation: Evaluation, lines: Sequence[Line], lang: Lang) -> Html:
    """Say for each theme and solution how bad it gets, and of how many criteria enough is known."""
    rows = [
        Row(
            name,
            tuple(
                _share(
                    [one.by_solution[solution] for one in mine if solution in one.by_solution], lang
                )
                for solution in evaluation.scores.solution_ids
            ),
        )
        for name, mine in _by_theme(evaluation, lines, lang)
    ]
    label = say("page.compare.theme", lang)
    return table(say("page.evidence.themes_caption", lang), _columns(evaluation, label, lang), rows)


def gaps_table(
    evaluation: Evaluation, lines: Sequence[Line], url: Callable[[str], str], lang: Lang
) -> Html:
    """List the criteria of which too little is known, those with most gaps first.

    Parameters
    ----------
    evaluation, lines, lang
        What to show, in which language.
    url
        Where a criterion stands in full.
    """
    short = sorted(
        (one for one in lines if one.gaps), key=lambda one: (-len(one.gaps), one.weakest.grade)
    )
    if not short:
        return tag("p", say("page.evidence.no_gaps", lang))
    rest = short[MOST_GAPS:]
    caption = say("page.evidence.gaps_rest", lang, count=len(rest))
    return join(
        _gaps(evaluation, short[:MOST_GAPS], say("page.evidence.gaps_caption", lang), url, lang),
        more(caption, _gaps(evaluation, rest, caption, url, lang)) if rest else NOTHING,
    )


def theme_details(
    evaluation: Evaluation, found: Evidence, lines: Sequence[Line], lang: Lang
) -> Html:
    """Give each theme to open: its criteria, those with most gaps first, then what was measured."""
    parts = []
    for theme, mine in _by_theme(evaluation, lines, lang):
        ordered = sorted(mine, key=lambda one: -len(one.gaps))
        title = say(
            "page.evidence.open_theme",
            lang,
            theme=theme,
            short=sum(bool(one.gaps) for one in mine),
            of=len(mine),
        )
        label = say("cli.explain.column_criterion", lang)
        caption = say("page.evidence.grid_caption", lang, theme=theme)
        shown = _grid(evaluation, ordered, caption, label, lang)
        parts.append(more(title, shown, _measured(evaluation, found, ordered, lang)))
    return join(*parts)


def _measured(evaluation: Evaluation, found: Evidence, lines: Iterable[Line], lang: Lang) -> Html:
    """Give every indicator of some criteria, one click deeper."""
    known = evaluation.catalogue.indicators
    measured = [
        _line(evaluation, found, id_, known[id_].name.in_(lang), (id_,))
        for one in lines
        for id_ in indicators(evaluation, one.id)
    ]
    caption = say("page.evidence.each", lang, count=len(measured))
    label = say("page.deliver.measured", lang)
    return more(caption, _grid(evaluation, measured, caption, label, lang))


def _line(
    evaluation: Evaluation, found: Evidence, id_: str, name: str, parts: Sequence[str]
) -> Line:
    known = {}
    for solution in evaluation.scores.solution_ids:
        grades = [g for part in parts if (g := found.grade(solution, part)) is not None]
        if grades:
            estimates = (evaluation.estimates.get(solution, part) for part in parts)
            where = {code for one in estimates if one is not None for code in one.gemeenten}
            known[solution] = Known(min(map(GRADES.index, grades)), len(where))
    return Line(id_, name, known)


def _by_theme(
    evaluation: Evaluation, lines: Sequence[Line], lang: Lang
) -> Iterator[tuple[str, list[Line]]]:
    """Give the name of each theme with its criteria."""
    theme_of = evaluation.catalogue.theme_of
    for theme, about in evaluation.catalogue.themes.items():
        if mine := [one for one in lines if theme_of[one.id] == theme]:
            yield about.name.in_(lang), mine


def _gaps(
    evaluation: Evaluation,
    lines: Iterable[Line],
    caption: str,
    url: Callable[[str], str],
    lang: Lang,
) -> Html:
    catalogue = evaluation.catalogue
    rows = [
        Row(
            join(
                link(one.name, url(one.id)),
                quiet(catalogue.themes[catalogue.theme_of[one.id]].name.in_(lang)),
            ),
            (
                _graded(one.weakest, lang),
                _graded(one.usual, lang),
                ", ".join(names.solution(catalogue, solution, lang) for solution in one.gaps),
            ),
        )
        for one in lines
    ]
    columns = (
        Column(say("cli.explain.column_criterion", lang), 32),
        Column(say("page.evidence.weakest", lang), 16),
        Column(say("page.evidence.usual", lang), 16),
        Column(say("page.evidence.short_of", lang), 36),
    )
    return table(caption, columns, rows)


def _grid(
    evaluation: Evaluation, lines: Iterable[Line], caption: str, label: str, lang: Lang
) -> Html:
    """Give a table of things by solutions, in every cell a grade in words."""
    rows = [
        Row(
            one.name,
            tuple(_cell(one.by_solution.get(s), lang) for s in evaluation.scores.solution_ids),
        )
        for one in lines
    ]
    return table(caption, _columns(evaluation, label, lang), rows)


def _columns(evaluation: Evaluation, label: str, lang: Lang) -> tuple[Column, ...]:
    solutions = evaluation.scores.solution_ids
    named = (names.solution(evaluation.catalogue, solution, lang) for solution in solutions)
    return (Column(label, 28), *(Column(name) for name in named))


def _share(cells: Sequence[Known], lang: Lang) -> Html:
    """Say of how many criteria enough is known, under the mark of the weakest."""
    if not cells:
        return quiet(say("page.evidence.not_for", lang))
    enough = sum(one.enough for one in cells)
    told = say("page.evidence.enough_of", lang, enough=enough, of=len(cells))
    weakest = min(cells, key=lambda one: (one.grade, one.gemeenten))
    return join(_graded(weakest, lang), quiet(told))


def _cell(known: Known | None, lang: Lang) -> Html:
    if known is None:
        return quiet(say("page.evidence.not_for", lang))
    if not known.gemeenten:
        return _graded(known, lang)
    key = "page.gemeenten_1" if known.gemeenten == 1 else "page.gemeenten"
    return join(_graded(known, lang), quiet(say(key, lang, count=known.gemeenten)))


def _graded(known: Known, lang: Lang) -> Html:
    """Write a grade as marks and a word; the colour only repeats them."""
    steps = len(GRADES) - 1
    marks = "●" * known.grade + "○" * (steps - known.grade)
    word = "too_little" if known.gemeenten and not known.grade else GRADES[known.grade]
    told = say(f"page.evidence.grade_{word}", lang)
    dots = tag("span", marks, class_="lab-dots", aria_hidden="true")
    return tag("div", dots, " ", told, class_=f"lab-grade-{known.grade}")
