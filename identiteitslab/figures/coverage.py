"""Where do we know too little? A grid with in every cell a word and a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.evidence import GRADES
from identiteitslab.figures.figure import Figure
from identiteitslab.figures.inputs import matrix, names_of
from identiteitslab.figures.names import told
from identiteitslab.figures.scene import Axis, Bar, Mark, Row, Scene
from identiteitslab.figures.small_groups import LEAST_PEOPLE, may_be_shown
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

LOOKS = ("step-5", "step-4", "step-3", "step-2")
"""From no evidence to strong evidence."""
HIDDEN = -1
"""Stands for the grade of a cell with too few people."""
NOT_FOR = -2
"""Stands for the grade of a cell that does not exist: the row is not for this solution."""
LANE = 46


def coverage(
    items: Sequence[str],
    solutions: Sequence[str],
    grades: ArrayLike,
    gemeenten: ArrayLike,
    *,
    people: ArrayLike,
    applies: ArrayLike | None = None,
    lang: Lang,
    least: int = LEAST_PEOPLE,
    fictitious: bool = False,
) -> Figure:
    """Show how strong the evidence is in each cell, and from how many gemeenten.

    Parameters
    ----------
    items, solutions
        Names of themes, criteria or indicators, one a row, and of solutions, one a column.
    grades
        Place in ``comparison.evidence.GRADES``, ``(items, solutions)``; for indicators this is
        ``EvidenceGrades.grades.T``.
    gemeenten
        Number of gemeenten that measured, ``(items, solutions)``.
    people
        Number of people measured, ``(items, solutions)``; NaN where no people were measured but
        something else. A cell with 1 to ``least - 1`` people only says that.
    applies
        False where a row is not for a solution, ``(items, solutions)``; such a cell is not counted.
        By default all rows are for all.

    Raises
    ------
    ValueError
        No items or solutions, or a shape or grade that cannot be.
    """
    rows, columns = names_of("items", items), names_of("solutions", solutions)
    shape = (len(rows), len(columns))
    holds = np.ones(shape) if applies is None else matrix("applies", applies, shape)
    hidden = _grades(matrix("grades", grades, shape), matrix("people", people, shape), least)
    places = np.where(holds == 0, NOT_FOR, hidden)
    counts = matrix("gemeenten", gemeenten, shape)
    words = [
        [_words(int(places[y, x]), counts[y, x], least, lang) for x in range(len(columns))]
        for y in range(len(rows))
    ]
    known, strong = (int(np.isin(places, wanted).sum()) for wanted in ([2, 3], [3]))
    none = int(((places == 0) & (counts == 0)).sum())
    totals = {"all": int((places != NOT_FOR).sum()), "none": none}
    return Figure(
        title=say("figure.coverage.title", lang),
        conclusion=say("figure.coverage.conclusion", lang, **totals, known=known),
        alt=say(
            "figure.coverage.alt", lang, **totals, strong=strong, rows=shape[0], columns=shape[1]
        ),
        reading=say("figure.coverage.reading", lang, least=least),
        columns=(say("figure.coverage.column", lang), *columns),
        rows=tuple(
            (name, *(cell.replace("\n", ", ") for cell in line))
            for name, line in zip(rows, words, strict=True)
        ),
        scene=_scene(rows, columns, places, words, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _grades(
    grades: NDArray[np.float64], people: NDArray[np.float64], least: int
) -> NDArray[np.float64]:
    """Check the grades, and hide those of small groups."""
    wrong = ~np.isin(grades, range(len(GRADES)))
    if wrong.any():
        row, place = np.argwhere(wrong)[0].tolist()
        raise ValueError(f"grades[{row}, {place}] is {grades[row, place]}; expected 0 to 3")
    counted = np.where(np.isnan(people), least, people)
    small = (counted > 0) & ~may_be_shown(counted, least)
    return np.where(small, HIDDEN, grades)


def _words(grade: int, gemeenten: float, least: int, lang: Lang) -> str:
    if grade == NOT_FOR:
        return say("figure.coverage.not_for", lang)
    if grade == HIDDEN:
        return say("figure.coverage.hidden", lang, least=least)
    word = say(f"figure.coverage.{GRADES[grade]}", lang)
    if not gemeenten:
        return word
    if grade == 0:
        word = say("figure.coverage.too_little", lang)
    return f"{word}\n{say('figure.coverage.gemeente', lang, count=number(gemeenten, lang))}"


def _scene(
    rows: list[str],
    columns: list[str],
    places: NDArray[np.float64],
    words: list[list[str]],
    lang: Lang,
) -> Scene:
    cells: list[Mark] = [
        Bar(
            x + 0.03,
            x + 0.97,
            y,
            LOOKS[max(0, int(places[y, x]))],
            words[y][x],
            say(
                "figure.coverage.points_at",
                lang,
                row=told(row),
                column=told(name),
                cell=words[y][x].replace("\n", ", "),
            ),
            thick=0.9,
        )
        for y, row in enumerate(rows)
        for x, name in enumerate(columns)
    ]
    headings = tuple((x + 0.5, name) for x, name in enumerate(columns))
    return Scene(
        Axis(0, len(columns), headings, bands=True),
        tuple(Row(name) for name in rows),
        tuple(cells),
        lane=LANE,
    )
