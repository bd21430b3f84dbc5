"""What a session knows: language, theme, choices in the address bar, and the cached evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from identiteitslab.lab.evaluate import evaluate
from identiteitslab.lab.lab import Lab

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.decision.evaluation import Evaluation, Question
    from identiteitslab.text.lookup import Lang

KEPT = 24
Theme = Literal["light", "dark"]


@st.cache_resource(show_spinner=False)
def open_lab() -> Lab:
    """Open the lab once a process."""
    return Lab.open()


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _evaluation(key: tuple[str, str, Question], _lab: Lab) -> Evaluation:
    """Evaluate once for each version of data and criteria; the frozen result may be shared."""
    sums, found = _lab.measurements()
    return evaluate(_lab.catalogue, key[2], sums, found)


def evaluation(lab: Lab, situation: str | None, context: str | None, profile: str) -> Evaluation:
    """Give the evaluation of the chosen view.

    Raises
    ------
    LabError
        Nothing was measured yet, or the criteria have faults.
    """
    question = lab.question(context=context, profile=profile, situation=situation)
    with lab.store() as store:
        version = store.data_version()
    return _evaluation((version, lab.catalogue.digest, question), lab)


def language() -> Lang:
    """Give the language of this view; Dutch unless the address says otherwise."""
    return "en" if st.query_params.get("lang") == "en" else "nl"


def theme() -> Theme:
    """Give the theme that the reader sees."""
    return "dark" if st.context.theme.type == "dark" else "light"


def choice(name: str, options: Sequence[str], default: str) -> str:
    """Read a choice from the address bar; an unknown value falls back to the default."""
    given = st.query_params.get(name, default)
    return given if given in options else default


def remember(name: str, value: str, default: str) -> None:
    """Keep a choice in the address bar, so that a link shows the same view."""
    if value == default:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
