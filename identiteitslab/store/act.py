"""Who does something to the store, when, and for what reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from identiteitslab.decision.log.personal import names_a_person
from identiteitslab.errors import fail

LONGEST_REASON = 300
_PERSONAL = re.compile(r"@|\d{7}")


@dataclass(frozen=True)
class Act:
    """Who does something, when, and for what reason."""

    actor: str
    now: datetime
    reason: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.actor) <= 80 or "@" in self.actor:  # noqa: PLR2004 - as in the table
            raise ValueError(f"actor: {self.actor[:80]!r}; expected a role of 1 to 80 characters")

    @classmethod
    def of(cls, actor: str, now: datetime | None, reason: str = "") -> Act:
        """Let somebody act at a given moment, or else at this one."""
        return cls(actor, now or datetime.now(UTC), reason)


def require_reason(act: Act) -> None:
    """Make sure that a reason was given, and that it names no person.

    Raises
    ------
    LabError
        The reason is empty, too long, or holds what looks like personal data.
    """
    personal = _PERSONAL.search(act.reason) or names_a_person(act.reason)
    if (
        personal
        or not act.reason.isprintable()
        or not 0 < len(act.reason.strip()) <= LONGEST_REASON
    ):
        raise fail("store-reason", longest=LONGEST_REASON)
