"""The form of a decision: what must be said, in the order in which people decide."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import desk
from identiteitslab.dashboard.views import decided, names
from identiteitslab.decision.log.check import LINE, LONG, MOST_ACTIONS
from identiteitslab.decision.log.decision import Action, Answer, Choice, Draft, Owner
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.criteria.phases import PhaseName
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.log.decision import Reply, Verdict
    from identiteitslab.decision.log.ledger import Ledger

VERDICTS: tuple[Verdict, ...] = ("choose", "wait", "none")
REPLIES: tuple[Reply, ...] = ("yes", "no", "unknown")
USUAL_PHASE: PhaseName = "evalueren"


def ask(visit: Visit, ledger: Ledger) -> Draft | None:
    """Draw the form; gives what was said once the reader asks to keep it.

    A correction begins with what the decision said that it replaces.
    """
    lang, phases = visit.lang, visit.lab.catalogue.phases
    replaces, base = _replaced(ledger, lang)
    first, second = st.columns([3, 1])
    steps = {name: about.name.in_(lang) for name, about in phases.steps.items()}
    usual = base.phase if base else USUAL_PHASE
    phase = first.selectbox(
        say("decisions.field.phase", lang),
        list(steps),
        index=list(steps).index(usual) if usual in steps else 0,
        format_func=lambda one: steps[one],
        key=desk.key("phase", replaces),
    )
    count = second.number_input(
        say("page.decisions.how_many", lang),
        0,
        MOST_ACTIONS,
        len(base.actions) if base else 1,
        key=desk.key("count", replaces),
    )
    return _Form(visit, base, replaces).ask(phase, int(count))


def _replaced(ledger: Ledger, lang: Lang) -> tuple[int | None, Draft | None]:
    known = {one.number: one.decision for one in reversed(ledger.standing)}
    if not known:
        return None, None
    words = {None: say("page.decisions.not_a_correction", lang)} | {
        number: f"{number}: {one.question}" for number, one in known.items()
    }
    number = st.selectbox(
        say("page.decisions.corrects", lang),
        list(words),
        format_func=lambda one: words[one],
        key=desk.key("replaces", None),
    )
    return number, known[number] if number is not None else None


class _Form:
    """Draws the fields of one decision, filled with what an earlier one said."""

    def __init__(self, visit: Visit, base: Draft | None, replaces: int | None) -> None:
        self.visit, self.lang, self.base, self.replaces = visit, visit.lang, base, replaces

    def ask(self, phase: PhaseName, count: int) -> Draft | None:
        catalogue, lang = self.visit.lab.catalogue, self.lang
        asked = decided.questions(catalogue, phase, lang)
        grounds = [name for name in asked if name in {*catalogue.phases.grounds}]
        gate = [name for name in asked if name not in grounds]
        with st.form(desk.key("form", self.replaces)):
            question = self._line("question", self.base.question if self.base else "")
            options = self._solutions("options", list(catalogue.solutions))
            st.markdown(f"**{say('decisions.field.grounds', lang)}**")
            answers = self._answers("grounds", {name: asked[name] for name in grounds})
            st.markdown(f"**{say('decisions.field.gate', lang)}**")
            passed = self._answers(f"gate-{phase}", {name: asked[name] for name in gate})
            choice = self._choice()
            reason = self._text("reason", self.base.reason if self.base else "")
            deviation = self._text("deviation", self.base.deviation if self.base else "")
            override = self._text("override", self.base.override if self.base else "")
            owner = self._owner()
            actions = tuple(self._action(place) for place in range(count))
            label = say("page.decisions.keep", lang)
            if not st.form_submit_button(label, type="primary", key=self._key("keep")):
                return None
        return Draft(
            question=question,
            options=tuple(options),
            choice=choice,
            reason=reason,
            owner=owner,
            phase=phase,
            gate=passed,
            grounds=answers,
            deviation=deviation,
            override=override,
            actions=tuple(one for one in actions if one.text or one.owner),
            replaces=self.replaces,
        )

    def _key(self, name: str) -> str:
        return desk.key(name, self.replaces)

    def _line(self, field: str, value: str) -> str:
        label = say(f"decisions.field.{field}", self.lang)
        return st.text_input(label, value, max_chars=LINE, key=self._key(field))

    def _text(self, field: str, value: str) -> str:
        label = say(f"page.decisions.label_{field}", self.lang)
        return st.text_area(label, value, max_chars=LONG, height=100, key=self._key(field))

    def _solutions(self, field: str, usual: list[str]) -> list[str]:
        known = names.solutions(self.visit.lab.catalogue, self.lang)
        earlier = [one for one in self._earlier(field) if one in known]
        return st.multiselect(
            say(f"decisions.field.{field}", self.lang),
            list(known),
            earlier or usual,
            format_func=lambda one: known[one],
            placeholder=say("page.decisions.pick", self.lang),
            key=self._key(field),
        )

    def _earlier(self, field: str) -> tuple[str, ...]:
        if self.base is None:
            return ()
        return self.base.options if field == "options" else self.base.choice.solutions

    def _choice(self) -> Choice:
        usual = VERDICTS.index(self.base.choice.verdict) if self.base else 0
        verdict = st.radio(
            say("decisions.field.choice", self.lang),
            VERDICTS,
            index=usual,
            format_func=lambda one: say(f"decisions.verdict.{one}", self.lang),
            key=self._key("verdict"),
        )
        chosen = self._solutions("chosen", [])
        return Choice(verdict=verdict, solutions=tuple(chosen))

    def _answers(self, group: str, asked: Mapping[str, str]) -> dict[str, Answer]:
        earlier = {**self.base.grounds, **self.base.gate} if self.base else {}
        found = {}
        for name, question in asked.items():
            left, right = st.columns(2)
            given = earlier.get(name)
            reply = left.radio(
                question,
                REPLIES,
                index=REPLIES.index(given.answer) if given else None,
                format_func=lambda one: say(f"decisions.reply.{one}", self.lang),
                horizontal=True,
                key=self._key(f"{group}-{name}"),
            )
            words = right.text_input(
                say("decisions.field.note", self.lang),
                given.note if given else "",
                max_chars=LONG,
                key=self._key(f"{group}-{name}-note"),
            )
            if reply is not None:
                found[name] = Answer(answer=reply, note=words)
        return found

    def _owner(self) -> Owner:
        left, right = st.columns(2)
        with left:
            role = self._line("role", self.base.owner.role if self.base else "")
        with right:
            body = self._line("body", self.base.owner.body if self.base else "")
        return Owner(role=role, body=body)

    def _action(self, place: int) -> Action:
        earlier = self.base.actions[place] if self.base and place < len(self.base.actions) else None
        st.markdown(f"**{say('page.decisions.action_place', self.lang, place=place + 1)}**")
        first, second, third = st.columns([4, 3, 2])
        key, today = self._key(f"action-{place}"), dt.datetime.now(dt.UTC).date()
        text = first.text_input(
            say("decisions.field.text", self.lang),
            earlier.text if earlier else "",
            max_chars=LINE,
            key=f"{key}-text",
        )
        owner = second.text_input(
            say("page.decisions.action_owner", self.lang),
            earlier.owner if earlier else "",
            max_chars=LINE,
            key=f"{key}-owner",
        )
        day = third.date_input(
            say("decisions.field.by", self.lang),
            earlier.by if earlier else today + dt.timedelta(days=30),
            format="DD-MM-YYYY",
            key=f"{key}-by",
        )
        return Action(text=text, owner=owner, by=day)
