"""What a session knows: the lab, the language, the choices, and the cached evaluation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.views import names
from identiteitslab.errors import LabError
from identiteitslab.lab.evaluate import evaluate, under_profile
from identiteitslab.lab.lab import Lab
from identiteitslab.text.lookup import LANGUAGES, Lang, say

if TYPE_CHECKING:
    from identiteitslab.access.actor import Actor
    from identiteitslab.dashboard.parts.frame import Theme
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.decision.evaluation import Question
    from identiteitslab.errors import Fault

KEPT, WEIGHED = 24, 96
"""So many evaluations are kept; and so many that only weigh one of those otherwise."""


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

    def evaluation(self, question: Question | None = None) -> Evaluation:
        """Give the evaluation of the chosen view, or of another question.

        Raises
        ------
        LabError
            Nothing was measured yet, or the store or the criteria have faults.
        """
        with self.lab.store() as store:
            version = store.data_version()
        # Damage in one lab must not show in another that holds the same uploads.
        made_from = f"{self.lab.root} {version}"
        asked = question or self.question()
        usual = replace(asked, profile=self.lab.settings.profile)
        criteria = self.lab.catalogue.digest
        measured = _evaluation((made_from, criteria, usual), self.lab)
        return measured if asked == usual else _weighed((made_from, criteria, asked), measured)


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


@st.cache_data(show_spinner=False, max_entries=KEPT, ttl=dt.timedelta(minutes=1))
def _left_out(key: tuple[str, str], _lab: Lab) -> tuple[Fault, ...]:  # noqa: ARG001 - cached by it
    """Look for damage now and then: it comes without a new version of the data."""
    with _lab.store() as store:
        return store.gather().left_out


def left_out(lab: Lab) -> tuple[Fault, ...]:
    """Give which uploads are damaged, so that no page counts them.

    A register that cannot be read is told by the pages that need it.
    """
    try:
        with lab.store() as store:
            version = store.data_version()
        return _left_out((str(lab.root), version), lab)
    except LabError:
        return ()


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
