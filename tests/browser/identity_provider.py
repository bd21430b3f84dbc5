"""A provider of identities on this machine, to sign in with for real: OpenID Connect, no more.

    python tests/browser/identity_provider.py PORT

Everybody here is made up. Some say what no provider may say; nobody may get in with that.
"""

from __future__ import annotations

import secrets
import sys
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

CLIENT, SECRET = "identiteitslab", "geheim-van-het-lab"
HOUR = 3600
ROLE, GEMEENTE = "identiteitslab_rol", "identiteitslab_gemeente"
PEOPLE: dict[str, dict[str, object]] = {
    "Projectleider": {ROLE: "projectleider", GEMEENTE: "GM0193"},
    "Bestuurder": {ROLE: "stuurgroep"},
    "Lezer": {ROLE: "analist"},
    "Voorbijganger": {},
    "Verlopen": {ROLE: "beheerder", "exp": 1},
    "Ander lab": {ROLE: "beheerder", "aud": "een-ander-lab"},
    "Andere dienst": {ROLE: "beheerder", "iss": "http://localhost:1"},
    "Oude inlog": {ROLE: "beheerder", "nonce": "van-gisteren"},
    "Nagemaakt": {ROLE: "beheerder"},
    "Zwak ondertekend": {ROLE: "beheerder"},
}
KEY, FORGED = RSAKey.generate_key(2048, {"kid": "lab"}), RSAKey.generate_key(2048, {"kid": "lab"})


class Provider:
    """Remembers which codes it gave, and to whom; a code counts once."""

    def __init__(self, port: int) -> None:
        self.own = f"http://localhost:{port}"
        self.given: dict[str, tuple[str, dict[str, str]]] = {}

    async def about(self, _request: Request) -> Response:
        """Tell where everything is."""
        return JSONResponse(
            {
                "issuer": self.own,
                "authorization_endpoint": f"{self.own}/authorize",
                "token_endpoint": f"{self.own}/token",
                "jwks_uri": f"{self.own}/keys",
                "end_session_endpoint": f"{self.own}/leave",
                "response_types_supported": ["code"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def keys(self, _request: Request) -> Response:
        """Give the public half of the key."""
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """Let somebody choose who to be, and send them back with a code."""
        asked = dict(request.query_params)
        if asked["client_id"] != CLIENT or asked["code_challenge_method"] != "S256":
            return HTMLResponse("unknown client or no proof", 400)
        if "who" not in asked:
            links = (
                f"<p><a href='?{escape(urlencode({**asked, 'who': name}))}'>{name}</a></p>"
                for name in PEOPLE
            )
            refuse = f"{asked['redirect_uri']}?{urlencode(refusal(asked['state']))}"
            return HTMLResponse(f"{''.join(links)}<p><a href='{escape(refuse)}'>Weigeren</a></p>")
        code = secrets.token_urlsafe()
        self.given[code] = (asked["who"], asked)
        answer = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}", 302)

    async def token(self, request: Request) -> Response:
        """Give a token for a code, to the client that can prove that it asked."""
        form = {name: value[0] for name, value in parse_qs((await request.body()).decode()).items()}
        who, asked = self.given.pop(form["code"])
        proof = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if proof.decode() != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = signed(who, {**self.claims(who, asked["nonce"]), **PEOPLE[who]})
        kept = {"access_token": "toegang-kanarie", "token_type": "Bearer", "expires_in": HOUR}
        return JSONResponse({**kept, "id_token": token})

    def claims(self, who: str, nonce: str) -> dict[str, object]:
        """Tell about somebody; name and address are canaries that the lab may not keep."""
        now = int(time.time())
        return {
            "iss": self.own, "aud": CLIENT, "sub": f"sub-kanarie-{who}", "nonce": nonce,
            "iat": now, "auth_time": now, "exp": now + HOUR,
            "name": "Naam Kanarie", "email": "kanarie@example.org",
        }  # fmt: skip

    async def leave(self, request: Request) -> Response:
        """Send somebody back who signed out."""
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)


def signed(who: str, claims: dict[str, object]) -> str:
    """Sign what is said; some cannot do so as it should be done."""
    if who == "Zwak ondertekend":
        public = OctKey.import_key(KEY.as_pem(private=False))
        return jwt.encode({"alg": "HS256", "kid": "lab"}, claims, public, ["HS256"])
    key = FORGED if who == "Nagemaakt" else KEY
    return jwt.encode({"alg": "RS256", "kid": "lab"}, claims, key)


def refusal(state: str) -> dict[str, str]:
    """Tell that somebody would not sign in."""
    told = "kanarie@example.org said no"
    return {"error": "access_denied", "error_description": told, "state": state}


def main() -> None:
    """Serve on this machine until stopped."""
    port = int(sys.argv[1])
    made = Provider(port)
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", made.about),
            Route("/keys", made.keys),
            Route("/authorize", made.authorize),
            Route("/token", made.token, methods=["POST"]),
            Route("/leave", made.leave),
        ]
    )
    uvicorn.run(app, host="localhost", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
