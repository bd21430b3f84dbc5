"""Who looks: the one at this machine, or whoever signed in with the provider of the lab."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import streamlit as st

from identiteitslab.access.actor import LOCAL, Actor
from identiteitslab.access.claims import USUAL_NAMES, actor_from_claims, ends_at
from identiteitslab.access.provider import HERE
from identiteitslab.dashboard.parts.html import tag
from identiteitslab.dashboard.parts.pieces import heading, note
from identiteitslab.dashboard.provider import provider
from identiteitslab.dashboard.session import open_lab
from identiteitslab.dashboard.views import names
from identiteitslab.errors import LabError, fail
from identiteitslab.text.lookup import Lang, say


def who() -> Actor | None:
    """Tell who looks; None for somebody who must sign in first.

    Raises
    ------
    LabError
        Who signed in has no role, no sign-in is set for people elsewhere, or it is set wrongly.
    """
    asked = provider()
    if st.user.get("is_logged_in"):
        if ended():
            return None
        where = USUAL_NAMES if asked is None else asked.claims
        found = actor_from_claims(st.user.to_dict(), now=time.time(), names=where)
        if found is None:
            raise fail("access-none")
        return found
    if asked is not None:
        return None
    if not at_this_machine():
        raise fail("access-sign-in")
    return LOCAL


def ended() -> bool:
    """Tell whether somebody signed in, too long ago to count."""
    return bool(st.user.get("is_logged_in")) and ends_at(st.user.to_dict()) <= time.time()


def at_this_machine() -> bool:
    """Tell whether the reader sits at the machine that serves.

    Streamlit gives such a reader no address. A proxy on the machine looks the same, and so does a
    page elsewhere under a name that leads here: the first tells for whom it asks, the second asks
    for another name.
    """
    headers = st.context.headers
    passed_on = any(name in headers for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded"))
    named = urlsplit(f"//{headers.get('Host', '')}").hostname
    return st.context.ip_address is None and not passed_on and named in HERE


def ask(lang: Lang) -> None:
    """Draw the page that stands before all others: one button."""
    asked = provider()
    st.html(heading(say("sign_in.title", lang), say("sign_in.explain", lang)))
    if st.user.get("is_logged_in"):
        st.html(note("open", say("sign_in.ended", lang)))
    if asked is not None:
        st.button(
            say("sign_in.enter", lang),
            type="primary",
            key="sign-in",
            on_click=st.login,
            args=(asked.name,),
        )


def tell(who: Actor, lang: Lang) -> None:
    """Say in which role somebody looks, and let them sign out."""
    if who == LOCAL:
        return
    role = say(f"role.{who.role}", lang)
    told = say("sign_in.as", lang, role=role)
    if who.gemeente:
        told = say("sign_in.as_of", lang, role=role, gemeente=_gemeente(who.gemeente))
    row = st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="signed-in"
    )
    row.html(tag("div", tag("span", told, class_="lab-quiet"), class_="lab"), width="content")
    with row:
        leave(lang)


def leave(lang: Lang) -> None:
    """Let somebody who signed in sign out."""
    if st.user.get("is_logged_in"):
        st.button(say("sign_in.leave", lang), key="sign-out", on_click=st.logout)


def _gemeente(code: str) -> str:
    """Name a gemeente; its code will do while the lab does not open."""
    try:
        return names.gemeente(open_lab().catalogue, code)
    except LabError:
        return code
