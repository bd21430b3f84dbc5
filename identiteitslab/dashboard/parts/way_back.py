"""The way back from a sign-in: to the page and the choices that somebody came for.

Streamlit sends everybody to the first page. Where somebody was, stands in the browser until then.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Header = tuple[bytes, bytes]

COOKIE = "identiteitslab_terug"
LIFE_S = 600
LONGEST = 2000
_INSIDE = re.compile(r"/(?!/)[!-\[\]-~]*")
"""An address of this server: no other one, no backslash that a browser reads as a slash."""


def remember(headers: Mapping[bytes, bytes]) -> tuple[Header, ...]:
    """Keep from which page somebody went to sign in.

    Parameters
    ----------
    headers
        Of the request with which they went.

    Returns
    -------
    tuple of (bytes, bytes)
        A header for the answer; none if they came from elsewhere.
    """
    came = urlsplit(headers.get(b"referer", b"").decode("latin-1"))
    if not came.netloc or came.netloc != headers.get(b"host", b"").decode("latin-1"):
        return ()
    place = f"{came.path}?{came.query}" if came.query else came.path
    return (_cookie(quote(place, safe=""), LIFE_S),) if _ours(place) else ()


def lead(headers: Iterable[Header], asked: Mapping[bytes, bytes]) -> tuple[Header, ...]:
    """Let an answer that leads to the first page lead to where somebody was.

    Parameters
    ----------
    headers
        Of the answer.
    asked
        Those of the request.
    """
    place = _kept(asked)
    if place is None:
        return tuple(headers)
    told = (_to(place, header) for header in headers)
    return (*told, _cookie("", 0))


def _to(place: str, header: Header) -> Header:
    name, value = header
    first_page = value.decode("latin-1")
    deeper = first_page.endswith("/") and place.startswith(first_page)
    return (name, place.encode()) if name.lower() == b"location" and deeper else header


def _kept(asked: Mapping[bytes, bytes]) -> str | None:
    cookies = asked.get(b"cookie", b"").decode("latin-1").split(";")
    named = (one.strip().partition("=") for one in cookies)
    given = next((unquote(value) for name, _, value in named if name == COOKIE), "")
    return given if _ours(given) else None


def _ours(place: str) -> bool:
    return len(place) <= LONGEST and _INSIDE.fullmatch(place) is not None


def _cookie(value: str, life: int) -> Header:
    kept = f"{COOKIE}={value}; Max-Age={life}; Path=/; HttpOnly; SameSite=Lax"
    return b"set-cookie", kept.encode()
