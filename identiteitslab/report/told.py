"""Names and words of one report: everything that depends on the language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from identiteitslab.criteria.words import Words
from identiteitslab.figures.names import told
from identiteitslab.report.content import Cell, Column
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.estimate import Estimate

PERCENT = 100
NAME = 60
"""Longer names end in an ellipsis: a table must fit its page."""


def tell(evaluation: Evaluation, lang: Lang) -> Told:
    """Tell an evaluation in one language, with every name short enough for a line."""
    known = evaluation.catalogue.solutions
    if all(len(about.name.in_(lang)) <= NAME for about in known.values()):
        return Told(evaluation, lang)
    short = {id_: about.model_copy(update={"name": _short(about.name)})
             for id_, about in known.items()}  # fmt: skip
    catalogue = evaluation.catalogue.model_copy(update={"solutions": short})
    return Told(replace(evaluation, catalogue=catalogue), lang)


def _short(name: Words) -> Words:
    return Words.model_construct(nl=told(name.nl, NAME), en=told(name.en, NAME))


@dataclass(frozen=True)
class Told:
    """An evaluation, told in one language."""

    evaluation: Evaluation
    lang: Lang

    @property
    def catalogue(self) -> Catalogue:
        """The criteria and solutions by which it was made."""
        return self.evaluation.catalogue

    @property
    def fictitious(self) -> bool:
        """Tell whether made-up solutions take part."""
        return self.evaluation.fictitious

    def say(self, key: str, /, **values: object) -> str:
        """Give a sentence of the report."""
        return say(f"report.{key}", self.lang, **values)

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        catalogue = self.catalogue
        every: dict[str, Mapping[str, Any]] = {
            "solutions": catalogue.solutions,
            "themes": catalogue.themes,
            "criteria": catalogue.by_id,
            "indicators": catalogue.indicators,
        }
        return {
            kind: {id_: told(about.name.in_(self.lang), NAME) for id_, about in group.items()}
            for kind, group in every.items()
        }

    @cached_property
    def _known(self) -> dict[tuple[str, str], Estimate]:
        indicators = self.catalogue.in_context(self.evaluation.question.context)
        every = (
            self.evaluation.estimates.get(solution, indicator)
            for solution in self.evaluation.scores.solution_ids
            for indicator in indicators
        )
        return {(one.solution, one.indicator): one for one in every if one is not None}

    def known(self, solution: str, indicator: str) -> Estimate | None:
        """Give what is known of an indicator, or None; looked up once for all chapters."""
        return self._known.get((solution, indicator))

    def solutions(self) -> dict[str, str]:
        """Name all solutions."""
        return self._names["solutions"]

    def solution(self, id_: str) -> str:
        """Name a solution."""
        return self._names["solutions"][id_]

    def theme(self, id_: str) -> str:
        """Name a theme."""
        return self._names["themes"][id_]

    def criterion(self, id_: str) -> str:
        """Name a criterion."""
        return self._names["criteria"][id_]

    def indicator(self, id_: str) -> str:
        """Name an indicator."""
        return self._names["indicators"][id_]

    def gemeente(self, code: str) -> str:
        """Name a gemeente; one that the list does not know keeps its code."""
        known = self.catalogue.gemeenten.get(code)
        return told(known.name, NAME) if known else code

    def listed(self, names: Sequence[str], most: int = 6) -> str:
        """Write names as a sentence does; after so many it says how many more there are."""
        if len(names) > most:
            return self.say("and_more", names=", ".join(names[:most]), count=len(names) - most)
        if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
            return "".join(names)
        return say("conclusion.and", self.lang, first=", ".join(names[:-1]), last=names[-1])

    def column(self, key: str, width: float = 1.0, *, right: bool = False) -> Column:
        """Give a column with its name."""
        return self.named(self.say(f"column.{key}"), width, right=right)

    def named(self, name: str, width: float = 1.0, *, right: bool = False) -> Column:
        """Give a column that has a name of its own, such as a theme."""
        return Column(name, width, right=right)

    def interval_column(self, key: str, width: float = 1.0) -> Column:
        """Give a column of values with their range."""
        parts = tuple(self.say(f"part.{part}") for part in ("middle", "low", "high"))
        return Column(self.say(f"column.{key}"), width, parts)

    def number(self, value: float, decimals: int = 0) -> Cell:
        """Write a number."""
        return Cell(number(value, self.lang, decimals), (float(value),))

    def signed(self, value: float, decimals: int = 1) -> Cell:
        """Write a difference with its sign."""
        text = number(value, self.lang, decimals)
        plus = "+" if round(value, decimals) > 0 else ""
        return Cell(f"{plus}{text}", (float(value),))

    def score(self, low: float, middle: float, high: float) -> Cell:
        """Write a score with its range in whole numbers."""
        shown = {"mean": middle, "low": low, "high": high}
        words = {name: number(value, self.lang) for name, value in shown.items()}
        return Cell(say("cli.score", self.lang, **words), (float(middle), float(low), float(high)))

    def chance(self, probability: float | None) -> Cell:
        """Write a chance as so many of the 20; nothing where there is none."""
        if probability is None:
            return Cell("–")
        return Cell(count(probability, self.lang), (float(probability),))

    def percent(self, share: float) -> Cell:
        """Write a share as a percentage."""
        return Cell(f"{number(PERCENT * share, self.lang)}%", (float(share),))

    def points(self, share: float, decimals: int = 0) -> Cell:
        """Write a weight in points of 100."""
        return self.number(PERCENT * float(share), decimals)

    def date(self, day: dt.date | None) -> str:
        """Write a date, or that there is none."""
        return date(day, self.lang) if day else say("cli.no_date", self.lang)
