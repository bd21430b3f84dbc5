"""The engine: from what gemeenten counted or estimated to the posterior, by the right branch.

Counts go to the exact lattice where a gemeente's count is sparse, and to the normal grid where
none is. The prior on tau gives way where the data contradict it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import erfc

from identiteitslab.estimation.arrays import positive_per_cell
from identiteitslab.estimation.counts import Likelihood, read_counts, read_jeffreys_tau
from identiteitslab.estimation.exact import exact_parts
from identiteitslab.estimation.grid import normal_posterior, pool_normal
from identiteitslab.estimation.heterogeneity import tau2_reml
from identiteitslab.estimation.pooled import Pooled
from identiteitslab.estimation.posterior import Part

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats
    from identiteitslab.estimation.counts import Counts
    from identiteitslab.estimation.link import Link

CONFLICT = 0.01


def pool_events(
    events: ArrayLike,
    exposure: ArrayLike,
    *,
    likelihood: Likelihood = "binomial",
    prior_scale: ArrayLike,
    present: ArrayLike | None = None,
    jeffreys_tau: ArrayLike | None = None,
    adapt: bool = True,
) -> Pooled:
    """Pool counts, each cell by the branch that suits it.

    A cell goes to the exact lattice when a gemeente has fewer than 10 successes or failures (or
    events), else to the normal grid with ``y = log(x / (n - x))``, ``v = 1/x + 1/(n - x)`` (or
    ``y = log(x / t)``, ``v = 1/x``). Both have the same prior on mu, so that they agree where
    counts are large. No correction is added to any count.

    Parameters
    ----------
    events, exposure, likelihood, present
        As in `exact.pool_counts`; fractions are welcome.
    prior_scale
        Scale of the half-normal prior on tau: one number or ``(cells,)``.
    jeffreys_tau
        As in `exact.pool_counts`; the prior scale by default. At 0, where tau may be large, few
        gemeenten are pulled towards a half, and rates upwards: with one gemeente, a rate of 10 per
        100 000 and tau 1, only 88 of 100 intervals of 95% held the average then.
    adapt
        Whether to refit with a wider prior where the data contradict this one, see `widened`.

    Examples
    --------
    Three gemeenten counted how many people succeeded, out of how many.

    >>> from identiteitslab import pool_events
    >>> pooled = pool_events([[42, 18, 55]], [[48, 24, 60]], prior_scale=1.3)
    >>> pooled.quantile([0.025, 0.5, 0.975], "average_gemeente").round(2).tolist()
    [[0.61, 0.85, 0.93]]
    >>> pooled.probability_at_least(0.7, "average_gemeente").round(3).tolist()
    [0.934]
    """
    counts = read_counts(events, exposure, likelihood, present)
    asked = positive_per_cell("prior_scale", prior_scale, counts.events.shape[0])
    y, v = counts.estimates()
    scale = widened(y, v, asked, counts.present) if adapt else asked
    tau = scale if jeffreys_tau is None else read_jeffreys_tau(jeffreys_tau, scale.size)
    sparse = counts.sparse()
    parts = [_normal_part(counts, scale, tau, ~sparse)] if not sparse.all() else []
    if sparse.any():
        rows = np.flatnonzero(sparse)
        exact = exact_parts(counts.rows(rows), scale[rows], tau[rows])
        parts += [Part(rows[part.rows], part.posterior) for part in exact]
    return Pooled(counts.link, counts.present, scale, tuple(parts), scale > asked)


def pool_estimates(
    y: ArrayLike,
    v: ArrayLike,
    *,
    link: Link,
    prior_scale: ArrayLike,
    present: ArrayLike | None = None,
    adapt: bool = True,
) -> Pooled:
    """Pool estimates with known variances, see `grid.pool_normal`.

    Parameters
    ----------
    y, v, link, prior_scale, present
        As in `grid.pool_normal`.
    adapt
        Whether to refit with a wider prior where the data contradict this one, see `widened`.

    Examples
    --------
    Three gemeenten report a mean time of login, as log seconds with its variance.

    >>> import numpy as np
    >>> from identiteitslab import Link, pool_estimates
    >>> times = np.log([[38.0, 45.0, 41.0]])
    >>> pooled = pool_estimates(times, [[0.01, 0.02, 0.01]], link=Link("log"), prior_scale=0.5)
    >>> pooled.quantile([0.025, 0.5, 0.975], "average_gemeente").round().tolist()
    [[33.0, 41.0, 61.0]]
    """
    pooled = pool_normal(y, v, prior_scale=prior_scale, link=link, present=present)
    if not adapt:
        return pooled
    scale = widened(y, v, pooled.prior_scale, pooled.present)
    conflict = scale > pooled.prior_scale
    if not conflict.any():
        return pooled
    wider = pool_normal(y, v, prior_scale=scale, link=link, present=present)
    return replace(wider, prior_conflict=conflict)


def widened(
    y: ArrayLike, v: ArrayLike, prior_scale: ArrayLike, present: ArrayLike | None = None
) -> Floats:
    """Give the prior scale to use, ``(cells,)``: the REML tau where that contradicts the prior.

    It does when the half-normal prior gives less than 1% to a tau as large as REML's.
    """
    tau = np.sqrt(tau2_reml(y, v, present=present))
    scale = positive_per_cell("prior_scale", prior_scale, tau.size)
    surprising = erfc(tau / scale / np.sqrt(2)) < CONFLICT
    return np.where(surprising, np.maximum(tau, scale), scale)


def _normal_part(counts: Counts, scale: Floats, jeffreys_tau: Floats, chosen: Flags) -> Part:
    """Fit the cells in which no count is sparse."""
    rows = np.flatnonzero(chosen)
    dense = counts.rows(rows)
    # Absent gemeenten hold no events; the half that they get here is never looked at.
    y, v = dense.estimates(np.where(dense.present, 0.0, 0.5))
    y = np.where(dense.present, y, 0.0)
    flat = normal_posterior(y, v, dense.present, scale[rows])
    return Part(rows, flat.tilted(lambda mu: dense.log_jeffreys(mu, jeffreys_tau[rows])))
