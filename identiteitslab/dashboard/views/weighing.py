"""Weights that somebody gave, in words and as a scenario."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.comparison.elicitation import ranking_weights
from identiteitslab.dashboard.parts.html import NOTHING, Html, join, tag
from identiteitslab.dashboard.parts.pieces import link, more, note, quiet
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.decision.scenario import Scenario
from identiteitslab.measurement.in_unit import PERCENT
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Question
    from identiteitslab.decision.scenario import Kept


@dataclass(frozen=True)
class Asked:
    """What somebody answered: points of 100 by theme, or only which themes matter most."""

    points: Mapping[str, float]
    order: tuple[str, ...] = ()

    def scenario(self, name: str, question: Question) -> Scenario:
        """Give what was answered a name."""
        return Scenario(
            name=name,
            context=question.context,
            profile=question.profile,
            situation=question.situation,
            points={} if self.order else dict(self.points),
            statements=(" > ".join(self.order),) if self.order else (),
        )


def from_points(given: Mapping[str, float]) -> Asked | None:
    """Read points on any scale; None where nothing has points."""
    whole = sum(given.values())
    if whole <= 0:
        return None
    return Asked({theme: PERCENT * value / whole for theme, value in given.items()})


def from_order(order: tuple[str, ...]) -> Asked:
    """Read an order; its points are the mean of all weights in that order."""
    shares = ranking_weights([(theme,) for theme in order])
    return Asked({theme: PERCENT * share for theme, share in shares.items()}, order)


def weights_in_words(scenario: Scenario, catalogue: Catalogue, lang: Lang) -> str:
    """Write the weights of a scenario, themes by their names."""
    known = {name: about.name.in_(lang) for name, about in catalogue.themes.items()}
    if scenario.statements:
        return "; ".join(
            re.sub(r"[a-z][a-z0-9-]*", lambda found: known.get(found[0], found[0]), text)
            for text in scenario.statements
        )
    whole = sum(scenario.points.values())
    return ", ".join(
        f"{known.get(theme, theme)} {number(PERCENT * value / whole, lang)}"
        for theme, value in sorted(scenario.points.items(), key=lambda item: -item[1])
    )


def trial_note(scenario: Scenario, catalogue: Catalogue, lang: Lang) -> Html:
    """Say what is tried, and that nobody adopted it."""
    told = weights_in_words(scenario, catalogue, lang)
    key = "trying.trial_said" if scenario.statements else "page.sensitivity.trial_points"
    named = f" {scenario.name}." if scenario.name else ""
    return note(
        "open",
        tag("strong", say("page.sensitivity.trial", lang)),
        named,
        " ",
        say(key, lang, points=told),
    )


def scenario_table(
    kept: Iterable[Kept], catalogue: Catalogue, url: Callable[[Kept], str], lang: Lang
) -> Html:
    """List scenarios, the newest first; each name leads to what it showed.

    Those that were dropped stand apart, one click away.
    """
    newest = sorted(kept, key=lambda one: -one.number)
    standing, dropped = (
        [_row(one, catalogue, url(one), lang) for one in newest if one.stands is stands]
        for stands in (True, False)
    )
    caption = say("trying.dropped_caption", lang, count=len(dropped))
    return join(
        _listed(say("trying.scenarios_caption", lang), standing, lang) if standing else NOTHING,
        more(caption, _listed(caption, dropped, lang)) if dropped else NOTHING,
    )


def dropped_note(one: Kept, lang: Lang) -> Html:
    """Say that a scenario was dropped, and when."""
    if one.dropped is None:
        return NOTHING
    return note("failed", say("trying.dropped_on", lang, date=date(one.dropped.at.date(), lang)))


def scenario_label(one: Kept, lang: Lang) -> str:
    """Name a scenario in a list to choose from: marked as a trial, or as dropped."""
    return f"{say('trying.mark' if one.stands else 'trying.dropped', lang)}: {one.scenario.name}"


def _listed(caption: str, rows: Sequence[Row], lang: Lang) -> Html:
    columns = (
        Column(say("trying.scenario", lang), 34),
        Column(say("trying.weights", lang), 32),
        Column(say("trying.about", lang), 20),
        Column(say("trying.kept_on", lang), 14),
    )
    return table(caption, columns, rows)


def _row(one: Kept, catalogue: Catalogue, url: str, lang: Lang) -> Row:
    said = one.scenario
    return Row(
        join(link(said.name, url), " ", _mark(one, lang)),
        (
            weights_in_words(said, catalogue, lang),
            _about(said, catalogue, lang),
            join(date(one.at.date(), lang), quiet(say(f"role.{one.role}", lang))),
        ),
    )


def _mark(one: Kept, lang: Lang) -> Html:
    if one.dropped is None:
        return tag("span", say("trying.mark", lang), class_="lab-status lab-not_shown")
    word = tag("span", say("trying.dropped", lang), class_="lab-status lab-failed")
    return join(word, quiet(date(one.dropped.at.date(), lang)))


def _about(said: Scenario, catalogue: Catalogue, lang: Lang) -> Html:
    where = catalogue.situations.get(said.situation or "") or catalogue.contexts[said.context]
    profile = catalogue.profiles.get(said.profile)
    usual = profile.name.in_(lang) if profile else said.profile
    return join(where.name.in_(lang), quiet(usual))
