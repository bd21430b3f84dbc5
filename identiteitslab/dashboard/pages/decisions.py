"""What was decided, on which evidence, and does that still stand?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.access.rights import allow
from identiteitslab.dashboard import address, desk
from identiteitslab.dashboard.decision_form import ask
from identiteitslab.dashboard.parts.pieces import fault_list, heading, note, section
from identiteitslab.dashboard.views import decided, deciding
from identiteitslab.dashboard.views.stamp import criteria_stamp, stamp
from identiteitslab.decision.conclusion import conclude
from identiteitslab.errors import LabError, fail
from identiteitslab.lab import deciding as keeping
from identiteitslab.lab.looking_back import changes
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.decision.log.ledger import Kept, Ledger
    from identiteitslab.decision.log.since import Since
    from identiteitslab.errors import Fault


def render(visit: Visit) -> None:
    """Draw the list, one decision in full, the open actions, and the form for a new one."""
    lang = visit.lang
    ledger = visit.decisions()
    since = {one.number: _since(visit, one) for one in ledger.standing}
    told = deciding.conclusion(ledger, since, lang)
    st.html(heading(say("page.decisions.question", lang), told))
    for receipt in desk.receipts():
        st.html(deciding.receipt_note(receipt, lang))
    if ledger.unreadable:
        st.html(deciding.unreadable_note(ledger, lang))
    if ledger.kept:
        _kept(visit, ledger, since)
    _new(visit, ledger)


def _kept(visit: Visit, ledger: Ledger, since: dict[int, Since | tuple[Fault, ...]]) -> None:
    lang, catalogue = visit.lang, visit.lab.catalogue

    def url(number: int) -> str:
        return visit.url("besluiten", besluit=str(number))

    st.html(deciding.decisions_table(ledger, since, catalogue, lang, url))
    st.html(section(say("page.decisions.actions", lang), deciding.actions_table(ledger, lang)))
    if allow(visit.actor, "decide") and not visit.lab.read_only:
        _close(visit, ledger)
    st.html(section(say("page.decisions.one", lang)))
    known = {str(one.number): _title(one) for one in reversed(ledger.kept)}
    number = address.select(say("page.decisions.which", lang), "besluit", known, next(iter(known)))
    kept = ledger.get(int(number))
    if kept.stands:
        st.html(decided.since_note(since[kept.number], catalogue, lang))
    st.html(decided.decision_card(kept, catalogue, lang))


def _title(kept: Kept) -> str:
    return f"{kept.number}: {kept.decision.question}"


def _since(visit: Visit, kept: Kept) -> Since | tuple[Fault, ...]:
    try:
        return changes(visit.lab, kept, actor=visit.actor, ask=visit.evaluation)
    except LabError as error:
        return error.faults


def _close(visit: Visit, ledger: Ledger) -> None:
    """Let an action be called done."""
    lang = visit.lang
    undone = {
        (one.number, place): f"{deciding.action_name(one.number, place, lang)}: {action.text}"
        for one in ledger.standing
        for place, action in one.open_actions
    }
    if not undone:
        return
    with st.expander(say("page.decisions.close_title", lang)), st.form("close", border=False):
        chosen = st.selectbox(
            say("page.decisions.which_action", lang), list(undone), format_func=undone.__getitem__
        )
        today = dt.datetime.now(dt.UTC).date()
        day = st.date_input(say("page.decisions.done_on", lang), today, format="DD-MM-YYYY")
        if st.form_submit_button(say("page.decisions.close", lang)):
            try:
                keeping.close_action(visit.lab, *chosen, on=day, actor=visit.actor)
            except LabError as error:
                st.html(fault_list(error.faults, lang))
            else:
                st.rerun()


def _new(visit: Visit, ledger: Ledger) -> None:
    """Offer the form to who may decide, under what the decision will stand on."""
    lang = visit.lang
    st.html(section(say("page.decisions.new", lang)))
    try:
        if not allow(visit.actor, "decide"):
            raise fail("access-decide", role=say(f"role.{visit.actor.role}", lang))
        if visit.lab.read_only:
            raise fail("lab-read-only")
        evaluation = visit.evaluation()
    except LabError as error:
        st.html(note("open", *(f"{one.what(lang)} {one.repair(lang)}" for one in error.faults)))
        st.html(criteria_stamp(visit.lab.catalogue, visit.lab.settings.criteria, lang))
        return
    _form(visit, ledger, evaluation)
    st.html(stamp(evaluation, lang))


def _form(visit: Visit, ledger: Ledger, evaluation: Evaluation) -> None:
    lang, catalogue = visit.lang, visit.lab.catalogue
    told = say("page.decisions.stands_on", lang, id=evaluation.id)
    st.html(note("open" if evaluation.fictitious else "met", told, " ", conclude(evaluation, lang)))
    desk.begin(visit)
    draft = ask(visit, ledger)
    if draft is None:
        return
    with st.spinner(say("page.decisions.working", lang)):
        faults = desk.keep(visit, draft)
    if faults:
        asked = decided.questions(catalogue, draft.phase, lang)
        st.html(deciding.refusal(faults, asked, lang))
    else:
        st.rerun()
