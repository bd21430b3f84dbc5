"""Try other weights, keep them under a name, and look at what others kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.access.rights import allow
from identiteitslab.dashboard import address, weighing_form
from identiteitslab.dashboard.parts.html import block, tag
from identiteitslab.dashboard.parts.pieces import fault_list, link, note
from identiteitslab.dashboard.views import turning
from identiteitslab.dashboard.views.weighing import scenario_table, trial_note
from identiteitslab.dashboard.worked_out import slider_of
from identiteitslab.decision.scenario import LONGEST, weights
from identiteitslab.errors import LabError
from identiteitslab.lab.scenarios import keep, scenarios
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.parts.html import Html
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.decision.scenario import Kept, Scenario
    from identiteitslab.text.lookup import Lang

OWN = "own"
NAME, TOLD = "scenario-name", "scenario-told"


@st.fragment
def trial(visit: Visit, result: Evaluation) -> None:
    """Show what other weights would do; only this part of the page follows the answers."""
    lang = visit.lang
    kept = {str(one.number): one for one in scenarios(visit.lab, actor=visit.actor)}
    chosen = _chosen(kept, lang)
    tried = chosen.scenario if chosen else _own(result, lang)
    if tried is not None and _outcome(result, tried, lang) and chosen is None:
        _keep(visit, tried)
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
    """Let the reader choose a scenario that was kept, if there is any."""
    if not kept:
        return None
    mark = say("trying.mark", lang)
    known = {OWN: say("trying.own", lang)} | {
        number: f"{mark}: {one.scenario.name}" for number, one in kept.items()
    }
    return kept.get(address.select(say("trying.which", lang), "scenario", known, OWN))


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
    if visit.lab.read_only or not allow(visit.actor, "decide"):
        return
    st.text_input(
        say("trying.name", lang),
        key=NAME,
        max_chars=LONGEST,
        placeholder=say("trying.name_example", lang),
    )
    st.button(say("trying.keep", lang), key="scenario-keep", on_click=_store, args=(visit, tried))
    told: Html | None = st.session_state.pop(TOLD, None)
    if told:
        st.html(told)


def _store(visit: Visit, tried: Scenario) -> None:
    """Keep what is tried, before the page is drawn again; what came of it is told once."""
    name = str(st.session_state.get(NAME, "")).strip()
    try:
        receipt = keep(visit.lab, tried.model_copy(update={"name": name}), actor=visit.actor)
    except LabError as error:
        st.session_state[TOLD] = note("failed", fault_list(error.faults, visit.lang))
        return
    told = say("trying.kept", visit.lang, number=receipt.number)
    way = link(say("trying.look", visit.lang), _url(visit, receipt.number))
    st.session_state[TOLD] = note("met", told, " ", way)


def _url(visit: Visit, number: int) -> str:
    return visit.url("gevoeligheid", scenario=str(number))
