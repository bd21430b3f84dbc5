"""Do the gemeenten agree? Each gemeente with its range, and what they say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.inputs import column, names_of, ordered
from identiteitslab.figures.names import clean, told
from identiteitslab.figures.scene import Axis, Dot, Key, Line, Mark, Row, Rule, Scene
from identiteitslab.figures.small_groups import LEAST_PEOPLE, may_be_shown
from identiteitslab.figures.ticks import round_ticks, span
from identiteitslab.figures.unit import SCORE, Unit
from identiteitslab.figures.wording import between
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

Range = tuple[float, float, float]


@dataclass(frozen=True)
class _Line:
    """A gemeente that may be shown."""

    name: str
    low: float
    middle: float
    high: float
    people: str


def forest(
    gemeenten: Sequence[str],
    low: ArrayLike,
    middle: ArrayLike,
    high: ArrayLike,
    *,
    people: ArrayLike | None,
    pooled: Range,
    lang: Lang,
    prediction: tuple[float, float] | None = None,
    minimum: float | None = None,
    unit: Unit = SCORE,
    about: str = "",
    least: int = LEAST_PEOPLE,
    fictitious: bool = False,
) -> Figure:
    """Show each gemeente after borrowing from the others, the pooled value and a new gemeente.

    Parameters
    ----------
    gemeenten
        Names.
    low, middle, high
        Each gemeente after borrowing, ``(gemeenten,)``, such as a row of ``Pooled.shrunk()``.
    people
        Participants of each gemeente, ``(gemeenten,)``; None only where no people were measured.
        Gemeenten with fewer than ``least`` are left out, and then no number of people is told.
    pooled
        Low, middle and high of the average gemeente.
    prediction
        Range for a new gemeente.
    minimum
        A limit, drawn as an upright line.
    about
        What was measured, for the title.

    Raises
    ------
    ValueError
        No gemeente may be shown, or numbers are missing or out of order.
    """
    labels = names_of("gemeenten", gemeenten)
    lines = _lines(labels, low, middle, high, people, least, lang)
    hidden = len(labels) - len(lines)
    ordered(*([value] for value in column("pooled", pooled, 3)))
    return Figure(
        title=_title(about, lang),
        conclusion=_conclusion(pooled, prediction, unit, hidden, least, lang),
        alt=_alt(lines, pooled, unit, lang),
        reading=say("figure.forest.reading", lang),
        columns=_columns(lines, unit, lang),
        rows=_table(lines, pooled, prediction, unit, lang),
        scene=_scene(lines, pooled, prediction, minimum, unit, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _title(about: str, lang: Lang) -> str:
    if not about:
        return say("figure.forest.title", lang)
    return say("figure.forest.title_of", lang, about=told(about))


def _lines(
    labels: list[str],
    low: ArrayLike,
    middle: ArrayLike,
    high: ArrayLike,
    people: ArrayLike | None,
    least: int,
    lang: Lang,
) -> list[_Line]:
    """Check what is given, and leave out gemeenten with too few people."""
    count = len(labels)
    numbers = (
        column("low", low, count),
        column("middle", middle, count),
        column("high", high, count),
    )
    ordered(*numbers)
    shown = [True] * count if people is None else may_be_shown(people, least).tolist()
    if not any(shown):
        raise ValueError(f"people: no gemeente has {least} or more, so none may be shown")
    counts = _counts(people, shown, lang)
    lines = (_Line(*line) for line in zip(labels, *numbers, counts, strict=True))
    return [line for line, show in zip(lines, shown, strict=True) if show]


def _counts(people: ArrayLike | None, shown: list[bool], lang: Lang) -> list[str]:
    """Write the numbers of people; none where a hidden one could be worked out from a total."""
    if people is None or not all(shown):
        return ["" for _ in shown]
    return [number(value, lang) for value in column("people", people, len(shown))]


def _conclusion(
    pooled: Range,
    prediction: tuple[float, float] | None,
    unit: Unit,
    hidden: int,
    least: int,
    lang: Lang,
) -> str:
    low, middle, high = pooled
    value = between(middle, low, high, lang, unit.decimals)
    sentences = [say("figure.forest.conclusion", lang, value=value)]
    if prediction:
        ends = [number(end, lang, unit.decimals) for end in prediction]
        key = "figure.forest.conclusion_prediction"
        sentences.append(say(key, lang, low=ends[0], high=ends[1]))
    if hidden:
        key = "figure.forest.hidden_one" if hidden == 1 else "figure.forest.hidden_many"
        sentences.append(say(key, lang, count=hidden, least=least))
    return " ".join(sentences)


def _alt(lines: list[_Line], pooled: Range, unit: Unit, lang: Lang) -> str:
    low, middle, high = pooled
    values = [line.middle for line in lines]
    return say(
        "figure.forest.alt",
        lang,
        count=len(lines),
        lowest=number(min(values), lang, unit.decimals),
        highest=number(max(values), lang, unit.decimals),
        pooled=between(middle, low, high, lang, unit.decimals),
    )


def _columns(lines: list[_Line], unit: Unit, lang: Lang) -> tuple[str, ...]:
    value = unit.name or say("figure.score", lang)
    names = (value, say("figure.low", lang), say("figure.high", lang))
    people = (say("figure.forest.people", lang),) if lines[0].people else ()
    return say("figure.forest.column", lang), *names, *people


def _table(
    lines: list[_Line],
    pooled: Range,
    prediction: tuple[float, float] | None,
    unit: Unit,
    lang: Lang,
) -> tuple[tuple[str, ...], ...]:
    def row(name: str, people: str, *values: float | None) -> tuple[str, ...]:
        cells = ("" if v is None else number(v, lang, unit.decimals) for v in values)
        return name, *cells, *((people,) if lines[0].people else ())

    low, middle, high = pooled
    rows = [row(line.name, line.people, line.middle, line.low, line.high) for line in lines]
    rows.append(row(say("figure.forest.pooled", lang), "", middle, low, high))
    if prediction:
        rows.append(row(say("figure.forest.prediction", lang), "", None, *prediction))
    return tuple(rows)


def _scene(
    lines: list[_Line],
    pooled: Range,
    prediction: tuple[float, float] | None,
    minimum: float | None,
    unit: Unit,
    lang: Lang,
) -> Scene:
    rows: list[Row] = []
    marks: list[Mark] = []
    together = _Line(say("figure.forest.pooled", lang), *pooled, "")
    for y, line in enumerate([*lines, together]):
        whole = line is together
        look = "whole" if whole else "main"
        words = between(line.middle, line.low, line.high, lang, unit.decimals)
        rows.append(Row(line.name, words, "strong" if whole else "plain"))
        if whole and prediction:
            marks.append(Line(((prediction[0], y), (prediction[1], y)), look, "thin"))
        marks.append(Line(((line.low, y), (line.high, y)), look, "thick"))
        marks.append(Dot(line.middle, y, look, f"{told(line.name)}: {words}"))
    values = [x for line in (*lines, together) for x in (line.low, line.high)]
    limit = () if minimum is None else (minimum,)
    return Scene(
        _axis([*values, *(prediction or ()), *limit], unit, lang),
        tuple(rows),
        tuple(marks),
        rules=tuple(Rule(x, _limit(x, unit, lang), dashed=True) for x in limit),
        keys=_keys(prediction, lang),
    )


def _axis(values: list[float], unit: Unit, lang: Lang) -> Axis:
    ticks = round_ticks(*(unit.reach or span(values)), lang)
    low, high = (ticks[0][0], ticks[-1][0])
    ends = (say("figure.worse", lang), say("figure.better", lang))
    if not unit.higher_is_better:
        ends = (say("figure.better_left", lang), say("figure.worse_right", lang))
    return Axis(min([low, *values]), max([high, *values]), ticks, clean(unit.name), ends)


def _limit(value: float, unit: Unit, lang: Lang) -> str:
    return say("figure.forest.minimum", lang, value=number(value, lang, unit.decimals))


def _keys(prediction: tuple[float, float] | None, lang: Lang) -> tuple[Key, ...]:
    keys = [
        Key(say("figure.forest.key_gemeente", lang), "main", "interval"),
        Key(say("figure.forest.key_pooled", lang), "whole", "interval"),
    ]
    if prediction:
        keys.append(Key(say("figure.forest.key_prediction", lang), "whole", "line", "thin"))
    return tuple(keys)
