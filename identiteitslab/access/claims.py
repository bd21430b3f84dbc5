"""From what a sign-in says about somebody to a role in the lab; nobody gets one by default.

Only a role, a gemeente and two moments are read; who somebody is, the lab does not ask.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from identiteitslab.access.actor import ROLES, Actor

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLE_CLAIM = "identiteitslab_rol"
GEMEENTE_CLAIM = "identiteitslab_gemeente"
LONGEST_S = 8 * 60 * 60
"""A sign-in lasts a working day at most, however long the provider lets it."""


def ends_at(claims: Mapping[str, object]) -> float:
    """Tell until when a sign-in counts, in seconds since 1970; 0 if it does not say.

    That is ``exp``, or `LONGEST_S` after ``auth_time``, else after ``iat``, if that comes first.
    """
    began = _moment(claims, "auth_time") or _moment(claims, "iat")
    expires = _moment(claims, "exp")
    return min(expires, began + LONGEST_S) if began and expires else 0.0


def actor_from_claims(claims: Mapping[str, object], *, now: float) -> Actor | None:
    """Give the actor that a sign-in stands for.

    Parameters
    ----------
    claims
        What the identity provider says. `ROLE_CLAIM` holds one role; `GEMEENTE_CLAIM` holds the
        code of the gemeente of a project lead.
    now
        The moment, in seconds since 1970.

    Returns
    -------
    Actor or None
        None without a role, with a role that is not known or not for people, or after `ends_at`.
    """
    if ends_at(claims) <= now:
        return None
    named, gemeente = claims.get(ROLE_CLAIM), str(claims.get(GEMEENTE_CLAIM) or "")
    role = next((role for role in ROLES if role == named and role != "lokaal"), None)
    if role is None or (role == "projectleider" and not gemeente):
        return None
    return Actor(role, gemeente if role == "projectleider" else "")


def _moment(claims: Mapping[str, object], name: str) -> float:
    given = claims.get(name)
    if not isinstance(given, (int, float)) or isinstance(given, bool):
        return 0.0
    return float(given) if math.isfinite(given) else 0.0
