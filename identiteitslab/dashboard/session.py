"""What a session knows: the lab, the language, the choices, and the cached evaluation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

import streamlit as st

from identiteitslab.access.rights import demand
from identiteitslab.dashboard import address
from identiteitslab.dashboard.views import names
from identiteitslab.errors import LabError
from identiteitslab.lab.deciding import decisions
from identiteitslab.lab.evaluate import evaluate, under_profile
from identiteitslab.lab.lab import Lab
from identiteitslab.store import gather
from identiteitslab.text.lookup import LANGUAGES, Lang, say

if TYPE_CHECKING:
    from identiteitslab.access.actor import Actor
    from identiteitslab.dashboard.parts.frame import Theme
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.decision.evaluation import Question
    from identiteitslab.decision.log.ledger import Ledger
    from identiteitslab.errors import Fault
    from identiteitslab.store.store import Store

KEPT, WEIGHED = 24, 96
"""So many evaluations are kept; and so many that only weigh one of those otherwise."""

CRITERION = "criterion"
"""How an address names one."""

NOW_AND_THEN = dt.timedelta(minutes=1)
"""Damage comes without a new entry in the log; no longer than this is it overlooked."""


@dataclass(frozen=True)
class Moment:
    """How a store stands: the end of its log, and what counts."""

    head: str
    data_version: str


@dataclass(frozen=True)
class Visit:
    """Who looks at which lab, in which language and through which choices.

    ``view`` is a situation, or a context as a whole; ``profile`` a set of weights.
    """

    lab: Lab
    actor: Actor
    lang: Lang
    theme: Theme
    view: str
    profile: str

    def question(self) -> Question:
        """Give the question that the choices ask."""
        whole = self.view in self.lab.catalogue.contexts
        context, situation = (self.view, None) if whole else (None, self.view)
        return self.lab.question(context=context, profile=self.profile, situation=situation)

    def url(self, page: str, **choices: str) -> str:
        """Give the address of a page with the choices of this visit, and more."""
        mine = {"lang": self.lang, "view": self.view, "profile": self.profile}
        usual = {
            "lang": "nl",
            "view": self.lab.settings.context,
            "profile": self.lab.settings.profile,
        }
        asked = {name: value for name, value in mine.items() if value != usual[name]} | choices
        return f"{page}?{urlencode(asked)}" if asked else page

    def criterion_url(self, name: str) -> str:
        """Give the address where a criterion stands in full."""
        return self.url("criteria", **{CRITERION: name})

    def evaluation(self, question: Question | None = None) -> Evaluation:
        """Give the evaluation of the chosen view, or of another question.

        Raises
        ------
        LabError
            Nothing was measured yet, or the store or the criteria have faults.
        """
        # Damage shows neither in another lab with the same uploads, nor once it is mended.
        damaged = " ".join(str(fault.facts["number"]) for fault in self.left_out())
        made_from = f"{self.lab.root} {self.moment.data_version} {damaged}"
        asked = question or self.question()
        usual = replace(asked, profile=self.lab.settings.profile)
        criteria = self.lab.catalogue.digest
        measured = _evaluation((made_from, criteria, usual), self.lab)
        return measured if asked == usual else _weighed((made_from, criteria, asked), measured)

    @cached_property
    def moment(self) -> Moment:
        """How the store stood when this visit first asked.

        Raises
        ------
        LabError
            The register cannot be read.
        """
        with self.lab.store() as store:
            head = store.head()
            return Moment(head, _data_version((str(self.lab.root), head), store))

    def decisions(self) -> Ledger:
        """Give all decisions.

        Raises
        ------
        LabError
            The actor may not, or the register cannot be read.
        """
        demand(self.actor, "read")
        return _decisions((str(self.lab.root), self.moment.head), self.lab, self.actor)

    def left_out(self) -> tuple[Fault, ...]:
        """Give which uploads are damaged, so that no page counts them.

        A register that cannot be read is told by the pages that need it.
        """
        try:
            return _left_out((str(self.lab.root), self.moment.data_version), self.lab)
        except LabError:
            return ()


@st.cache_resource(show_spinner=False)
def open_lab() -> Lab:
    """Open the lab once a process."""
    return Lab.open()


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _evaluation(key: tuple[str, str, Question], _lab: Lab) -> Evaluation:
    """Evaluate once for each version of data and criteria; the frozen result may be shared."""
    sums, found = _lab.measurements()
    return evaluate(_lab.catalogue, key[2], sums, found)


@st.cache_resource(show_spinner=False, max_entries=WEIGHED)
def _weighed(key: tuple[str, str, Question], _measured: Evaluation) -> Evaluation:
    """Weigh otherwise what was measured; that itself is shared, so that this takes little."""
    return under_profile(_measured, key[2].profile)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _data_version(key: tuple[str, str], _store: Store) -> str:  # noqa: ARG001 - cached by it
    """Give what counts; that only changes with an entry in the log."""
    return _store.data_version()


@st.cache_resource(show_spinner=False, max_entries=KEPT, ttl=NOW_AND_THEN)
def _decisions(key: tuple[str, str], _lab: Lab, _actor: Actor) -> Ledger:  # noqa: ARG001 - as above
    """Read the decisions once for each end of the log."""
    return decisions(_lab, actor=_actor)


@st.cache_data(show_spinner=False, max_entries=KEPT, ttl=NOW_AND_THEN)
def _left_out(key: tuple[str, str], _lab: Lab) -> tuple[Fault, ...]:  # noqa: ARG001 - as above
    """Look for damage."""
    with _lab.store() as store:
        return gather.left_out(store.place)


def choose(lab: Lab, who: Actor, lang: Lang, asked: Literal["question", "language"]) -> Visit:
    """Draw the bar of choices and give the visit that follows from them."""
    catalogue, usual = lab.catalogue, lab.settings
    views, profiles = names.views(catalogue, lang), names.profiles(catalogue, lang)
    if asked == "question":
        first, second, last = st.columns([3, 3, 1])
        with first:
            view = address.select(say("dashboard.situation", lang), "view", views, usual.context)
        with second:
            profile = address.select(
                say("dashboard.profile", lang), "profile", profiles, usual.profile
            )
    else:
        _, last = st.columns([6, 1])
        view = address.choice("view", list(views), usual.context)
        profile = address.choice("profile", list(profiles), usual.profile)
    with last:
        chosen = address.select(
            say("dashboard.language", lang), "lang", names.languages(lang), "nl"
        )
    if chosen != lang:
        st.rerun()
    return Visit(lab, who, lang, theme(), view, profile)


def language() -> Lang:
    """Give the language of this visit; Dutch unless the reader chose otherwise."""
    return "en" if address.choice("lang", LANGUAGES, "nl") == "en" else "nl"


def theme() -> Theme:
    """Give the theme that the reader sees."""
    return "dark" if st.context.theme.type == "dark" else "light"
