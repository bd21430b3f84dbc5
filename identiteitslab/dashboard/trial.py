"""Try other weights, keep them under a name, look at what others kept, and drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.access.rights import allow
from identiteitslab.dashboard import address, sign_in, weighing_form
from identiteitslab.dashboard.part import part
from identiteitslab.dashboard.parts.html import block, tag
from identiteitslab.dashboard.parts.pieces import fault_list, link, note, quiet
from identiteitslab.dashboard.views import turning
from identiteitslab.dashboard.views.weighing import (
    dropped_note,
    scenario_label,
    scenario_table,
    trial_note,
)
from identiteitslab.dashboard.worked_out import slider_of
from identiteitslab.decision.scenario import LONGEST, weights
from identiteitslab.errors import LabError
from identiteitslab.lab.scenarios import drop, keep, scenarios
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.parts.html import Html
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.decision.scenario import Kept, Scenario
    from identiteitslab.text.lookup import Lang

OWN = "own"
SCENARIO = "scenario"
NAME, TOLD = "scenario-name", "scenario-told"


@part
def trial(visit: Visit, result: Evaluation) -> None:
    """Show what other weights would do; only this part of the page follows the answers."""
    lang = visit.lang
    kept = {str(one.number): one for one in scenarios(visit.lab, actor=visit.actor)}
    chosen = _chosen(kept, lang)
    tried = chosen.scenario if chosen else _own(result, lang)
    drawn = tried is not None and _outcome(result, tried, lang)
    if chosen is not None:
        _offer_drop(visit, chosen)
    elif tried is not None and drawn:
        _keep(visit, tried)
    told: Html | None = st.session_state.pop(TOLD, None)
    if told:
        st.html(told)
    if kept:
        shown = scenario_table(
            kept.values(), result.catalogue, lambda one: _url(visit, one.number), lang
        )
        st.html(block(tag("h3", say("trying.scenarios", lang)), shown))


def _outcome(result: Evaluation, tried: Scenario, lang: Lang) -> bool:
    """Draw what the weights lead to; False where the criteria do not know them any more."""
    try:
        found = slider_of(result).ranks(weights(tried, result))
    except ValueError:
        st.html(note("failed", say("trying.other_criteria", lang)))
        return False
    st.html(trial_note(tried, result.catalogue, lang))
    st.html(turning.trial_table(result, found, lang))
    return True


def _chosen(kept: dict[str, Kept], lang: Lang) -> Kept | None:
    """Let the reader choose a scenario that stands, or the dropped one that a link leads to."""
    asked = kept.get(address.written(SCENARIO))
    offered = {number: one for number, one in kept.items() if one.stands or one is asked}
    if not offered:
        return None
    known = {OWN: say("trying.own", lang)} | {
        number: scenario_label(one, lang) for number, one in offered.items()
    }
    return kept.get(address.select(say("trying.which", lang), SCENARIO, known, OWN))


def _own(result: Evaluation, lang: Lang) -> Scenario | None:
    points = result.weighing.theme_points
    themes = {name: result.catalogue.themes[name].name.in_(lang) for name in points}
    asked = weighing_form.ask(themes, {name: round(100 * x) for name, x in points.items()}, lang)
    back = say("page.sensitivity.back", lang)
    st.button(
        back,
        key="sensitivity-back",
        on_click=address.forget,
        args=(weighing_form.answers(themes),),
    )
    return asked.scenario("", result.question) if asked else None


def _keep(visit: Visit, tried: Scenario) -> None:
    """Offer to keep what is tried; whoever may not decide, only tries."""
    lang = visit.lang
    if not _may_write(visit):
        return
    st.text_input(
        say("trying.name", lang),
        key=NAME,
        max_chars=LONGEST,
        placeholder=say("trying.name_example", lang),
    )
    st.button(say("trying.keep", lang), key="scenario-keep", on_click=_store, args=(visit, tried))


def _store(visit: Visit, tried: Scenario) -> None:
    """Keep what is tried, before the page is drawn again; what came of it is told once."""
    if sign_in.ended():
        return
    name = str(st.session_state.get(NAME, "")).strip()
    try:
        receipt = keep(visit.lab, tried.model_copy(update={"name": name}), actor=visit.actor)
    except LabError as error:
        st.session_state[TOLD] = note("failed", fault_list(error.faults, visit.lang))
        return
    told = say("trying.kept", visit.lang, number=receipt.number)
    way = link(say("trying.look", visit.lang), _url(visit, receipt.number))
    st.session_state[TOLD] = note("met", told, " ", way)


def _offer_drop(visit: Visit, chosen: Kept) -> None:
    """Offer to drop the scenario that is shown, or say that somebody did."""
    lang = visit.lang
    if not chosen.stands:
        st.html(dropped_note(chosen, lang))
    elif _may_write(visit):
        label = say("trying.drop", lang)
        st.button(label, key="scenario-drop", on_click=_drop, args=(visit, chosen.number))
        st.html(block(quiet(say("trying.drop_read", lang))))


def _drop(visit: Visit, number: int) -> None:
    """Drop a scenario, before the page is drawn again; what came of it is told once."""
    if sign_in.ended():
        return
    try:
        receipt = drop(visit.lab, number, actor=visit.actor)
    except LabError as error:
        st.session_state[TOLD] = note("failed", fault_list(error.faults, visit.lang))
        return
    told = "trying.dropped_before" if receipt.duplicate else "trying.dropped_now"
    st.session_state[TOLD] = note("met", say(told, visit.lang, number=number))


def _may_write(visit: Visit) -> bool:
    return not visit.lab.read_only and allow(visit.actor, "decide")


def _url(visit: Visit, number: int) -> str:
    return visit.url("gevoeligheid", **{SCENARIO: str(number)})
