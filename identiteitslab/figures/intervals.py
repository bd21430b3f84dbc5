"""How good, and how sure? A score with its range for each solution or criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.inputs import column, flags, names_of, ordered
from identiteitslab.figures.names import told
from identiteitslab.figures.scene import Axis, Dot, Key, Line, Mark, Row, Scene
from identiteitslab.figures.ticks import score_ticks
from identiteitslab.figures.wording import between, listing
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

Of = Literal["solutions", "criteria"]


@dataclass(frozen=True)
class _Score:
    name: str
    low: float
    middle: float
    high: float
    failed: bool
    unknown: bool

    @property
    def look(self) -> str:
        return "quiet" if self.failed or self.unknown else "main"

    def words(self, lang: Lang) -> str:
        if self.unknown:
            return say("figure.unknown", lang)
        return between(self.middle, self.low, self.high, lang)

    def told(self, lang: Lang) -> str:
        return say("figure.intervals.told", lang, name=told(self.name), score=self.words(lang))

    def marks(self, y: int, lang: Lang) -> tuple[Mark, ...]:
        if self.unknown:
            return (Line(((0, y), (100, y)), "quiet"),)
        span = Line(((self.low, y), (self.high, y)), self.look, "thick")
        return span, Dot(self.middle, y, self.look, self.told(lang))


def intervals(
    names: Sequence[str],
    low: ArrayLike,
    middle: ArrayLike,
    high: ArrayLike,
    *,
    lang: Lang,
    of: Of = "solutions",
    failed: Sequence[bool] | None = None,
    unknown: Sequence[bool] | None = None,
    fictitious: bool = False,
) -> Figure:
    """Show scores with their range, in the order given; those that fail stand apart below.

    Parameters
    ----------
    names
        Of solutions or criteria.
    low, middle, high
        Score of 0 to 100 and the range that holds 95 of 100 recalculations, each ``(names,)``.
    failed
        True for a solution that fails a minimum: it does not count.
    unknown
        True where nothing was measured: the score may be anything from 0 to 100.

    Raises
    ------
    ValueError
        No names, numbers that are missing, or a range that does not hold its score.
    """
    labels = names_of("names", names)
    count = len(labels)
    numbers = (
        column("low", low, count),
        column("middle", middle, count),
        column("high", high, count),
    )
    ordered(*numbers)
    out, blank = flags("failed", failed, count), flags("unknown", unknown, count)
    scores = [_Score(*one) for one in zip(labels, *numbers, out, blank, strict=True)]
    scores.sort(key=lambda score: score.failed)
    return Figure(
        title=say(f"figure.intervals.{of}.title", lang),
        conclusion=_conclusion(scores, lang),
        alt=say(
            f"figure.intervals.{of}.alt",
            lang,
            count=count,
            scores=listing([score.told(lang) for score in scores], lang),
        ),
        reading=say("figure.intervals.reading", lang),
        columns=(
            say(f"figure.intervals.{of}.column", lang),
            *(say(f"figure.{name}", lang) for name in ("score", "low", "high", "counts")),
        ),
        rows=tuple(_table_row(score, lang) for score in scores),
        scene=_scene(scores, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _scene(scores: list[_Score], lang: Lang) -> Scene:
    rows: list[Row] = []
    marks: list[Mark] = []
    for score in scores:
        if score.failed and not any(row.weight == "heading" for row in rows):
            rows.append(Row(say("figure.intervals.heading", lang), weight="heading"))
        marks += score.marks(len(rows), lang)
        rows.append(Row(score.name, score.words(lang), "quiet" if score.failed else "plain"))
    ends = (say("figure.worse", lang), say("figure.better", lang))
    keys = [Key(say("figure.key_range", lang), "main", "interval")]
    if any(score.failed for score in scores):
        keys.append(Key(say("figure.intervals.key_failed", lang), "quiet", "interval"))
    if any(score.unknown for score in scores):
        keys.append(Key(say("figure.intervals.key_unknown", lang), "quiet", "line"))
    return Scene(
        Axis(0, 100, score_ticks(lang), ends=ends), tuple(rows), tuple(marks), keys=tuple(keys)
    )


def _conclusion(scores: list[_Score], lang: Lang) -> str:
    known = [score for score in scores if not (score.failed or score.unknown)]
    sentences = [say("figure.intervals.conclusion_none", lang)]
    if known:
        best = max(known, key=lambda score: score.middle)
        words = best.words(lang)
        sentences = [say("figure.intervals.conclusion", lang, name=told(best.name), score=words)]
    failed = [told(score.name) for score in scores if score.failed]
    if failed:
        key = "conclusion_failed" if len(failed) == 1 else "conclusion_failed_many"
        sentences.append(say(f"figure.intervals.{key}", lang, names=listing(failed, lang)))
    return " ".join(sentences)


def _table_row(score: _Score, lang: Lang) -> tuple[str, ...]:
    counts = say("figure.no" if score.failed else "figure.yes", lang)
    if score.unknown:
        unknown = say("figure.unknown", lang)
        return score.name, unknown, number(0, lang), number(100, lang), counts
    values = (score.middle, score.low, score.high)
    return score.name, *(number(value, lang) for value in values), counts
