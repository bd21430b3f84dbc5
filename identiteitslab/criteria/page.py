"""The reference page of all criteria, in Markdown, for people who read and not program."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.text.lookup import say, sentences
from identiteitslab.text.numbers import date, exact, number, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Criterion, Indicator, Minimum, ValueFunction
    from identiteitslab.criteria.words import Source, Words
    from identiteitslab.text.lookup import Lang


def page(catalogue: Catalogue, kinds: Mapping[str, Words], lang: Lang = "nl") -> str:
    """Write the page.

    Parameters
    ----------
    catalogue
        The criteria.
    kinds
        How people call each kind of measurement.
    lang
        The language of the page.

    Returns
    -------
    str
        Markdown, the same for the same catalogue.
    """
    return _Writer(catalogue, kinds, lang).page()


@dataclass(frozen=True)
class _Writer:
    """Writes one page in one language."""

    catalogue: Catalogue
    kinds: Mapping[str, Words]
    lang: Lang

    def page(self) -> str:
        blocks = [*self._opening(), *self._contents()]
        for theme, group in self.catalogue.criteria.items():
            about = self.catalogue.themes[theme]
            blocks += [f"## {about.name.in_(self.lang)}", about.question.in_(self.lang)]
            for name, criterion in group.items():
                blocks += self._criterion(name, criterion)
        return "\n\n".join(blocks) + "\n"

    def _opening(self) -> list[str]:
        total = len(self.catalogue.indicators)
        last = [max(i.value, key=lambda v: v.since) for i in self.catalogue.indicators.values()]
        certain = Counter(function.evidence for function in last)
        counts = {name: certain[name] for name in ("seen", "recalled", "judgement")}
        return [
            f"# {self._say('title')}",
            self._say("made"),
            self._say(
                "counts",
                criteria=len(self.catalogue.by_id),
                indicators=total,
                themes=len(self.catalogue.themes),
            ),
            f"## {self._say('how_title')}",
            self._say("how_score"),
            self._say("how_minimum"),
            self._say("how_certain", total=total, **counts),
        ]

    def _contents(self) -> list[str]:
        rows = []
        for theme, group in self.catalogue.criteria.items():
            rows.append(f"- {self.catalogue.themes[theme].name.in_(self.lang)}")
            rows += [f"  - [{c.name.in_(self.lang)}](#{name})" for name, c in group.items()]
        return [f"## {self._say('contents')}", "\n".join(rows)]

    def _criterion(self, name: str, criterion: Criterion) -> list[str]:
        blocks = [
            f'<a id="{name}"></a>',
            f"### {criterion.name.in_(self.lang)} (`{name}`)",
            f"**{criterion.question.in_(self.lang)}**",
            self._say("why", why=criterion.why.in_(self.lang)),
        ]
        if not criterion.scored:
            blocks.append(self._say("gates_only"))
        for key, indicator in criterion.indicators.items():
            blocks += self._indicator(key, indicator)
        return blocks

    def _indicator(self, name: str, indicator: Indicator) -> list[str]:
        facts = [
            *self._scope(indicator),
            *(self._score(indicator, function) for function in indicator.value),
            *(self._minimum(indicator, minimum) for minimum in indicator.minimum),
            *self._unlimited(indicator),
            *self._practice(indicator),
        ]
        return [
            f"#### {indicator.name.in_(self.lang)} (`{name}`)",
            indicator.definition.in_(self.lang),
            "\n".join(f"- {fact}" for fact in facts),
        ]

    def _scope(self, indicator: Indicator) -> list[str]:
        kind = self.kinds[indicator.kind].in_(self.lang)
        direction = self._term("direction", indicator.direction)
        unit = indicator.unit.in_(self.lang)
        named = unit if kind in unit else f"{unit} ({kind})"
        facts = [self._say("unit", unit=named, direction=direction)]
        if indicator.scored:
            facts.append(self._say("share", share=percent(indicator.share, self.lang)))
        else:
            facts.append(self._say("gate"))
        if len(indicator.contexts) == 1:
            only = self._term("context", indicator.contexts[0])
            facts.append(self._say("only_contexts", contexts=only))
        if indicator.applies_if is not None:
            needed = self._term("property", indicator.applies_if)
            facts.append(self._say("applies_if", property=needed))
        return facts

    def _score(self, indicator: Indicator, function: ValueFunction) -> str:
        since = date(function.since, self.lang)
        points = [self._point(indicator, *point) for point in function.points]
        between = "" if function.scale == "levels" else self._term("scale", function.scale)
        ground = self._say(
            "basis",
            rationale=function.rationale.in_(self.lang),
            basis=self._term("basis", function.basis),
            evidence=self._term("evidence", function.evidence),
        )
        rows = [*points, *([between] if between else []), ground]
        return "\n  - ".join([self._say("scale_since", since=since), *rows])

    def _point(self, indicator: Indicator, value: float, score: float) -> str:
        shown = exact(score, self.lang)
        if indicator.levels:
            name = indicator.levels[int(value)].in_(self.lang)
            return self._say("level_point", level=int(value), name=name, score=shown)
        return self._say("point", value=self._value(indicator, value), score=shown)

    def _minimum(self, indicator: Indicator, minimum: Minimum) -> str:
        side = "at_least" if minimum.lower else "at_most"
        text = self._say(
            "minimum",
            context=self._term("context", minimum.context),
            since=date(minimum.since, self.lang),
            limit=self._say(side, limit=self._value(indicator, minimum.limit)),
            reason=minimum.reason.in_(self.lang),
            basis=self._term("basis", minimum.basis),
            test=self._term("test", minimum.test),
        )
        if minimum.from_level:
            text += " " + self._say("from_level", level=minimum.from_level)
        return f"{text} {self._say('set_by_situation')}" if minimum.set_by_situation else text

    def _unlimited(self, indicator: Indicator) -> list[str]:
        facts = [] if indicator.minimum else [self._say("no_minimum")]
        if indicator.scope_note is not None:
            facts.append(indicator.scope_note.in_(self.lang))
        return facts

    def _practice(self, indicator: Indicator) -> list[str]:
        measured = self._say(
            "measured",
            how=self._term("measured_by", indicator.measured_by),
            instrument=indicator.instrument.in_(self.lang),
            count=number(indicator.evidence_from, self.lang),
        )
        facts = [
            measured,
            self._say("combine", rule=self._term("combine", indicator.combine)),
            self._say("remedy", remedy=indicator.remedy.in_(self.lang)),
        ]
        if indicator.sources:
            named = "; ".join(_source(source) for source in indicator.sources)
            facts.append(self._say("sources", sources=named))
        return facts

    def _value(self, indicator: Indicator, value: float) -> str:
        if indicator.levels:
            name = indicator.levels[int(value)].in_(self.lang)
            return self._say("level_limit", level=int(value), name=name)
        if indicator.kind == "proportion":
            return percent(value, self.lang)
        return exact(value, self.lang)

    def _say(self, key: str, **values: object) -> str:
        return say(f"reference_page.{key}", self.lang, **values)

    def _term(self, table: str, name: str) -> str:
        """Give the word for a name in the files; a lab's own name stands for itself."""
        return sentences(self.lang).get(f"term.{table}.{name}", name)


def _source(source: Source) -> str:
    text = f"{source.title}, {source.section}" if source.section else source.title
    return f"[{text}]({source.href})" if source.href else text
