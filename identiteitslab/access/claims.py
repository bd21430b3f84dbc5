"""From what a sign-in says about somebody to a role in the lab; nobody gets one by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.access.actor import ROLES, Actor

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLE_CLAIM = "identiteitslab_rol"
GEMEENTE_CLAIM = "identiteitslab_gemeente"


def actor_from_claims(claims: Mapping[str, object], *, now: float) -> Actor | None:
    """Give the actor that a sign-in stands for.

    Parameters
    ----------
    claims
        What the identity provider says. `ROLE_CLAIM` holds one role; `GEMEENTE_CLAIM` holds the
        code of the gemeente of a project lead. ``exp`` must lie ahead: who signed in long ago
        signs in again.
    now
        The moment, in seconds since 1970.

    Returns
    -------
    Actor or None
        None without a role, with a role that is not known or not for people, or after ``exp``.
    """
    expires = claims.get("exp")
    if not isinstance(expires, (int, float)) or expires <= now:
        return None
    named, gemeente = claims.get(ROLE_CLAIM), str(claims.get(GEMEENTE_CLAIM) or "")
    role = next((role for role in ROLES if role == named and role != "lokaal"), None)
    if role is None or (role == "projectleider" and not gemeente):
        return None
    return Actor(role, gemeente if role == "projectleider" else "")
