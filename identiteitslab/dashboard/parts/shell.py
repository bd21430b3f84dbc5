"""The page around the dashboard: its language, its title, and what the browser may do.

Streamlit's own page says English, is called Streamlit and sends no security headers.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from identiteitslab.access.claims import LONGEST_S
from identiteitslab.access.provider import CALLBACK
from identiteitslab.dashboard.parts import way_back
from identiteitslab.dashboard.parts.frame import language_script
from identiteitslab.text.lookup import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping
    from typing import Any

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]

CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
"""What streamlit answers to anybody, and nobody here needs."""

SHORTENING = {b"accept-encoding", b"range", b"if-none-match", b"if-modified-since"}
"""With these the page could come packed, in part or not at all, and could not be changed."""

PRERENDER = "\n      window.prerenderReady = false\n    "
"""The one inline script of streamlit's page."""

SIGNED_IN = b"_streamlit_user"
"""Streamlit keeps who signed in under names that begin so, for thirty days."""
OURS = (SIGNED_IN, way_back.COOKIE.encode())

LOGIN = "/auth/login"

LIFE = re.compile(rb"(?i)max-age=[1-9]\d*")
REFUSED = 1008
"""What a websocket is closed with when it breaks the rules of the house."""


class Shell:
    """Sends the page in its own language, and every answer with security headers.

    Parameters
    ----------
    app
        What answers.
    encrypted
        Whether people reach it through https; a sign-in then never travels otherwise.
    """

    def __init__(self, app: ASGIApp, *, encrypted: bool = False) -> None:
        self.app = app
        self.encrypted = encrypted
        self.headers = security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket" and _from_elsewhere(scope):
            await send({"type": "websocket.close", "code": REFUSED})
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await _not_found(send)
        else:
            asked = [h for h in scope["headers"] if h[0] not in SHORTENING or not _page(scope)]
            answer = _Answer(send, self.headers, scope, encrypted=self.encrypted)
            await self.app({**scope, "headers": asked}, receive, answer)


class _Answer:
    """Passes an answer on; a page is kept until it is whole, and then changed."""

    def __init__(
        self, send: Send, headers: Iterable[Header], scope: Scope, *, encrypted: bool
    ) -> None:
        self.send, self.extra, self.encrypted = send, list(headers), encrypted
        self.lang, self.path, self.asked = _language(scope), scope["path"], dict(scope["headers"])
        self.start: MutableMapping[str, Any] | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            led = self._led(message.get("headers", []))
            safe = (kept_safe(one, encrypted=self.encrypted) for one in led)
            message = {**message, "headers": [*safe, *self.extra]}
            if _is_html(message):
                self.start = message
                return
        if self.start is None:
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if not message.get("more_body", False):
            body = in_own_words(self.body, self.lang)
            kept = [h for h in self.start["headers"] if h[0].lower() != b"content-length"]
            length = (b"content-length", str(len(body)).encode())
            await self.send({**self.start, "headers": [*kept, length]})
            await self.send({"type": "http.response.body", "body": body})

    def _led(self, headers: Iterable[Header]) -> tuple[Header, ...]:
        """Let a sign-in end where it began."""
        if self.path.endswith(LOGIN):
            return (*headers, *way_back.remember(self.asked))
        return way_back.lead(headers, self.asked) if self.path.endswith(CALLBACK) else (*headers,)


def in_own_words(page: bytes, lang: str) -> bytes:
    """Give streamlit's page our title and the language that was asked for."""
    return page.replace(b'<html lang="en">', f'<html lang="{lang}">'.encode(), 1).replace(
        b"<title>Streamlit</title>", b"<title>Identiteitslab</title>", 1
    )


def kept_safe(header: Header, *, encrypted: bool) -> Header:
    """Let a sign-in live in the browser no longer than it counts, and travel safely."""
    name, value = header
    if name.lower() != b"set-cookie" or not value.startswith(OURS):
        return header
    if value.startswith(SIGNED_IN):
        value = LIFE.sub(f"Max-Age={LONGEST_S}".encode(), value)
    return name, value + b"; Secure" if encrypted else value


def security_headers() -> tuple[Header, ...]:
    """Give the headers that keep the browser to this server and to our own scripts."""
    scripts = " ".join(_mark(text) for text in (PRERENDER, *map(language_script, LANGUAGES)))
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' blob: {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
    return (
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
    )


def _mark(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _page(scope: Scope) -> bool:
    accepted = (value for name, value in scope["headers"] if name == b"accept")
    return any(b"text/html" in value for value in accepted)


def _from_elsewhere(scope: Scope) -> bool:
    """Tell whether a page of another place opens this; its name is then not the one it asks for.

    Streamlit would look up its own address with a server outside before it refuses.
    """
    given = dict(scope["headers"])
    origin = given.get(b"origin", b"").decode("latin-1")
    return bool(origin) and urlsplit(origin).netloc != given.get(b"host", b"").decode("latin-1")


def _language(scope: Scope) -> str:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", ["nl"])
    return asked[-1] if asked[-1] in LANGUAGES else "nl"


def _is_html(message: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in message["headers"]
    )


async def _not_found(send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})
