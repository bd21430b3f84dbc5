"""A part of a page that is drawn again by itself, for as long as the sign-in lasts."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

import streamlit as st

from identiteitslab.dashboard import sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

Asked = ParamSpec("Asked")


def part(draw: Callable[Asked, None]) -> Callable[Asked, None]:
    """Let something be drawn again without the rest of its page."""
    return st.fragment(while_signed_in(draw))


def while_signed_in(draw: Callable[Asked, None]) -> Callable[Asked, None]:
    """Give whoever's sign-in ended meanwhile the whole page again, which asks for another."""

    @wraps(draw)
    def again(*asked: Asked.args, **more: Asked.kwargs) -> None:
        if sign_in.ended():
            st.rerun()
        draw(*asked, **more)

    return again
