"""Error rates of biometric checks: attempts of one person are not independent of each other.

Rates are pooled and decided on *effective* counts: what as many independent attempts would tell.
Attack success is reported as the worst species of attack instrument, never as a mean over them
(ISO/IEC 30107-3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.arrays import as_cells, one_number, open_share, presence, require
from identiteitslab.estimation.within import clopper_pearson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats, Places


class ClusteredRate(NamedTuple):
    """An error rate with its clustering, each ``(rows,)``.

    `deff` is the variance against that of independent attempts, NaN where it cannot be told (no
    errors, only errors, or one person); `n_eff` and `errors_eff` are the effective counts that go
    into the binomial likelihood. Clustering never adds information: they use a deff of at least 1.
    """

    rate: Floats
    se: Floats
    deff: Floats
    n_eff: Floats
    errors_eff: Floats
    attempts: Floats

    def upper_bound(self, confidence: float = 0.95) -> Floats:
        """Give the exact one-sided upper bound ``(rows,)``; without errors about 3 / n_eff."""
        sure = open_share("confidence", confidence)
        bound = clopper_pearson(self.errors_eff, self.n_eff, level=sure, side="upper")
        return bound[..., 1]


class AttackSuccess(NamedTuple):
    """The worst species in each row: its rate, upper bound and place, each ``(rows,)``."""

    rate: Floats
    upper: Floats
    species: Places


def clustered_rate(
    errors: ArrayLike,
    attempts: ArrayLike,
    *,
    present: ArrayLike | None = None,
    unknown_deff: float = 1.0,
) -> ClusteredRate:
    """Estimate a rate over persons who each made several attempts (ratio estimate).

    Parameters
    ----------
    errors, attempts
        Of each person, ``(rows, persons)``; a row is one gemeente, or one species.
    present
        Which persons a row has; all of them by default.
    unknown_deff
        Design effect to use where the data cannot tell, at least 1: for instance the one found
        in other gemeenten.
    """
    flags, wrong, tried = _read(errors, attempts, present)
    lent = one_number("unknown_deff", unknown_deff)
    require("unknown_deff", lent, lent >= 1, "1 or more")
    total = tried.sum(axis=1)
    rate = wrong.sum(axis=1) / total
    persons = flags.sum(axis=1)
    squares = ((wrong - rate[:, None] * tried) ** 2).sum(axis=1) / total**2
    variance = squares * persons / np.maximum(persons - 1, 1)
    independent = rate * (1 - rate) / np.maximum(total - 1, 1)
    known = (independent > 0) & (persons > 1)
    deff = np.where(known, variance / np.where(known, independent, 1.0), np.nan)
    n_eff = total / np.where(known, np.maximum(deff, 1.0), lent)
    se = np.where(known, np.sqrt(variance), np.nan)
    return ClusteredRate(rate, se, deff, n_eff, rate * n_eff, total)


def attack_success(
    errors: ArrayLike,
    attempts: ArrayLike,
    *,
    confidence: float = 0.95,
    present: ArrayLike | None = None,
) -> AttackSuccess:
    """Give the success of the worst species of attack instrument in each row.

    Parameters
    ----------
    errors, attempts
        Attacks that succeeded, and attacks, by species: ``(rows, species)``. Fractions
        (effective counts, see `clustered_rate`) are welcome.
    confidence
        Of the upper bound. Each species is tested at this level: all of them must pass, so no
        correction for their number is due (intersection-union).
    """
    flags, passed, counted = _read(errors, attempts, present)
    tried = np.where(flags, counted, 1.0)
    sure = open_share("confidence", confidence)
    rate = _where(flags, passed / tried)
    upper = _where(flags, clopper_pearson(passed, tried, level=sure, side="upper")[..., 1])
    worst = rate.argmax(axis=1)
    return AttackSuccess(rate.max(axis=1), upper.max(axis=1), worst)


def _read(
    errors: ArrayLike, attempts: ArrayLike, present: ArrayLike | None
) -> tuple[Flags, Floats, Floats]:
    """Check errors of attempts, both 0 where absent."""
    flags = presence("errors", errors, present)
    wrong = as_cells("errors", errors, flags, 0.0)
    tried = as_cells("attempts", attempts, flags, 0.0)
    require("attempts", tried, (tried > 0) | ~flags, "a number above 0")
    require("errors", wrong, wrong >= 0, "a count of 0 or more")
    require("errors", wrong, wrong <= tried, "no more errors than attempts")
    return flags, wrong, tried


def _where(flags: Flags, values: Floats) -> Floats:
    """Leave absent species out of any maximum."""
    return np.where(flags, values, -np.inf)
