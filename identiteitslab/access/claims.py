"""From what a sign-in says about somebody to a role in the lab; nobody gets one by default.

Only a role, a gemeente and two moments are read; who somebody is, the lab does not ask.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.access.actor import ROLES, Actor

if TYPE_CHECKING:
    from identiteitslab.access.actor import Role

ROLE_CLAIM = "identiteitslab_rol"
GEMEENTE_CLAIM = "identiteitslab_gemeente"
LONGEST_S = 8 * 60 * 60
"""A sign-in lasts a working day at most, however long the provider lets it."""


@dataclass(frozen=True)
class ClaimNames:
    """Under which names a provider tells the role and the gemeente.

    ``realm_access.roles`` is ``roles`` inside ``realm_access``, unless a claim has that very name.
    """

    role: str = ROLE_CLAIM
    gemeente: str = GEMEENTE_CLAIM


USUAL_NAMES = ClaimNames()


def ends_at(claims: Mapping[str, object]) -> float:
    """Tell until when a sign-in counts, in seconds since 1970; 0 if it does not say.

    That is ``exp``, or `LONGEST_S` after ``auth_time``, else after ``iat``, if that comes first.
    """
    began = _moment(claims, "auth_time") or _moment(claims, "iat")
    expires = _moment(claims, "exp")
    return min(expires, began + LONGEST_S) if began and expires else 0.0


def actor_from_claims(
    claims: Mapping[str, object], *, now: float, names: ClaimNames = USUAL_NAMES
) -> Actor | None:
    """Give the actor that a sign-in stands for.

    Parameters
    ----------
    claims
        What the identity provider says: one role, among other words if it likes, and the code of
        the gemeente of a project lead.
    now
        The moment, in seconds since 1970.
    names
        Where it says so.

    Returns
    -------
    Actor or None
        None without a role, with a role that is not known or not for people, with two, which the
        lab keeps apart, or after `ends_at`.
    """
    if ends_at(claims) <= now:
        return None
    said = _words(claims, names.role)
    roles: list[Role] = [role for role in ROLES if role in said and role != "lokaal"]
    if len(roles) != 1:
        return None
    if roles[0] != "projectleider":
        return Actor(roles[0])
    gemeenten = _words(claims, names.gemeente)
    return Actor(roles[0], gemeenten[0]) if len(gemeenten) == 1 else None


def _words(claims: Mapping[str, object], name: str) -> list[str]:
    """Give what a claim says: one word, or a list of them."""
    found = _named(claims, name)
    given = found if isinstance(found, (list, tuple)) else [found]
    return [word for word in given if isinstance(word, str) and word]


def _named(claims: Mapping[str, object], name: str) -> object:
    if name in claims:
        return claims[name]
    outer, _, inner = name.partition(".")
    inside = claims.get(outer)
    return _named(inside, inner) if isinstance(inside, Mapping) and inner else None


def _moment(claims: Mapping[str, object], name: str) -> float:
    given = claims.get(name)
    if not isinstance(given, (int, float)) or isinstance(given, bool):
        return 0.0
    return float(given) if math.isfinite(given) else 0.0
